import { describe, expect, it, vi } from "vitest";
import { headCases, readHeads } from "../lab/record/heads.ts";
import { readRecordings } from "../lab/record/recordings.ts";
import { runCase } from "../replay/run-case.ts";

vi.setConfig({ testTimeout: 60_000 });

const root = new URL("../lab/", import.meta.url);
const all = readHeads(root);

/** Cases in which the browser writes another head than the engine, and why they are left. */
const leftOver: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  chromium: {},
  firefox: {},
  webkit: {},
};

it("finds the heads of each browser", () => {
  expect(all.map(({ browser }) => browser).sort()).toEqual(["chromium", "firefox", "webkit"]);
});

describe.each(all)("$browser $version", ({ browser, cases }) => {
  it("writes each request as its profile does: every line, in this order", async () => {
    const different: string[] = [];
    let compared = 0;
    for (const one of headCases(readRecordings(root).find((each) => each.browser === browser)!)) {
      const recorded = cases[one.id];
      // Two runs had to come out the same.
      if (recorded === undefined) continue;
      compared++;
      const { heads } = await runCase(one, browser);
      if (JSON.stringify(heads()) !== JSON.stringify(recorded)) different.push(one.id);
    }
    expect(compared).toBe(Object.keys(cases).length);
    expect(different).toEqual(Object.keys(leftOver[browser]!));
  });
});
