import type { HeaderList } from "@crosswalk/cors/protocol";
import type { HttpCacheRules } from "../../infrastructure/http-cache-rules.ts";
import { httpCacheLimits, keepsEveryRedirect, maxBodyBytes, patience } from "./standard.ts";

const changing: ReadonlySet<string> = new Set(["POST", "DELETE", "PATCH"]);
const lasting: ReadonlySet<number> = new Set([300, 301, 308, 410]);
const estimated: ReadonlySet<number> = new Set([200, 203, 206]);
const validated: ReadonlySet<number> = new Set([200, 206]);
// 206 is kept in parts only; 401 and 407 belong to whoever is asked for a password.
const unkept: ReadonlySet<number> = new Set([206, 401, 407]);

/** Whether what a script asks for by its own headers has nothing to do with what is kept. */
const goesPast = (method: string, headerList: HeaderList): boolean =>
  passing.some((name) => headerList.contains(name)) ||
  (method !== "POST" && asking.some((name) => headerList.contains(name)));

const passing = ["If-Match", "If-Range", "If-Unmodified-Since", "Range"];
const asking = ["If-Modified-Since", "If-None-Match"];

export const chromiumHttpCache: HttpCacheRules = Object.freeze({
  keepsRedirect: keepsEveryRedirect,
  leadsOnce: false,
  plainRedirectsInMemory: false,
  keyedByCredentials: false,
  keyedByRange: false,
  wholeRangeIsNone: false,
  foreignScriptsApart: false,
  picturesInMemory: false,
  keyedBySynchronous: false,
  partition: "frame-site",
  keepsForOpaqueOrigin: false,
  severalTags: "first",
  keptByOpaquePages: new Set<string>(["font", "script", "stylesheet"]),
  keepsForFiles: true,
  refused: "dropped",
  refusedByPolicy: "dropped",
  keepsEndedRefused: true,
  keepsMedia: true,
  keepsWithoutBody: false,
  keepsUnusable: true,
  queue: "before-network",
  writesQueue: true,
  answersForcedWrites: true,
  xhrPassesQueue: false,
  waitsWithCookies: false,
  reloadPassesQueue: true,
  cacheControl: {
    repeated: "first",
    spaces: "behind",
    quotedNumbers: false,
    numbers: "whole",
    hugeNumbers: "clamped",
    fieldNames: "ignored",
    strayArguments: "spoiling",
  },
  statuses: {
    keeps: (status) => !unkept.has(status),
    reuses: () => true,
    estimates: (status) => estimated.has(status),
    lasts: (status) => lasting.has(status),
    validates: (status) => validated.has(status),
  },
  seeOtherMustLast: false,
  validatesUnfollowed: false,
  estimatesWithMustRevalidate: false,
  negativeAgeIsStale: false,
  noDateIsPast: "zero",
  dates: "loose",
  severalExpires: "first",
  staleDespiteMustRevalidate: false,
  staleFromArrival: false,
  validatesVaried: true,
  head: "validates-get",
  answersRanges: true,
  keepsParts: true,
  asked: {
    noCache: "reload",
    pragma: true,
    noStore: "ignored",
    maxAge: "zero",
    maxStale: false,
    minFresh: false,
  },
  asksForAuthorization: false,
  ownConditionGoesOut: "never",
  ownConditionRenews: true,
  unkeptHeaders: {
    names: new Set([
      "connection",
      "keep-alive",
      "proxy-authenticate",
      "proxy-connection",
      "strict-transport-security",
      "trailer",
      "transfer-encoding",
      "upgrade",
      "www-authenticate",
    ]),
    namedByNoCache: true,
  },
  keepsEmptyHeaders: true,
  unchangedBy304: [
    "connection",
    "proxy-connection",
    "keep-alive",
    "www-authenticate",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "content-location",
    "content-md5",
    "content-encoding",
    "content-range",
    "content-type",
    "content-length",
    "x-content-",
    "x-webkit-",
    "etag",
    "x-frame-options",
    "x-xss-protection",
  ],
  renewsVaried: true,
  unnamed304Renews: false,
  failedReloadRemoves: false,
  strange304Removes: true,
  noStore304Removes: true,
  otherDate304Removes: false,
  invalidation: {
    // A PUT that brings nothing is not even looked at.
    isCause: ({ method, body, headerList }, status) =>
      (changing.has(method) || (method === "PUT" && body !== null)) &&
      !goesPast(method, headerList) &&
      status >= 200 &&
      status < 400,
    withoutStoring: false,
    locations: false,
    underWay: true,
  },
  redirectedGoesOut: false,
  redirectKeepsHeaders: false,
  onlyIfCachedGoesOut: false,
  revalidatesLate: true,
  revalidationHeaders: [],
  maxBodyBytes,
  keepsCancelled: true,
  patience,
  limits: httpCacheLimits,
} satisfies HttpCacheRules);

export const chromiumHttpCacheEvidence: Readonly<Record<string, string>> = {
  "httpCache.keyedByCredentials": "http-caches-14: one request where Firefox sends two",
  "httpCache.partition":
    "net/http/http_cache.cc, GenerateCacheKey; net/base/network_isolation_key.h",
  "httpCache.keepsForOpaqueOrigin": "net/base/network_isolation_key.cc, IsTransient",
  "httpCache.keepsForFiles":
    "net/base/schemeful_site.cc: a file's site is none of an opaque origin; seen in Chromium 156",
  "httpCache.severalTags":
    "net/http/http_cache_transaction.cc, EnumerateHeader; seen in Chromium 156",
  "httpCache.keptByOpaquePages":
    "third_party/blink/renderer/platform/loader/fetch/memory_cache.h; seen in Chromium 156 of sandboxed and data: pages",
  "httpCache.refused":
    "http-caches-120, -186: the request is cancelled before its body, and the entry doomed",
  "httpCache.keepsEndedRefused":
    "services/network/url_loader.cc, ReadMore; net/base/mime_sniffer.cc; seen in Chromium 156 of each kind, type and length",
  "httpCache.answersRanges":
    "net/http/partial_data.cc; seen in Chromium 156 of ranges within, beyond and up to the end",
  "httpCache.keepsParts":
    "net/http/partial_data.cc; net/disk_cache/memory/mem_entry_impl.cc; seen in Chromium 156 of seventeen sequences of ranges, each fresh and stale, in a context of its own, whose cache is in memory",
  "httpCache.queue": "net/http/http_cache.cc, ActiveEntry::add_to_entry_queue",
  "httpCache.writesQueue":
    "net/http/http_cache_transaction.cc, ShouldPassThrough and ShouldOpenOnlyMethods; seen in Chromium 156",
  "httpCache.answersForcedWrites":
    "net/http/http_cache_transaction.cc, RequiresValidation: what skips validation is given what is stored before anyone looks at the method; seen in Chromium 156",
  "httpCache.asked": "net/http/http_cache_transaction.cc, kSpecialHeaders",
  "httpCache.unkeptHeaders":
    "net/http/http_response_info.cc, Persist, and http_response_headers.cc, AddHopByHopHeaders to AddSecurityStateHeaders; each seen in Chromium 156",
  "httpCache.keepsWithoutBody":
    "recorded: kept-spellings-51, 54; net/http/http_cache_transaction.cc: what is shorter than its Content-Length is cut off",
  "httpCache.invalidation.underWay": "recorded: kept-turns-3",
  "httpCache.unchangedBy304":
    "recorded: kept-headers-18 to 42; net/http/http_response_headers.cc, kNonUpdatedHeaders",
  "httpCache.noDateIsPast":
    "net/http/http_response_headers.cc, GetTimeValuedHeader; seen in Chromium 156 of nine values, with 200, 301 and 404",
  "httpCache.renewsVaried":
    "net/http/http_cache_transaction.cc, DoUpdateCachedResponse: vary_data; seen in Chromium 156 of 304s and of parts",
  "httpCache.statuses": "net/http/http_response_headers.cc, GetFreshnessLifetimes",
  "httpCache.invalidation":
    "net/http/http_cache_transaction.cc, method_ in ShouldPassThrough and SuccessfulSendRequest; seen in Chromium 156: a PUT without body leaves what is stored",
  "httpCache.head": "net/http/http_cache_transaction.cc, HEAD in DoLoop's patterns 8 and 9",
  "httpCache.revalidatesLate":
    "third_party/blink/renderer/platform/loader/fetch/resource_fetcher.cc, ScheduleStaleRevalidate; seen in Chromium 156",
  "httpCache.reloadPassesQueue":
    "net/http/http_cache_transaction.cc, DoInitEntry: who only writes dooms the entry; seen in Chromium 156",
};
