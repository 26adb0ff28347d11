import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** The host's name is not known. */
export const nameNotResolved: Cause = {
  id: "name-not-resolved",
  role: "cause",
  situations: [40],
  cors: false,
  find(facts) {
    if (facts.code !== "name-not-resolved") return null;
    const { hostname } = new URL(facts.url);
    return {
      title: "This is not CORS: the host's name can't be found.",
      why: `No address is known for \`${hostname}\`. Firefox and Safari print a sentence about CORS here; it means only that there was no response to check.`,
      change: "Check the spelling, the DNS entry, and whether a VPN is needed.",
      where: "network",
      evidence: [pageLine(facts, facts.url)],
    };
  },
};
