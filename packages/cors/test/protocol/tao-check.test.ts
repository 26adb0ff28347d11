import { describe, expect, test } from "vitest";

import { HeaderList, taoCheck, type TaoCheckRequest } from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

const vectors = readVectors<
  { readonly request: TaoCheckRequest; readonly values: readonly string[] },
  "success" | "failure"
>("tao-check");

describe("the TAO check of a response with", () => {
  test.each(vectors)("$title", ({ given: { request, values }, expect: expected }) => {
    const response = HeaderList.from(
      values.map((value) => ["Timing-Allow-Origin", value] as const),
    );
    expect(taoCheck(request, response)).toBe(expected);
  });
});
