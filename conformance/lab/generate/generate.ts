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
import { redirectSituations } from "./redirects.ts";
import { requestHeaderByteSituations, requestHeaderSituations, requestHeaderValueSituations } from "./request-headers.ts";
import { allowHeadersShapeSituations, allowMethodsShapeSituations, exposeHeadersShapeSituations, maxAgeShapeSituations } from "./response-lists.ts";
import { credentialsShapeSituations, originShapeSituations } from "./response-origins.ts";
import type { Situation } from "./situation.ts";
import { statusSituations } from "./statuses.ts";

/** Part of every recording: other cases mean other recordings. */
export const SEED = 20261121;

/** Ids count within a dimension. */
const dimensions: readonly (readonly [name: string, situations: (seed: number) => Iterable<Situation>])[] = [
  ["methods", methodSituations],
  ["request-headers", requestHeaderSituations],
  ["request-header-values", requestHeaderValueSituations],
  ["request-header-bytes", requestHeaderByteSituations],
  ["allow-origin", originShapeSituations],
  ["allow-credentials", credentialsShapeSituations],
  ["allow-methods", allowMethodsShapeSituations],
  ["allow-headers", allowHeadersShapeSituations],
  ["expose-headers", exposeHeadersShapeSituations],
  ["max-age", maxAgeShapeSituations],
  ["statuses", statusSituations],
  ["redirects", redirectSituations],
  ["cookies", cookieSituations],
  ["modes", modeSituations],
  ["bodies", bodySituations],
  ["xhr", xhrSituations],
  ["pages", pageSituations],
  ["caches", cacheSituations],
  ["http-caches", httpCacheSituations],
  ["garbage", garbageSituations],
  ["elements", elementSituations],
  ["sequences", cacheSequenceSituations],
  ["random", randomSituations],
];

/** Every case, the same for the same seed. */
export function generateCases(seed: number = SEED): Case[] {
  return dimensions.flatMap(([dimension, situations]) =>
    Array.from(situations(seed), (one, index) => ({ id: `${dimension}-${index}`, dimension, ...one })),
  );
}
