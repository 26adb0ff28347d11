import type { HttpCacheRules } from "../../infrastructure/http-cache-rules.ts";
import { httpCacheLimits, maxBodyBytes, patience } from "./standard.ts";

// Everything else is asked about each time.
const reused: ReadonlySet<number> = new Set([200, 203, 204, 206, 301, 302, 303, 307, 308, 410]);
const estimated: ReadonlySet<number> = new Set([200, 203, 204, 206, 301, 308, 410]);
const unkept: ReadonlySet<number> = new Set([300, 304, 425, 429]);
const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

export const firefoxHttpCache: HttpCacheRules = Object.freeze({
  keepsRedirect: (status, fate) =>
    fate === "followed" ||
    fate === "handed-on" ||
    (fate === "unfollowed" && (status === 301 || status === 308)),
  leadsOnce: true,
  plainRedirectsInMemory: true,
  keyedByCredentials: true,
  keyedByRange: false,
  wholeRangeIsNone: true,
  foreignScriptsApart: true,
  picturesInMemory: true,
  keyedBySynchronous: false,
  partition: "top-level-site",
  keepsForOpaqueOrigin: true,
  severalTags: "joined",
  keptByOpaquePages: new Set<string>(),
  keepsForFiles: true,
  refused: "kept",
  refusedByPolicy: "ignored",
  keepsEndedRefused: false,
  keepsMedia: true,
  keepsWithoutBody: false,
  keepsUnusable: true,
  queue: "before-preflight",
  writesQueue: false,
  answersForcedWrites: false,
  xhrPassesQueue: true,
  waitsWithCookies: true,
  reloadPassesQueue: true,
  cacheControl: {
    repeated: "last",
    spaces: "around",
    quotedNumbers: false,
    numbers: "leading-digits",
    hugeNumbers: "ignored",
    fieldNames: "end-of-list",
    strayArguments: "overlooked",
  },
  statuses: {
    keeps: (status) => !unkept.has(status),
    reuses: (status) => reused.has(status),
    estimates: (status) => estimated.has(status),
    lasts: (status) => status === 410,
    validates: (status) => status >= 200 && status < 300,
  },
  seeOtherMustLast: true,
  validatesUnfollowed: true,
  estimatesWithMustRevalidate: true,
  negativeAgeIsStale: true,
  noDateIsPast: "always",
  dates: "loose-in-32-bits",
  severalExpires: "first",
  staleDespiteMustRevalidate: false,
  staleFromArrival: true,
  validatesVaried: true,
  head: "kept-apart",
  answersRanges: false,
  keepsParts: false,
  asked: {
    noCache: "validate",
    pragma: false,
    noStore: "bypass",
    maxAge: "any",
    maxStale: true,
    minFresh: true,
  },
  asksForAuthorization: true,
  ownConditionGoesOut: "unless-forced",
  ownConditionRenews: false,
  unkeptHeaders: {
    names: new Set([
      "connection",
      "keep-alive",
      "proxy-authenticate",
      "proxy-connection",
      "trailer",
      "transfer-encoding",
      "upgrade",
      "www-authenticate",
    ]),
    namedByNoCache: false,
  },
  keepsEmptyHeaders: false,
  unchangedBy304: [
    "connection",
    "proxy-connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "strict-transport-security",
    "content-location",
    "content-md5",
    "content-encoding",
    "content-range",
    "content-type",
    "content-length",
    "etag",
  ],
  renewsVaried: false,
  unnamed304Renews: true,
  failedReloadRemoves: true,
  strange304Removes: true,
  noStore304Removes: true,
  otherDate304Removes: true,
  invalidation: {
    isCause: ({ method }, status) => !safeMethods.has(method) && status !== 304,
    withoutStoring: true,
    locations: true,
    underWay: true,
  },
  redirectedGoesOut: false,
  redirectKeepsHeaders: false,
  onlyIfCachedGoesOut: false,
  revalidatesLate: false,
  revalidationHeaders: [
    ["Cache-Control", "max-age=0"],
    ["Priority", "u=6"],
  ],
  maxBodyBytes,
  keepsCancelled: true,
  // A chunk finds nobody to read it: an end that is not five milliseconds behind it was lost.
  patience: { ...patience, cancelled: 3 },
  limits: httpCacheLimits,
} satisfies HttpCacheRules);

export const firefoxHttpCacheEvidence: Readonly<Record<string, string>> = {
  "httpCache.keyedByCredentials": "http-caches-14; netwerk/base/LoadContextInfo.cpp, IsAnonymous",
  "httpCache.refused": "http-caches-120, -186: the second request is refused out of the cache",
  "httpCache.refusedByPolicy":
    "seen in Firefox 153: what a policy refuses goes out again, and what was stored before it is validated",
  "httpCache.keepsRedirect":
    "netwerk/protocol/http/nsHttpChannel.cpp, ContinueProcessResponse3; recorded: firefox-entries-112 to 132",
  "httpCache.leadsOnce":
    "netwerk/protocol/http/nsHttpChannel.cpp, mRedirectedCachekeys; recorded: firefox-entries-133 to 135",
  "httpCache.failedReloadRemoves": "firefox-entries-137: a reload opens its entry anew",
  "httpCache.wholeRangeIsNone":
    "netwerk/protocol/http/nsHttpChannel.cpp, IsSubRangeRequest; recorded: firefox-entries-149 to 159",
  "httpCache.plainRedirectsInMemory":
    "network.cache.persist_permanent_redirects_http; netwerk/cache2/CacheStorageService.cpp, AddStorageEntry",
  "httpCache.staleFromArrival":
    "netwerk/protocol/http/nsHttpChannel.cpp, UpdateExpirationTime; nsHttpResponseHead.cpp, StaleWhileRevalidate",
  "httpCache.foreignScriptsApart":
    "netwerk/protocol/http/nsHttpChannel.cpp, OpenCacheEntryInternal; network.fetch.cache_partition_cross_origin",
  "httpCache.picturesInMemory":
    "image/imgLoader.cpp, LoadImage: the flags of the document's own load; recorded: firefox-entries-143, 145, 146",
  "httpCache.queue":
    "caches-1649: one preflight for two requests; nsHttpChannel opens its cache entry first",
  "httpCache.xhrPassesQueue":
    "caches-1654; XMLHttpRequestMainThread sets LOAD_BYPASS_LOCAL_CACHE_IF_BUSY",
  "httpCache.cacheControl": "netwerk/protocol/http/CacheControlParser.cpp",
  "httpCache.statuses":
    "netwerk/protocol/http/nsHttpResponseHead.cpp, MustValidate and ComputeFreshnessLifetime",
  "httpCache.asksForAuthorization":
    "netwerk/protocol/http/nsHttpChannel.cpp, OnCacheEntryCheck; recorded: found-242",
  "httpCache.seeOtherMustLast":
    "seen in Firefox ESR 153.7 under force-cache, of 301, 302, 303 and 307 and fourteen ways to say how long",
  "httpCache.validatesUnfollowed":
    "seen in Firefox ESR 153.7 of 301 and 308, asked for by hand and refused, and then by hand and followed",
  "httpCache.unkeptHeaders":
    "netwerk/protocol/http/nsHttpResponseHead.cpp, Flatten; each seen in Firefox ESR 153.7",
  "httpCache.patience.cancelled":
    "seen in Firefox ESR 153.7 of bodies whole, in pieces and in chunks: dom/fetch/FetchDriver.cpp, OnDataAvailable, is what finds that nobody reads",
  "httpCache.keepsWithoutBody": "recorded: kept-spellings-51, 54",
  "httpCache.dates":
    "netwerk/protocol/http/nsHttpResponseHead.cpp, ParseDateHeader; recorded: kept-spellings-12 to 36",
  "httpCache.ownConditionGoesOut": "recorded: kept-directives-46 to 53, kept-conditions",
  "httpCache.invalidation.underWay": "recorded: kept-turns-3 to 5",
  "httpCache.reloadPassesQueue": "recorded: kept-turns-1",
  "httpCache.unchangedBy304":
    "recorded: kept-headers-18 to 42, kept-spellings-44; netwerk/protocol/http/nsHttpResponseHead.cpp, UpdateHeaders",
  "httpCache.invalidation":
    "netwerk/protocol/http/nsHttpChannel.cpp, MaybeInvalidateCacheEntryForSubsequentGet",
};
