import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** The bytes are not those that the page expects. */
export const integrity: Cause = {
  id: "integrity",
  role: "cause",
  situations: [],
  cors: false,
  find(facts) {
    if (facts.code !== "SubresourceIntegrity") return null;
    return {
      title: "This is not CORS: the bytes don't match the integrity hash.",
      why: "The response may be read, and its hash is another than the page's `integrity` attribute names: the file was changed, or compressed and minified on its way.",
      change: "Compute the hash anew of what is served, or pin the file's version in its URL.",
      where: "page",
      evidence: [pageLine(facts, `integrity="${facts.request.integrity ?? ""}"`)],
    };
  },
};
