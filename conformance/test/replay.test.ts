import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import type { Case } from "../lab/case.ts";
import { generateCases } from "../lab/generate/generate.ts";
import { decodeRecording, digestOf } from "../lab/record/recording.ts";
import {
  readLeftOver,
  readOtherwiseTold,
  writeLeftOver,
  writeOtherwiseTold,
} from "../replay/left-over.ts";
import { runCase } from "../replay/run-case.ts";
import { verdictOf } from "../replay/verdict.ts";

// Twenty-five thousand cases take a quarter of a minute each browser on a quiet machine.
vi.setConfig({ testTimeout: 300_000 });

const directory = new URL("../lab/recordings/", import.meta.url);
const recordings = readdirSync(directory)
  .filter((name) => name.endsWith(".jsonl.br"))
  .map((name) => decodeRecording(readFileSync(new URL(name, directory))));

it("finds a recording of each browser", () => {
  expect(recordings.map(({ browser }) => browser).sort()).toEqual([
    "chromium",
    "firefox",
    "webkit",
  ]);
});

const isWriting = process.env["REPLAY_WRITE"] === "1";

describe.each(recordings)("the profile of $browser, against version $version", (recording) => {
  const cases = generateCases(recording.seed);

  it("is compared over the cases that were recorded", () => {
    expect(digestOf(cases)).toBe(recording.digest);
  });

  it("sends and shows what the browser did, but for the cases that are listed as left over", async () => {
    const unstable = new Set(recording.unstable);
    const different: Case[] = [];
    const told: Case[] = [];
    const report: string[] = [];
    const unstableTold = new Set(recording.unstableDiagnostics);
    const leftOver = readLeftOver(recording.browser);
    const listed = new Set(Object.values(leftOver).flat());
    for (const [index, one] of cases.entries()) {
      if (unstable.has(one.id)) continue;
      const recorded = recording.cases[index]!;
      const replayed = await runCase(one, recording.browser);
      const { differences, told: said } = verdictOf(recording.browser, one, recorded, replayed);
      if (differences.length === 0) {
        const isTold = said === null || said.missing.length + said.extra.length === 0;
        if (!isTold && !unstableTold.has(one.id)) told.push(one);
        continue;
      }
      different.push(one);
      if (!listed.has(one.id))
        report.push(`${one.id} (${one.title}): ${differences.join("; ").slice(0, 500)}`);
    }
    console.log(
      `${recording.browser}: ${cases.length - unstable.size - different.length} agree, ${different.length} are left over, ${unstable.size} unstable`,
    );
    // With REPLAY_WRITE=1 the list is written anew, for whoever has looked at what changed in it.
    if (isWriting) {
      writeLeftOver(recording.browser, different);
      writeOtherwiseTold(recording.browser, told);
    } else {
      expect(report).toEqual([]);
      // What agrees by now is struck off the list.
      expect(new Set(different.map(({ id }) => id))).toEqual(listed);
      // And so are refusals that are told in the browser's words by now.
      expect(told.map(({ id }) => id).sort()).toEqual(
        Object.values(readOtherwiseTold(recording.browser)).flat().sort(),
      );
    }
  });
});
