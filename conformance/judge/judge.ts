import { writeFileSync } from "node:fs";
import type { Case } from "../lab/case.ts";
import type { Driver, DriverName } from "../lab/drivers/driver.ts";
import { sameDiagnostics, type RecordedCase } from "../lab/record/recorded-case.ts";
import { runCases } from "../lab/record/run-cases.ts";
import { differences } from "../replay/compare.ts";
import { runCase, type ReplayedCase } from "../replay/run-case.ts";
import { verdictOf } from "../replay/verdict.ts";
import { RawResults } from "./raw-results.ts";
import { symptomOf } from "./symptom.ts";

export interface JudgeOptions {
  readonly browser: DriverName;
  readonly root: URL;
  /** Where the browser's own results are kept, one file a run. */
  readonly directory: string;
  readonly cases: readonly Case[];
  /** Gets the whole of each difference, if given. */
  readonly report: string | null;
  onDriver(driver: Driver): void;
}

interface Difference {
  readonly one: Case;
  readonly symptom: string;
  readonly words: readonly string[];
  readonly recorded: RecordedCase;
  readonly replayed: ReplayedCase | null;
}

// How often a browser is asked about a case in which the engine differs. What it does by chance, two runs
// in the same order agree on about half the time.
const RUNS = 10;

/**
 * Holds an engine's profile to its browser over cases that neither has seen, and returns how many differ.
 *
 * A case is set aside as unstable if the browser's first two runs differ, or if it is asked again because
 * the engine differs, and then does otherwise at least once, and at least once what the engine does.
 */
export async function judge(options: JudgeOptions): Promise<number> {
  const { browser, cases, report } = options;
  const [first, second] = [await browserRun(options, 1), await browserRun(options, 2)];
  const found: Difference[] = [];
  const told: Difference[] = [];
  const counts = { agreed: 0, unstable: 0, told: 0 };
  for (const one of cases) {
    const recorded = first.get(one)!;
    const again = second.get(one)!;
    if (differences(recorded, again).length > 0) {
      counts.unstable++;
      continue;
    }
    const replayed = await replay(one, browser);
    if (typeof replayed === "string") {
      found.push({ one, symptom: replayed, words: [replayed], recorded, replayed: null });
      continue;
    }
    const verdict = verdictOf(browser, one, recorded, replayed);
    if (verdict.differences.length > 0) {
      const words = verdict.differences;
      found.push({ one, symptom: symptomOf(words), words, recorded, replayed });
      continue;
    }
    counts.agreed++;
    if (verdict.told === null || !sameDiagnostics(recorded, again)) continue;
    const words = [
      ...verdict.told.missing.map((line) => `-${line}`),
      ...verdict.told.extra.map((line) => `+${line}`),
    ];
    if (words.length === 0) counts.told++;
    else told.push({ one, symptom: symptomOf(words), words, recorded, replayed });
  }
  const differing = await steadyOf(found, options);
  const unsteady = found.filter((one) => !differing.includes(one)).map(({ one }) => one.id);
  const version = cases.length === 0 ? "" : first.versionOf(cases[0]!);
  const stable = cases.length - counts.unstable - unsteady.length;
  const lines = [
    `${browser} ${version}: ${cases.length} cases, ${counts.unstable} set aside as unstable in two runs`,
    `and ${unsteady.length} in up to ${RUNS}, sometimes as the engine: ${unsteady.join(" ")}`,
    `wire and outcome: ${counts.agreed} of ${stable} agree (${percent(counts.agreed, stable)}), ${differing.length} differ`,
    `told of refusals: ${counts.told} of ${counts.told + told.length} agree, ${told.length} differ`,
  ];
  console.log(
    [...lines, ...table("differ", differing), ...table("told otherwise", told)].join("\n"),
  );
  if (report !== null) {
    const whole = [...differing, ...told].sort(bySymptom).map(described);
    writeFileSync(
      report,
      [
        ...lines,
        ...table("differ", differing),
        ...table("told otherwise", told),
        "",
        ...whole,
      ].join("\n"),
    );
  }
  return differing.length + told.length;
}

const percent = (part: number, whole: number): string => `${((part * 100) / whole).toFixed(2)} %`;

/** The differences that remain when the browser is asked again; its own results are kept as those of any run. */
async function steadyOf(
  differing: readonly Difference[],
  options: JudgeOptions,
): Promise<readonly Difference[]> {
  let left = differing;
  for (let run = 3; run <= RUNS && left.length > 0; run++) {
    const cases = left.map(({ one }) => one);
    const results = await browserRun({ ...options, cases }, run);
    left = left.filter(
      ({ one, replayed }) =>
        replayed === null || differences(results.get(one)!, replayed).length > 0,
    );
  }
  return left;
}

async function browserRun(options: JudgeOptions, run: number): Promise<RawResults> {
  const { browser, root, directory, cases, onDriver } = options;
  const results = new RawResults(`${directory}/${browser}-${run}.jsonl`);
  const left = cases.filter((one) => results.get(one) === undefined);
  const byId = new Map(left.map((one) => [one.id, one]));
  const start = Date.now();
  await runCases({
    browser,
    root,
    cases: left,
    take: (result, version) => results.add(byId.get(result.id)!, version, result),
    onDriver,
  });
  if (left.length > 0)
    console.error(
      `${browser}, run ${run}: ${left.length} cases in ${Math.round((Date.now() - start) / 1000)} s`,
    );
  return results;
}

// On a busy machine a case takes some milliseconds; one that takes this long never ends.
const LIMIT = 20_000;

/** A replay, or why there is none. */
async function replay(one: Case, browser: DriverName): Promise<ReplayedCase | string> {
  let limit: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      runCase(one, browser),
      new Promise<string>((resolve) => {
        limit = setTimeout(() => resolve("the replay does not end"), LIMIT);
      }),
    ]);
  } catch (error) {
    return `the replay throws ${String(error).slice(0, 100)}`;
  } finally {
    clearTimeout(limit);
  }
}

/** Symptoms with their cases, the most frequent first. */
function table(title: string, differences: readonly Difference[]): string[] {
  if (differences.length === 0) return [];
  const groups = new Map<string, Difference[]>();
  for (const one of differences) groups.set(one.symptom, [...(groups.get(one.symptom) ?? []), one]);
  return [
    "",
    `${title}:`,
    ...[...groups]
      .sort(([, one], [, other]) => other.length - one.length)
      .map(([symptom, list]) => {
        const ids = list.slice(0, 8).map(({ one }) => one.id);
        const more = list.length > ids.length ? " …" : "";
        return `${String(list.length).padStart(5)}  ${symptom}\n       ${ids.join(" ")}${more}`;
      }),
  ];
}

const bySymptom = (one: Difference, other: Difference): number =>
  one.symptom < other.symptom ? -1 : Number(one.symptom !== other.symptom);

function described({ one, symptom, words, recorded, replayed }: Difference): string {
  const { wire, outcomes, console: lines, cors } = recorded;
  return [
    `=== ${one.id}: ${one.title}`,
    `symptom: ${symptom}`,
    ...words.map((line) => `  ${line.slice(0, 1500)}`),
    `case: ${JSON.stringify(one)}`,
    `browser: ${JSON.stringify({ wire, outcomes, console: lines, cors })}`,
    `engine: ${JSON.stringify(replayed)}`,
    "",
  ].join("\n");
}
