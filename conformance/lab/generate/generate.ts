import type { Case } from "../case.ts";
import { methodSituations } from "./methods.ts";
import type { Situation } from "./situation.ts";

/** Part of every recording: other cases mean other recordings. */
export const SEED = 20261121;

/** In this order; ids count within a dimension. */
const dimensions: readonly (readonly [name: string, situations: (seed: number) => Iterable<Situation>])[] = [
  ["methods", methodSituations],
];

/** Every case, the same for the same seed. */
export function generateCases(seed: number = SEED): Case[] {
  return dimensions.flatMap(([dimension, situations]) =>
    Array.from(situations(seed), (one, index) => ({ id: `${dimension}-${index}`, dimension, ...one })),
  );
}
