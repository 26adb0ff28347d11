import { standardRules } from "@crosswalk/cors/protocol";
import { isAscii, rangeWithin } from "./value-judges.ts";
import { firefoxMessages } from "../messages/firefox.ts";
import type { EngineProfile } from "./engine.ts";

export const firefox: EngineProfile = Object.freeze({
  name: "firefox",
  rules: Object.freeze({
    ...standardRules,
    authorizationCoveredByWildcard: true,
    safelistedValueJudges: new Map<string, (value: string, isSafelisted: boolean) => boolean>([
      ["range", rangeWithin(2n ** 64n - 1n)],
      ["accept", (value, isSafelisted) => isSafelisted && isAscii(value)],
      [
        "content-type",
        (value, isSafelisted) =>
          isSafelisted && isAscii(value) && !value.includes(",") && !value.includes(";;"),
      ],
    ]),
    totalSafelistedValueSize: null,
    invalidMaxAge: "not-cached",
    negativeMaxAge: "zero",
  } as const),
  preflightCache: {
    model: "tokens",
    limits: { maxKeys: 100, maxUrlLength: null, authorizationCoveredByWildcard: false },
    maxAgeLimit: 86_400,
    origin: "own",
    bypassedBy: new Set(["no-store", "reload", "no-cache"]),
    keepsFailed: false,
    keepsForOpaqueTopLevel: true,
    clearedByNetworkError: true,
  },
  uploadListenerPreflight: "always",
  xhr: {
    uploadErrorWithoutBody: "unless-get",
    uploadEnds: "progress-when-sent",
    uploadLoadOfNothing: true,
    progressOfNothing: true,
    synchronousErrorEvents: true,
  },
  streamUpload: "unsupported",
  redirects: {
    limit: 20,
    emptyLocation: "followed",
    crossOriginDeleteBecomesGet: false,
    plainOrigin: "recomputed",
    preflightHeaders: "initial-less-hop",
    preflightSticks: "from-the-start",
    restoresHeaders: false,
    droppedAcrossOrigins: new Set(),
    manualParsesLocation: false,
    plainPasswordFails: false,
    preflightOrigin: "own",
    preflightReferrer: "current",
  },
  fetchMetadata: "firefox",
  storageAccess: "first-hop-and-preflights",
  referrer: { downgrade: "scheme", fromOpaqueOrigin: false, relaxesAcrossSites: false, downgradeNullsOrigin: true },
  loopbackIsMixedContent: false,
  headers: {
    encoding: "latin1",
    forbidden: new Set(),
    repeated: "combined-when-sent",
    conditionalCacheMode: "no-store",
    preflightInheritsCacheMode: true,
    preflightInheritsUserAgent: false,
  },
  failingStatuses: new Set(),
  cookies: { thirdParty: "partitioned", scheme: "schemeless", sameSite: "enforced", defaultSameSite: "none", noneNeedsSecure: true, secureOnLoopback: true },
  formBoundary: { prefix: "----geckoformboundary", letters: 32 },
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  acceptLanguage: "en-US,en;q=0.5",
  messages: firefoxMessages,
  evidence: {
    "preflightCache.model": "netwerk/protocol/http/nsCORSListenerProxy.cpp, nsPreflightCache",
    "preflightCache.maxAgeLimit": "netwerk/protocol/http/nsCORSListenerProxy.cpp, AddResultToCache",
  },
} satisfies EngineProfile);
