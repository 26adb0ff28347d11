import { engineNamed } from "@crosswalk/browser";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Evidence, readEvidence, writeEvidence } from "../evidence/evidence.ts";
import { findEvidence } from "../evidence/find-evidence.ts";
import { type Flip, flipsOf } from "../evidence/flips.ts";
import { type RecordedHeads, recordedHeads, writesHeads } from "../evidence/recorded-heads.ts";
import {
  likenessOf,
  type RecordedSituation,
  recordedSituations,
} from "../evidence/recorded-situations.ts";
import type { DriverName } from "../lab/drivers/driver.ts";
import { driverNames } from "../lab/drivers/start.ts";

/** EVIDENCE_WRITE=1 looks for cases of entries that have no row, which may take minutes. */
const isWriting = process.env["EVIDENCE_WRITE"] === "1";

// It takes seconds, if nothing is looked for and the machine is not busy.
vi.setConfig({ testTimeout: isWriting ? 3_600_000 : 300_000, hookTimeout: 300_000 });

describe.each(driverNames)("the entries of the profile of %s", (browser) => {
  let situations: ReadonlyMap<string, RecordedSituation>;
  beforeAll(() => {
    situations = recordedSituations(browser);
  });

  const all = flipsOf(browser);
  // Where all engines have the same, there is no difference to show.
  const entries = [...all].filter(([, flips]) => flips.length > 0).map(([path]) => path);

  it("have a row of evidence each (EVIDENCE_WRITE=1 makes one), and nothing else has", async () => {
    if (isWriting)
      writeEvidence(browser, await findEvidence(browser, situations, readEvidence(browser)));
    const table = readEvidence(browser);
    expect(entries.filter((path) => !(path in table))).toEqual([]);
    expect(Object.keys(table).filter((path) => !entries.includes(path))).toEqual([]);

    const rows = Object.entries(table);
    const of = (kind: Evidence["kind"]): string[] =>
      rows.filter(([, row]) => row.kind === kind).map(([path]) => path);
    const open = of("not shown yet");
    console.log(
      [
        `${browser}: of ${all.size} entries`,
        `${all.size - entries.length} are the same in all engines`,
        `${of("recording").length} are shown by a recorded case`,
        `${of("heads").length} by recorded header lines`,
        `${of("as the standard").length} are the standard's, and no case was found that needs them`,
        `${of("source").length} rest on a source`,
        `${open.length} are not shown yet (${open.join(", ")})`,
      ].join("; "),
    );
  });

  it("are shown by the case that is named: with another engine's value it is not played as recorded", async () => {
    const wrong: string[] = [];
    for (const [path, row] of Object.entries(readEvidence(browser))) {
      if (row.kind !== "recording") continue;
      const flip = all.get(path)?.find(({ from }) => from === row.from);
      const fault = await faultOf(browser, situations.get(row.case), flip);
      if (fault !== null)
        wrong.push(`${path}, ${row.case} with the value of ${row.from}: ${fault}`);
    }
    expect(wrong).toEqual([]);
  });

  it("are shown by the header lines of the case that is named: with another engine's value they are written otherwise", async () => {
    const heads = recordedHeads(browser);
    const wrong: string[] = [];
    for (const [path, row] of Object.entries(readEvidence(browser))) {
      if (row.kind !== "heads") continue;
      const flip = all.get(path)?.find(({ from }) => from === row.from);
      const fault = await faultOfHeads(browser, heads.get(row.case), flip);
      if (fault !== null)
        wrong.push(`${path}, ${row.case} with the value of ${row.from}: ${fault}`);
    }
    expect(wrong).toEqual([]);
  });

  it("are not shown by a case that they have no part in", async () => {
    const situation = situations.get("methods-802");
    const flip = all.get("formBoundary.letters")![0];
    expect(await faultOf(browser, situation, flip)).toBe("it is played the same");
    const [heads] = recordedHeads(browser).values();
    expect(await faultOfHeads(browser, heads, flip)).toBe("they are written the same");
  });

  it("are the standard's where that is said to be the evidence", () => {
    const wrong = Object.entries(readEvidence(browser)).filter(
      ([path, { kind }]) =>
        kind === "as the standard" && all.get(path)?.some(({ from }) => from === "standard"),
    );
    expect(wrong).toEqual([]);
  });

  it("say where they were read and why no case shows them, if they rest on a source", () => {
    const wrong = Object.entries(readEvidence(browser)).filter(
      ([, row]) => row.kind === "source" && (row.source === "" || row.reason === ""),
    );
    expect(wrong).toEqual([]);
  });

  it("are what the profile's own words of evidence are about", () => {
    const isEntry = (name: string): boolean =>
      [...all.keys()].some(
        (path) => path.startsWith(name) && /^(?:$|[.[])/.test(path.slice(name.length)),
      );
    expect(Object.keys(engineNamed(browser).evidence).filter((name) => !isEntry(name))).toEqual([]);
  });
});

/** Why a case does not show an entry, or null if it does. */
async function faultOf(
  browser: DriverName,
  situation: RecordedSituation | undefined,
  flip: Flip | undefined,
): Promise<string | null> {
  if (situation === undefined) return "there is no such case that is stable";
  if (flip === undefined) return "there is no such value";
  const own = await likenessOf(browser, situation);
  if (own === 0) return "it is not played as recorded";
  const flipped = flip.apply(engineNamed(browser));
  return (await likenessOf(browser, situation, flipped)) < own ? null : "it is played the same";
}

/** The same of the header lines of a case. */
async function faultOfHeads(
  browser: DriverName,
  heads: RecordedHeads | undefined,
  flip: Flip | undefined,
): Promise<string | null> {
  if (heads === undefined) return "there is no such case that is stable";
  if (flip === undefined) return "there is no such value";
  if (!(await writesHeads(browser, heads))) return "they are not written as recorded";
  const flipped = flip.apply(engineNamed(browser));
  return (await writesHeads(browser, heads, flipped)) ? "they are written the same" : null;
}
