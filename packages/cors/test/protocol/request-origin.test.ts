import { describe, expect, it, test } from "vitest";

import {
  byteSerializeRequestOrigin,
  MAX_ORIGIN_LENGTH,
  parseSerializedOrigin,
  type RedirectTaint,
  redirectTaint,
  type SerializedOrigin,
  serializeRequestOrigin,
} from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

describe("an origin is parsed or refused:", () => {
  const vectors = readVectors<{ readonly value: string }, SerializedOrigin | "null" | null>(
    "serialized-origins",
  );
  test.each(vectors)("$title", ({ given: { value }, expect: expected }) => {
    expect(parseSerializedOrigin(value)).toEqual(expected);
  });

  it("326 bytes are the most there can be", () => {
    expect(MAX_ORIGIN_LENGTH).toBe(326);
  });

  it("a value too long is refused unread", () => {
    const value = {
      length: MAX_ORIGIN_LENGTH + 1,
      charCodeAt: (): never => expect.unreachable("a byte was read"),
      startsWith: (): never => expect.unreachable("bytes were read"),
    };
    expect(parseSerializedOrigin(value as unknown as string)).toBeNull();
  });
});

describe("the redirect-taint of a request:", () => {
  const vectors = readVectors<
    {
      readonly origin: string;
      readonly urlOrigins: readonly string[];
      readonly sites: Record<string, readonly string[]>;
    },
    { readonly redirectTaint: RedirectTaint; readonly serialized: string }
  >("redirect-taint");
  test.each(vectors)("$title", ({ given: { origin, urlOrigins, sites }, expect: expected }) => {
    const groups = Object.values(sites);
    const isSameSite = (a: string, b: string): boolean =>
      groups.some((group) => group.includes(a) && group.includes(b));
    const request = { origin, redirectTaint: redirectTaint(origin, urlOrigins, isSameSite) };
    expect({
      redirectTaint: request.redirectTaint,
      serialized: serializeRequestOrigin(request),
    }).toEqual(expected);
    expect(byteSerializeRequestOrigin(request)).toBe(expected.serialized);
  });

  it("isSameSite is never asked about an opaque origin", () => {
    const asked: string[] = [];
    redirectTaint("null", ["https://a.example", "null", "https://b.example"], (a, b) => {
      asked.push(a, b);
      return true;
    });
    expect(asked).not.toContain("null");
  });
});
