import { expect, it, vi } from "vitest";
import { recordedHeads, writesHeads } from "../evidence/recorded-heads.ts";
import { driverNames } from "../lab/drivers/start.ts";
import { readHeads } from "../lab/record/heads.ts";

vi.setConfig({ testTimeout: 60_000 });

const all = readHeads(new URL("../lab/", import.meta.url));

/** Cases in which the browser writes another head than the engine, and why they are left. */
const leftOver: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  chromium: {},
  firefox: {},
  webkit: {},
};

it("finds the heads of each browser", () => {
  expect(all.map(({ browser }) => browser).sort()).toEqual(["chromium", "firefox", "webkit"]);
});

it.each(driverNames)(
  "%s writes each request as its profile does: every line, in this order",
  async (browser) => {
    const situations = recordedHeads(browser);
    const { cases } = all.find((each) => each.browser === browser)!;
    expect([...situations.keys()].sort()).toEqual(Object.keys(cases).sort());
    const different: string[] = [];
    for (const situation of situations.values())
      if (!(await writesHeads(browser, situation))) different.push(situation.one.id);
    expect(different).toEqual(Object.keys(leftOver[browser]!));
  },
);
