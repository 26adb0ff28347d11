import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { judge } from "../judge/judge.ts";
import { keptCases } from "../judge/keep.ts";
import { recheck } from "./compare/recheck.ts";
import { differencesBetween, differencesTable } from "./compare/differences.ts";
import { driverNames } from "./drivers/start.ts";
import type { Driver, DriverName } from "./drivers/driver.ts";
import type { Case } from "./case.ts";
import { SEED } from "./generate/generate.ts";
import { heldOutCases } from "./generate/held-out.ts";
import type { RecordedCase } from "./record/recorded-case.ts";
import { headCases, joinHeads, writeHeads } from "./record/heads.ts";
import {
  encodeRecording,
  extendRecording,
  joinRuns,
  type Recording,
  renewRecording,
} from "./record/recording.ts";
import { retell } from "./record/retell.ts";
import {
  apartSets,
  casesOfSet,
  directoryOf,
  readRecordings,
  type RecordingSet,
  writeFoundCases,
} from "./record/recordings.ts";
import { runCases } from "./record/run-cases.ts";
import { RunFile } from "./record/runs.ts";
import { shownCases } from "./record/shown-cases.ts";
import { USAGE } from "./usage.ts";

// The bundle lies in dist/.
const root = new URL("../", import.meta.url);
const runFile = (browser: string, run: string): RunFile =>
  new RunFile(
    new URL(`dist/runs/${set === "first" ? "" : `${set}-`}${browser}-${run}.jsonl`, root).pathname,
  );

async function run(
  browser: DriverName,
  cases: readonly Case[],
  take: (one: RecordedCase, version: string) => void,
): Promise<void> {
  const start = Date.now();
  let count = 0;
  const version = await runCases({
    browser,
    root,
    cases,
    take(one, seen) {
      take(one, seen);
      count++;
      if (count % 5000 === 0)
        console.log(`${browser}: ${count} of ${cases.length}, ${rate(count, start)}`);
    },
    onDriver: (driver) => (current = driver),
  });
  console.log(`${browser} ${version}: ${count} cases, ${rate(count, start)}`);
}

const rate = (count: number, start: number): string =>
  `${Math.round((count * 1000) / (Date.now() - start))} a second`;

let current: Driver | null = null;
let lastVersion = "";
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(
    signal,
    () => void (current?.close() ?? Promise.resolve()).finally(() => process.exit(130)),
  );
}

const isEndless = ({ outcomes }: RecordedCase): boolean =>
  /"(?:no end|browser lost)"/.test(JSON.stringify(outcomes));

function browserNamed(name: string | undefined): DriverName {
  const found = driverNames.find((one) => one === name);
  if (found === undefined) throw new Error(`${name} is none of ${driverNames.join(", ")}`);
  return found;
}

function recordingOf(browser: DriverName): Recording {
  const found = readRecordings(root, set).find((one) => one.browser === browser);
  if (found === undefined) throw new Error(`no recording of ${browser}`);
  return found;
}

const judgeDirectory = process.env["JUDGE_DIRECTORY"] ?? new URL("dist/judge", root).pathname;

// `--supplement` or another set's name anywhere: cases that were recorded apart.
const apart = apartSets.find((name) => process.argv.includes(`--${name}`));
const set: RecordingSet = apart ?? "first";
const [command, ...operands] = process.argv.slice(2).filter((word) => word !== `--${apart}`);
switch (command) {
  case "record": {
    const browser = browserNamed(operands[0]);
    const file = runFile(browser, operands[1] ?? "1");
    const pattern = new RegExp(operands[2] ?? "");
    const cases = casesOfSet(root, set, browser).filter(
      ({ id }) => pattern.test(id) && !file.recorded.has(id),
    );
    const pending: RecordedCase[] = [];
    await run(browser, cases, (one, version) => {
      pending.push(one);
      if (pending.length >= 200) file.add(pending.splice(0), version);
      if (pending.length > 0) lastVersion = version;
    });
    if (pending.length > 0) file.add(pending, lastVersion);
    break;
  }
  case "forget": {
    // The page's patience ran out: as a rule the machine was busy, and the case says nothing.
    const runs = ["1", "2"].map((run) => runFile(browserNamed(operands[0]), run));
    const ids = new Set(
      runs.flatMap(({ recorded }) => [...recorded.values()].filter(isEndless).map(({ id }) => id)),
    );
    for (const run of runs) run.drop(ids);
    console.log(`${ids.size} cases to record again`);
    break;
  }
  case "join": {
    const browser = browserNamed(operands[0]);
    const [first, second] = [runFile(browser, "1"), runFile(browser, "2")];
    if (first.version !== second.version)
      throw new Error(`run 1 is of ${first.version}, run 2 of ${second.version}`);
    const recording = joinRuns(
      { browser, version: first.version, seed: set === "found" ? 0 : SEED },
      casesOfSet(root, set, browser),
      first.recorded,
      second.recorded,
    );
    mkdirSync(directoryOf(root, set), { recursive: true });
    const file = new URL(`${browser}-${first.version}.jsonl.br`, directoryOf(root, set));
    writeFileSync(file, encodeRecording(recording));
    const { cases, unstable, unstableDiagnostics } = recording;
    console.log(
      `${browser} ${first.version}: ${cases.length} cases, ${unstable.length} unstable, ${unstableDiagnostics.length} with an unstable console, ${statSync(file).size} bytes`,
    );
    break;
  }
  case "add": {
    const browser = browserNamed(operands[0]);
    const recording = recordingOf(browser);
    const [first, second] = [runFile(browser, "1"), runFile(browser, "2")];
    if (first.version !== recording.version || second.version !== recording.version)
      throw new Error(`the runs are not of ${recording.version}`);
    const cases = casesOfSet(root, set, browser, recording.seed);
    const extended = extendRecording(recording, cases, first.recorded, second.recorded);
    writeFileSync(
      new URL(`${browser}-${recording.version}.jsonl.br`, directoryOf(root, set)),
      encodeRecording(extended),
    );
    console.log(`${extended.cases.length - recording.cases.length} cases added`);
    break;
  }
  case "renew": {
    const browser = browserNamed(operands[0]);
    const recording = recordingOf(browser);
    const [isRenewed, isUnstable] = [operands[1], operands[2]].map(
      (pattern) => (id: string) => pattern !== undefined && new RegExp(pattern).test(id),
    ) as [(id: string) => boolean, (id: string) => boolean];
    const [first, second] = [runFile(browser, "1"), runFile(browser, "2")];
    if (first.version !== recording.version || second.version !== recording.version)
      throw new Error(`the runs are not of ${recording.version}`);
    const renewed = renewRecording(
      recording,
      isRenewed,
      isUnstable,
      first.recorded,
      second.recorded,
    );
    writeFileSync(
      new URL(`${browser}-${recording.version}.jsonl.br`, directoryOf(root, set)),
      encodeRecording(renewed),
    );
    console.log(`${renewed.renewed!.length} renewed, ${renewed.unstable.length} unstable`);
    break;
  }
  case "retell": {
    const browser = browserNamed(operands[0]);
    const pattern = new RegExp(operands[1] ?? "");
    const recording = recordingOf(browser);
    const retold = await retell({
      recording,
      cases: casesOfSet(root, set, browser, recording.seed).filter(({ id }) => pattern.test(id)),
      root,
      onDriver: (driver) => (current = driver),
    });
    writeFileSync(
      new URL(`${browser}-${recording.version}.jsonl.br`, directoryOf(root, set)),
      encodeRecording(retold.recording),
    );
    console.log(`changed: ${retold.changed.join(" ")}\nleft: ${retold.left.join(" ")}`);
    break;
  }
  case "check": {
    const browser = browserNamed(operands[0]);
    const every = Number(operands[1] ?? 1);
    const recording = recordingOf(browser);
    const { version, isRecordedBranch, count, changed, unsteady } = await recheck({
      recording,
      cases: casesOfSet(root, set, browser, recording.seed),
      root,
      every,
      onDriver: (driver) => (current = driver),
    });
    const verdict = isRecordedBranch
      ? "changed"
      : `drifted from ${recording.version} to ${version}`;
    for (const { one } of changed) console.log(`${one.id} ${verdict}`);
    for (const id of unsteady) console.log(`${id} not every time`);
    console.log(
      `${browser} ${version}: ${count - changed.length} as recorded, ${changed.length} ${verdict}`,
    );
    // Another branch may do otherwise; the recorded one may not.
    if (changed.length > 0 && isRecordedBranch) process.exitCode = 1;
    break;
  }
  case "heads": {
    const browser = browserNamed(operands[0]);
    const cases = headCases(recordingOf(browser));
    const runs: Map<string, RecordedCase>[] = [new Map(), new Map()];
    let version = "";
    for (const one of runs)
      await run(browser, cases, (recorded, seen) => {
        one.set(recorded.id, recorded);
        version = seen;
      });
    const heads = joinHeads({ browser, version }, runs[0]!, runs[1]!);
    writeHeads(root, heads);
    console.log(`${Object.keys(heads.cases).length} of ${cases.length} came out the same`);
    break;
  }
  case "show": {
    const [pattern = "", browser] = operands;
    const recordings = readRecordings(root, set).filter(
      (one) => browser === undefined || one.browser === browser,
    );
    const cases = casesOfSet(root, set, browserNamed(browser ?? "chromium"));
    const lines = shownCases(new RegExp(pattern), cases, recordings);
    for (const line of lines) console.log(line);
    if (lines.length === 0) {
      const searched = set === "first" ? "those recorded first" : `those of --${set}`;
      console.error(`no id matches ${pattern} among ${cases.length} cases, ${searched}`);
      process.exitCode = 1;
    }
    break;
  }
  case "judge": {
    const browser = browserNamed(operands[0]);
    const { values } = parseArgs({
      args: operands.slice(1),
      options: {
        seed: { type: "string", default: "1" },
        count: { type: "string", default: "2000" },
        pattern: { type: "string", default: "" },
        report: { type: "string" },
      },
    });
    const pattern = new RegExp(values.pattern);
    const differing = await judge({
      browser,
      root,
      directory: judgeDirectory,
      cases: heldOutCases(Number(values.seed), Number(values.count)).filter(({ id }) =>
        pattern.test(id),
      ),
      report: values.report ?? null,
      onDriver: (driver) => (current = driver),
    });
    if (differing > 0) process.exitCode = 1;
    break;
  }
  case "keep": {
    const { cases, recordings } = keptCases(operands, judgeDirectory);
    writeFoundCases(root, cases);
    for (const recording of recordings)
      writeFileSync(
        new URL(`${recording.browser}-${recording.version}.jsonl.br`, directoryOf(root, "found")),
        encodeRecording(recording),
      );
    console.log(`${cases.length} cases kept`);
    break;
  }
  case "differences": {
    const differences = differencesBetween(readRecordings(root));
    const pattern = operands[0];
    if (pattern === undefined) console.log(differencesTable(differences));
    else
      for (const { facet, sides, ids } of differences)
        if (facet === pattern) console.log(sides, ids.join(" "));
    break;
  }
  default:
    console.error(USAGE);
    process.exitCode = 2;
}
