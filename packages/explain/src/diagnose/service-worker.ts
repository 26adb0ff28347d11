import type { Cause, CauseWords } from "./cause.ts";
import { pageLine } from "./evidence.ts";
import type { RunFacts } from "./run-facts.ts";

/** A service worker answers a CORS request with what it fetched without CORS. */
export const serviceWorker: Cause = {
  id: "service-worker",
  role: "cause",
  situations: [45],
  cors: false,
  find(facts) {
    if (facts.code === "service-worker-failed") return failed(facts);
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

/** What a worker promised came to nothing. */
const failed = (facts: RunFacts): CauseWords => ({
  title: "This is not CORS: the service worker came to no response.",
  why: `A service worker answers for this page, and for \`${facts.url}\` it had no response: its own fetch failed, or what it gave is none, as \`undefined\` is where a cache has no entry. The page is told that its request failed, whatever the server says.`,
  change:
    "Look on the worker's own console why its fetch failed; that may be CORS. In the worker, hand over `event.request` itself, return a response in every case, and catch what fails. In the browser's tools, with the worker bypassed, the page shows the server's own answer.",
  where: "page",
  evidence: [pageLine(facts, "service worker", "answers before the network does")],
});
