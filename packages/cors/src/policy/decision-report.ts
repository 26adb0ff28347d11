import type { GuardFacts, GuardMode } from "./cors-guard.ts";
import type { Decision } from "./decision.ts";
import { requestPath } from "./request-path.ts";

/** What `onDecision` is told. The request's own words are bounded and printable: safe to log as they are. */
export interface DecisionReport {
  readonly decision: Decision;
  /** The `Origin`, with everything unprintable escaped; null where there is none. */
  readonly origin: string | null;
  readonly host: string | null;
  readonly path: string;
  /** The request method; for a preflight, `OPTIONS`. */
  readonly method: string;
  /** The name of the policy that `select` chose; null where there is one policy, or none was chosen. */
  readonly policyName: string | null;
  readonly mode: GuardMode;
}

export function decisionReport(
  facts: GuardFacts,
  decision: Decision,
  policyName: string | null,
  mode: GuardMode,
): DecisionReport {
  const { origin, host, method, url } = facts;
  return {
    decision,
    origin: origin === null ? null : printable(origin),
    host: host === null ? null : printable(host),
    path: printable(requestPath(url)),
    method: printable(method),
    policyName,
    mode,
  };
}

/** How much of a value goes to a log: the longest origin there can be has 326 characters. */
const MAX_PRINTED = 512;

/** Bounded, and with nothing that could forge a line of a log or steer a terminal. */
function printable(text: string): string {
  const clipped = text.length <= MAX_PRINTED ? text : `${text.slice(0, MAX_PRINTED)}…`;
  return clipped.replace(
    /[^\x20-\x7e…]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
