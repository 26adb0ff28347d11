import type { Cause, CauseWords } from "./cause.ts";
import { pageLine, statusLine } from "./evidence.ts";
import type { RunFacts } from "./run-facts.ts";

const PROXY_AUTHENTICATION = 407;

/** Nothing is known to answer, or the engine's network fails for a reason of its own. */
export const serverUnreachable: Cause = {
  id: "server-unreachable",
  role: "cause",
  situations: [40],
  cors: false,
  find(facts) {
    if (facts.code !== "no-answer" && facts.code !== "TransportFailed") return null;
    if (facts.status === PROXY_AUTHENTICATION) {
      // Of a preflight it is the same trouble as any other login.
      return facts.isPreflight ? null : proxyAuthentication(facts);
    }
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

/** Chromium takes it for its proxy's word, and without a proxy for none. */
const proxyAuthentication = (facts: RunFacts): CauseWords => ({
  title: "This is not CORS: 407 is a status for proxies alone.",
  why: "Only a proxy may ask for a login with 407. Chromium, which has been told of none, breaks the connection off (`ERR_UNEXPECTED_PROXY_AUTH`); others take it for an error of the server's.",
  change: "Answer with 401 for a login, or with 403.",
  where: "server",
  evidence: statusLine(facts),
});
