import type { CauseId } from "../cause-id.ts";
import type { EngineRun } from "../engine-run.ts";
import type { Finding, StandardPlace } from "../explanation.ts";
import type { Scenario } from "../scenario.ts";
import type { Cause, CauseWords } from "./cause.ts";
import { causes } from "./causes.ts";
import { factsOf, type RunFacts } from "./run-facts.ts";

/** What stops one run, in the words for the user; null where nothing does. */
export function causeOf(facts: RunFacts): { cause: Cause; words: CauseWords } | null {
  for (const cause of causes) {
    if (cause.role !== "cause") continue;
    const words = cause.find(facts);
    if (words !== null) return { cause, words };
  }
  return null;
}

/** What stops a scenario and what is to be known of it, over all engines. */
export function diagnose(scenario: Scenario, runs: readonly EngineRun[]): Finding[] {
  const findings = new Map<CauseId, Finding>();
  for (const run of runs) {
    const facts = factsOf(scenario, run);
    const found = causeOf(facts);
    if (found !== null) add(findings, facts, found.cause, found.words);
    for (const note of causes) {
      const words = note.role === "note" ? note.find(facts) : null;
      if (words !== null) add(findings, facts, note, words);
    }
  }
  return [...findings.values()].sort(
    (one, other) => rank(one, scenario) - rank(other, scenario) || browsers(other) - browsers(one),
  );
}

/** What stops it comes first, and before all what stops it where somebody saw that it was stopped. */
function rank({ role, engines }: Finding, { toldBy }: Scenario): number {
  if (role !== "cause") return 2;
  return toldBy === undefined || engines.includes(toldBy) ? 0 : 1;
}

const browsers = ({ engines }: Finding): number =>
  engines.filter((engine) => engine !== "standard").length;

/** Engines that show the same cause share a finding. What is said is the first browser's, for that is what a user sees. */
function add(
  findings: Map<CauseId, Finding>,
  { run }: RunFacts,
  cause: Cause,
  words: CauseWords,
): void {
  const { id, role, cors, situations } = cause;
  const before = findings.get(id);
  const isFirstBrowser =
    before === undefined || before.engines.every((name) => name === "standard");
  const said = isFirstBrowser ? words : before;
  const { title, why, change, where, evidence } = said;
  findings.set(id, {
    cause: id,
    role,
    cors,
    title,
    why,
    change,
    where,
    evidence,
    engines: [...(before?.engines ?? []), run.engine],
    console: [
      ...(before?.console ?? []),
      ...(role === "cause" && run.console.length > 0
        ? [{ engine: run.engine, lines: run.console }]
        : []),
    ],
    standard:
      before?.standard ??
      (role === "cause" ? placeOf(run) : null) ??
      words.standard ??
      cause.standard ??
      null,
    situations,
  });
}

const titles: ReadonlyMap<string, string> = new Map([
  ["#concept-cors-check", "CORS check"],
  ["#cors-preflight-fetch", "CORS-preflight fetch"],
  ["#concept-http-fetch", "HTTP fetch"],
  ["#concept-http-redirect-fetch", "HTTP-redirect fetch"],
  ["#concept-http-network-fetch", "HTTP-network fetch"],
  ["#concept-http-network-or-cache-fetch", "HTTP-network-or-cache fetch"],
  ["#concept-main-fetch", "Main fetch"],
  ["#concept-scheme-fetch", "Scheme fetch"],
  ["https://wicg.github.io/local-network-access/#fetching", "Local Network Access"],
]);

function placeOf({ failure }: EngineRun): StandardPlace | null {
  if (failure === null || failure.anchor === "") return null;
  const { anchor, step } = failure;
  const url = anchor.startsWith("#") ? `https://fetch.spec.whatwg.org/${anchor}` : anchor;
  return { title: titles.get(anchor) ?? "Fetch Standard", step, url };
}
