import type { Cause } from "./cause.ts";
import { isOriginFailure } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";

/** An error of the application's or of a layer before it, without CORS headers. */
export const errorWithoutHeaders: Cause = {
  id: "error-without-headers",
  role: "cause",
  situations: [2, 42],
  cors: true,
  find(facts) {
    const { status, isPreflight } = facts;
    if (isPreflight || !isOriginFailure(facts) || status === null || status < 400) return null;
    return {
      title: `Fix the ${status} first: the error's response has no CORS headers.`,
      why: `The server answers ${status}, and that response doesn't allow the page's origin, so the browser speaks of CORS and hides the status. ${usual(status)}`,
      change: `Find out why it is ${status}: send the same request with curl, or look into the log. Then send CORS headers with every response, errors too, so that scripts can see them.`,
      where: "server",
      evidence: [
        ...originLines(facts),
        ...responseLines(facts, "Server").filter(({ line }) => line !== ""),
      ],
    };
  },
};

function usual(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return "Mostly a gateway checks the login and answers by itself.";
    case 404:
      return "The path is probably wrong.";
    case 413:
      return "A proxy found the body too large and answered by itself.";
    case 429:
      return "A rate limit answered by itself.";
    default:
      return "Frameworks drop headers when they turn an exception into a page.";
  }
}
