import { EntriesPreflightCache } from "./preflight-cache-entries.ts";
import { ResultsPreflightCache } from "./preflight-cache-results.ts";
import { TokensPreflightCache } from "./preflight-cache-tokens.ts";

/** A request as a CORS-preflight cache looks at it. */
export interface PreflightQuery {
  /** https://fetch.spec.whatwg.org/#network-partition-key */
  readonly networkPartitionKey: string;
  /** A byte-serialized request origin. */
  readonly origin: string;
  /** Without fragment, in most engines. */
  readonly url: string;
  /** Whether the request's credentials mode is "include". */
  readonly credentials: boolean;
  readonly method: string;
  /** Whether the method is CORS-safelisted and no preflight is forced, so that none is needed for its sake. */
  readonly isMethodFree: boolean;
  /** Byte-lowercased. */
  readonly unsafeHeaderNames: readonly string[];
}

/** What a preflight's response permits. */
export interface PreflightPermission {
  readonly methods: readonly string[];
  readonly headerNames: readonly string[];
  /** In seconds, the user agent's limit applied. */
  readonly maxAge: number;
}

/**
 * What a user agent remembers of preflights. User agents differ in what they keep under one key, so
 * there are several kinds.
 *
 * https://fetch.spec.whatwg.org/#concept-cache
 */
export interface CorsPreflightCache {
  /** Whether the request may go without a preflight. `now` is in milliseconds. */
  covers(query: PreflightQuery, now: number): boolean;
  store(query: PreflightQuery, permission: PreflightPermission, now: number): void;
  /** https://fetch.spec.whatwg.org/#concept-cache-clear */
  clear(query: PreflightQuery): void;
  /** Forgets everything. */
  reset(): void;
  /** How many keys have something kept under them. */
  readonly size: number;
}

/**
 *     "entries"       one entry a method or header name, as in the standard
 *     "results"       the last response as a whole
 *     "tokens"        lists of methods and header names that grow, each token with its own expiry
 */
export type PreflightCacheModel = "entries" | "results" | "tokens";

/** How much a browser remembers of preflights, and what that covers. */
export interface PreflightCacheLimits {
  /** Keys altogether; the oldest give way. */
  readonly maxKeys: number;
  /** Longer URLs are not kept; null where any are. */
  readonly maxUrlLength: number | null;
  /** Whether a kept `*` covers `Authorization`. */
  readonly authorizationCoveredByWildcard: boolean;
  /** Whether a `*` that was answered to a request with credentials stays a name. */
  readonly wildcardNeedsAnonymousResult: boolean;
}

export function createPreflightCache(
  model: PreflightCacheModel,
  limits: PreflightCacheLimits,
): CorsPreflightCache {
  switch (model) {
    case "entries":
      return new EntriesPreflightCache(limits);
    case "results":
      return new ResultsPreflightCache(limits);
    case "tokens":
      return new TokensPreflightCache(limits);
  }
}
