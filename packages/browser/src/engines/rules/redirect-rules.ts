/** How an engine follows redirects, and what they leave of a request. */
export interface RedirectRules {
  /** How many are followed. */
  readonly limit: number;
  /** How many of a request that outlives its page. */
  readonly keepaliveLimit: number;
  /** What several `Location` lines mean: a failure unless they agree, or one value with commas. */
  readonly severalLocations: "conflict" | "joined";
  /** What an empty `Location` means. */
  readonly emptyLocation: "followed" | "ignored" | "failure";
  /** Whether `DELETE` becomes `GET` on the way to another origin. */
  readonly crossOriginDeleteBecomesGet: boolean;
  /** Whether a script's `User-Agent` is lost on the way, unless the headers of the first hop come back. */
  readonly dropsUserAgent: boolean;
  /** `Origin` of a request that needs none by CORS: kept as it was, or changed on the way. */
  readonly plainOrigin: "recomputed" | "nulled-across-origins" | "kept-with-cors";
  /** Which headers a redirected request's preflight asks about: those it has left, or those it started with. */
  readonly preflightHeaders: "current" | "initial";
  /** Since when a redirected request that needed a preflight needs one at each hop. */
  readonly preflightSticks: "never" | "by-headers-or-once-asked" | "once-asked";
  /**
   * Which hops start from the headers of the first: none, those with CORS, or all, which then lose
   * what the first request would lose by the last redirect alone, and so do those asked about.
   */
  readonly restoresHeaders: "never" | "with-cors" | "always";
  /**
   * Byte-lowercased names that a redirect to another origin than the page's takes away, unless the
   * request outlives its page.
   */
  readonly droppedAwayFromHome: ReadonlySet<string>;
  /** Whether a password in a `Location` is noticed before it is that nobody wants to be redirected. */
  readonly credentialsBeforeMode: boolean;
  /** Whether a `keepalive` without CORS follows what its script sees unfollowed. */
  readonly keepaliveFollowsUnseen: boolean;
  /** Whether a `Location` that doesn't parse fails a request that wouldn't follow it. */
  readonly manualParsesLocation: "whole" | "conflicts" | "not";
  /** Whether such a `Location` is noticed before the CORS check. */
  readonly locationBeforeCors: boolean;
  /** Whether what began with credentials on its own origin asks for them in the checks of later redirects. */
  readonly credentialsOutliveOrigin: boolean;
  /** Whether what began on its own origin without CORS, and so with credentials, keeps them on the way to others. */
  readonly plainKeepsCredentials: boolean;
  /** Whether other requests that are ready by then go out before the one that a redirect leads to. */
  readonly yields: boolean;
  /** Statuses that are followed beside the standard's, where there is a `Location`. */
  readonly isAlsoRedirect: (status: number) => boolean;
  /**
   * What a redirect status without a `Location` is to who doesn't follow: a redirect, a response that may be
   * read, or that to who takes redirects for errors, and an opaque redirect to who looks after them itself.
   */
  readonly unled: "redirect" | "response" | "opaque-redirect";
  /** Whether 307 and 308 bring back the first hop's `Content-Type`. */
  readonly typeComesBack: boolean;
  /** Schemes of a `Location` that no redirect mode helps against, with their colons. */
  readonly refusedSchemes: ReadonlySet<string>;
  /**
   * Whether it is CORS that forbids a request with CORS to be led there, where HTTP doesn't reach: `CorsDisabledScheme`,
   * and not `RedirectScheme`.
   */
  readonly leavesCors: (location: URL) => boolean;
  /** How the bytes of a `Location` beyond ASCII are read: each as a character, or each escaped. */
  readonly locationEncoding: "latin1" | "escaped";
  /** What becomes of a tab within a `Location`: URL parsers drop it, unless it was escaped before. */
  readonly locationTab: "dropped" | "escaped";
  /**
   * Whether a user name or password in `Location` fails whatever a page follows by itself, but for
   * XMLHttpRequest and workers.
   */
  readonly credentialsFail: boolean;
  /** Whether a user name or password of a request to another origin stays with a relative `Location`. */
  readonly relativeKeepsCredentials: boolean;
  /** Whose name a redirected request's preflight bears: the tainted one, or the page's own. */
  readonly preflightOrigin: "serialized" | "own";
  /** The `Referer` of a redirected request's preflight. */
  readonly preflightReferrer: "current" | "initial";
  /** Whether a redirect counts only once its body has come to an end. */
  readonly needsBody: boolean;
  /** Whether a user name or password is noticed on the way from the page's own origin once the preflight is answered. */
  readonly credentialsAfterPreflight: boolean;
  /** Whether what an element asks for without CORS may be redirected to a data: URL. */
  readonly elementsFollowToData: boolean;
  /** Whether what has just been led to another origin goes without the headers of its cache mode. */
  readonly dropsCacheHeaders: boolean;
}
