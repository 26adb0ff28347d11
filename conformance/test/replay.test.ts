import { readdirSync, readFileSync } from "node:fs";

import type { EngineName } from "@crosswalk/browser";
import { describe, expect, test } from "vitest";

import { digestOf, decodeRecording } from "../lab/record/recording.ts";
import { generateCases } from "../lab/generate/generate.ts";
import { differences } from "../replay/compare.ts";
import { runCase } from "../replay/run-case.ts";

// Every case that a real browser was recorded in is played in that browser's profile, without the browser. What was sent and what
// the script saw must be the same. Where it is not yet, the case is listed in ../replay/disagreements, one file a
// browser, with what differs; a case that agrees and is still listed fails as well.

const recordings = new URL("../lab/recordings/", import.meta.url);
const disagreements = new URL("../replay/disagreements/", import.meta.url);
const cases = generateCases();
const byId = new Map(cases.map((one) => [one.id, one]));

describe.each(readdirSync(recordings).filter((name) => name.endsWith(".jsonl.br")))("%s", (name) => {
  const recording = decodeRecording(readFileSync(new URL(name, recordings)));
  const engine: EngineName = recording.browser;
  const listed = JSON.parse(readFileSync(new URL(`${engine}.json`, disagreements), "utf8")) as {
    readonly unreliable: readonly string[];
    readonly known: Readonly<Record<string, string>>;
  };
  const setAside = new Set([...recording.unstable, ...listed.unreliable]);
  const judged = recording.cases.filter(({ id }) => !setAside.has(id));

  test("belongs to the cases that are generated today", () => {
    expect(recording.digest).toBe(digestOf(cases));
    expect(judged.length).toBeGreaterThan(25_000);
  });

  test("is what the engine's profile does, but for the cases that are listed", async () => {
    const unexpected: Record<string, string[]> = {};
    const mended: string[] = [];
    for (const recorded of judged) {
      const one = byId.get(recorded.id);
      if (one === undefined) throw new Error(`${recorded.id} is recorded and not generated`);
      const found = differences(recorded, await runCase(one, engine));
      const isListed = Object.hasOwn(listed.known, recorded.id);
      if (found.length > 0 && !isListed) unexpected[recorded.id] = found;
      if (found.length === 0 && isListed) mended.push(recorded.id);
    }
    const known = Object.keys(listed.known).length;
    console.log(
      `${name}: ${judged.length - known} of ${judged.length} cases agree, ${known} are listed, ${setAside.size} are set aside as unstable`,
    );
    expect(unexpected).toEqual({});
    expect(mended).toEqual([]);
  }, 600_000);
});
