import { isDeepStrictEqual } from "node:util";
import { engineNamed, type EngineProfile } from "@crosswalk/browser";
import type { Case } from "../lab/case.ts";
import type { DriverName } from "../lab/drivers/driver.ts";
import { headCases, readHeads } from "../lab/record/heads.ts";
import { readRecordings } from "../lab/record/recordings.ts";
import { runCase } from "../replay/run-case.ts";

/** A case and the header lines of each of its messages as its browser wrote them, twice the same. */
export interface RecordedHeads {
  readonly one: Case;
  readonly lines: readonly (readonly string[])[];
}

const root = new URL("../lab/", import.meta.url);

/** By the case's id. */
export function recordedHeads(browser: DriverName): Map<string, RecordedHeads> {
  const recording = readRecordings(root).find((each) => each.browser === browser)!;
  const { cases } = readHeads(root).find((each) => each.browser === browser)!;
  const result = new Map<string, RecordedHeads>();
  for (const one of headCases(recording)) {
    const lines = cases[one.id];
    if (lines !== undefined) result.set(one.id, { one, lines });
  }
  return result;
}

/** Whether each line is written as it was recorded, in its place. */
export async function writesHeads(
  browser: DriverName,
  { one, lines }: RecordedHeads,
  profile: EngineProfile = engineNamed(browser),
): Promise<boolean> {
  const { heads } = await runCase(one, browser, profile);
  return isDeepStrictEqual(heads(), lines);
}
