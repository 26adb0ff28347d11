import { standardRules } from "@crosswalk/cors/protocol";
import { firefoxMessages } from "../messages/firefox.ts";
import type { EngineProfile } from "./engine.ts";

export const firefox: EngineProfile = Object.freeze({
  name: "firefox",
  rules: Object.freeze({
    ...standardRules,
    authorizationCoveredByWildcard: true,
    totalSafelistedValueSize: null,
    invalidMaxAge: "not-cached",
    negativeMaxAge: "zero",
  } as const),
  preflightCache: {
    model: "tokens",
    limits: { maxKeys: 100, maxUrlLength: null, credentialedServesAnonymous: false },
    maxAgeLimit: 86_400,
    origin: "own",
    bypassedBy: new Set(["no-store", "reload", "no-cache"]),
    keepsFailed: false,
    clearedByNetworkError: true,
  },
  uploadListenerPreflight: "always",
  streamUpload: "unsupported",
  redirects: {
    limit: 20,
    emptyLocation: "followed",
    crossOriginDeleteBecomesGet: false,
    plainOrigin: "recomputed",
    preflightHeaders: "sticky",
    preflightOrigin: "own",
    preflightReferrer: "current",
  },
  fetchMetadata: "firefox",
  storageAccess: "actual-and-preflight",
  referrer: { downgrade: "scheme", fromOpaqueOrigin: false, downgradeNullsOrigin: true },
  loopbackIsMixedContent: false,
  headers: {
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
