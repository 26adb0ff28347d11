import type { Cause } from "./cause.ts";
import { isFailedPreflight } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";

/** No route answers `OPTIONS`. */
export const preflightWithoutRoute: Cause = {
  id: "preflight-without-route",
  role: "cause",
  situations: [5, 43],
  cors: true,
  find(facts) {
    const { status } = facts;
    if (!isFailedPreflight(facts) || (status !== 404 && status !== 405 && status !== 501))
      return null;
    return {
      title: `Nothing answers the preflight: OPTIONS gives ${status}.`,
      why: `Browsers ask with \`OPTIONS\` first. The server has a route for the request itself, but none for \`OPTIONS\`, and answers ${status}. Chromium doesn't show the status where the headers are missing too.`,
      change: "Let the CORS layer answer preflights ahead of the router, for all paths.",
      where: "server",
      evidence: [
        ...originLines(facts),
        ...responseLines(facts, "Allow").filter(({ line }) => line !== ""),
      ],
    };
  },
};
