import { describe, expect, it, test } from "vitest";

import {
  corsCheck,
  type CorsCheckRequest,
  type CorsErrorCode,
  type HeaderEntries,
  HeaderList,
} from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

type Expected =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: CorsErrorCode;
      readonly parameter: string;
      readonly anchor: string;
      readonly step: string;
    };

describe("the CORS check of a response with", () => {
  const vectors = readVectors<CorsCheckRequest & { readonly headers: HeaderEntries }, Expected>(
    "cors-check",
  );
  test.each(vectors)("$title", ({ given, expect: expected }) => {
    const result = corsCheck(given, HeaderList.from(given.headers));
    expect(result.ok ? result : { ok: false, ...result.error }).toEqual(expected);
  });

  it("its success shared by every request cannot be changed", () => {
    const result = corsCheck(
      { credentialsMode: "omit", origin: "https://a.example" },
      HeaderList.from([["Access-Control-Allow-Origin", "*"]]),
    );
    expect(Object.isFrozen(result)).toBe(true);
  });
});
