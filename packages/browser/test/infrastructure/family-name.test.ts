import { expect, test } from "vitest";
import { familyNameOf } from "../../src/infrastructure/family-name.ts";

// Recorded with conformance/lab: `family-names-*`.
test.each([
  [" Fira  Sans ", "Fira Sans"],
  ["'Fira  Sans'", "Fira  Sans"],
  ["Fira/* and */Sans", "Fira Sans"],
  ["Fira\\20 Sans", "Fira Sans"],
  ["\\46 ira", "Fira"],
  ["'Fira", "Fira"],
  ["", ""],
  ["''", ""],
  // No names in CSS.
  ["Fira, Sans", "Fira, Sans"],
  [" 1st ", " 1st "],
  [" serif ", " serif "],
  [" inherit ", " inherit "],
  ["'Fira' Sans", "'Fira' Sans"],
])("a FontFace of %j is of the family %j", (given, name) => {
  expect(familyNameOf(given)).toBe(name);
});

test("reads many escapes in a time that grows as they do", () => {
  const text = `${String.raw`\aaaaaa`.repeat(10_000)}!`;
  expect(familyNameOf(text)).toBe(text);
});
