import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";
import { originOf, type RunFacts } from "./run-facts.ts";

/** The call's own options forbid what it asks for. */
export const requestMode: Cause = {
  id: "request-mode",
  role: "cause",
  situations: [],
  cors: false,
  find(facts) {
    const { code, request } = facts;
    if (isForeignWorker(facts)) {
      return {
        title: "A worker's script has to come from the page's own origin.",
        why: "Browsers start no worker from a script of another origin, whatever its server allows.",
        change:
          "Serve the script from the page's own origin, or start a worker of your own that takes the script in with `importScripts` or `import`.",
        where: "page",
        evidence: [pageLine(facts, `new Worker("${request.url}")`)],
      };
    }
    switch (code) {
      case "DisallowedByMode":
        return {
          title: "The request's own mode forbids other origins.",
          why: 'With `mode: "same-origin"` a request that leaves the page\'s origin fails before it is sent, or at the redirect that would take it elsewhere. The server has no part in it.',
          change: 'Leave `mode` out: `"cors"` is the default, and lets the server decide.',
          where: "request",
          evidence: [pageLine(facts, 'mode: "same-origin"')],
        };
      case "NotCached":
        return {
          title: "This is not CORS: only a cached response was allowed.",
          why: '`cache: "only-if-cached"` takes what the browser has kept, and it has kept nothing for this URL.',
          change: "Leave `cache` out.",
          where: "request",
          evidence: [pageLine(facts, `cache: "${request.cache ?? ""}"`)],
        };
      default:
        return null;
    }
  },
};

/** Some browsers throw at the call, and others fail. */
export function isForeignWorker({ code, request, pageOrigin }: RunFacts): boolean {
  const isRefused = code === "DisallowedByMode" || code === "not-possible";
  return request.api === "worker" && isRefused && originOf(request.url) !== pageOrigin;
}
