import { normalizeMethod } from "@crosswalk/cors/protocol";
import type { Cause } from "./cause.ts";
import { responseLines, sentLines } from "./evidence.ts";

/** `patch` is not `PATCH`. */
export const methodInLowerCase: Cause = {
  id: "method-in-lower-case",
  role: "cause",
  situations: [18],
  cors: true,
  find(facts) {
    const { code, request } = facts;
    const { method } = request;
    if (method === undefined || code !== "MethodDisallowedByPreflightResponse") return null;
    if (normalizeMethod(method) !== method || method === method.toUpperCase()) return null;
    return {
      title: `Write ${method.toUpperCase()}: browsers send ${method} as it is.`,
      why: `Method names are case-sensitive. \`fetch\` turns \`get\`, \`post\`, \`put\`, \`delete\`, \`head\` and \`options\` into capitals and leaves everything else alone, so the server is asked for \`${method}\`.`,
      change: `Write \`method: "${method.toUpperCase()}"\`.`,
      where: "request",
      evidence: [
        ...sentLines(facts, "Access-Control-Request-Method"),
        ...responseLines(facts, "Access-Control-Allow-Methods"),
      ],
    };
  },
};
