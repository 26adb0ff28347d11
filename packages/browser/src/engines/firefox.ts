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
  redirects: { limit: 20, origin: "firefox" },
  cookies: { defaultSameSite: "none", noneNeedsSecure: false },
  formBoundary: { prefix: "----geckoformboundary", letters: 32 },
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  acceptLanguage: "en-US,en;q=0.5",
  messages: firefoxMessages,
  evidence: {
    "preflightCache.model": "netwerk/protocol/http/nsCORSListenerProxy.cpp, nsPreflightCache",
    "preflightCache.maxAgeLimit": "netwerk/protocol/http/nsCORSListenerProxy.cpp, AddResultToCache",
  },
} satisfies EngineProfile);
