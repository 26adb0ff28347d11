import { standardRules } from "@crosswalk/cors/protocol";
import { standardMessages } from "../messages/standard.ts";
import type { EngineProfile } from "./engine.ts";

/** What the Fetch Standard says, where it leaves nothing to the user agent. */
export const standard: EngineProfile = Object.freeze({
  name: "standard",
  rules: standardRules,
  preflightCache: {
    model: "entries",
    // The standard sets no limit; some bound there must be.
    limits: { maxKeys: 100_000, maxUrlLength: null, authorizationCoveredByWildcard: false },
    maxAgeLimit: Number.POSITIVE_INFINITY,
    origin: "serialized",
    bypassedBy: new Set(),
    keepsFailed: false,
    keepsForOpaqueTopLevel: true,
    clearedByNetworkError: true,
  },
  uploadListenerPreflight: "always",
  xhr: {
    uploadErrorWithoutBody: "never",
    uploadEnds: "when-sent",
    uploadLoadOfNothing: true,
    progressOfNothing: false,
    synchronousErrorEvents: true,
  },
  streamUpload: "supported",
  redirects: {
    limit: 20,
    emptyLocation: "followed",
    crossOriginDeleteBecomesGet: false,
    plainOrigin: "recomputed",
    preflightHeaders: "current",
    preflightSticks: "never",
    restoresHeaders: false,
    droppedAcrossOrigins: new Set(),
    manualParsesLocation: false,
    plainPasswordFails: false,
    preflightOrigin: "serialized",
    preflightReferrer: "current",
  },
  fetchMetadata: "standard",
  storageAccess: null,
  referrer: { downgrade: "trustworthiness", fromOpaqueOrigin: false, relaxesAcrossSites: true, downgradeNullsOrigin: true },
  loopbackIsMixedContent: false,
  headers: {
    encoding: "latin1",
    forbidden: new Set(),
    repeated: "separate",
    conditionalCacheMode: "no-store",
    preflightInheritsCacheMode: false,
    preflightInheritsUserAgent: false,
  },
  failingStatuses: new Set(),
  cookies: { thirdParty: "allowed", scheme: "schemeful", sameSite: "enforced", defaultSameSite: "lax", noneNeedsSecure: true, secureOnLoopback: true },
  formBoundary: { prefix: "----CrosswalkFormBoundary", letters: 16 },
  userAgent: "Mozilla/5.0 (compatible; Crosswalk)",
  acceptLanguage: null,
  messages: standardMessages,
  evidence: {},
} satisfies EngineProfile);
