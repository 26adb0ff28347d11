import type { Cause } from "./cause.ts";
import { responseLines, statusLine } from "./evidence.ts";

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, steps 9 and 10 */
export const redirectWithCredentials: Cause = {
  id: "redirect-with-credentials",
  role: "cause",
  situations: [11],
  cors: true,
  find(facts) {
    if (facts.code !== "RedirectContainsCredentials") return null;
    return {
      title: "The redirect's Location contains a user name and password.",
      why: "The server redirects to a URL of the form `https://user:password@host/`. Across origins browsers don't follow that.",
      change: "Take the user name and password out of the `Location` header.",
      where: "server",
      evidence: [...statusLine(facts), ...responseLines(facts, "Location")],
    };
  },
};
