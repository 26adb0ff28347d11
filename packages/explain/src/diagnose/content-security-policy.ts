import { violatedDirective } from "../run/content-security-policy.ts";
import type { ScenarioPage } from "../scenario.ts";
import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";
import { originOf } from "./run-facts.ts";

/** The page's own `Content-Security-Policy` doesn't list the server. */
export const contentSecurityPolicy: Cause = {
  id: "content-security-policy",
  role: "cause",
  situations: [38],
  cors: false,
  find(facts) {
    if (facts.code !== "content-security-policy") return null;
    const { scenario, request, url } = facts;
    const violated = violatedDirective(scenario.page, request, new URL(url));
    const directive = violated?.directive ?? policyOf(scenario.page);
    return {
      title: "This is not CORS: the page's own Content-Security-Policy forbids it.",
      why: `The page came with a policy over what it may load, and \`${directive}\` doesn't name ${originOf(url)}. Nothing was sent there; what that server grants doesn't matter.`,
      change: `Add \`${originOf(url)}\` to \`${violated?.name ?? "connect-src"}\` in the page's \`Content-Security-Policy\`.`,
      where: "page",
      evidence: [pageLine(facts, `Content-Security-Policy: ${directive}`)],
    };
  },
};

/** What a console told, where it isn't seen how that forbids it: nonces and hashes are not known. */
const policyOf = ({ headers }: ScenarioPage): string =>
  headers?.find(([name]) => name.toLowerCase() === "content-security-policy")?.[1] ??
  "its Content-Security-Policy";
