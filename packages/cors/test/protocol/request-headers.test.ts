import { describe, expect, it, test } from "vitest";

import {
  corsUnsafeRequestHeaderNames,
  type HeaderEntries,
  HeaderList,
  isCorsNonWildcardRequestHeaderName,
  isCorsSafelistedRequestHeader,
  isForbiddenRequestHeader,
  isForbiddenRequestHeaderName,
  isNoCorsSafelistedRequestHeader,
  isNoCorsSafelistedRequestHeaderName,
  isPrivilegedNoCorsRequestHeaderName,
  isRequestBodyHeaderName,
} from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

interface Header {
  readonly name: string;
  readonly value: string;
}

describe("a request header is safelisted or not:", () => {
  const vectors = readVectors<Header, boolean>("safelisted-request-headers");
  test.each(vectors)("$title", ({ given: { name, value }, expect: expected }) => {
    expect(isCorsSafelistedRequestHeader(name, value)).toBe(expected);
  });
});

describe("a request header is safelisted without CORS or not:", () => {
  const vectors = readVectors<Header, boolean>("no-cors-request-headers");
  test.each(vectors)("$title", ({ given: { name, value }, expect: expected }) => {
    expect(isNoCorsSafelistedRequestHeader(name, value)).toBe(expected);
  });
});

describe("the unsafe names of", () => {
  const vectors = readVectors<{ readonly headers: HeaderEntries }, string[]>(
    "unsafe-request-header-names",
  );
  test.each(vectors)("$title", ({ given: { headers }, expect: expected }) => {
    expect(corsUnsafeRequestHeaderNames(headers)).toEqual(expected);
    expect(corsUnsafeRequestHeaderNames(HeaderList.from(headers))).toEqual(expected);
  });

  it("a header that was combined, 128 bytes in two parts, count the comma and the space", () => {
    const list = HeaderList.from([["Accept", "a".repeat(64)]]);
    list.combine("Accept", "a".repeat(62));
    expect(corsUnsafeRequestHeaderNames(list)).toEqual([]);
    list.set("Accept", "a".repeat(64));
    list.combine("Accept", "a".repeat(63));
    expect(corsUnsafeRequestHeaderNames(list)).toEqual(["accept"]);
  });
});

describe("a request header is forbidden or not:", () => {
  const vectors = readVectors<
    Header,
    { readonly forbidden: boolean; readonly forbiddenName: boolean }
  >("forbidden-request-headers");
  test.each(vectors)("$title", ({ given: { name, value }, expect: expected }) => {
    expect({
      forbidden: isForbiddenRequestHeader(name, value),
      forbiddenName: isForbiddenRequestHeaderName(name),
    }).toEqual(expected);
  });
});

describe("of request header names,", () => {
  const vectors = readVectors<
    { readonly name: string },
    {
      readonly nonWildcard: boolean;
      readonly privilegedNoCors: boolean;
      readonly noCorsSafelisted: boolean;
      readonly requestBody: boolean;
    }
  >("request-header-names");
  test.each(vectors)("$title", ({ given: { name }, expect: expected }) => {
    expect({
      nonWildcard: isCorsNonWildcardRequestHeaderName(name),
      privilegedNoCors: isPrivilegedNoCorsRequestHeaderName(name),
      noCorsSafelisted: isNoCorsSafelistedRequestHeaderName(name),
      requestBody: isRequestBodyHeaderName(name),
    }).toEqual(expected);
  });
});
