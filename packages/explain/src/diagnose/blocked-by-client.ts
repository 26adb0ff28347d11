import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** An extension, mostly an ad blocker, stops the request. */
export const blockedByClient: Cause = {
  id: "blocked-by-client",
  role: "cause",
  situations: [40],
  cors: false,
  find(facts) {
    if (facts.code !== "blocked-by-client") return null;
    return {
      title: "This is not CORS: an extension of the browser blocks it.",
      why: "An ad blocker or another extension stopped the request before it was sent. Words like `ads`, `track` or `analytics` in a URL are enough for that.",
      change: "Try a private window without extensions. If that helps, rename the path.",
      where: "browser",
      evidence: [pageLine(facts, facts.url)],
    };
  },
};
