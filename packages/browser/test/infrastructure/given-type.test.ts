import { expect, test } from "vitest";
import { isOneType } from "../../src/infrastructure/given-type.ts";

test.each([
  ["text/javascript", true],
  ["text/javascript \t;charset=utf-8", true],
  ["text/javascript\tx", true],
  ["text/javascript, x", false],
  ["text/javascript,text/plain", false],
  // Sixteen seconds where each tab can be taken in two ways.
  [`a/${"\t".repeat(100_000)} x`, false],
])("whether %.40j is one type: %s", (line, expected) => {
  expect(isOneType(line)).toBe(expected);
});
