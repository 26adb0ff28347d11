import { describe, expect, it, vi } from "vitest";
import type { Case } from "../lab/case.ts";
import type { DriverName } from "../lab/drivers/driver.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";
import { digestOf } from "../lab/record/recording.ts";
import { apartSets, casesOfSet, readRecordings } from "../lab/record/recordings.ts";
import {
  readLeftOver,
  readOtherwiseTold,
  writeLeftOver,
  writeOtherwiseTold,
} from "../replay/left-over.ts";
import { playedBeside } from "../replay/played-beside.ts";
import type { Verdict } from "../replay/verdict.ts";

// Two thousand cases take seconds, unless the machine is busy.
vi.setConfig({ testTimeout: 300_000 });

const root = new URL("../lab/", import.meta.url);
const isWriting = process.env["REPLAY_WRITE"] === "1";

// What was recorded after the first recordings, and apart from them.
describe.each(apartSets)("of the cases in %s", (set) => {
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
      const otherwise: Case[] = [];
      const list = `${browser}-${set}`;
      const listed = new Set(Object.values(readLeftOver(list)).flat());
      const different: Case[] = [];
      const report: string[] = [];
      const all = cases.map((one, index) => ({ one, recorded: recording.cases[index]! }));
      const stable = all.filter(({ one }) => !unstable.has(one.id));
      for await (const { one, verdict } of played(browser, stable)) {
        const { differences, told } = verdict;
        if (differences.length === 0) {
          if (
            told !== null &&
            !unstableTold.has(one.id) &&
            told.missing.length + told.extra.length > 0
          )
            otherwise.push(one);
          if (listed.has(one.id)) report.push(`${one.id} is listed as left over, and agrees`);
          continue;
        }
        different.push(one);
        if (!listed.has(one.id))
          report.push(`${one.id} (${one.title}): ${differences.join("; ").slice(0, 500)}`);
      }
      // With REPLAY_WRITE=1 the lists are written anew, for whoever has looked at what changed in them.
      if (isWriting) {
        writeLeftOver(list, different);
        writeOtherwiseTold(list, otherwise);
      } else {
        expect(otherwise.map(({ id }) => id).sort()).toEqual(
          Object.values(readOtherwiseTold(list)).flat().sort(),
        );
        expect(report).toEqual([]);
      }
      console.log(
        `${list}: ${cases.length - unstable.size - different.length} agree, ${different.length} are left over, ${unstable.size} unstable`,
      );
    });
  });
});

interface Played {
  readonly one: Case;
  readonly recorded: RecordedCase;
  readonly verdict: Verdict;
}

// What is alone waits for most of its time. More at once would keep each other from being in time.
const AT_ONCE = 5;

/** Each beside what was recorded. What takes real time is played several at a time, and the others one by one. */
async function* played(
  browser: DriverName,
  cases: readonly Omit<Played, "verdict">[],
): AsyncGenerator<Played> {
  const width = cases.some(({ one }) => one.isAlone === true) ? AT_ONCE : 1;
  for (let first = 0; first < cases.length; first += width)
    yield* await Promise.all(
      cases.slice(first, first + width).map(async ({ one, recorded }) => ({
        one,
        recorded,
        verdict: await playedBeside(browser, one, recorded),
      })),
    );
}
