import { describe, expect, it, test } from "vitest";

import {
  corsExposedHeaderNames,
  type CorsListHeaderName,
  corsSafelistedResponseHeaderNames,
  type CredentialsMode,
  extractHeaderListValues,
  extractMaxAge,
  failure,
  type HeaderEntries,
  HeaderList,
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
  parseTokenList,
} from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

describe("of response header names,", () => {
  const vectors = readVectors<
    { readonly name: string; readonly exposedNames: readonly string[] },
    { readonly safelisted: boolean; readonly forbidden: boolean }
  >("response-header-names");
  test.each(vectors)("$title", ({ given: { name, exposedNames }, expect: expected }) => {
    expect({
      safelisted: isCorsSafelistedResponseHeaderName(name, exposedNames),
      forbidden: isForbiddenResponseHeaderName(name),
    }).toEqual(expected);
  });

  it("seven are always readable, and their list cannot be changed", () => {
    expect(corsSafelistedResponseHeaderNames).toHaveLength(7);
    expect(Object.isFrozen(corsSafelistedResponseHeaderNames)).toBe(true);
  });
});

describe("what a response exposes:", () => {
  const vectors = readVectors<
    { readonly credentialsMode: CredentialsMode; readonly headers: HeaderEntries },
    string[]
  >("exposed-header-names");
  test.each(vectors)("$title", ({ given, expect: expected }) => {
    expect(corsExposedHeaderNames(given, HeaderList.from(given.headers))).toEqual(expected);
  });
});

describe("the values of a list header:", () => {
  const vectors = readVectors<
    { readonly name: CorsListHeaderName; readonly values: readonly string[] },
    string[] | null | "failure"
  >("header-list-values");
  test.each(vectors)("$title", ({ given: { name, values }, expect: expected }) => {
    const list = HeaderList.from(values.map((value) => [name.toLowerCase(), value] as const));
    expect(extractHeaderListValues(name, list)).toEqual(
      expected === "failure" ? failure : expected,
    );
  });
});

describe("the max-age of a preflight:", () => {
  const vectors = readVectors<
    { readonly values: readonly string[] },
    { readonly extracted: number | null | "failure" }
  >("max-age");
  test.each(vectors)("$title", ({ given: { values }, expect: { extracted } }) => {
    const list = HeaderList.from(values.map((value) => ["Access-Control-Max-Age", value] as const));
    expect(extractMaxAge(list)).toBe(extracted === "failure" ? failure : extracted);
  });
});

describe("a token list with limits", () => {
  it("may reach them", () => {
    expect(parseTokenList("ab,cd", { maxBytes: 5, maxElements: 2 })).toEqual(["ab", "cd"]);
  });

  it("fails one byte beyond", () => {
    expect(parseTokenList("ab,cde", { maxBytes: 5 })).toBe(failure);
  });

  it("fails one element beyond, empty elements included", () => {
    expect(parseTokenList("a,b,c", { maxElements: 2 })).toBe(failure);
    expect(parseTokenList("a,,", { maxElements: 2 })).toBe(failure);
    expect(parseTokenList(",", { maxElements: 1 })).toBe(failure);
    expect(parseTokenList(",", { maxElements: 2 })).toEqual([]);
  });

  it("fails at its limit of elements before it reads what comes after", () => {
    const { value, reads } = countingReads(`${"a,".repeat(10)}${"b".repeat(100_000)}`);
    expect(parseTokenList(value, { maxElements: 4 })).toBe(failure);
    expect(reads()).toBeLessThan(20);
  });

  it("fails at its limit of bytes without reading any", () => {
    const { value, reads } = countingReads("a".repeat(100_000));
    expect(parseTokenList(value, { maxBytes: 99_999 })).toBe(failure);
    expect(reads()).toBe(0);
  });
});

/** A stand-in for a string that counts how often it is read. */
function countingReads(text: string): { readonly value: string; readonly reads: () => number } {
  let count = 0;
  const value = {
    length: text.length,
    charCodeAt(position: number): number {
      count++;
      return text.charCodeAt(position);
    },
    slice(start: number, end: number): string {
      count += end - start;
      return text.slice(start, end);
    },
  };
  return { value: value as unknown as string, reads: () => count };
}
