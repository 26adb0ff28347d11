import { expect, test } from "vitest";

import {
  byteLowercase,
  byteUppercase,
  isCorsSafelistedRequestHeader,
  isCorsUnsafeRequestHeaderByte,
  isHeaderName,
  isMethod,
  isToken,
} from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

interface Expected {
  readonly unsafe: boolean;
  readonly token: boolean;
  readonly language: boolean;
}

const vectors = readVectors<{ readonly byte: number }, Expected>("bytes");

test("there is a row for every byte", () => {
  expect(vectors.map(({ given }) => given.byte)).toEqual(
    Array.from({ length: 256 }, (_, byte) => byte),
  );
});

test.each(vectors)("$title is what the standard says", ({ given: { byte }, expect: expected }) => {
  const character = String.fromCharCode(byte);
  expect(isCorsUnsafeRequestHeaderByte(byte)).toBe(expected.unsafe);
  expect(isCorsSafelistedRequestHeader("Accept", `a${character}b`)).toBe(!expected.unsafe);
  expect(isCorsSafelistedRequestHeader("Accept-Language", `a${character}b`)).toBe(
    expected.language,
  );
  expect(isCorsSafelistedRequestHeader("Content-Language", `a${character}b`)).toBe(
    expected.language,
  );
  for (const value of [character, `a${character}`, `${character}a`, `a${character}b`]) {
    expect(isToken(value)).toBe(expected.token);
    expect(isMethod(value)).toBe(expected.token);
    expect(isHeaderName(value)).toBe(expected.token);
  }
});

test("the empty string is no token, method or header name", () => {
  expect([isToken(""), isMethod(""), isHeaderName("")]).toEqual([false, false, false]);
});

test("characters that are no bytes are no token", () => {
  // Each has the low byte of a token character.
  for (const character of ["\u0141", "\u2141", "\u{1f441}"]) expect(isToken(character)).toBe(false);
});

test("only the ASCII letters change case", () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  for (const [byte, character] of bytes.entries()) {
    expect(byteLowercase(character).charCodeAt(0)).toBe(
      byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
    );
    expect(byteUppercase(character).charCodeAt(0)).toBe(
      byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte,
    );
  }
});

test("characters that only fold to ASCII letters do not change case", () => {
  // Kelvin sign, dotted capital I, long s, dotless i.
  for (const character of ["\u212a", "\u0130", "\u017f", "\u0131"]) {
    expect(byteLowercase(`A${character}`)).toBe(`a${character}`);
    expect(byteUppercase(`a${character}`)).toBe(`A${character}`);
  }
});
