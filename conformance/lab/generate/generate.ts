import type { Case } from "../case.ts";
import { bodySituations, xhrSituations } from "./bodies.ts";
import { cacheSequenceSituations, cacheSituations } from "./caches.ts";
import { cookieSituations } from "./cookies.ts";
import { elementSituations } from "./elements.ts";
import { garbageSituations } from "./garbage.ts";
import { httpCacheSituations } from "./http-caches.ts";
import { methodSituations } from "./methods.ts";
import { modeSituations } from "./modes.ts";
import { pageSituations } from "./page-kinds.ts";
import { randomSituations } from "./random-situations.ts";
import { Random } from "./random.ts";
import { redirectSituations } from "./redirects.ts";
import {
  requestHeaderByteSituations,
  requestHeaderSituations,
  requestHeaderValueSituations,
} from "./request-headers.ts";
import {
  allowHeadersShapeSituations,
  allowMethodsShapeSituations,
  exposeHeadersShapeSituations,
  maxAgeShapeSituations,
} from "./response-lists.ts";
import { credentialsShapeSituations, originShapeSituations } from "./response-origins.ts";
import type { Situation } from "./situation.ts";
import { statusSituations } from "./statuses.ts";

/** Part of every recording: other cases mean other recordings. */
export const SEED = 20261121;

type Dimension = readonly [
  name: string,
  situations: (seed: number) => Iterable<Situation>,
  budget: number,
];

/**
 * The budgets keep a recording at what three browsers do in an hour on a small machine, and the
 * recordings at a few megabytes. A dimension with more situations is sampled; `Infinity` takes all.
 */
export const dimensions: readonly Dimension[] = [
  ["methods", methodSituations, 1000],
  ["request-headers", requestHeaderSituations, 1300],
  ["request-header-values", requestHeaderValueSituations, Infinity],
  ["request-header-bytes", requestHeaderByteSituations, 1400],
  ["allow-origin", originShapeSituations, 1400],
  ["allow-credentials", credentialsShapeSituations, 500],
  ["allow-methods", allowMethodsShapeSituations, 700],
  ["allow-headers", allowHeadersShapeSituations, 700],
  ["expose-headers", exposeHeadersShapeSituations, 700],
  ["max-age", maxAgeShapeSituations, Infinity],
  ["statuses", statusSituations, 1000],
  ["redirects", redirectSituations, 2200],
  ["cookies", cookieSituations, 700],
  ["modes", modeSituations, 1200],
  ["bodies", bodySituations, 600],
  ["xhr", xhrSituations, 600],
  ["pages", pageSituations, 1500],
  ["caches", cacheSituations, 1300],
  ["http-caches", httpCacheSituations, Infinity],
  ["garbage", garbageSituations, Infinity],
  ["elements", elementSituations, 1500],
  ["sequences", cacheSequenceSituations, 2500],
  ["random", randomSituations, 3500],
];

/** The cases to record: the same for the same seed. Ids count a dimension's situations, sampled or not. */
export function generateCases(seed: number = SEED): Case[] {
  return dimensions.flatMap(([dimension, situations, budget]) =>
    sample(casesOf(dimension, situations(seed)), budget, new Random(seed)),
  );
}

export function casesOf(dimension: string, situations: Iterable<Situation>): Case[] {
  return Array.from(situations, (one, index) => ({
    id: `${dimension}-${index}`,
    dimension,
    ...one,
  }));
}

/** Of `count` left to choose from `left`, the next one is taken with probability count / left. */
function sample(cases: readonly Case[], budget: number, random: Random): Case[] {
  let count = Math.min(budget, cases.length);
  return cases.filter((_, index) => {
    const taken = random.next() * (cases.length - index) < count;
    if (taken) count--;
    return taken;
  });
}
