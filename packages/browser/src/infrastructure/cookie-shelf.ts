import { Cookie, permuteDomain, type Store } from "tough-cookie";
import type { Clock } from "./clock.ts";
import { CookiesByDomain } from "./cookies-by-domain.ts";
import type { KeptSecure } from "./kept-secure.ts";

/**
 * How the end of a cookie is looked at: to the millisecond, or in whole seconds, the one that it is in included;
 * what has no time to live has none of that second either.
 */
export type CookieTime = "milliseconds" | "whole-seconds";

/** How cookies get old. */
export interface CookieAging {
  readonly time: CookieTime;
  /** Whether one that is set again is as old as before where its value is another. */
  readonly newValue: "keeps-age" | "is-new";
  /** How many a site may have; null, as by default, of any number. */
  readonly perSite?: CookieBound | null;
  readonly keptSecure?: KeptSecure;
}

/**
 * Once there are more than the most, the oldest go until as many are left as is said, and those with `Secure` last. What is set
 * again is younger for it; or of what one response has set, as old as before.
 */
export interface CookieBound {
  readonly most: number;
  readonly left: number;
  readonly setAgain: "is-younger" | "is-of-its-response";
}

/** When a cookie was set: by which response, and as the how manieth of all. */
interface Turn {
  readonly response: number;
  readonly turn: number;
}

const FIRST: Turn = { response: 0, turn: 0 };

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
export class CookieShelf implements Store {
  readonly synchronous = true;
  readonly #clock: Clock;
  readonly #aging: CookieAging;
  readonly #perSite: CookieBound | null;
  readonly #cookies: CookiesByDomain;
  /** Counts what is set, so that it is known what is older. */
  readonly #turns: WeakMap<Cookie, Turn> = new WeakMap();
  #turn = 0;
  #response: object | null = null;
  #responses = 0;

  constructor(clock: Clock, aging: CookieAging) {
    this.#clock = clock;
    this.#aging = aging;
    this.#perSite = aging.perSite ?? null;
    const asksForSites = this.#perSite !== null || aging.keptSecure === "wherever-it-goes";
    this.#cookies = new CookiesByDomain(asksForSites ? "counted" : "ignored");
  }

  /** Whose cookies are set from now on, told apart by identity. */
  beginResponse(response: object): void {
    if (response === this.#response) return;
    this.#response = response;
    this.#responses++;
  }

  findCookie(
    domain: string | null | undefined,
    path: string | null | undefined,
    name: string | null | undefined,
    callback?: Callback<Cookie | undefined>,
  ): Promise<Cookie | undefined> {
    const kinds = [true, false].map((hostOnly) => ({ path, key: name, hostOnly }));
    const found = kinds.map((kind) => this.find(domain ?? "", kind));
    return given(
      found.find((cookie) => cookie !== undefined),
      callback,
    );
  }

  /** The one that a cookie would take the place of. */
  find(domain: string, kind: Kind): Cookie | undefined {
    const key = keyOf(kind);
    const cookie = this.#cookies.of(domain)?.get(key);
    return cookie !== undefined && this.#isOver(cookie, this.#clock.date()) ? undefined : cookie;
  }

  /** Those that any host of a domain's site has. */
  ofSiteOf(domain: string): Cookie[] {
    const domains = this.#cookies.domainsOfSiteOf(domain);
    return domains.flatMap((one) => [...this.#liveOf(one).values()]);
  }

  // NB: Whether the path is theirs is looked at by the jar.
  findCookies(
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

  putCookie(cookie: Cookie, callback?: Callback<undefined>): Promise<undefined> {
    this.#dateExpiry(cookie);
    const domain = cookie.domain ?? "";
    const key = keyOf(cookie);
    const perSite = this.#perSite;
    if (perSite !== null) {
      const isOfResponse = perSite.setAgain === "is-of-its-response";
      const known = isOfResponse ? this.#cookies.of(domain)?.get(key) : undefined;
      this.#turns.set(cookie, {
        response: isOfResponse ? this.#responses : 0,
        turn: (known && this.#turns.get(known)?.turn) ?? ++this.#turn,
      });
    }
    this.#cookies.set(domain, key, cookie);
    if (perSite !== null) this.#keepWithin(perSite, domain);
    return given(undefined, callback);
  }

  #keepWithin({ most, left }: CookieBound, domain: string): void {
    const domains = this.#cookies.domainsOfSiteOf(domain);
    let count = 0;
    for (const one of domains) count += this.#cookies.of(one)?.size ?? 0;
    if (count <= most) return;
    const live = this.ofSiteOf(domain);
    if (live.length <= most) return;
    live.sort(
      (one, other) => Number(one.secure) - Number(other.secure) || this.#compareAges(one, other),
    );
    for (const cookie of live.slice(0, live.length - left))
      this.#cookies.delete(cookie.domain ?? "", keyOf(cookie));
  }

  #compareAges(one: Cookie, other: Cookie): number {
    const [left = FIRST, right = FIRST] = [this.#turns.get(one), this.#turns.get(other)];
    return left.response - right.response || left.turn - right.turn;
  }

  updateCookie(found: Cookie, cookie: Cookie, callback?: Callback<undefined>): Promise<undefined> {
    const isOfOther = found.hostOnly !== cookie.hostOnly;
    const isRenewed = this.#aging.newValue === "is-new";
    if (isOfOther || isRenewed) {
      // What the jar has found is of the other kind, and this is no older for it.
      const known = this.#cookies.of(cookie.domain ?? "")?.get(keyOf(cookie));
      const same = isRenewed && known?.value !== cookie.value ? undefined : known;
      cookie.creation = same?.creation ?? cookie.lastAccessed;
      cookie.creationIndex = (same ?? new Cookie()).creationIndex;
    }
    return this.putCookie(cookie, callback);
  }

  removeCookie(
    domain: string | null | undefined,
    path: string | null | undefined,
    name: string | null | undefined,
    callback?: Callback<undefined>,
  ): Promise<undefined> {
    for (const hostOnly of [true, false])
      this.#cookies.delete(domain ?? "", keyOf({ path, key: name, hostOnly }));
    return given(undefined, callback);
  }

  removeCookies(
    domain: string,
    path: string | null | undefined,
    callback?: Callback<undefined>,
  ): Promise<undefined> {
    for (const [key, cookie] of this.#cookies.of(domain) ?? [])
      if (path == null || cookie.path === path) this.#cookies.delete(domain, key);
    return given(undefined, callback);
  }

  removeAllCookies(callback?: Callback<undefined>): Promise<undefined> {
    this.#cookies.clear();
    return given(undefined, callback);
  }

  getAllCookies(callback?: Callback<Cookie[]>): Promise<Cookie[]> {
    const cookies = this.#cookies.domains.flatMap((domain) => [...this.#liveOf(domain).values()]);
    return given(
      cookies.sort((one, other) => one.creationIndex - other.creationIndex),
      callback,
    );
  }

  /** What has not expired; what has is gone. */
  #liveOf(domain: string): ReadonlyMap<string, Cookie> {
    const cookies = this.#cookies.of(domain);
    if (cookies === undefined) return new Map();
    const now = this.#clock.date();
    for (const [key, cookie] of cookies)
      if (this.#isOver(cookie, now)) this.#cookies.delete(domain, key);
    return cookies;
  }

  #isOver({ expires }: Cookie, now: number): boolean {
    return expires instanceof Date && this.#isPast(expires.getTime(), now);
  }

  #isPast(end: number, now: number): boolean {
    return this.#aging.time === "milliseconds" ? end <= now : secondOf(end) < secondOf(now);
  }

  /** A `Max-Age` counts from now; tough-cookie's would count from when the cookie was last looked at. */
  #dateExpiry(cookie: Cookie): void {
    const { maxAge } = cookie;
    if (maxAge === null) return;
    const milliseconds = this.#clock.date() + Number(maxAge) * 1000;
    cookie.expires = Number(maxAge) > 0 ? new Date(Math.min(milliseconds, LAST_DATE)) : new Date(0);
    cookie.maxAge = null;
  }
}

const secondOf = (milliseconds: number): number => Math.floor(milliseconds / 1000);

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
