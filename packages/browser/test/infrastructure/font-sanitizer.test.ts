import { expect, test } from "vitest";
import { complaintsOfSanitizer } from "../../src/infrastructure/font-sanitizer.ts";
import { complaintsOfFreeType } from "../../src/infrastructure/freetype-font.ts";
import { fontFile } from "../font-file.ts";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (each) => each.charCodeAt(0));

const at = (index: number, text: string): string =>
  fontFile.slice(0, index) + text + fontFile.slice(index + text.length);

// Recorded with conformance/lab: `malformed-fonts-*`.
test.each([
  ["", null],
  ["OTTO", "error reading table directory search header"],
  [fontFile.slice(0, 30), "error reading table directory"],
  [at(4, "\0\0"), "excessive (or zero) number of tables"],
  [at(12, "cvt "), "OS/2: missing required table"],
  [at(23, "\x02"), "OS/2: misaligned table"],
  [at(20, "\0\x01\0\0"), "OS/2: invalid table offset"],
  [at(24, "\0\0\0\0"), "OS/2: zero-length table"],
  [at(24, "\0\0\x01\0"), "OS/2: table overruns end of file"],
  [at(24, "\0\0\0\x08"), "overlapping tables"],
  ["wOFF\0\x01\0\0\0\0\0\x01", "incorrect file size in WOFF header"],
  ["wOF2", "Size of decompressed WOFF 2.0 is less than compressed size"],
  ["ttcf", "Error reading TTC version"],
])("the sanitizer refuses %j", (text, reason) => {
  expect(complaintsOfSanitizer(bytes(text))?.at(-1)?.text ?? null).toBe(reason);
});

test("the sanitizer takes a font", () => {
  expect(complaintsOfSanitizer(bytes(fontFile))).toBe(null);
});

test.each([
  ["a table that is not whole", at(24, "\0\0\x01\0"), null],
  ["a table less", at(12, "cvt "), null],
  ["no head", at(12 + 3 * 16, "HEAD"), []],
  ["no units per em", at(fontFile.lastIndexOf("\x04"), "\0"), []],
  ["no end to its header", fontFile.slice(0, 11), []],
  ["no CFF", at(0, "OTTO"), []],
])("FreeType looks at a font with %s", (_, text, complaints) => {
  expect(complaintsOfFreeType(bytes(text))).toEqual(complaints);
});
