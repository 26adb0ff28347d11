import type { Cause } from "./cause.ts";
import { responseLines, sentLines } from "./evidence.ts";

/** `Access-Control-Allow-Origin` among the headers of the request. */
export const responseHeaderInRequest: Cause = {
  id: "response-header-in-request",
  role: "cause",
  situations: [22],
  cors: true,
  find(facts) {
    const { request, isPreflight, code } = facts;
    const name = request.headers?.find(([name]) => /^access-control-(?!request)/i.test(name))?.[0];
    if (name === undefined || !isPreflight || code === null) return null;
    return {
      title: `${name} belongs into the response, not into the request.`,
      why: "It is the server that allows, in its response. Set on the request it allows nothing; it is one more header that needs leave, and makes the browser ask for it in a preflight.",
      change: `Delete \`${name}\` from the request.`,
      where: "request",
      evidence: [
        ...sentLines(facts, "Access-Control-Request-Headers", "asked for by the script"),
        ...responseLines(facts, "Access-Control-Allow-Headers"),
      ],
    };
  },
};
