import type { Case } from "../case.ts";
import { casesOf, dimensions, generateCases } from "./generate.ts";
import { Random } from "./random.ts";
import { wideElementSituations } from "./wide/elements.ts";
import { wideSituations } from "./wide/situations.ts";
import { wideSequenceSituations } from "./wide/sequences.ts";
import type { Situation } from "./situation.ts";

/** Dimensions that judging alone draws from: recordings keep their digests. */
const wideDimensions: readonly (readonly [
  name: string,
  situations: (seed: number, count: number) => Iterable<Situation>,
  share: number,
])[] = [
  ["wide", wideSituations, 0.4],
  ["wide-elements", wideElementSituations, 0.1],
  ["wide-sequences", wideSequenceSituations, 0.15],
];

/** Of the recorded dimensions, those that are other for another seed. */
const drawn: ReadonlyMap<string, number> = new Map([
  ["random", 0.1],
  ["sequences", 0.1],
]);

/**
 * Cases to judge by, none of which was recorded: wider ones that are drawn here alone, the random
 * dimensions drawn anew, and of the systematic ones what the recordings' sample left out.
 */
export function heldOutCases(seed: number, count: number): Case[] {
  const recorded = new Set(generateCases().map(substance));
  const isNew = (one: Case): boolean => !recorded.has(substance(one));
  const random = new Random(seed);
  const result = wideDimensions.flatMap(([name, situations, share]) =>
    casesOf(name, situations(seed, Math.ceil(count * share))),
  );
  const systematic: Case[] = [];
  for (const [name, situations] of dimensions) {
    const cases = casesOf(name, situations(seed)).filter(isNew);
    const share = drawn.get(name);
    if (share === undefined) systematic.push(...cases);
    else result.push(...pick(random, cases, Math.ceil(count * share)));
  }
  return [...result, ...pick(random, systematic, count - result.length)].slice(0, count);
}

/** A case without what is only its name. */
const substance = ({ page, steps, replies }: Case): string =>
  JSON.stringify([page, steps, replies]);

function pick(random: Random, cases: Case[], count: number): Case[] {
  const left = [...cases];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const index = random.below(left.length);
    const [one] = left.splice(index, 1, left.at(-1)!);
    left.pop();
    return one!;
  });
}
