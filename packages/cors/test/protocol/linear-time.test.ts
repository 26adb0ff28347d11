import { describe, expect, it, test } from "vitest";

import {
  byteLowercase,
  HeaderList,
  isForbiddenRequestHeader,
  isHeaderValue,
  isToken,
  normalizeHeaderValue,
  parseMimeType,
  parseSerializedOrigin,
  parseSingleRangeHeaderValue,
  parseTokenList,
} from "@crosswalk/cors/protocol";

import { stepsOf } from "./counting-string.ts";

// A parser may look at or copy each byte a few times. More than MAX_STEPS_PER_BYTE, or more per byte for a longer text,
// would be a loop within a loop. The most that any of these takes today is 6.
const MAX_STEPS_PER_BYTE = 8;
const LENGTH = 20_000;

const parsers: readonly (readonly [name: string, parse: (value: string) => unknown])[] = [
  ["isToken", isToken],
  ["isHeaderValue", isHeaderValue],
  ["normalizeHeaderValue", normalizeHeaderValue],
  ["byteLowercase", byteLowercase],
  ["parseTokenList", parseTokenList],
  ["parseMimeType", parseMimeType],
  ["parseSerializedOrigin", parseSerializedOrigin],
  ["parseSingleRangeHeaderValue", (value) => parseSingleRangeHeaderValue(value, true)],
  ["getDecodeAndSplit", (value) => isForbiddenRequestHeader("X-HTTP-Method", value)],
];

/** Each is a text that has made some parser quadratic. */
const hostileTexts: readonly (readonly [name: string, text: (length: number) => string])[] = [
  ["one letter", (length) => "a".repeat(length)],
  ["spaces", (length) => " ".repeat(length)],
  ["spaces between two letters", (length) => `a${" ".repeat(length)}a`],
  ["commas", (length) => ",".repeat(length)],
  ["commas and spaces", (length) => ", ".repeat(length / 2)],
  ["tokens", (length) => "a,".repeat(length / 2)],
  ["tokens, the last one bad", (length) => `${"a,".repeat(length / 2)}@`],
  ["quotes", (length) => '"'.repeat(length)],
  ["backslashes in a quote", (length) => `"${"\\".repeat(length)}`],
  ["quoted strings", (length) => '"a",'.repeat(length / 4)],
  ["a MIME type with parameters", (length) => `text/plain${";a=b".repeat(length / 4)}`],
  ["a MIME type with semicolons", (length) => `text/plain${";".repeat(length)}`],
  ["a MIME type with spaces before the end", (length) => `text/plain;a=b${" ".repeat(length)}c`],
  ["a MIME type with quoted parameters", (length) => `text/plain${';a="\\""'.repeat(length / 7)}`],
  ["a range of digits", (length) => `bytes=${"1".repeat(length / 2)}-${"1".repeat(length / 2)}`],
  ["a range of zeros", (length) => `bytes=${"0".repeat(length / 2)}-${"0".repeat(length / 2)}`],
  ["a range of spaces", (length) => `bytes=${" ".repeat(length)}`],
  ["labels", (length) => `https://${"a.".repeat(length / 2)}a`],
  ["colons", (length) => `http://[${":".repeat(length)}]`],
  ["bytes above 0x7F", (length) => "\xe9".repeat(length)],
];

describe.each(parsers)("%s takes time that grows with the length alone", (_name, parse) => {
  test.each(hostileTexts)("over %s", (_title, text) => {
    const steps = stepsOf(text(LENGTH), parse);
    expect(steps).toBeLessThanOrEqual(MAX_STEPS_PER_BYTE * (LENGTH + 16));
  });
});

describe("the meter", () => {
  it("shows a quadratic parser", () => {
    const quadratic = (value: string): void => {
      for (let start = 0; start < value.length; start++) value.indexOf("b", start);
    };
    expect(stepsOf("a".repeat(LENGTH), quadratic)).toBeGreaterThan(MAX_STEPS_PER_BYTE * LENGTH);
  });
});

describe("a header list of many names", () => {
  it("reads each name a few times, whatever their number", () => {
    let reads = 0;
    const count = 5000;
    const entries = Array.from({ length: count }, (_, index): readonly [string, string] => {
      return Object.defineProperty(["", "v"], 0, {
        get: () => {
          reads++;
          return `X-${index}`;
        },
      }) as unknown as readonly [string, string];
    });
    const list = HeaderList.from(entries);
    expect(reads).toBe(count);
    expect(list.sortAndCombine()).toHaveLength(count);
  });
});
