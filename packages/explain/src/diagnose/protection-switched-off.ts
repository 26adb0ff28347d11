import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** An extension or a flag makes it work on one machine. */
export const protectionSwitchedOff: Cause = {
  id: "protection-switched-off",
  role: "note",
  situations: [47],
  cors: true,
  find(facts) {
    const { unprotected } = facts.scenario.page;
    if (unprotected === undefined) return null;
    const isFlag = unprotected === "disable-web-security";
    return {
      title: isFlag
        ? "Web security is switched off in this browser, and only here."
        : "An extension rewrites the headers in this browser, and only here.",
      why: `${isFlag ? "`--disable-web-security`" : "A CORS extension"} hides the fault from you: for everyone else the request ends as shown here. Meanwhile every site that you visit with that browser may read your other sites.`,
      change: `${isFlag ? "Start the browser without the flag" : "Remove the extension"} and mend the server's headers.`,
      where: "browser",
      evidence: [pageLine(facts, isFlag ? "--disable-web-security" : "a CORS extension")],
    };
  },
};
