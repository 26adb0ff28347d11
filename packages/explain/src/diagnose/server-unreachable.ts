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
      why: `Nothing answers \`${facts.message?.method ?? "GET"} ${facts.url}\`. Without a response there are no headers to check; Firefox and Safari speak of CORS all the same.`,
      change:
        "Open the URL in a tab of its own. If that fails too, the server is down, the address is wrong, or its certificate isn't accepted (of a self-signed one the tab tells, and a page's request doesn't). If it works there, try without extensions and tracking protection, and look whether an https page asks for plain http.",
      where: "network",
      evidence: [pageLine(facts, facts.url)],
    };
  },
};
