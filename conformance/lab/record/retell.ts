import { differences } from "../../replay/compare.ts";
import type { Case } from "../case.ts";
import { branchOf } from "../compare/recheck.ts";
import type { Driver } from "../drivers/driver.ts";
import { sameDiagnostics, type RecordedCase } from "./recorded-case.ts";
import type { Recording } from "./recording.ts";
import { runCases } from "./run-cases.ts";

export interface RetellOptions {
  readonly recording: Recording;
  /** Those of its cases whose console is to be heard again. */
  readonly cases: readonly Case[];
  readonly root: URL;
  onDriver?(driver: Driver): void;
}

export interface Retold {
  readonly recording: Recording;
  /** Cases whose console is another now. */
  readonly changed: readonly string[];
  /** Cases that stay as they were recorded: a new run did or said otherwise than another. */
  readonly left: readonly string[];
}

/**
 * The recording with what the console says of some cases heard anew, twice. What was sent and seen
 * stays as recorded: a case is retold only if both new runs did the very same, and said the same.
 */
export async function retell(options: RetellOptions): Promise<Retold> {
  const { recording, cases } = options;
  const [first, second] = [await runOf(options), await runOf(options)];
  const retold = new Map<string, RecordedCase>();
  const left: string[] = [];
  const recorded = new Map(recording.cases.map((one) => [one.id, one]));
  for (const { id } of cases) {
    const [was, one, other] = [recorded.get(id)!, first.get(id)!, second.get(id)!];
    const isAsRecorded = [one, other].every((again) => differences(was, again).length === 0);
    if (isAsRecorded && sameDiagnostics(one, other))
      retold.set(id, { ...was, console: one.console, cors: one.cors });
    else left.push(id);
  }
  const changed = [...retold.values()]
    .filter((one) => !sameDiagnostics(one, recorded.get(one.id)!))
    .map(({ id }) => id);
  const later = new Set([...(recording.retold ?? []), ...changed]);
  return {
    recording: {
      ...recording,
      unstableDiagnostics: recording.unstableDiagnostics.filter((id) => !retold.has(id)),
      retold: recording.cases.map(({ id }) => id).filter((id) => later.has(id)),
      cases: recording.cases.map((one) => retold.get(one.id) ?? one),
    },
    changed,
    left,
  };
}

async function runOf({
  recording,
  cases,
  root,
  onDriver,
}: RetellOptions): Promise<ReadonlyMap<string, RecordedCase>> {
  const result = new Map<string, RecordedCase>();
  const version = await runCases({
    browser: recording.browser,
    root,
    cases,
    batches: "alone",
    take: (one) => void result.set(one.id, one),
    ...(onDriver === undefined ? {} : { onDriver }),
  });
  if (branchOf(recording.browser, version) !== branchOf(recording.browser, recording.version))
    throw new Error(`${version} is installed, ${recording.version} was recorded`);
  return result;
}
