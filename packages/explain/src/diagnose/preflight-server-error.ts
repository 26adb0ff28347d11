import type { Cause } from "./cause.ts";
import { isFailedPreflight } from "./codes.ts";
import { originLines } from "./evidence.ts";

/** A handler that expects a body meets `OPTIONS`, or the server is down altogether. */
export const preflightServerError: Cause = {
  id: "preflight-server-error",
  role: "cause",
  situations: [6, 3],
  cors: true,
  find(facts) {
    const { status } = facts;
    if (!isFailedPreflight(facts) || status === null || status < 500) return null;
    const isGateway = status >= 502 && status <= 504;
    return {
      title: `The preflight ends in a server error: ${status}.`,
      why: isGateway
        ? `Browsers ask with \`OPTIONS\` first, and the proxy answers ${status}: it doesn't reach the application. This is no matter of headers yet.`
        : `Browsers ask with \`OPTIONS\` first. It reaches a handler that was not made for it and fails with ${status}; often it expects a body or a user.`,
      change: isGateway
        ? "Get the application up again. Beyond that, answer preflights in the proxy, so that they don't depend on it."
        : "Answer preflights before the handlers. Then look at the log all the same: what fails here may fail elsewhere.",
      where: "server",
      evidence: originLines(facts),
    };
  },
};
