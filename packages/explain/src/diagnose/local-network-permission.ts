import { addressSpaceOf, isMorePrivate } from "@crosswalk/browser";
import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** CORS passes, and then the user is asked. */
export const localNetworkPermission: Cause = {
  id: "local-network-permission",
  role: "note",
  situations: [37],
  cors: false,
  standard: {
    title: "Local Network Access",
    step: "",
    url: "https://wicg.github.io/local-network-access/#fetching",
  },
  find(facts) {
    const { scenario, url, reach, run } = facts;
    const own = new URL(scenario.page.url);
    if (run.engine !== "chromium" || reach === "fails" || own.protocol !== "https:") return null;
    // A name is most likely in public; of an address it is known.
    const from = addressSpaceOf(own.hostname) ?? "public";
    const to = addressSpaceOf(new URL(url).hostname);
    if (to === null || !isMorePrivate(to, from)) return null;
    return {
      title: "CORS is fine, but Chromium asks the user for permission first.",
      why: `The page is in a more public network than \`${url}\`. Since version 142 Chromium asks the user whether the page may reach devices of the local network; until the answer is yes, the request waits or fails. No header changes that.`,
      change: "Tell your users what the question is for, or allow it by enterprise policy.",
      where: "browser",
      evidence: [pageLine(facts, scenario.page.url), pageLine(facts, url, to)],
    };
  },
};
