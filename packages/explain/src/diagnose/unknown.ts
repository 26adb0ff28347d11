import type { Cause } from "./cause.ts";
import { statusLine } from "./evidence.ts";

/** What nothing else explains. It is said, and not guessed at. */
export const unknown: Cause = {
  id: "unknown",
  role: "cause",
  situations: [],
  cors: false,
  find(facts) {
    if (facts.code === null) return null;
    return {
      title: "The request fails for a reason that isn't explained here.",
      why: `The browser's engine ends with \`${facts.code}\`${facts.parameter === "" ? "" : ` (\`${facts.parameter}\`)`}.`,
      change: "Look at the step of the standard that is named here.",
      where: "browser",
      evidence: statusLine(facts),
    };
  },
};
