import { expect, test } from "vitest";

import { mimeTypeEssence, parseMimeType } from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

interface Expected {
  readonly essence: string;
  readonly parameters: readonly (readonly [string, string])[];
}

const vectors = readVectors<{ readonly value: string }, Expected | null>("mime-types");

test.each(vectors)("$title", ({ given: { value }, expect: expected }) => {
  const mimeType = parseMimeType(value);
  expect(mimeTypeEssence(value)).toBe(expected?.essence ?? null);
  expect(mimeType && { essence: mimeType.essence, parameters: [...mimeType.parameters] }).toEqual(
    expected,
  );
  expect(mimeType && `${mimeType.type}/${mimeType.subtype}`).toBe(expected?.essence ?? null);
});
