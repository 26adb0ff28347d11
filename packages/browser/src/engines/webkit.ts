import { standardRules } from "@crosswalk/cors/protocol";
import { isWebKitRange } from "./value-judges.ts";
import { webkitMessages } from "../messages/webkit.ts";
import type { EngineProfile } from "./engine.ts";

export const webkit: EngineProfile = Object.freeze({
  name: "webkit",
  rules: Object.freeze({
    ...standardRules,
    authorizationCoveredByWildcard: true,
    safelistedValueJudges: new Map<string, (value: string, isSafelisted: boolean) => boolean>([
      ["range", (value) => isWebKitRange(value)],
    ]),
    totalSafelistedValueSize: null,
    negativeMaxAge: "zero",
    statusCheckedBeforeOrigin: true,
  } as const),
  preflightCache: {
    model: "results",
    limits: { maxKeys: 100_000, maxUrlLength: null, authorizationCoveredByWildcard: true, wildcardNeedsAnonymousResult: false },
    maxAgeLimit: 600,
    origin: "own",
    bypassedBy: new Set(),
    keepsFailed: true,
    keepsForOpaqueTopLevel: true,
    clearedByNetworkError: false,
  },
  forcedPreflightAllowsMethod: false,
  synchronousIsBare: true,
  nullBodyStatuses: new Set([101, 103, 204, 304]),
  siteOfHostsWithoutDomain: true,
  uploadListenerPreflight: "always",
  xhr: {
    uploadErrorWithoutBody: "never",
    uploadEnds: "when-sent",
    uploadLoadOfNothing: false,
    progressOfNothing: false,
    synchronousErrorEvents: true,
  },
  streamUpload: "refused",
  redirects: {
    limit: 20,
    emptyLocation: "failure",
    crossOriginDeleteBecomesGet: true,
    plainOrigin: "kept-with-cors",
    preflightHeaders: "initial",
    preflightSticks: "once-asked",
    restoresHeaders: true,
    droppedAcrossOrigins: new Set(),
    manualParsesLocation: "not",
    credentialsOutliveOrigin: true,
    isAlsoRedirect: (status) => status > 304 && status < 400,
    plainPasswordFails: false,
    preflightOrigin: "serialized",
    preflightReferrer: "initial",
  },
  fetchMetadata: "webkit",
  storageAccess: null,
  referrer: { downgrade: "scheme", fromOpaqueOrigin: true, relaxesAcrossSites: true, nullsOrigin: "by-policy-and-referrer" },
  loopbackIsMixedContent: true,
  headers: {
    encoding: "utf-8",
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
