import type { HttpCacheRules } from "../../infrastructure/http-cache-rules.ts";
import { httpCacheLimits, keepsEveryRedirect, maxBodyBytes } from "./standard.ts";

const byDefault: ReadonlySet<number> = new Set([
  200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501,
]);
const ifDated: ReadonlySet<number> = new Set([201, 202, 205, 302, 303, 307, 403]);
const lasting: ReadonlySet<number> = new Set([301, 410]);
const isRedirect = (status: number): boolean => status > 300 && status < 400;

export const webkitHttpCache: HttpCacheRules = Object.freeze({
  keepsRedirect: keepsEveryRedirect,
  leadsOnce: false,
  keyedByCredentials: false,
  keyedByRange: true,
  wholeRangeIsNone: false,
  imagesApart: false,
  keyedBySynchronous: true,
  keyedByFrameSite: false,
  keepsForOpaqueOrigin: true,
  refused: "ignored",
  keepsEndedRefused: false,
  keepsUnusable: false,
  queue: "none",
  writesQueue: false,
  xhrPassesQueue: false,
  waitsWithCookies: false,
  reloadPassesQueue: false,
  cacheControl: {
    repeated: "first",
    spaces: true,
    quotedNumbers: true,
    numbers: "leading-digits",
    hugeNumbers: "clamped",
    fieldNames: "ignored",
  },
  statuses: {
    keeps: (status, isDated) => byDefault.has(status) || (ifDated.has(status) && isDated),
    reuses: () => true,
    estimates: () => true,
    lasts: (status) => lasting.has(status),
    validates: (status) => !isRedirect(status),
  },
  estimatesWithMustRevalidate: true,
  negativeAgeIsStale: false,
  severalExpires: "last",
  validatesVaried: false,
  head: "unkept",
  answersRanges: false,
  asked: {
    noCache: "validate",
    pragma: true,
    noStore: "unkept",
    maxAge: "any",
    maxStale: true,
    minFresh: false,
  },
  asksForAuthorization: false,
  ownConditionGoesOut: false,
  ownConditionRenews: false,
  keepsEmptyHeaders: true,
  unchangedBy304: [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "www-authenticate",
    "etag",
    "last-modified",
    "content-",
    "x-content-",
    "x-webkit-",
  ],
  unnamed304Renews: false,
  failedReloadRemoves: false,
  strange304Removes: false,
  noStore304Removes: false,
  otherDate304Removes: false,
  invalidation: {
    isCause: ({ method }, status) => method !== "GET" && status !== 304,
    withoutStoring: false,
    locations: false,
  },
  redirectedGoesOut: true,
  redirectKeepsHeaders: true,
  onlyIfCachedGoesOut: true,
  revalidationHeaders: [],
  maxBodyBytes,
  limits: httpCacheLimits,
} satisfies HttpCacheRules);

export const webkitHttpCacheEvidence: Readonly<Record<string, string>> = {
  "httpCache.keyedByCredentials": "http-caches-14: one request where Firefox sends two",
  "httpCache.refused": "http-caches-120, -186: the load ends before the cache is told of it",
  "httpCache.keepsUnusable": "NetworkCache.cpp, makeStoreDecision: NoDueToUnlikelyToReuse",
  "httpCache.statuses":
    "NetworkCache.cpp, makeStoreDecision; WebCore/platform/network/CacheValidation.cpp",
  "httpCache.unchangedBy304": "CacheValidation.cpp, shouldUpdateHeaderAfterRevalidation",
  "httpCache.invalidation": "NetworkCache.cpp, store: what can't be stored removes what was",
};
