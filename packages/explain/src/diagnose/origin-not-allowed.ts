import type { Cause } from "./cause.ts";
import { isMissing } from "./codes.ts";
import { originLines } from "./evidence.ts";

/** Safari and the first Edge say the same whether the header is missing, or names another origin. */
export const originNotAllowed: Cause = {
  id: "origin-not-allowed",
  role: "cause",
  situations: [1, 14],
  cors: true,
  find(facts) {
    const { isTold, pageOrigin } = facts;
    if (!isMissing(facts) || isTold("Access-Control-Allow-Origin")) return null;
    return {
      title: "The response doesn't allow the page's origin.",
      why: `The message doesn't tell more: \`Access-Control-Allow-Origin\` is missing, or it names another origin than \`${pageOrigin}\`.`,
      change: `Look at the response's headers in the network panel. Then let the server answer with \`Access-Control-Allow-Origin: ${pageOrigin}\`, byte for byte, and \`Vary: Origin\`.`,
      where: "server",
      evidence: originLines(facts),
    };
  },
};
