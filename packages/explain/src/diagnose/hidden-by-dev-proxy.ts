import { addressSpaceOf } from "@crosswalk/browser";
import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** In development everything is one origin, because the development server passes requests on. */
export const hiddenByDevProxy: Cause = {
  id: "hidden-by-dev-proxy",
  role: "note",
  situations: [50],
  cors: true,
  find(facts) {
    const { isCrossOrigin, scenario, request, reach, url } = facts;
    const isLocal = addressSpaceOf(new URL(scenario.page.url).hostname) === "loopback";
    const isScript = request.api === "fetch" || request.api === "xhr";
    if (isCrossOrigin || !isLocal || !isScript || reach !== "reads") return null;
    return {
      title: "Same origin here, so CORS isn't asked; production may differ.",
      why: "Page and request have one origin, and browsers check nothing then. If a development server (Vite, webpack) passes the request on to an API elsewhere, CORS comes up only once page and API are deployed apart.",
      change:
        "Serve the API under the page's origin in production as well, or run with the real policy in development.",
      where: "server",
      evidence: [
        pageLine(facts, scenario.page.url, "the page"),
        pageLine(facts, url, "same origin"),
      ],
    };
  },
};
