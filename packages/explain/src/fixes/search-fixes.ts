import { comparePolicies, type Policy, type PolicyGrant } from "@crosswalk/cors";
import { causeOf, diagnose } from "../diagnose/diagnose.ts";
import { isAssumed } from "../diagnose/is-assumed.ts";
import { factsOf, type RunFacts } from "../diagnose/run-facts.ts";
import type { EngineRun } from "../engine-run.ts";
import type { Change, Finding, Fix, FixPlace } from "../explanation.ts";
import { engineNames, runAll } from "../run.ts";
import type { Scenario } from "../scenario.ts";
import { reachOf } from "../succeeds.ts";
import { applyChanges } from "./apply-changes.ts";
import { headerDiff } from "./header-diff.ts";
import { mergeChanges } from "./merge-changes.ts";
import { answeredBy, policyOf } from "./policy-of.ts";
import { proposals } from "./proposals.ts";
import { gains, tryStrangers } from "./strangers.ts";

interface State {
  readonly changes: readonly Change[];
  readonly cost: number;
  readonly titles: readonly string[];
  readonly place: FixPlace | null;
  /** What stopped the request on the way here, one for each step. */
  readonly found: readonly Finding[];
}

export interface FixSearch {
  readonly fixes: readonly Fix[];
  /** What stopped the request once the first cause was out of the way, on the road to the first fix. */
  readonly next: readonly Finding[];
}

// Two faults at once are common, four are rare; each step has two proposals at most.
const MOST_STATES = 40;
const MOST_CHANGES = 16;
const MOST_FIXES = 3;

/** The cheapest changes that make it work in every engine and give nobody else anything, found by trying. */
export async function searchFixes(
  scenario: Scenario,
  runs: readonly EngineRun[],
): Promise<FixSearch> {
  const open: State[] = [{ changes: [], cost: 0, titles: [], place: null, found: [] }];
  const fixes: Fix[] = [];
  const seen = new Set<string>();
  let next: Finding[] = [];
  for (let count = 0; count < MOST_STATES && fixes.length < MOST_FIXES; count++) {
    open.sort((one, other) => one.cost - other.cost);
    const state = open.shift();
    if (state === undefined) break;
    const changed = applyChanges(scenario, state.changes);
    const results = state.changes.length === 0 ? runs : await runAll(changed);
    const failing = firstFailing(changed, results);
    if (failing === null) {
      const fix = await verify(scenario, state, results);
      if (fix === null || containsFix(fixes, fix)) continue;
      if (fixes.length === 0) next = nextOf(state);
      fixes.push(fix);
      continue;
    }
    for (const following of expand(state, failing, diagnose(changed, results))) {
      const key = JSON.stringify(applyChanges(scenario, following.changes));
      if (seen.has(key) || following.changes.length > MOST_CHANGES) continue;
      seen.add(key);
      open.push(following);
    }
  }
  return { fixes, next };
}

/** The facts of the first engine in which it doesn't work yet: a browser's before the standard's. */
function firstFailing(scenario: Scenario, results: readonly EngineRun[]): RunFacts | null {
  const [standard, ...browsers] = results;
  for (const result of [...browsers, ...(standard === undefined ? [] : [standard])]) {
    const facts = factsOf(scenario, result);
    if (causeOf(facts) !== null || reachOf(result, scenario.request) !== "reads") return facts;
  }
  return null;
}

function expand(state: State, facts: RunFacts, findings: readonly Finding[]): State[] {
  const found = causeOf(facts);
  const propose = found === null ? undefined : proposals.get(found.cause.id);
  // What nobody has seen is not told of as what will be in the way.
  const isSeen =
    state.changes.length === 0 ||
    facts.message === null ||
    !isAssumed(facts.scenario, facts.message);
  return (propose?.(facts) ?? []).map(({ title, place, changes, cost }) => ({
    changes: mergeChanges(state.changes, changes),
    cost: state.cost + cost,
    titles: [...state.titles, title],
    place: state.place ?? place,
    found: [...state.found, ...findings.filter(({ cause }) => isSeen && cause === found?.cause.id)],
  }));
}

/** A fix that does all that another does, and more, is no other fix. */
function containsFix(fixes: readonly Fix[], { changes }: Fix): boolean {
  const all = new Set(changes.map((change) => JSON.stringify(change)));
  return fixes.some((fix) => fix.changes.every((change) => all.has(JSON.stringify(change))));
}

async function verify(
  scenario: Scenario,
  { changes, cost, titles, place }: State,
  results: readonly EngineRun[],
): Promise<Fix | null> {
  if (place === null) return null;
  const changed = applyChanges(scenario, changes);
  // What a stranger could do by asking otherwise, it could do before as well.
  const baseline = applyChanges(scenario, changes.filter(isOfClient));
  const strangers = await tryStrangers(baseline, changed, engineNames);
  if (strangers.some(gains)) return null;
  const isOfServer = changes.some((change) => !isOfClient(change));
  const { messages } = results[0]!;
  const policy = isOfServer ? policyOf(messages) : null;
  const grants =
    policy === null ? [] : grantsOver(policyOf(answeredBy(messages, baseline)), policy);
  if (grants.some((grant) => !isAskedFor(grant, changed, results))) return null;
  return {
    title: titles.join(" "),
    place,
    changes,
    diff: headerDiff(scenario, changed),
    policy,
    cost,
    verified: { engines: results.map(({ engine }) => engine), strangers, grants },
  };
}

/** Whether a change is made where the request is made, and not where it is answered. */
function isOfClient({ kind }: Change): boolean {
  switch (kind) {
    case "set-request":
    case "remove-request-header":
    case "set-page":
    case "set-page-header":
    case "set-before":
      return true;
    default:
      return false;
  }
}

function grantsOver(before: Policy | null, after: Policy): readonly PolicyGrant[] {
  return comparePolicies(before ?? { allowOrigins: [] }, after);
}

/** Whether what a policy grants beyond the one before is what the page asks for, and no more. */
function isAskedFor(
  { kind, value }: PolicyGrant,
  scenario: Scenario,
  results: readonly EngineRun[],
): boolean {
  const { request } = scenario;
  const { pageOrigin, preflight } = factsOf(scenario, results[0]!);
  const asked = (name: string): string[] =>
    (preflight?.headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? "")
      .toLowerCase()
      .split(",");
  switch (kind) {
    case "origin":
      return value === pageOrigin;
    case "credentials":
      return request.credentials === "include" || request.api === "beacon";
    case "method":
      return asked("access-control-request-method").includes(value.toLowerCase());
    case "request-header":
      return asked("access-control-request-headers").includes(value.toLowerCase());
    case "response-header":
      return (request.reads ?? []).some((name) => name.toLowerCase() === value.toLowerCase());
    default:
      return false;
  }
}

/** What came up after the first cause, each once. */
function nextOf({ found: [first, ...rest] }: State): Finding[] {
  return rest
    .filter(
      ({ cause }, index) =>
        cause !== first?.cause && rest.findIndex((other) => other.cause === cause) === index,
    )
    .map((finding) => ({ ...finding, role: "next" }));
}
