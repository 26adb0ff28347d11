import type { Cause } from "./cause.ts";
import { isMissing } from "./codes.ts";
import { originLines } from "./evidence.ts";
import { droppingLayer } from "./layers.ts";

/** The server has never heard of CORS, or doesn't know this origin. */
export const noCorsHeaders: Cause = {
  id: "no-cors-headers",
  role: "cause",
  situations: [1, 46],
  cors: true,
  find(facts) {
    if (!isMissing(facts)) return null;
    const layer = droppingLayer(facts);
    return {
      title: "The response has no Access-Control-Allow-Origin header.",
      why: `The server answered, and nothing in its response allows \`${facts.pageOrigin}\` to read it${layer === null ? "" : `; of the dumps given, \`${layer}\` is the first that lacks the header`}. Servers that refuse an origin look the same, and so does curl: it reads everything, for only browsers ask for leave.${facts.isTold("status") ? "" : " Chromium doesn't print the status: if the network panel shows 4xx or 5xx, that error comes first, and its page only lacks the headers."}`,
      change: `If the server is yours, answer with \`Access-Control-Allow-Origin: ${facts.pageOrigin}\` and \`Vary: Origin\`. If it isn't, ask it from your own server. \`mode: "no-cors"\` doesn't help: it hides the response for good.`,
      where: layer === null ? "server" : "proxy",
      evidence: originLines(facts),
    };
  },
};
