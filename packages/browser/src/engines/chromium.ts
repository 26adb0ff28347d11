import { standardRules } from "@crosswalk/cors/protocol";
import { blinkHeaderOrder } from "./blink-header-order.ts";
import { rangeWithin } from "./value-judges.ts";
import { chromiumMessages } from "../messages/chromium.ts";
import { chromiumReading } from "../http1/readings.ts";
import { chromiumElements, chromiumElementsEvidence } from "./elements/chromium.ts";
import type { EngineProfile } from "./engine.ts";
import { chromiumHttpCache, chromiumHttpCacheEvidence } from "./http-cache/chromium.ts";

const anything = (): boolean => true;
const isInteger = (value: string): boolean => /^[0-9]+$/.test(value);
const isNumber = (value: string): boolean => /^[0-9]+(?:\.[0-9]+)?$/.test(value);

export const chromium: EngineProfile = Object.freeze({
  name: "chromium",
  rules: Object.freeze({
    ...standardRules,
    authorizationCoveredByWildcard: true,
    extraSafelistedRequestHeaders: new Map([
      ["save-data", (value: string) => value.toLowerCase() === "on"],
      ["device-memory", isNumber],
      ["dpr", isNumber],
      ["width", isInteger],
      ["viewport-width", isInteger],
      ["downlink", isNumber],
      ["rtt", isInteger],
      ["ect", (value: string) => ["slow-2g", "2g", "3g", "4g"].includes(value)],
      ["intervention", anything],
    ]),
    safelistedValueJudges: new Map([["range", rangeWithin(2n ** 63n - 2n)]]),
    negativeMaxAge: "zero",
  } as const),
  preflightCache: {
    model: "results",
    limits: {
      maxKeys: 1024,
      maxUrlLength: 1023,
      authorizationCoveredByWildcard: false,
      wildcardNeedsAnonymousResult: true,
    },
    maxAgeLimit: 7200,
    origin: "untainted",
    bypassedBy: new Set(["no-store", "reload", "no-cache"]),
    unkeptBy: new Set(["no-store"]),
    keepsFailed: false,
    keepsForOpaqueTopLevel: false,
    clearedBy: null,
    keyHasFragment: true,
  },
  httpCache: chromiumHttpCache,
  forcedPreflightAllowsMethod: false,
  keepaliveIsDetached: false,
  aboutBlank: "network-error",
  dataUrlHeaders: "type",
  blobs: {
    partialContent: "xmlhttprequest",
    rangeUnit: "exact",
    longSuffix: "whole",
    contentType: "as-given",
    tellsReferrerPolicy: false,
  },
  localHeaders: "sorted",
  synchronousIsBare: false,
  nullBodyStatuses: new Set([101, 103, 204, 205, 304]),
  siteOfHostsWithoutDomain: false,
  uploadListenerPreflight: "with-body",
  xhr: {
    sharesLoads: false,
    uploadErrorWithoutBody: "unless-simple",
    uploadEnds: "last-hop",
    uploadEndsWithNetwork: true,
    uploadToldAfter: 100,
    unsentParametersSetType: false,
    charsetReplaced: "in-place",
    failsUnstarted: (url, method) =>
      url.protocol === "ftp:" || (url.protocol === "blob:" && method !== "GET"),
    uploadLoadOfNothing: false,
    uploadOfNothingLasts: true,
    listenedNothingIsNoBody: false,
    dropsInvalidBlobType: true,
    announcesHeaders: "with-body",
    progressOfNothing: false,
    preflightsWrittenType: false,
    failureKeepsUrl: false,
    failureHasBuffer: false,
    losesBlockedRedirects: false,
    synchronousErrorEvents: () => false,
  },
  streamUpload: "http2-only",
  streamForcesCors: true,
  elements: chromiumElements,
  redirects: {
    limit: 20,
    keepaliveLimit: 19,
    severalLocations: "conflict",
    emptyLocation: "ignored",
    crossOriginDeleteBecomesGet: false,
    plainOrigin: "nulled-across-origins",
    preflightHeaders: "current",
    preflightSticks: "never",
    restoresHeaders: "never",
    droppedAwayFromHome: new Set([
      "device-memory",
      "dpr",
      "width",
      "viewport-width",
      "downlink",
      "rtt",
      "ect",
    ]),
    manualParsesLocation: "whole",
    locationBeforeCors: true,
    spaceInHost: "escaped",
    credentialsOutliveOrigin: false,
    yields: false,
    isAlsoRedirect: () => false,
    unled: "redirect",
    typeComesBack: false,
    refusedSchemes: new Set(),
    locationEncoding: "escaped",
    credentialsFail: true,
    relativeKeepsCredentials: false,
    preflightOrigin: "serialized",
    preflightReferrer: "current",
  },
  fetchMetadata: "chromium",
  storageAccess: "actual",
  referrer: {
    downgrade: "scheme",
    fromOpaqueOrigin: false,
    relaxesAcrossSites: true,
    relaxesOnReturn: false,
    noneIsPolicy: false,
    nullsOrigin: "never",
  },
  mixedContentAfterPreflight: false,
  loopbackIsMixedContent: false,
  headers: {
    received: "as-is",
    encoding: "latin1",
    forbidden: new Set(["user-agent"]),
    bodyTypeUnguarded: false,
    repeated: "combined-first",
    singletons: new Set(),
    ownWhenEmpty: new Set(),
    wildcardOutlivesNonsense: false,
    emptyLines: "joined",
    typesJoinedBy: ", ",
    conditionalCacheMode: "no-cache",
    conditionalXhr: true,
    preflightInheritsCacheMode: true,
    preflightInheritsUserAgent: false,
    rewritesRange: true,
    order: blinkHeaderOrder,
  },
  failingStatuses: new Set([407]),
  http1: chromiumReading,
  sendAgain: {
    // Each of the six connections to a host may turn out to be closed, and a new one is the last.
    attempts: 7,
    onNewConnection: () => false,
    onReusedConnection: () => true,
    afterRequestTimeout: true,
  },
  misdirectedTypeStays: false,
  unrequestedRange: "of-scripts",
  preflightNeedsBody: false,
  opaqueBytesAwaited: 0,
  cookies: {
    thirdParty: "partitioned-only",
    scheme: "schemeful",
    sameSite: "enforced",
    redirectTaint: "ignored",
    defaultSameSite: "lax",
    noneNeedsSecure: true,
    nameless: "value",
    secureOnLoopback: true,
  },
  formBoundary: { prefix: "----WebKitFormBoundary", letters: 16 },
  userAgent:
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
  acceptLanguage: "en-US,en;q=0.9",
  messages: chromiumMessages,
  evidence: {
    ...chromiumHttpCacheEvidence,
    ...chromiumElementsEvidence,
    http1: "net/http/http_stream_parser.cc, http_response_headers.cc; recorded: garbage",
    sendAgain:
      "net/http/http_network_transaction.cc, ShouldResendRequest; recorded: caches-1755 to 1771",
    "rules.authorizationCoveredByWildcard":
      "services/network: kCorsNonWildcardRequestHeadersSupport is off",
    "rules.extraSafelistedRequestHeaders":
      "services/network/public/cpp/cors/cors.cc, IsCorsSafelistedHeader",
    "preflightCache.maxAgeLimit": "services/network/cors/preflight_result.cc, kMaxTimeout",
    "preflightCache.origin":
      "seen in Chromium 156: what a tainted request is granted is neither kept nor looked up",
    "preflightCache.keepsForOpaqueTopLevel":
      "seen in Chromium 156: a redirect back finds it, the next request does not",
    "preflightCache.bypassedBy": "recordings caches-1607, random-2438 (a conditional header)",
    "preflightCache.unkeptBy": "recording caches-1607: a result of reload is kept",
    "preflightCache.keyHasFragment": "recording caches-1630",
    "xhr.uploadEndsWithNetwork":
      "services/network/url_loader.cc, NotifyCompleted; seen in Chromium 156 of connections that end, of redirects without an end or an address",
    "xhr.uploadToldAfter":
      "services/network/upload_progress_tracker.cc, kUploadProgressInterval; seen in Chromium 156 of time limits",
    "xhr.charsetReplaced": "recordings request-header-values-31, request-header-values-107",
    "xhr.failsUnstarted": "recording modes-1608",
    "redirects.keepaliveLimit":
      "content/browser/loader/keep_alive_url_loader.cc; recording found-76; seen in Chromium 156 of beacons too",
    "redirects.droppedAwayFromHome": "recordings random-462, random-5416 (keepalive)",
    "redirects.locationBeforeCors":
      "seen in Chromium 156: net::ERR_INVALID_REDIRECT where a CORS check would have failed",
    "redirects.spaceInHost": "recording redirects-3859",
    "redirects.locationEncoding":
      "net/http/http_response_headers.cc, IsRedirect; recording redirects-3902",
    "redirects.credentialsFail":
      "third_party/blink/renderer/core/loader/base_fetch_context.cc, ShouldBlockFetchAsCredentialedSubresource; recording redirects-4070",
    "headers.rewritesRange":
      "net/http/http_cache_transaction.cc, SetRequest; recordings request-header-values-147, -177, -192",
    "headers.order": "recording request-headers-2627: x-25 is told of x-0 to x-39",
    "cookies.redirectTaint":
      "net/cookies: kCookieSameSiteConsidersRedirectChain is off; recording cookies-45",
  },
} satisfies EngineProfile);
