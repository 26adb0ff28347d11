import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** A service worker answers a CORS request with what it fetched without CORS. */
export const serviceWorker: Cause = {
  id: "service-worker",
  role: "cause",
  situations: [45],
  cors: false,
  find(facts) {
    if (facts.code !== "service-worker") return null;
    return {
      title: "This is not CORS: the service worker gives an opaque response.",
      why: "A service worker answers for this page. What it gives is opaque: it fetched or cached it without CORS. A request with CORS may not be answered so, and the server's headers are never looked at.",
      change:
        'In the worker, fetch with `new Request(url, { mode: "cors" })`, keep no opaque responses in its cache, and raise the cache\'s name so that old ones go.',
      where: "page",
      evidence: [pageLine(facts, "service worker", "answers before the network does")],
    };
  },
};
