import type { Cause } from "./cause.ts";
import { isMissing, isRedirect } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";

/** The redirect itself has to pass the check. */
export const redirectWithoutHeaders: Cause = {
  id: "redirect-without-headers",
  role: "cause",
  situations: [8],
  cors: true,
  find(facts) {
    if (facts.isPreflight || !isRedirect(facts) || !isMissing(facts)) return null;
    return {
      title: "A redirect on the way doesn't allow the page's origin.",
      why: `The server answers ${facts.status}, and every response on the way has to allow the page, redirects too. It doesn't matter what the URL behind it would have said: it is never asked.`,
      change: "Send the CORS headers with redirects as well, or ask for the final URL at once.",
      where: "server",
      evidence: [...originLines(facts), ...responseLines(facts, "Location")],
    };
  },
};
