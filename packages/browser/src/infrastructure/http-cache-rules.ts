import type { CacheControlSyntax } from "./cache-control.ts";
import type { FetchRequest } from "./fetch-request.ts";
import type { HttpCacheLimits } from "./http-cache.ts";
import type { CachePatience } from "./reading-for-cache.ts";

/**
 *     "followed"     it leads on
 *     "handed-on"    it leads to what is no web's, which another program may open
 *     "unfollowed"   nobody wanted to know where it leads
 *     "unled"        it has no Location
 *     "failed"       it may not lead where it does
 */
export type RedirectFate = "followed" | "handed-on" | "unfollowed" | "unled" | "failed";

export type FateOfRefused = "kept" | "dropped" | "ignored";

/** What user agents do differently with HTTP caches. */
export interface HttpCacheRules {
  /** Whether a redirect is kept by what came of it. */
  readonly keepsRedirect: (status: number, fate: RedirectFate) => boolean;
  /**
   * Whether a redirect that is stored leads one request on its way only once, and is asked about then; so
   * is what one led to that led to itself.
   */
  readonly leadsOnce: boolean;
  /**
   * Whether a permanent redirect that came without TLS, and what it leads to once it is kept, stay in memory
   * alone: who is led so finds nothing of what is on disk.
   */
  readonly plainRedirectsInMemory: boolean;
  /** Whether responses to requests with and without credentials are kept apart. */
  readonly keyedByCredentials: boolean;
  /** Whether what was asked for with a `Range` is kept for who asks for the same one; of others see `keepsParts`. */
  readonly keyedByRange: boolean;
  /** Whether a `Range` of the whole, `bytes=0-`, is as good as none. */
  readonly wholeRangeIsNone: boolean;
  /**
   * Whether what `fetch` and `XMLHttpRequest` ask of another site, or in a frame of another site, is kept
   * apart from what elements load.
   */
  readonly foreignScriptsApart: boolean;
  /**
   * Whether the pictures of a page that was not to be stored, and came without TLS, stay in memory alone:
   * none is given what is on disk.
   */
  readonly picturesInMemory: boolean;
  /** Whether what a synchronous request has stored is of no use to others. */
  readonly keyedBySynchronous: boolean;
  /** Which documents share what is kept: those of a top-level site, of these those of one site, or all. */
  readonly partition: "top-level-site" | "frame-site" | "none";
  /** Whether anything is kept for pages, or frames, of an opaque origin. */
  readonly keepsForOpaqueOrigin: boolean;
  /** Kinds of elements that a page of an opaque origin keeps for itself, by their settings, where nothing else is. */
  readonly keptByOpaquePages: ReadonlySet<string>;
  /** Whether documents of files, whose origins are opaque, share a place of their own. */
  readonly keepsForFiles: boolean;
  /**
   * What becomes of a response that CORS keeps from its reader: it is kept, it is dropped together with
   * what it was to replace, or nothing is touched, but by redirects.
   */
  readonly refused: FateOfRefused;
  /** The same of one that a cross-origin resource policy keeps from its reader. */
  readonly refusedByPolicy: FateOfRefused;
  /**
   * Whether what is dropped stays after all if its end had come before the refusal was noticed: a
   * redirect, or a body that was read to tell its type.
   */
  readonly keepsEndedRefused: boolean;
  /** Whether what audio and video elements load is kept. */
  readonly keepsMedia: boolean;
  /** Whether a response stays that has no body by its status, where its `Content-Length` speaks of one. */
  readonly keepsWithoutBody: boolean;
  /** Whether a response that can neither be reused nor be validated stays, for `force-cache`. */
  readonly keepsUnusable: boolean;
  /**
   * Whether requests for what another one is fetching wait for its response's headers: not at all, on
   * their way to the network, or before they ask for leave even.
   */
  readonly queue: "none" | "before-network" | "before-preflight";
  /** Whether a request that may invalidate what another one is fetching, or what is stored, takes its turn too. */
  readonly writesQueue: boolean;
  /**
   * Whether a request that may invalidate what is stored is answered with it, and never sent, where its cache mode
   * is `force-cache`.
   */
  readonly answersForcedWrites: boolean;
  /** Whether an XMLHttpRequest that would have to wait goes past the cache instead. */
  readonly xhrPassesQueue: boolean;
  /** Whether a request that waits for its turn, or for its preflight, has its cookies already. */
  readonly waitsWithCookies: boolean;
  /** Whether a reload goes out at once, and those that come after it wait for it. */
  readonly reloadPassesQueue: boolean;
  readonly cacheControl: CacheControlSyntax;

  readonly statuses: {
    /** Whether a response stays; `isDated` says whether it has `max-age` or `Expires`. */
    readonly keeps: (status: number, isDated: boolean) => boolean;
    /** Whether it can be reused without asking. */
    readonly reuses: (status: number) => boolean;
    /** Whether `Last-Modified` says how long. */
    readonly estimates: (status: number) => boolean;
    /** Whether it is reused for good where nothing says how long. */
    readonly lasts: (status: number) => boolean;
    /** Whether it is validated once it is stale; `hasLocation` says whether a redirect leads somewhere. */
    readonly validates: (status: number, hasLocation: boolean) => boolean;
  };
  /** Whether a 303 stays only if it says that it lasts; see `saysThatItLasts`. */
  readonly seeOtherMustLast: boolean;
  /** Whether a redirect that nobody followed is validated, whatever is said of its status. */
  readonly validatesUnfollowed: boolean;
  /** Whether `must-revalidate` forbids to estimate how long a response lasts. */
  readonly estimatesWithMustRevalidate: boolean;
  /** Whether an `Age` below zero makes a response stale. */
  readonly negativeAgeIsStale: boolean;
  /** Whether an `Expires` that is no date has passed, or `0` alone has; otherwise it says nothing. */
  readonly noDateIsPast: "always" | "zero" | "never";
  /**
   * What passes for a date: an HTTP-date, a date as mail has it, or any words among which are a day, a month and a
   * year; the seconds of these may be counted in 32 bits.
   */
  readonly dates: "http" | "mail" | "loose" | "loose-in-32-bits";
  /** Which of several `Expires` counts: the first, or all in one. */
  readonly severalExpires: "first" | "joined";
  /** Whether `stale-while-revalidate` counts beside `must-revalidate`. */
  readonly staleDespiteMustRevalidate: boolean;
  /** Whether `stale-while-revalidate` of what was stale when it came counts from then. */
  readonly staleFromArrival: boolean;
  /** Whether what is varied on another request is validated by its `ETag`. */
  readonly validatesVaried: boolean;
  /**
   * Whether the response to a GET serves a `HEAD` as well, which may be the one that validates it, or
   * that one's own is kept beside it.
   */
  readonly head: "served-by-get" | "validates-get" | "kept-apart" | "unkept";

  /** Whether a single range is answered with a part of what is kept whole. */
  readonly answersRanges: boolean;
  /** Whether parts that were asked for are kept, and put together with others. */
  readonly keepsParts: boolean;

  /** What a script's own header asks of the cache. */
  readonly asked: {
    readonly noCache: "reload" | "validate";
    readonly pragma: boolean;
    readonly noStore: "ignored" | "bypass" | "unkept";
    /** Whether any `max-age` counts, or that of nothing alone. */
    readonly maxAge: "any" | "zero";
    readonly maxStale: boolean;
    readonly minFresh: boolean;
  };
  /** Whether a request with `Authorization` asks where the stored response was got, and renewed, without one. */
  readonly asksForAuthorization: boolean;
  /**
   * Whether a script's own condition is put to the server as it is, of whatever cache mode: unless that forces the
   * cache, where one that does not fit what is stored goes out alone, or always.
   */
  readonly ownConditionGoesOut: "never" | "unless-forced" | "always";
  /** Which of several `ETag`s is asked about: the first, or all in one. */
  readonly severalTags: "first" | "joined";
  /** Whether a script's own `If-None-Match` renews a stored response that it fits. */
  readonly ownConditionRenews: boolean;

  /** Byte-lowercased names that are never kept with a response, and whether those that `no-cache="…"` names are. */
  readonly unkeptHeaders: { readonly names: ReadonlySet<string>; readonly namedByNoCache: boolean };
  /**
   * Whether headers without a value are kept with a response; of several `Access-Control-Allow-Origin` each is, and an
   * `Expires` that isn't has ended it none the less.
   */
  readonly keepsEmptyHeaders: boolean;
  /**
   * Byte-lowercased names that a 304 doesn't change; a name that ends in `-` stands for what begins so, but for what
   * is named with a `!`.
   */
  readonly unchangedBy304: readonly string[];
  /** Whether what a 304 has renewed is varied as the request was that it answers, and no more as the first one. */
  readonly renewsVaried: boolean;
  /**
   * Whether a request that has to ask about a stored response, and has nothing to name it by, takes a 304
   * for its renewal.
   */
  readonly unnamed304Renews: boolean;
  /** Whether what is stored is gone once a request that would not have it has gone out, whatever comes. */
  readonly failedReloadRemoves: boolean;
  /** Whether a 304 for a request that named no stored response removes it. */
  readonly strange304Removes: boolean;
  /** Whether a 304 that forbids to store removes what it validates. */
  readonly noStore304Removes: boolean;
  /** Whether a 304 with another `Last-Modified` removes what it validates. */
  readonly otherDate304Removes: boolean;

  readonly invalidation: {
    /** Whether such a request, so answered, invalidates what is stored for its URL. */
    readonly isCause: (
      request: Pick<FetchRequest, "body" | "headerList" | "method">,
      status: number,
    ) => boolean;
    /** Whether it does so with cache mode `no-store` too. */
    readonly withoutStoring: boolean;
    /** Whether `Location` and `Content-Location` of the same origin go with it. */
    readonly locations: boolean;
    /** Whether what comes of requests that are under way is not kept either. */
    readonly underWay: boolean;
  };
  /**
   * Whether what a redirect from the network leads to is asked of the network, too; a kept redirect
   * may lead to something that is kept.
   */
  readonly redirectedGoesOut: boolean;
  /** Whether a kept redirect leads on with the headers of the request that it had answered, without CORS. */
  readonly redirectKeepsHeaders: boolean;
  /** Whether `only-if-cached` asks the network after all. */
  readonly onlyIfCachedGoesOut: boolean;
  /**
   * Whether it is the page that asks in the background: of what it was given alone, and after whatever it asks
   * for next.
   */
  readonly revalidatesLate: boolean;
  /** What a request in the background has beside its script's headers. */
  readonly revalidationHeaders: readonly (readonly [name: string, value: string])[];
  /** A longer body is not kept. */
  readonly maxBodyBytes: number;
  /** Whether what a script cancels, of which all is there or about to come, is kept. */
  readonly keepsCancelled: boolean;
  /** What is still kept of a body that its reader turns away from before its end. */
  readonly patience: CachePatience;
  readonly limits: HttpCacheLimits;
}
