import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** Nothing is known to answer, or the engine's network fails for a reason of its own. */
export const serverUnreachable: Cause = {
  id: "server-unreachable",
  role: "cause",
  situations: [40],
  cors: false,
  find(facts) {
    if (facts.code !== "no-answer" && facts.code !== "TransportFailed") return null;
    return {
      title: "This is not CORS: no response comes back.",
      why: `Nothing answers \`${facts.message?.method ?? "GET"} ${facts.url}\`. Without a response there are no headers to check.`,
      change: "Check that the server runs, and that the URL is the one it serves.",
      where: "network",
      evidence: [pageLine(facts, facts.url)],
    };
  },
};
