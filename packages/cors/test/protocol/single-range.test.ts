import { describe, expect, it, test } from "vitest";

import { failure, parseSingleRangeHeaderValue } from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

const vectors = readVectors<
  { readonly value: string; readonly allowWhitespace: boolean },
  readonly [string | null, string | null] | "failure"
>("single-ranges");

test.each(vectors)("$title", ({ given: { value, allowWhitespace }, expect: expected }) => {
  const range = parseSingleRangeHeaderValue(value, allowWhitespace);
  expect(range === failure ? "failure" : range.map((end) => end?.toString() ?? null)).toEqual(
    expected,
  );
});

describe("a range beyond 128 digits", () => {
  const ones = "1".repeat(10_000);

  it("is still compared digit by digit", () => {
    expect(parseSingleRangeHeaderValue(`bytes=${ones}2-${ones}1`, false)).toBe(failure);
    expect(parseSingleRangeHeaderValue(`bytes=${ones}1-${ones}2`, false)).not.toBe(failure);
    expect(parseSingleRangeHeaderValue(`bytes=1${ones}-${ones}`, false)).toBe(failure);
  });

  it("is returned as the largest number of 128 digits", () => {
    const largest = 10n ** 128n - 1n;
    expect(parseSingleRangeHeaderValue(`bytes=0-${ones}`, false)).toEqual([0n, largest]);
    expect(parseSingleRangeHeaderValue(`bytes=0-${"9".repeat(128)}`, false)).toEqual([0n, largest]);
    expect(parseSingleRangeHeaderValue(`bytes=0-1${"0".repeat(128)}`, false)).toEqual([
      0n,
      largest,
    ]);
  });

  it("is exact where only leading zeros make it long", () => {
    expect(
      parseSingleRangeHeaderValue(`bytes=${"0".repeat(10_000)}7-${"0".repeat(500)}9`, false),
    ).toEqual([7n, 9n]);
  });
});
