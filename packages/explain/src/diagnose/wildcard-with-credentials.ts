import type { Cause } from "./cause.ts";
import { originLines, pageLine } from "./evidence.ts";

/** `*` and cookies don't go together. */
export const wildcardWithCredentials: Cause = {
  id: "wildcard-with-credentials",
  role: "cause",
  situations: [16],
  cors: true,
  find(facts) {
    if (facts.check !== "WildcardOriginNotAllowed") return null;
    return {
      title: "With credentials, Access-Control-Allow-Origin may not be *.",
      why: "The request is made with credentials (cookies), and `*` would show everyone what belongs to one user. So browsers want the page's origin named.",
      change: `Answer with \`Access-Control-Allow-Origin: ${facts.pageOrigin}\`, \`Access-Control-Allow-Credentials: true\` and \`Vary: Origin\`. If the API takes a token and no cookies, leave \`credentials: "include"\` out instead.`,
      where: "server",
      evidence: [pageLine(facts, credentialsText(facts.request.api)), ...originLines(facts)],
    };
  },
};

function credentialsText(api: string): string {
  if (api === "fetch") return 'credentials: "include"';
  return api === "xhr" || api === "event-source"
    ? "withCredentials = true"
    : "crossorigin=use-credentials";
}
