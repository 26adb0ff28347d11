import { BoundedMap } from "./bounded-map.ts";
import type {
  CorsPreflightCache,
  PreflightCacheLimits,
  PreflightPermission,
  PreflightQuery,
} from "./cors-preflight-cache.ts";

/** The moments until which entries with and without credentials are good. */
interface Expiries {
  credentialed: number;
  anonymous: number;
}

/** The cache entries of one key, origin and URL, by method and by header name. */
interface Entries {
  readonly methods: Map<string, Expiries>;
  readonly headerNames: Map<string, Expiries>;
}

/**
 * The standard's cache: one entry a method or header name. Entries live under what they share, so
 * that a look-up is flat however many there are.
 *
 * https://fetch.spec.whatwg.org/#concept-cache
 */
export class EntriesPreflightCache implements CorsPreflightCache {
  readonly #entries: BoundedMap<Entries>;

  constructor({ maxKeys }: PreflightCacheLimits) {
    this.#entries = new BoundedMap(maxKeys);
  }

  get size(): number {
    return this.#entries.size;
  }

  covers(query: PreflightQuery, now: number): boolean {
    const entries = this.#entries.get(keyOf(query));
    const isMatch = (list: Map<string, Expiries> | undefined, name: string): boolean => {
      const expiries = list?.get(name);
      if (expiries === undefined) return false;
      // There is a cache entry match if entry's credentials is true, or entry's credentials is false
      // and request's credentials mode is not "include".
      return expiries.credentialed > now || (!query.credentials && expiries.anonymous > now);
    };
    // AD-HOC: The standard lets an entry `*` stand for any method or header name later on, even one
    // stored by a request with credentials, for which `*` had meant nothing. A request with
    // credentials is held to what its own preflight would be held to.
    const isWildcardMatch = (list: Map<string, Expiries> | undefined): boolean =>
      !query.credentials && isMatch(list, "*");

    // "There is a method cache entry match for method using request when there is a cache entry match
    // and its method is method or `*`."
    if (
      !query.isMethodFree &&
      !isMatch(entries?.methods, query.method) &&
      !isWildcardMatch(entries?.methods)
    ) {
      return false;
    }

    // "There is a header-name cache entry match for headerName [if] its header name is a
    // byte-case-insensitive match for headerName" or "is `*` and headerName is not a CORS
    // non-wildcard request-header name".
    return query.unsafeHeaderNames.every(
      (name) =>
        isMatch(entries?.headerNames, name) ||
        (name !== "authorization" && isWildcardMatch(entries?.headerNames)),
    );
  }

  store(
    query: PreflightQuery,
    { methods, headerNames, maxAge }: PreflightPermission,
    now: number,
  ): void {
    const key = keyOf(query);
    const entries = this.#entries.get(key) ?? { methods: new Map(), headerNames: new Map() };
    const expiry = now + maxAge * 1000;
    const add = (list: Map<string, Expiries>, name: string): void => {
      const expiries = list.get(name) ?? { credentialed: 0, anonymous: 0 };
      // 7.11 and 7.13. "For each method in methods for which there is a method cache entry match using
      // request, set matching entry's max-age to max-age."
      // 7.12 and 7.14. "For each method in methods for which there is no method cache entry match using
      // request, create a new cache entry."
      if (query.credentials || expiries.credentialed > now) expiries.credentialed = expiry;
      if (!query.credentials) expiries.anonymous = expiry;
      list.set(name, expiries);
    };
    for (const method of methods) add(entries.methods, method);
    for (const name of headerNames) add(entries.headerNames, name.toLowerCase());
    this.#entries.set(key, entries);
  }

  clear(query: PreflightQuery): void {
    this.#entries.delete(keyOf(query));
  }

  reset(): void {
    this.#entries.clear();
  }
}

function keyOf({ networkPartitionKey, origin, url }: PreflightQuery): string {
  return `${networkPartitionKey} ${origin} ${url}`;
}
