import { expect, test } from "vitest";
import { signedInteger } from "../../src/infrastructure/signed-integer.ts";

test.each([
  ["600", "600", "600"],
  ["+600", "600", "600"],
  ["-1", "-1", "-1"],
  ["007", "7", "7"],
  ["9223372036854775807", "9223372036854775807", "9223372036854775807"],
  ["9223372036854775808", null, null],
  [" 600", null, "600"],
  ["600\t", null, "600"],
  ["6 00", null, null],
  ["+ 600", null, null],
  ["", null, null],
  ["+", null, null],
])("%j is %j alone and %j amid white space", (value, alone, amidWhiteSpace) => {
  expect(signedInteger(value, "nothing")).toBe(alone);
  expect(signedInteger(value, "white space")).toBe(amidWhiteSpace);
});

// Looked for from each of its characters anew, the end's white space took 20 seconds.
test("white space in the middle is gone through once", () => {
  expect(signedInteger(`1${" ".repeat(80_000)}1`, "white space")).toBeNull();
});
