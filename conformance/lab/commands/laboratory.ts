import { writeFileSync } from "node:fs";
import type { Case } from "../case.ts";
import type { Driver, DriverName } from "../drivers/driver.ts";
import { driverNames } from "../drivers/start.ts";
import type { RecordedCase } from "../record/recorded-case.ts";
import { encodeRecording, type Recording } from "../record/recording.ts";
import {
  casesOfSet,
  directoryOf,
  readRecordings,
  type RecordingSet,
} from "../record/recordings.ts";
import { runCases } from "../record/run-cases.ts";
import { RunFile } from "../record/runs.ts";

/** What commands act on: a set of cases, its runs and recordings, and the browser that is running. */
export class Laboratory {
  readonly root: URL;
  readonly set: RecordingSet;
  #driver: Driver | null = null;

  constructor(root: URL, set: RecordingSet) {
    this.root = root;
    this.set = set;
  }

  /** Takes note of the browser that has been started, which is to be closed whatever happens. */
  readonly onDriver = (driver: Driver | null): void => {
    this.#driver = driver;
  };

  async close(): Promise<void> {
    await this.#driver?.close();
  }

  casesOf(browser: DriverName, seed?: number): Case[] {
    return casesOfSet(this.root, this.set, browser, seed);
  }

  runOf(browser: DriverName, run: string): RunFile {
    const name = this.set === "first" ? browser : `${this.set}-${browser}`;
    return new RunFile(new URL(`dist/runs/${name}-${run}.jsonl`, this.root).pathname);
  }

  recordingOf(browser: DriverName): Recording {
    const found = readRecordings(this.root, this.set).find((one) => one.browser === browser);
    if (found === undefined) throw new Error(`no recording of ${browser}`);
    return found;
  }

  /** Runs 1 and 2, which must be of the version that is recorded already. */
  runsOf({ browser, version }: Recording): readonly [RunFile, RunFile] {
    const runs = [this.runOf(browser, "1"), this.runOf(browser, "2")] as const;
    if (runs.some((run) => run.version !== version))
      throw new Error(`the runs are not of ${version}`);
    return runs;
  }

  fileOf({ browser, version }: Recording): URL {
    return new URL(`${browser}-${version}.jsonl.br`, directoryOf(this.root, this.set));
  }

  write(recording: Recording): void {
    writeFileSync(this.fileOf(recording), encodeRecording(recording));
  }

  async run(
    browser: DriverName,
    cases: readonly Case[],
    take: (one: RecordedCase, version: string) => void,
  ): Promise<void> {
    const start = Date.now();
    let count = 0;
    const version = await runCases({
      browser,
      root: this.root,
      cases,
      take(one, seen) {
        take(one, seen);
        count++;
        if (count % 5000 === 0)
          console.log(`${browser}: ${count} of ${cases.length}, ${rate(count, start)}`);
      },
      onDriver: this.onDriver,
    });
    console.log(`${browser} ${version}: ${count} cases, ${rate(count, start)}`);
  }
}

const rate = (count: number, start: number): string =>
  `${Math.round((count * 1000) / (Date.now() - start))} a second`;

export function browserNamed(name: string | undefined): DriverName {
  const found = driverNames.find((one) => one === name);
  if (found === undefined) throw new Error(`${name} is none of ${driverNames.join(", ")}`);
  return found;
}
