import { drawDiagram } from "./diagram.ts";
import { writeDiagram } from "./diagram-text.ts";
import type { EngineRun } from "./engine-run.ts";
import { diagnose } from "./diagnose/diagnose.ts";
import type { Explanation, ExplanationOutcome, Finding } from "./explanation.ts";
import { searchFixes } from "./fixes/search-fixes.ts";
import { redact } from "./redact.ts";
import { runAll } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import { blockingReplay, replayFinding } from "./simulate/shared-cache.ts";
import { reachOf } from "./succeeds.ts";

export interface ExplainOptions {
  /** Whether passwords, cookies and tokens are left as they are; else `redacted` stands in their place. */
  readonly showSecrets?: boolean;
}

/** Why a request is blocked, or that it isn't, and what to change. */
export async function explain(
  scenario: Scenario,
  { showSecrets = false }: ExplainOptions = {},
): Promise<Explanation> {
  const explanation = await explainOpenly(scenario);
  if (showSecrets) return explanation;
  return redactExplanation(explanation);
}

/** Without what looks secret. Its diagram is drawn anew: there a line is cut where the room ends, and half a secret is not found. */
export function redactExplanation(explanation: Explanation): Explanation {
  const { value, count } = redact(explanation, explanation.scenario);
  const { actors, arrows, text } = value.diagram;
  const drawn = text === "" ? "" : writeDiagram(value.scenario.page.url, actors, arrows);
  return { ...value, diagram: { ...value.diagram, text: drawn }, redacted: count };
}

async function explainOpenly(scenario: Scenario): Promise<Explanation> {
  const runs = await runAll(scenario);
  const found = diagnose(scenario, runs);
  const { fixes, next } = found.some(({ role }) => role === "cause")
    ? await searchFixes(scenario, runs)
    : { fixes: [], next: [] };
  const outcome = outcomeOf(scenario, runs, found);
  const replay = await blockingReplay(scenario, runs[0]!);
  const replayed = replay === null ? [] : [replayFinding(replay, runs[0]!)];
  const findings = [
    ...found.filter(({ role }) => role === "cause"),
    ...next.filter(({ cause }) => !found.some((other) => other.cause === cause)),
    ...replayed,
    ...found.filter(({ role, cause }) => role === "note" && cause !== replayed[0]?.cause),
  ];
  return {
    outcome,
    verdict: verdictOf(outcome, findings, runs),
    findings,
    fixes,
    works: runs
      .filter((run) => reachOf(run, scenario.request) === "reads")
      .map((run) => run.engine),
    runs,
    diagram: drawDiagram(scenario, runs),
    scenario,
    redacted: 0,
  };
}

/** What is most worth saying: why it fails, or what is amiss although it doesn't. */
function verdictOf(
  outcome: ExplanationOutcome,
  [first]: readonly Finding[],
  runs: readonly EngineRun[],
): string {
  // Who only shows or runs it has what it asked for.
  const isOnlyLoaded = runs.some(
    ({ outcome: end }) => end.kind === "loaded" && end.access === "opaque",
  );
  if (first === undefined && outcome === "allowed" && isOnlyLoaded) return "Allowed: it loads.";
  return first?.title ?? verdicts[outcome];
}

const verdicts: Readonly<Record<ExplanationOutcome, string>> = {
  blocked: "CORS blocks it in every browser.",
  "not-cors": "This is not CORS: the request fails for another reason.",
  differs: "Browsers differ: some let the page read it, some don't.",
  unreadable: "It arrives, but the page may not read it.",
  allowed: "Allowed: the page may read the response.",
};

/** The standard's profile is no browser: where browsers agree it doesn't make them differ. */
function outcomeOf(
  { request }: Scenario,
  runs: readonly EngineRun[],
  findings: readonly Finding[],
): ExplanationOutcome {
  const browsers = runs.filter((run) => run.engine !== "standard");
  const reaches = new Set(browsers.map((run) => reachOf(run, request)));
  if (reaches.size > 1) return "differs";
  // It may arrive, and lack what the script asked of it: a header that isn't exposed.
  if (reaches.has("reads"))
    return findings.some(({ role }) => role === "cause") ? "unreadable" : "allowed";
  if (reaches.has("opaque")) return "unreadable";
  return findings[0]?.cors === true ? "blocked" : "not-cors";
}
