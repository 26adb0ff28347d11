import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** A page of the public network asks for something in the user's own. */
export const localNetworkAccess: Cause = {
  id: "local-network-access",
  role: "cause",
  situations: [37],
  cors: false,
  find(facts) {
    const { code, url } = facts;
    if (code !== "local-network-access-denied" && code !== "insecure-local-network") return null;
    const isInsecure = code === "insecure-local-network";
    return {
      title: "Not a header: the browser guards the user's local network.",
      why: isInsecure
        ? `A page on the public network asks for \`${url}\`, which is on the user's own machine or network. Chromium lets only secure pages ask for that, and this one came over http.`
        : `A page on the public network asked for \`${url}\`, which is on the user's own machine or network. Since version 142 Chromium asks the user first, and the answer was no. No response header changes that; \`Access-Control-Allow-Private-Network\` is no longer read.`,
      change: isInsecure
        ? "Serve the page over https; then the user is asked for permission."
        : "Have the user allow it in the site's settings, or an administrator by policy. In development, open the page from localhost too.",
      where: isInsecure ? "page" : "browser",
      evidence: [pageLine(facts, facts.scenario.page.url), pageLine(facts, url, "local")],
    };
  },
};
