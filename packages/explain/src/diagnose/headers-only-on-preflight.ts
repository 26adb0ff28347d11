import type { Cause } from "./cause.ts";
import { isMissing } from "./codes.ts";
import { originLines, replyLines } from "./evidence.ts";
import { isAssumed } from "./is-assumed.ts";

/** The preflight is answered well, and the request itself is not. */
export const headersOnlyOnPreflight: Cause = {
  id: "headers-only-on-preflight",
  role: "cause",
  situations: [24],
  cors: true,
  find(facts) {
    const { message, preflight, isPreflight, status, isRedirected, scenario } = facts;
    if (preflight === null || isPreflight || isRedirected || !isMissing(facts)) return null;
    if (isAssumed(scenario, preflight)) return null;
    if (message === null || isAssumed(scenario, message)) return null;
    if (status === null || status >= 400) return null;
    return {
      title: "The preflight passes, but the response itself has no CORS headers.",
      why: `\`OPTIONS\` is answered as it should be, and then ${message.method} is answered without \`Access-Control-Allow-Origin\`. Mind that the server has done what was asked: only its answer is kept from the script.`,
      change:
        "Send `Access-Control-Allow-Origin` on every response, not only where `OPTIONS` is handled.",
      where: "server",
      evidence: [
        ...replyLines(facts, preflight, "Access-Control-Allow-Origin"),
        ...originLines(facts),
      ],
    };
  },
};
