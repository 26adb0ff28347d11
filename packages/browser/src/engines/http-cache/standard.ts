import type { HttpCacheRules } from "../../infrastructure/http-cache-rules.ts";
import type { HttpCacheLimits } from "../../infrastructure/http-cache.ts";
import type { CachePatience } from "../../infrastructure/reading-for-cache.ts";

/** No browser's own: theirs depend on the disk. */
export const httpCacheLimits: HttpCacheLimits = Object.freeze({
  maxBytes: 64 * 1024 * 1024,
  maxResponses: 10_000,
});

/** A sixteenth of all, so that one body can't drive everything else out. */
export const maxBodyBytes: number = httpCacheLimits.maxBytes / 16;

// What Firefox keeps of a response that it refuses is what comes before its network process hears of that: over
// loopback 700,000 bytes stayed and 1,000,000 did not; an end five milliseconds after the head stayed in some runs.
export const patience: CachePatience = { maxBytes: 800_000, milliseconds: 20, cancelled: null };

// https://www.rfc-editor.org/rfc/rfc9110#section-15.1
const heuristicallyCacheable: ReadonlySet<number> = new Set([
  200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501,
]);

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/** What RFC 9111 says. */
export const keepsEveryRedirect = (): boolean => true;

export const standardHttpCache: HttpCacheRules = Object.freeze({
  keepsRedirect: keepsEveryRedirect,
  leadsOnce: false,
  plainRedirectsInMemory: false,
  keyedByCredentials: false,
  keyedByRange: false,
  wholeRangeIsNone: false,
  foreignScriptsApart: false,
  picturesInMemory: false,
  keyedBySynchronous: false,
  partition: "top-level-site",
  keepsForOpaqueOrigin: true,
  severalTags: "joined",
  keptByOpaquePages: new Set<string>(),
  keepsForFiles: true,
  refused: "kept",
  refusedByPolicy: "kept",
  keepsEndedRefused: false,
  keepsMedia: true,
  keepsWithoutBody: true,
  keepsUnusable: true,
  queue: "none",
  writesQueue: false,
  answersForcedWrites: false,
  xhrPassesQueue: false,
  waitsWithCookies: false,
  reloadPassesQueue: false,
  cacheControl: {
    repeated: "first",
    spaces: "nowhere",
    quotedNumbers: true,
    numbers: "whole",
    hugeNumbers: "clamped",
    fieldNames: "as-without",
    strayArguments: "overlooked",
  },
  statuses: {
    keeps: (status, isDated) =>
      status !== 206 && status !== 304 && (isDated || heuristicallyCacheable.has(status)),
    reuses: () => true,
    estimates: (status) => heuristicallyCacheable.has(status),
    lasts: () => false,
    validates: () => true,
  },
  seeOtherMustLast: false,
  validatesUnfollowed: false,
  estimatesWithMustRevalidate: true,
  negativeAgeIsStale: false,
  noDateIsPast: "always",
  dates: "http",
  severalExpires: "first",
  staleDespiteMustRevalidate: false,
  staleFromArrival: false,
  validatesVaried: false,
  head: "served-by-get",
  answersRanges: false,
  keepsParts: false,
  asked: {
    noCache: "validate",
    pragma: true,
    noStore: "unkept",
    maxAge: "any",
    maxStale: true,
    minFresh: true,
  },
  asksForAuthorization: false,
  ownConditionGoesOut: "never",
  ownConditionRenews: false,
  unkeptHeaders: { names: new Set<string>(), namedByNoCache: false },
  keepsEmptyHeaders: true,
  unchangedBy304: ["content-length", "content-encoding", "content-type", "content-range"],
  renewsVaried: false,
  unnamed304Renews: false,
  failedReloadRemoves: false,
  strange304Removes: false,
  noStore304Removes: true,
  otherDate304Removes: false,
  invalidation: {
    isCause: ({ method }, status) => !safeMethods.has(method) && status >= 200 && status < 400,
    withoutStoring: true,
    locations: true,
    underWay: false,
  },
  redirectedGoesOut: false,
  redirectKeepsHeaders: false,
  onlyIfCachedGoesOut: false,
  revalidatesLate: false,
  revalidationHeaders: [],
  maxBodyBytes,
  keepsCancelled: false,
  patience,
  limits: httpCacheLimits,
} satisfies HttpCacheRules);
