import { Cookie, cookieCompare, type CookieJar } from "tough-cookie";
import { setLastExpiry } from "./cookie-expiry.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type CookieLineReader, escaped, unescaped } from "./cookie-line.ts";
import { type CookieBound, CookieShelf, type CookieTime } from "./cookie-shelf.ts";
import { hostOfDomain, siteOfDomain } from "./cookies-by-domain.ts";
import { isKeptSecure, type KeptSecure } from "./kept-secure.ts";
import type { CookieFault, RefusedCookie } from "./refused-cookie.ts";
import { shelvedJar } from "./shelved-jar.ts";
import { listedDomainOf } from "./site.ts";
import { isAddress, isLoopbackHost } from "./url.ts";

/** What a request's situation lets it do with cookies. */
export interface CookieContext {
  /** Whether cookies that are kept to their own site may go. */
  readonly mode: "same-site" | "cross-site";
  /** Whether they may come, where that is another question. */
  readonly settingMode?: "same-site" | "cross-site";
  /** Whether the jar that all pages share may be used. */
  readonly unpartitioned: boolean;
  /** The partition that may be used; null where there is none. */
  readonly partition: string | null;
  /** The host of the top-level document, if any, for a store that keeps nothing of other domains. */
  readonly firstPartyHost?: string;
}

export type ClearedCookies = "host" | "site" | "sent-to-host";

/** Where a user agent keeps cookies. */
export interface CookieStore {
  /** The value of a `Cookie` header; null where there is no cookie for it. */
  get(url: URL, context: CookieContext): Promise<string | null>;
  /** Comes to why it is not kept, if there is more to say than that. */
  set(url: URL, context: CookieContext, line: string): Promise<RefusedCookie | null | void>;
  /**
   * Forgets what is of a URL's host, of all hosts of its site, or what that host is sent on any path, as far as it is
   * within reach of who asks; all of it where nobody says who that is.
   */
  clear?(url: URL, of: ClearedCookies, context?: CookieContext): Promise<void>;
  /** Whether there is none at all, so that looking can be saved. */
  readonly isEmpty: boolean;
}

/** How a browser keeps and sends cookies; `engineNamed("firefox").cookies` is how Firefox does. */
export interface CookieStoreOptions {
  /**
   * What third parties' cookies may do:
   *
   *     "allowed"             the shared jar for all
   *     "partitioned"         the shared jar for first parties, a partition for all cookies of third parties
   *     "partitioned-only"    the shared jar for first parties, a partition for cookies that ask for it
   *     "only-sent"           the shared jar for all, where none are kept but of the top-level document's domain
   */
  readonly thirdParty: "allowed" | "partitioned" | "partitioned-only" | "only-sent";
  /** Whether sites differ by scheme. */
  readonly scheme: "schemeful" | "schemeless";
  /** Whether `SameSite` counts where cookies are set, too; where it doesn't, the top-level site alone does. */
  readonly sameSite: "enforced" | "when-sent";
  /** Whether a redirect from another site makes a request cross-site, or as far as cookies are sent alone. */
  readonly redirectTaint: "counted" | "ignored" | "when-sent";
  /** What a cookie without `SameSite` is taken for. */
  readonly defaultSameSite: "lax" | "none";
  /** Whether `SameSite=None` without `Secure` is refused. */
  readonly noneNeedsSecure: boolean;
  /** What a cookie without `=` has: a value and no name, or a name; the latter refuses those that have no name. */
  readonly nameless: "value" | "name";
  /** Whether one that has neither is kept; it is sent as nothing, in a header of nothing if it is the only one. */
  readonly keepsEmpty: boolean;
  /** What counts of `Max-Age` and `Expires`, where there are several. */
  readonly expiry: "max-age" | "last";
  readonly time: CookieTime;
  /** Whether `__Secure-` and `__Host-` promise anything. */
  readonly prefixes: "enforced" | "ignored";
  /** What comes first of what is sent: longer paths, and of these the older ones, or those of closer domains. */
  readonly order: "path-and-age" | "path-and-domain";
  /** Whether one that is set again is as old as before where its value is another. */
  readonly newValue: "keeps-age" | "is-new";
  /** How many a site may have in a jar; null, as by default, of any number. */
  readonly perSite?: CookieBound | null;
  /** Whether a `Domain` that is the host itself counts where that is an address or a single label. */
  readonly ownDomain: "always-counts" | "not-of-hosts-without-domain";
  /** How a line is read before anything else. */
  readonly readLine: CookieLineReader;
  /** Whether plain http on a loopback address is secure enough for `Secure`. */
  readonly secureOnLoopback: boolean;
  readonly keptSecure: KeptSecure;
}

const SHARED = "";

/** What may be used, the shared jar first. */
function partitionsOf({ unpartitioned, partition }: CookieContext): string[] {
  const partitions = unpartitioned ? [SHARED] : [];
  if (partition !== null) partitions.push(partition);
  return partitions;
}

/** A jar of tough-cookie shared by all pages, and one for each partition. */
export class JarCookieStore implements CookieStore {
  readonly #jars: Map<string, CookieJar> = new Map();
  readonly #options: CookieStoreOptions;
  readonly #clock: Clock;
  isEmpty = true;

  /** What expires does so by the clock: give it the browser's. */
  constructor(options: CookieStoreOptions, clock: Clock = systemClock) {
    this.#options = options;
    this.#clock = clock;
  }

  /**
   * The shared jar, or that of a partition, which is named by its top-level site: what is sent, to look at, to add
   * to and to clear. A tab that a server has set is U+E009 there, as tough-cookie takes none.
   */
  jar(partition: string = SHARED): CookieJar {
    let jar = this.#jars.get(partition);
    if (jar === undefined) {
      jar = shelvedJar(new CookieShelf(this.#clock, this.#options), {
        looseMode: true,
        allowSpecialUseDomain: true,
        rejectPublicSuffixes: true,
        // Addresses that are secure enough are told to it as https.
        allowSecureOnLocal: false,
        prefixSecurity: this.#options.prefixes === "enforced" ? "silent" : "unsafe-disabled",
      });
      this.#jars.set(partition, jar);
      // Whoever asks for a jar may fill it.
      this.isEmpty = false;
    }
    return jar;
  }

  async get(url: URL, context: CookieContext): Promise<string | null> {
    const partitions = partitionsOf(context).filter((partition) => this.#jars.has(partition));
    const address = this.#addressOf(url);
    const cookies = (
      await Promise.all(
        partitions.map((partition) =>
          this.jar(partition).getCookies(address, { http: true, sort: true }),
        ),
      )
    ).flat();
    if (this.#options.order === "path-and-domain") sortByDomain(cookies, url);
    const sent = cookies.filter(
      (cookie) => context.mode === "same-site" || this.#sameSiteOf(cookie) === "none",
    );
    if (sent.length === 0) return null;
    if (partitions.length > 1) sent.sort(cookieCompare);
    const pairs = sent.map((cookie) => unescaped(cookie.cookieString()));
    return pairs.filter((pair) => pair !== "").join("; ");
  }

  async set(url: URL, context: CookieContext, line: string): Promise<RefusedCookie | null> {
    const read = this.#options.readLine(line, url);
    if (read === null || typeof read !== "string") return read;
    const given = escaped(read);
    // NB: Nothing at all is none of tough-cookie's cookies, and a mere `=` is.
    const cookie = Cookie.parse(given === "" ? "=" : given, { loose: true });
    if (cookie === undefined) return null;
    if (cookie.key === "" && cookie.value === "" && !this.#options.keepsEmpty) return null;
    if (this.#options.nameless === "name") {
      const isNamed = line.split(";", 1)[0]!.includes("=");
      if (!isNamed) [cookie.key, cookie.value] = [cookie.value, ""];
      if (cookie.key === "") return null;
    }
    if (this.#options.expiry === "last") setLastExpiry(cookie, given);
    if (this.#isHostAlone(cookie, url)) cookie.domain = null;
    const address = this.#addressOf(url);
    const isOfHttp = !address.startsWith("https:");
    const fault = this.#faultOf(cookie, context, isOfHttp);
    if (fault !== null) return refused(cookie, fault);
    if (this.#options.thirdParty === "only-sent" && !isOfFirstParty(cookie, url, context))
      return null;
    const partition = this.#partitionFor(cookie, context);
    if (partition === null)
      return isPartitioned(cookie) && !cookie.secure
        ? refused(cookie, "insecure-partitioned")
        : null;
    this.isEmpty = false;
    const jar = this.jar(partition);
    if (isOfHttp && isKeptSecure(jar, cookie, url, this.#options.keptSecure))
      return refused(cookie, "beside-secure");
    // NB: Each response has a context of its own.
    if (jar.store instanceof CookieShelf) jar.store.beginResponse(context);
    await jar.setCookie(cookie, address, { http: true, ignoreError: true });
    return null;
  }

  #faultOf(cookie: Cookie, context: CookieContext, isOfHttp: boolean): CookieFault | null {
    if (cookie.secure && isOfHttp) return "insecure";
    if (this.#options.sameSite !== "enforced") return null;
    const mode = context.settingMode ?? context.mode;
    if (mode === "cross-site" && this.#sameSiteOf(cookie) !== "none") return "cross-site";
    const isRefused = this.#options.noneNeedsSecure && cookie.sameSite === "none";
    return isRefused && !cookie.secure ? "insecure-none" : null;
  }

  async clear({ hostname }: URL, of: ClearedCookies, context?: CookieContext): Promise<void> {
    const partitions = context === undefined ? this.#jars.keys() : this.#clearedFor(context);
    for (const partition of partitions) {
      const { store } = this.jar(partition);
      for (const cookie of await store.getAllCookies())
        if (isCleared(cookie, hostname, of))
          await store.removeCookie(cookie.domain, cookie.path, cookie.key);
    }
  }

  /** Whether `Domain` makes no difference. */
  #isHostAlone({ domain }: Cookie, url: URL): boolean {
    if (domain !== url.hostname || this.#options.ownDomain === "always-counts") return false;
    return isAddress(url) || !url.hostname.includes(".");
  }

  #partitionFor(cookie: Cookie, { unpartitioned, partition }: CookieContext): string | null {
    const { thirdParty } = this.#options;
    const isDivided = thirdParty === "partitioned" || thirdParty === "partitioned-only";
    if (isDivided && isPartitioned(cookie)) return cookie.secure ? partition : null;
    if (unpartitioned) return SHARED;
    return thirdParty === "partitioned" ? partition : null;
  }

  /** Where third parties have all of theirs in a partition, a first party's is not cleared with the shared jar. */
  #clearedFor(context: CookieContext): string[] {
    const isShared = context.unpartitioned && this.#options.thirdParty === "partitioned";
    return isShared ? [SHARED] : partitionsOf(context);
  }

  /** The jar knows no loopback: what is secure enough is told to it as https. */
  #addressOf(url: URL): string {
    if (
      !this.#options.secureOnLoopback ||
      url.protocol !== "http:" ||
      !isLoopbackHost(url.hostname)
    )
      return url.href;
    return url.href.replace("http:", "https:");
  }

  #sameSiteOf(cookie: Cookie): string {
    const { sameSite } = cookie;
    return sameSite === "none" || sameSite === "strict" || sameSite === "lax"
      ? sameSite
      : this.#options.defaultSameSite;
  }
}

function isPartitioned({ extensions }: Cookie): boolean {
  // Whatever its value.
  return extensions?.some((attribute) => /^partitioned *(?:=|$)/i.test(attribute)) === true;
}

const refused = ({ key }: Cookie, fault: CookieFault): RefusedCookie => ({
  name: unescaped(key),
  fault,
});

function isCleared({ domain, hostOnly }: Cookie, host: string, of: ClearedCookies): boolean {
  if (domain === null) return false;
  const isOfHost = hostOfDomain(domain) === host;
  switch (of) {
    case "host":
      return isOfHost;
    case "site":
      return siteOfDomain(domain) === siteOfDomain(host);
    case "sent-to-host":
      return isOfHost || (hostOnly !== true && host.endsWith(`.${domain}`));
  }
}

/** The host's own with a `Domain`, without, and those of the domains above it. libsoup/cookies/soup-cookie-jar.c */
function sortByDomain(cookies: Cookie[], { hostname }: URL): void {
  const rank = ({ domain, hostOnly }: Cookie): number => {
    if (hostOnly === true) return 1;
    return domain === hostname ? 0 : 1 + hostname.length - (domain ?? "").length;
  };
  const pathOf = ({ path }: Cookie): number => path?.length ?? 0;
  cookies.sort((one, other) => pathOf(other) - pathOf(one) || rank(one) - rank(other));
}

/**
 * Whether a cookie is of the registrable domain of the top-level document, or goes to it where the list of
 * public suffixes knows of none.
 *
 * libsoup/cookies/soup-cookie-jar.c, incoming_cookie_is_third_party
 */
function isOfFirstParty(
  { domain }: Cookie,
  { hostname }: URL,
  { firstPartyHost }: CookieContext,
): boolean {
  if (firstPartyHost === undefined) return true;
  const listed = listedDomainOf(domain ?? hostname);
  if (listed !== null && listed === listedDomainOf(firstPartyHost)) return true;
  return (
    firstPartyHost === (domain ?? hostname) ||
    (domain !== null && firstPartyHost.endsWith(`.${domain}`))
  );
}
