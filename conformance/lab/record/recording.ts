import { createHash } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { Case } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { sameBehaviour, sameDiagnostics, type RecordedCase } from "./recorded-case.ts";

/** What one version of one browser did with all cases of a seed, recorded twice. */
export interface Recording {
  readonly browser: DriverName;
  readonly version: string;
  readonly seed: number;
  /** Of the cases, which are not stored: a generator that changed does not fit the recording. */
  readonly digest: string;
  /** Cases whose two runs differ in what was sent or seen; they prove nothing. */
  readonly unstable: readonly string[];
  /** Cases whose two runs differ only in what the console said. */
  readonly unstableDiagnostics: readonly string[];
  /** Cases whose results are those of later runs, because what the first ones showed was no property of the case. */
  readonly renewed?: readonly string[];
  /** Cases whose console was heard in later runs, of this version or another of its branch. */
  readonly retold?: readonly string[];
  readonly cases: readonly RecordedCase[];
}

export function digestOf(cases: readonly Case[]): string {
  const hash = createHash("sha256");
  for (const one of cases) hash.update(JSON.stringify(one)).update("\n");
  return hash.digest("hex");
}

/** Joins two runs over the same cases, in the cases' order. */
export function joinRuns(
  about: Pick<Recording, "browser" | "version" | "seed">,
  cases: readonly Case[],
  first: ReadonlyMap<string, RecordedCase>,
  second: ReadonlyMap<string, RecordedCase>,
): Recording {
  const both = cases.filter(({ id }) => first.has(id) && second.has(id));
  if (both.length < cases.length)
    throw new Error(`${cases.length - both.length} cases were not recorded twice`);
  const unstable = both
    .filter(({ id }) => !sameBehaviour(first.get(id)!, second.get(id)!))
    .map(({ id }) => id);
  const set = new Set(unstable);
  const unstableDiagnostics = both
    .filter(({ id }) => !set.has(id) && !sameDiagnostics(first.get(id)!, second.get(id)!))
    .map(({ id }) => id);
  return {
    ...about,
    digest: digestOf(cases),
    unstable,
    unstableDiagnostics,
    cases: cases.map(({ id }) => first.get(id)!),
  };
}

/**
 * The recording after two more runs: the cases that `isRenewed` names have their results from then on if
 * these agree, and those that `isUnstable` names, which came out otherwise when asked again, prove nothing.
 */
export function renewRecording(
  recording: Recording,
  isRenewed: (id: string) => boolean,
  isUnstable: (id: string) => boolean,
  first: ReadonlyMap<string, RecordedCase>,
  second: ReadonlyMap<string, RecordedCase>,
): Recording {
  const unstable = new Set(recording.unstable);
  const renewed = new Set(recording.renewed);
  const cases = recording.cases.map((was) => {
    if (isUnstable(was.id)) unstable.add(was.id);
    if (!isRenewed(was.id)) return was;
    const [one, other] = [first.get(was.id), second.get(was.id)];
    if (one === undefined || other === undefined || !sameBehaviour(one, other))
      throw new Error(`${was.id} did not come out the same in two more runs`);
    unstable.delete(was.id);
    renewed.add(was.id);
    return one;
  });
  const inOrder = (ids: ReadonlySet<string>): string[] =>
    cases.map(({ id }) => id).filter((id) => ids.has(id));
  return { ...recording, unstable: inOrder(unstable), renewed: inOrder(renewed), cases };
}

/** The recording with cases that were thought of since, as two runs over them were; what it has stays as it is. */
export function extendRecording(
  recording: Recording,
  cases: readonly Case[],
  first: ReadonlyMap<string, RecordedCase>,
  second: ReadonlyMap<string, RecordedCase>,
): Recording {
  const known = new Map(recording.cases.map((one) => [one.id, one]));
  if (digestOf(cases.filter(({ id }) => known.has(id))) !== recording.digest)
    throw new Error("the cases that were recorded are others by now");
  const added = joinRuns(
    recording,
    cases.filter(({ id }) => !known.has(id)),
    first,
    second,
  );
  for (const one of added.cases) known.set(one.id, one);
  return {
    ...recording,
    digest: digestOf(cases),
    unstable: [...recording.unstable, ...added.unstable],
    unstableDiagnostics: [...recording.unstableDiagnostics, ...added.unstableDiagnostics],
    cases: cases.map(({ id }) => known.get(id)!),
  };
}

/** Lines of JSON, the first about the recording; most of it is repetition, which brotli takes away. */
export function encodeRecording(recording: Recording): Buffer {
  const { cases, ...about } = recording;
  const lines = cases.map(({ id, wire, outcomes, console, cors, connections }) =>
    JSON.stringify([id, wire, outcomes, console, cors, ...(connections ? [connections] : [])]),
  );
  const text = Buffer.from([JSON.stringify(about), ...lines, ""].join("\n"));
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 10,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
}

export function decodeRecording(bytes: Buffer): Recording {
  const [about, ...lines] = brotliDecompressSync(bytes).toString().trimEnd().split("\n");
  const cases = lines.map((line) => {
    const [id, wire, outcomes, console, cors, connections] = JSON.parse(line);
    const one = { id, wire, outcomes, console, cors };
    return connections === undefined ? one : { ...one, connections };
  });
  return { ...JSON.parse(about!), cases };
}
