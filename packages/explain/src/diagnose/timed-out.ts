import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** Nobody answers in time. */
export const timedOut: Cause = {
  id: "timed-out",
  role: "cause",
  situations: [40],
  cors: false,
  find(facts) {
    if (facts.code !== "timed-out") return null;
    return {
      title: "This is not CORS: the server doesn't answer in time.",
      why: "The connection was opened, or tried, and nothing came back. A firewall that drops packets looks like this, and so does a server that is stuck.",
      change:
        "Send the same request with curl from the same machine. If it hangs too, look at the firewall and the server.",
      where: "network",
      evidence: [pageLine(facts, facts.url)],
    };
  },
};
