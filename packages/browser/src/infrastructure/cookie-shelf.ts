import { Cookie, permuteDomain, Store } from "tough-cookie";
import type { Clock } from "./clock.ts";

type Callback<T> = (error: null, result: T) => void;

// https://tc39.es/ecma262/#sec-time-values-and-time-range
const LAST_DATE = 8.64e15;

/**
 * What a jar of tough-cookie keeps its cookies on. In its own memory a cookie with a `Domain` takes the place of
 * one without that has its name, while "the cookie store contains a cookie with the same name, domain,
 * host-only-flag, and path" means both kinds apart. And here they expire by whoever's clock.
 *
 * https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#name-storage-model
 */
export class CookieShelf extends Store {
  override readonly synchronous = true;
  readonly #clock: Clock;
  /** By domain, and by all else that tells them apart. */
  readonly #cookies: Map<string, Map<string, Cookie>> = new Map();

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  override findCookie(
    domain: string | null | undefined,
    path: string | null | undefined,
    name: string | null | undefined,
    callback?: Callback<Cookie | undefined>,
  ): Promise<Cookie | undefined> {
    const kinds = [true, false].map((hostOnly) => keyOf({ path, key: name, hostOnly }));
    const live = this.#liveOf(domain ?? "");
    return given(
      kinds.map((key) => live.get(key)).find((cookie) => cookie !== undefined),
      callback,
    );
  }

  // NB: Whether the path is theirs is looked at by the jar.
  override findCookies(
    domain: string | null | undefined,
    _path: string | null | undefined,
    allowSpecialUseDomain?: boolean,
    callback?: Callback<Cookie[]>,
  ): Promise<Cookie[]> {
    if (domain == null || domain === "") return given([], callback);
    const domains = permuteDomain(domain, allowSpecialUseDomain) ?? [domain];
    return given(
      domains.flatMap((one) => [...this.#liveOf(one).values()]),
      callback,
    );
  }

  override putCookie(cookie: Cookie, callback?: Callback<undefined>): Promise<undefined> {
    this.#dateExpiry(cookie);
    const domain = cookie.domain ?? "";
    let cookies = this.#cookies.get(domain);
    if (cookies === undefined) this.#cookies.set(domain, (cookies = new Map()));
    cookies.set(keyOf(cookie), cookie);
    return given(undefined, callback);
  }

  override updateCookie(
    found: Cookie,
    cookie: Cookie,
    callback?: Callback<undefined>,
  ): Promise<undefined> {
    if (found.hostOnly !== cookie.hostOnly) {
      // What the jar has found is of the other kind, and this is no older for it.
      const same = this.#cookies.get(cookie.domain ?? "")?.get(keyOf(cookie));
      cookie.creation = same?.creation ?? cookie.lastAccessed;
      cookie.creationIndex = (same ?? new Cookie()).creationIndex;
    }
    return this.putCookie(cookie, callback);
  }

  override removeCookie(
    domain: string | null | undefined,
    path: string | null | undefined,
    name: string | null | undefined,
    callback?: Callback<undefined>,
  ): Promise<undefined> {
    for (const hostOnly of [true, false])
      this.#cookies.get(domain ?? "")?.delete(keyOf({ path, key: name, hostOnly }));
    return given(undefined, callback);
  }

  override removeCookies(
    domain: string,
    path: string | null | undefined,
    callback?: Callback<undefined>,
  ): Promise<undefined> {
    const cookies = this.#cookies.get(domain);
    for (const [key, cookie] of cookies ?? [])
      if (path == null || cookie.path === path) cookies!.delete(key);
    return given(undefined, callback);
  }

  override removeAllCookies(callback?: Callback<undefined>): Promise<undefined> {
    this.#cookies.clear();
    return given(undefined, callback);
  }

  override getAllCookies(callback?: Callback<Cookie[]>): Promise<Cookie[]> {
    const cookies = [...this.#cookies.keys()].flatMap((domain) => [
      ...this.#liveOf(domain).values(),
    ]);
    return given(
      cookies.sort((one, other) => one.creationIndex - other.creationIndex),
      callback,
    );
  }

  /** What has not expired; what has is gone. */
  #liveOf(domain: string): ReadonlyMap<string, Cookie> {
    const cookies = this.#cookies.get(domain);
    if (cookies === undefined) return new Map();
    const now = this.#clock.date();
    for (const [key, { expires }] of cookies)
      if (expires instanceof Date && expires.getTime() <= now) cookies.delete(key);
    return cookies;
  }

  /** A `Max-Age` counts from now; tough-cookie's would count from when the cookie was last looked at. */
  #dateExpiry(cookie: Cookie): void {
    const { maxAge } = cookie;
    if (maxAge === null) return;
    const milliseconds = this.#clock.date() + Math.max(0, Number(maxAge)) * 1000;
    cookie.expires = new Date(Math.min(milliseconds, LAST_DATE));
    cookie.maxAge = null;
  }
}

interface Kind {
  readonly path: string | null | undefined;
  readonly key: string | null | undefined;
  readonly hostOnly: boolean | null;
}

const keyOf = ({ path, key, hostOnly }: Kind): string => JSON.stringify([path, key, hostOnly]);

/** To who waits, and to who does not. */
function given<T>(result: T, callback: Callback<T> | undefined): Promise<T> {
  callback?.(null, result);
  return Promise.resolve(result);
}
