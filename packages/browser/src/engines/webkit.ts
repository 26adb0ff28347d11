import { standardRules } from "@crosswalk/cors/protocol";
import { webkitMessages } from "../messages/webkit.ts";
import type { EngineProfile } from "./engine.ts";

export const webkit: EngineProfile = Object.freeze({
  name: "webkit",
  rules: Object.freeze({
    ...standardRules,
    authorizationCoveredByWildcard: true,
    rangeUnit: "case-insensitive",
    totalSafelistedValueSize: null,
    negativeMaxAge: "zero",
    statusCheckedBeforeOrigin: true,
  } as const),
  preflightCache: {
    model: "results",
    limits: { maxKeys: 100_000, maxUrlLength: null, credentialedServesAnonymous: true },
    maxAgeLimit: 600,
    origin: "own",
    bypassedBy: new Set(),
    keepsFailed: true,
    clearedByNetworkError: false,
  },
  uploadListenerPreflight: "always",
  streamUpload: "unsupported",
  redirects: {
    limit: 20,
    emptyLocation: "failure",
    crossOriginDeleteBecomesGet: true,
    plainOrigin: "kept",
    preflightHeaders: "initial",
    preflightOrigin: "serialized",
    preflightReferrer: "initial",
  },
  fetchMetadata: "webkit",
  storageAccess: null,
  referrer: { downgrade: "scheme", fromOpaqueOrigin: true, downgradeNullsOrigin: true },
  loopbackIsMixedContent: true,
  headers: {
    forbidden: new Set(),
    repeated: "combined-first",
    conditionalCacheMode: "no-store",
    preflightInheritsCacheMode: false,
    preflightInheritsUserAgent: true,
  },
  failingStatuses: new Set(),
  cookies: { thirdParty: "blocked", scheme: "schemeless", sameSite: "ignored", defaultSameSite: "none", noneNeedsSecure: false, secureOnLoopback: false },
  formBoundary: { prefix: "----WebKitFormBoundary", letters: 16 },
  userAgent:
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
  acceptLanguage: "en-US",
  messages: webkitMessages,
  evidence: {
    "preflightCache.maxAgeLimit": "Source/WebCore/loader/CrossOriginPreflightResultCache.cpp",
  },
} satisfies EngineProfile);
