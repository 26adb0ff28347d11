import { BoundedMap } from "./bounded-map.ts";
import type {
  CorsPreflightCache,
  PreflightCacheLimits,
  PreflightPermission,
  PreflightQuery,
} from "./cors-preflight-cache.ts";

interface Result {
  readonly methods: ReadonlySet<string>;
  readonly headerNames: ReadonlySet<string>;
  readonly credentials: boolean;
  readonly expiry: number;
}

/**
 * One result a key, the newest, judged anew at each look-up. One that doesn't cover a request, or
 * is too old, is dropped: its preflight replaces it anyway.
 */
export class ResultsPreflightCache implements CorsPreflightCache {
  readonly #results: BoundedMap<Result>;
  readonly #maxUrlLength: number;
  readonly #limits: PreflightCacheLimits;

  constructor(limits: PreflightCacheLimits) {
    this.#limits = limits;
    this.#results = new BoundedMap(limits.maxKeys);
    this.#maxUrlLength = limits.maxUrlLength ?? Number.POSITIVE_INFINITY;
  }

  get size(): number {
    return this.#results.size;
  }

  covers(query: PreflightQuery, now: number): boolean {
    const key = keyOf(query);
    const result = this.#results.get(key);
    if (result === undefined) return false;
    if (result.expiry > now && isCovered(query, result, this.#limits)) return true;
    this.#results.delete(key);
    return false;
  }

  store(
    query: PreflightQuery,
    { methods, headerNames, maxAge }: PreflightPermission,
    now: number,
  ): void {
    if (query.url.length > this.#maxUrlLength) return;
    this.#results.set(keyOf(query), {
      methods: new Set(methods),
      headerNames: new Set(headerNames.map((name) => name.toLowerCase())),
      credentials: query.credentials,
      expiry: now + maxAge * 1000,
    });
  }

  clear(query: PreflightQuery): void {
    this.#results.delete(keyOf(query));
  }

  reset(): void {
    this.#results.clear();
  }
}

function isCovered(query: PreflightQuery, result: Result, limits: PreflightCacheLimits): boolean {
  if (query.credentials && !result.credentials) return false;
  const isAnonymous =
    !query.credentials && !(limits.wildcardNeedsAnonymousResult && result.credentials);
  const isMethodCovered =
    query.method === "GET" ||
    query.method === "HEAD" ||
    query.method === "POST" ||
    result.methods.has(query.method) ||
    (result.methods.has("*") && isAnonymous);
  if (!isMethodCovered) return false;
  const isWildcard = result.headerNames.has("*") && isAnonymous;
  return query.unsafeHeaderNames.every(
    (name) =>
      result.headerNames.has(name) ||
      (isWildcard && (limits.authorizationCoveredByWildcard || name !== "authorization")),
  );
}

function keyOf({ networkPartitionKey, origin, url }: PreflightQuery): string {
  return `${networkPartitionKey} ${origin} ${url}`;
}
