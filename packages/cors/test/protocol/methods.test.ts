import { expect, test } from "vitest";

import {
  isCorsSafelistedMethod,
  isForbiddenMethod,
  isMethod,
  normalizeMethod,
} from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

interface Expected {
  readonly method: boolean;
  readonly safelisted: boolean;
  readonly forbidden: boolean;
  readonly normalized: string;
}

const vectors = readVectors<{ readonly method: string }, Expected>("methods");

test.each(vectors)("$title", ({ given: { method }, expect: expected }) => {
  expect({
    method: isMethod(method),
    safelisted: isCorsSafelistedMethod(method),
    forbidden: isForbiddenMethod(method),
    normalized: normalizeMethod(method),
  }).toEqual(expected);
});
