import type { Cause } from "./cause.ts";
import { isOriginFailure } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";

/** The proxy's own error page. */
export const gatewayErrorWithoutHeaders: Cause = {
  id: "gateway-error-without-headers",
  role: "cause",
  situations: [3, 42],
  cors: true,
  find(facts) {
    const { status, isPreflight } = facts;
    if (isPreflight || !isOriginFailure(facts) || status === null || status < 502 || status > 504)
      return null;
    return {
      title: `The proxy answers ${status}; CORS only hides it from you.`,
      why: `The proxy or gateway doesn't reach the application and answers ${status} itself, without the headers that the application would have sent. The missing headers are the lesser trouble.`,
      change:
        "Get the application up again first. Then let the proxy send CORS headers with its own errors too: nginx `add_header … always`, Apache `Header always set`, HAProxy `http-after-response`, API Gateway `GatewayResponses`.",
      where: "proxy",
      evidence: [
        ...originLines(facts),
        ...responseLines(facts, "Server").filter(({ line }) => line !== ""),
      ],
    };
  },
};
