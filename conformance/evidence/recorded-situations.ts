import type { EngineProfile } from "@crosswalk/browser";
import type { Case } from "../lab/case.ts";
import type { DriverName } from "../lab/drivers/driver.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";
import {
  casesOfSet,
  readRecordings,
  type RecordingSet,
  recordingSets,
} from "../lab/record/recordings.ts";
import { playedBeside } from "../replay/played-beside.ts";

/** A case and what its browser did, twice the same, its console included. */
export interface RecordedSituation {
  readonly one: Case;
  readonly recorded: RecordedCase;
}

const root = new URL("../lab/", import.meta.url);

/** The same for all browsers, and long in the making. */
const firstCases: Map<number, readonly Case[]> = new Map();

function casesOf(set: RecordingSet, browser: DriverName, seed: number): readonly Case[] {
  if (set !== "first") return casesOfSet(root, set, browser, seed);
  const cases = firstCases.get(seed) ?? casesOfSet(root, set, browser, seed);
  firstCases.set(seed, cases);
  return cases;
}

const SEARCHED_LAST: readonly RecordingSet[] = ["supplement", "first"];

// Those recorded later come first, because they were made to tell what the others do not.
const searched: readonly RecordingSet[] = [
  ...recordingSets.filter((set) => !SEARCHED_LAST.includes(set)),
  ...SEARCHED_LAST,
];

/** By id, in the order in which they are to be searched. */
export function recordedSituations(browser: DriverName): Map<string, RecordedSituation> {
  const result = new Map<string, RecordedSituation>();
  for (const set of searched) {
    const recording = readRecordings(root, set).find((each) => each.browser === browser)!;
    const { cases, seed, unstable, unstableDiagnostics } = recording;
    const inDoubt = new Set([...unstable, ...unstableDiagnostics]);
    for (const [index, one] of casesOf(set, browser, seed).entries())
      if (!inDoubt.has(one.id)) result.set(one.id, { one, recorded: cases[index]! });
  }
  return result;
}

/** How a case is played beside its browser: with other messages or outcomes, with other words on the console, or the same. */
export type Likeness = 0 | 1 | 2;

export async function likenessOf(
  browser: DriverName,
  { one, recorded }: RecordedSituation,
  profile?: EngineProfile,
): Promise<Likeness> {
  const { differences, told } = await playedBeside(browser, one, recorded, profile);
  if (differences.length > 0) return 0;
  return told === null || told.missing.length + told.extra.length === 0 ? 2 : 1;
}
