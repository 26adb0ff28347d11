import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** `localhost:8080/x` is a URL of the scheme `localhost:`, and no browser knows that one. */
export const urlWithoutScheme: Cause = {
  id: "url-without-scheme",
  role: "cause",
  situations: [35],
  cors: false,
  find(facts) {
    const { code, request } = facts;
    if (code !== "CorsDisabledScheme" || !/^[a-z][a-z0-9.+-]*:\d/i.test(request.url)) return null;
    const host = request.url.slice(0, request.url.indexOf(":"));
    return {
      title: "This is not CORS: the URL has no http:// in front.",
      why: `A browser reads \`${request.url}\` as a URL of the scheme \`${host}:\`, not as a host and a port. It knows no such scheme, and what its console says of CORS is beside the point: nothing was sent.`,
      change: `Write \`http://${request.url}\`.`,
      where: "request",
      evidence: [pageLine(facts, request.url, "the URL as it was given")],
    };
  },
};
