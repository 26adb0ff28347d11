import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** A page over https asks for something over http. */
export const mixedContent: Cause = {
  id: "mixed-content",
  role: "cause",
  situations: [36],
  cors: false,
  find(facts) {
    if (facts.code !== "MixedContent" && facts.code !== "mixed-content") return null;
    const url = facts.run.failure?.url ?? facts.url;
    return {
      title: "This is not CORS: an https page may not load http.",
      why: `The page is served over https and asks for \`${url}\`, which is not. Browsers block that as mixed content before anything is sent.`,
      change: "Serve it over https and ask for the https URL. Headers can't lift this.",
      where: "network",
      evidence: [pageLine(facts, facts.scenario.page.url), pageLine(facts, url, "plain http")],
    };
  },
};
