import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { generateCases } from "../../lab/generate/generate.ts";
import { decodeRecording, digestOf } from "../../lab/record/recording.ts";
import { apartSets } from "../../lab/record/recordings.ts";

// Fifty thousand situations are made and sampled; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const directory = new URL("../../lab/recordings/", import.meta.url);
const recordings = readdirSync(directory)
  .filter((name) => name.endsWith(".jsonl.br"))
  .map((name) => decodeRecording(readFileSync(new URL(name, directory))));

it("there is a recording of each browser", () => {
  expect(recordings.map(({ browser }) => browser).sort()).toEqual([
    "chromium",
    "firefox",
    "webkit",
  ]);
});

// A set that no list has would be replayed by no test, and nobody would see.
it("every folder of recordings is a set's, but for that of header lines", () => {
  const folders = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.sort()).toEqual([...apartSets, "heads"].sort());
});

describe.each(recordings)("the recording of $browser $version", (recording) => {
  const cases = generateCases(recording.seed);

  it("is of the cases that the generator makes", () => {
    expect(recording.digest).toBe(digestOf(cases));
    expect(recording.cases.map(({ id }) => id)).toEqual(cases.map(({ id }) => id));
  });

  it("has at least 20,000 cases that were the same twice", () => {
    expect(recording.cases.length - recording.unstable.length).toBeGreaterThanOrEqual(20_000);
  });

  // A browser with its web security off would agree with itself as well.
  it("is of a browser that refuses", () => {
    const ungranted = cases.filter(
      ({ dimension, page, steps, replies }) =>
        dimension === "allow-origin" &&
        page === "a" &&
        JSON.stringify(steps) === JSON.stringify([{ api: "fetch", url: "{b/}1" }]) &&
        !/access.control.allow.origin/i.test(JSON.stringify(replies)),
    );
    const ids = new Set(ungranted.map(({ id }) => id));
    const outcomes = recording.cases.filter(({ id }) => ids.has(id)).flatMap((one) => one.outcomes);
    expect(outcomes.length).toBeGreaterThan(0);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        result: "rejected",
        error: expect.stringMatching(/^TypeError: /),
      });
    }
  });

  it("has no case in which the browser was lost", () => {
    const lost = recording.cases.filter(({ outcomes }) =>
      JSON.stringify(outcomes).includes('"browser lost"'),
    );
    expect(lost.map(({ id }) => id)).toEqual([]);
  });
});
