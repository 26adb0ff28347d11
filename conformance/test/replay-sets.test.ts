import { describe, expect, it, vi } from "vitest";
import type { Case } from "../lab/case.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";
import { digestOf } from "../lab/record/recording.ts";
import { casesOfSet, readRecordings } from "../lab/record/recordings.ts";
import {
  readLeftOver,
  readOtherwiseTold,
  writeLeftOver,
  writeOtherwiseTold,
} from "../replay/left-over.ts";
import { runCase } from "../replay/run-case.ts";
import { verdictOf } from "../replay/verdict.ts";

// Two thousand cases take seconds, unless the machine is busy.
vi.setConfig({ testTimeout: 300_000 });

const root = new URL("../lab/", import.meta.url);
const isWriting = process.env["REPLAY_WRITE"] === "1";

// What was recorded after the first recordings, and apart from them.
describe.each([
  "supplement",
  "schemes",
  "scripts",
  "later",
  "timings",
  "drawn",
  "documents",
  "found",
] as const)("of the cases in %s", (set) => {
  const recordings = readRecordings(root, set);

  it("there is a recording of each browser", () => {
    expect(recordings.map(({ browser }) => browser).sort()).toEqual([
      "chromium",
      "firefox",
      "webkit",
    ]);
  });

  describe.each(recordings)("the profile of $browser", (recording) => {
    const { browser } = recording;
    const cases = casesOfSet(root, set, browser);

    it("is compared over the cases that were recorded", () => {
      expect(digestOf(cases)).toBe(recording.digest);
    });

    it("sends and shows what the browser did, but for those that are listed as left over", async () => {
      const unstable = new Set(recording.unstable);
      const unstableTold = new Set(recording.unstableDiagnostics);
      const otherwise: string[] = [];
      const list = `${browser}-${set}`;
      const listed = new Set(Object.values(readLeftOver(list)).flat());
      const different: { one: Case; recorded: RecordedCase }[] = [];
      const report: string[] = [];
      for (const [index, one] of cases.entries()) {
        if (unstable.has(one.id)) continue;
        const recorded = recording.cases[index]!;
        const { differences, told } = verdictOf(
          browser,
          one,
          recorded,
          await runCase(one, browser),
        );
        if (differences.length === 0) {
          if (
            told !== null &&
            !unstableTold.has(one.id) &&
            told.missing.length + told.extra.length > 0
          )
            otherwise.push(one.id);
          if (listed.has(one.id)) report.push(`${one.id} is listed as left over, and agrees`);
          continue;
        }
        different.push({ one, recorded });
        if (!listed.has(one.id))
          report.push(`${one.id} (${one.title}): ${differences.join("; ").slice(0, 500)}`);
      }
      if (isWriting) writeOtherwiseTold(list, otherwise);
      else expect(otherwise.sort()).toEqual(Object.values(readOtherwiseTold(list)).flat().sort());
      // The others' reasons are written by hand.
      if (isWriting && set === "found") writeLeftOver(list, different);
      else expect(report).toEqual([]);
      console.log(
        `${list}: ${cases.length - unstable.size - different.length} agree, ${different.length} are left over, ${unstable.size} unstable`,
      );
    });
  });
});
