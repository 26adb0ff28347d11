import { BoundedMap } from "./bounded-map.ts";
import type {
  CorsPreflightCache,
  PreflightCacheLimits,
  PreflightPermission,
  PreflightQuery,
} from "./cors-preflight-cache.ts";

/** Until when each token is good. */
interface Tokens {
  readonly methods: Map<string, number>;
  readonly headerNames: Map<string, number>;
}

/**
 * Lists of tokens that grow with each preflight, with and without credentials apart. A `*` is a
 * token like any other and stands for nothing else.
 */
export class TokensPreflightCache implements CorsPreflightCache {
  readonly #tokens: BoundedMap<Tokens>;

  constructor({ maxKeys }: PreflightCacheLimits) {
    this.#tokens = new BoundedMap(maxKeys);
  }

  get size(): number {
    return this.#tokens.size;
  }

  covers(query: PreflightQuery, now: number): boolean {
    const key = keyOf(query, query.credentials);
    const tokens = this.#tokens.get(key);
    if (tokens === undefined) return false;
    // What is used is the newest.
    this.#tokens.set(key, tokens);
    const isGood = (expiry: number | undefined): boolean => expiry !== undefined && expiry > now;
    const isMethodCovered =
      query.method === "GET" || query.method === "POST" || isGood(tokens.methods.get(query.method));
    return (
      isMethodCovered &&
      query.unsafeHeaderNames.every((name) => isGood(tokens.headerNames.get(name)))
    );
  }

  store(
    query: PreflightQuery,
    { methods, headerNames, maxAge }: PreflightPermission,
    now: number,
  ): void {
    if (maxAge <= 0) return;
    const key = keyOf(query, query.credentials);
    const tokens = this.#tokens.get(key) ?? { methods: new Map(), headerNames: new Map() };
    const expiry = now + maxAge * 1000;
    for (const method of methods) tokens.methods.set(method, expiry);
    for (const name of headerNames) tokens.headerNames.set(name.toLowerCase(), expiry);
    this.#tokens.set(key, tokens);
  }

  clear(query: PreflightQuery): void {
    this.#tokens.delete(keyOf(query, true));
    this.#tokens.delete(keyOf(query, false));
  }

  reset(): void {
    this.#tokens.clear();
  }
}

function keyOf({ networkPartitionKey, origin, url }: PreflightQuery, credentials: boolean): string {
  return `${credentials ? "cred" : "anon"} ${networkPartitionKey} ${origin} ${url}`;
}
