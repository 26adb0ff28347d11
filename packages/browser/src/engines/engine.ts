import type { ProtocolRules } from "@crosswalk/cors/protocol";
import type {
  PreflightCacheLimits,
  PreflightCacheModel,
} from "../infrastructure/cors-preflight-cache.ts";
import type { CookieStoreOptions } from "../infrastructure/cookie-store.ts";
import type { CacheMode } from "../infrastructure/fetch-request.ts";
import type { EngineMessages } from "../messages/messages.ts";

export type EngineName = "standard" | "chromium" | "firefox" | "webkit";

/** What engines do differently, as data. */
export interface EngineProfile {
  readonly name: EngineName;
  /** Differences inside the algorithms of the protocol room. */
  readonly rules: ProtocolRules;

  readonly preflightCache: {
    readonly model: PreflightCacheModel;
    readonly limits: PreflightCacheLimits;
    /** The most seconds that `Access-Control-Max-Age` can ask for. */
    readonly maxAgeLimit: number;
    /** Under which origin the result for a request with a tainted origin is kept. */
    readonly origin: "serialized" | "own";
    /** Cache modes of requests that look nothing up. */
    readonly bypassedBy: ReadonlySet<CacheMode>;
    /** Whether a response that fails its check over methods or headers is kept all the same. */
    readonly keepsFailed: boolean;
    /** Whether a network error of the request that followed clears what is kept. */
    readonly clearedByNetworkError: boolean;
  };

  /** When a listener on `xhr.upload` forces a preflight. */
  readonly uploadListenerPreflight: "always" | "with-body";
  /** Whether a stream can be sent, and what happens if it can't. */
  readonly streamUpload: "supported" | "http2-only" | "unsupported";

  readonly redirects: {
    /** How many are followed. */
    readonly limit: number;
    /** Whose taint the `Origin` of a redirected request tells. */
    readonly origin: "redirect-taint" | "chromium" | "firefox" | "webkit";
  };

  readonly cookies: CookieStoreOptions;
  /** How the boundary of a form begins, and how many random letters follow. */
  readonly formBoundary: { readonly prefix: string; readonly letters: number };
  readonly userAgent: string;
  readonly acceptLanguage: string | null;
  readonly messages: EngineMessages;
  /** Why each of the above is as it is: a recording, a source file or a bug. */
  readonly evidence: Readonly<Record<string, string>>;
}
