import type { CacheMode } from "../../infrastructure/fetch-request.ts";
import type {
  PreflightCacheLimits,
  PreflightCacheModel,
} from "../../infrastructure/cors-preflight-cache.ts";

/** How an engine remembers what preflights have allowed. */
export interface PreflightCacheRules {
  readonly model: PreflightCacheModel;
  readonly limits: PreflightCacheLimits;
  /** The most seconds that `Access-Control-Max-Age` can ask for. */
  readonly maxAgeLimit: number;
  /**
   * What `Access-Control-Max-Age` is read as: digits alone, or a signed 64-bit integer, which may have a `+`, and in one engine
   * white space of any kind around it.
   */
  readonly maxAgeSyntax: "delta-seconds" | "integer" | "integer-in-white-space";
  /**
   * Under which origin the result for a request with a tainted origin is kept: under `null`, under
   * the page's own, or under none, so that each such request preflights; "unreplaced" is an opaque one
   * made for it, until it leaves another origin, but for pages whose own origin is opaque, which no
   * redirect replaces.
   */
  readonly origin: "serialized" | "own" | "untainted" | "unreplaced";
  /** Cache modes of requests that look nothing up, those that conditional headers bring about included. */
  readonly bypassedBy: ReadonlySet<CacheMode>;
  /** Cache modes of requests whose results are not kept. */
  readonly unkeptBy: ReadonlySet<CacheMode>;
  /** Whether a response that fails its check over methods or headers is kept all the same. */
  readonly keepsFailed: boolean;
  /** Whether pages of an opaque origin have anything kept for them beyond one request and its redirects. */
  readonly keepsForOpaqueTopLevel: boolean;
  /** Which documents share what is kept: those of a top-level site, or of a top-level origin. */
  readonly partition: "top-level-site" | "top-level-origin";
  /** Whether each opaque origin, that of a sandboxed frame or a data: one, has its results to itself; elsewhere all `null` share them. */
  readonly tellsOpaqueOriginsApart: boolean;
  /**
   * What clears what is kept for a URL: a network error of the request that followed a preflight, or
   * whatever goes wrong before the response has passed its CORS check, with a preflight or without.
   */
  readonly clearedBy: "network-error" | "refusal" | null;
  /** Whether an abort behind a redirect counts among these. */
  readonly clearedByLateAborts: boolean;
  /** Whether URLs that differ in their fragment alone are kept apart. */
  readonly keyHasFragment: boolean;
}
