import { expect, it } from "vitest";
import { branchOf } from "../../lab/compare/recheck.ts";

it.each([
  ["chromium", "156.0.8078.79", "156.0.8078.108", true],
  ["chromium", "156.0.8078.79", "157.0.8090.12", false],
  ["chromium", "156.0.8078.79", "156.0.8079.1", false],
  ["firefox", "153.7.0", "153.12.1", true],
  ["firefox", "153.7.0", "166.0.0", false],
  ["webkit", "2.50.6", "2.50.11", true],
  ["webkit", "2.50.6", "2.52.0", false],
] as const)("%s %s and %s are of one branch: %s", (browser, recorded, installed, same) => {
  expect(branchOf(browser, recorded) === branchOf(browser, installed)).toBe(same);
});
