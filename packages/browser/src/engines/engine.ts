import type { Destination } from "../infrastructure/fetch-request.ts";
import type { ProtocolRules } from "@crosswalk/cors/protocol";
import type {
  PreflightCacheLimits,
  PreflightCacheModel,
} from "../infrastructure/cors-preflight-cache.ts";
import type { ClearedCookies, CookieStoreOptions } from "../infrastructure/cookie-store.ts";
import type { Http1Reading } from "../http1/reading.ts";
import type { WriteHead } from "./heads/write-head.ts";
import type { DroppedTypes } from "../infrastructure/blob-type.ts";
import type { UrlRules } from "../infrastructure/url-rules.ts";
import type { ElementRules } from "../infrastructure/element-rules.ts";
import type { CacheMode, FetchRequest } from "../infrastructure/fetch-request.ts";
import type { IntegrityRules } from "../infrastructure/integrity-rules.ts";
import type { HttpCacheRules } from "../infrastructure/http-cache-rules.ts";
import type { EngineMessages } from "../messages/messages.ts";

export type EngineName = "standard" | "chromium" | "firefox" | "webkit";

/** Whether a browser keeps anything once it is closed. */
export type Session = "persistent" | "ephemeral";

/** What a form's boundary begins with, and the random letters behind it. */
export interface BoundaryRules {
  readonly prefix: string;
  readonly letters: number;
  readonly alphabet: "alphanumeric" | "hexadecimal";
}

/** What engines do differently, as data. */
export interface EngineProfile {
  readonly name: EngineName;
  /** Differences inside the algorithms of the protocol room. */
  readonly rules: ProtocolRules;

  readonly preflightCache: {
    readonly model: PreflightCacheModel;
    readonly limits: PreflightCacheLimits;
    /** The most seconds that `Access-Control-Max-Age` can ask for. */
    readonly maxAgeLimit: number;
    /**
     * What `Access-Control-Max-Age` is read as: digits alone, or a 64-bit integer that may have a `+` and
     * white space of any kind before it.
     */
    readonly maxAgeSyntax: "delta-seconds" | "integer";
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
    /**
     * What clears what is kept for a URL: a network error of the request that followed a preflight, or
     * whatever goes wrong before the response has passed its CORS check, with a preflight or without.
     */
    readonly clearedBy: "network-error" | "refusal" | null;
    /** Whether an abort behind a redirect counts among these. */
    readonly clearedByLateAborts: boolean;
    /**
     * How often what is kept for a numeric address is dropped once it is asked for, until it lasts: by the page's partition, of
     * addresses that it has not asked before.
     */
    readonly droppedOfNewAddresses: number;
    /** Whether URLs that differ in their fragment alone are kept apart. */
    readonly keyHasFragment: boolean;
  };

  readonly httpCache: HttpCacheRules;

  /** Whether a forced preflight that names no methods allows the request's own. */
  readonly forcedPreflightAllowsMethod: boolean;
  /** Whether a body too long for `keepalive` is refused before a preflight asks for it. */
  readonly keepaliveLimitFirst: boolean;
  /**
   * For how many milliseconds after its answer a body that was kept alive still counts as under way, if nobody reads
   * that answer to its end or turns away from it.
   */
  readonly keepaliveLingers: number;
  /** Whether a preflight goes on, and is kept, though the request that it was for is aborted. */
  readonly preflightOutlivesAbort: boolean;
  /** What `Priority` says of a `fetch` of low priority; null for nothing over HTTP/1. */
  readonly lowPriority: string | null;
  /** Whether a `fetch` with `keepalive` is made apart from its page: nothing of it is said on the page's console. */
  readonly keepaliveIsDetached: boolean;
  readonly urls: UrlRules;
  /** Whether a request takes whatever `window` it is given, and does nothing with it. */
  readonly requestIgnoresWindow: boolean;
  /** What `about:blank` answers to requests without CORS. */
  readonly aboutBlank: "empty-document" | "empty-document-in-any-case" | "network-error";
  /** What the response of a data: URL says beside its type. */
  readonly dataUrlHeaders: "type" | "length-for-fetch";
  /** Whether a data: URL whose type names a charset that is no token is refused. */
  readonly dataUrlCharsets: "any" | "tokens";
  readonly blobs: {
    /** To whom the status message of a response with a part of a Blob tells that it is one. */
    readonly partialContent: "all" | "fetch" | "xmlhttprequest";
    /**
     * How a range is read: as the standard has it, or the unit in any case and its positions as integers; the
     * last bytes of an empty Blob have no `Content-Range` then.
     */
    readonly ranges: "standard" | "of-integers";
    /** What more than there is comes to, counted from the end. */
    readonly longSuffix: "whole" | "failure";
    /** Whether a Blob's type is told as it is, not where it is no MIME type, or as far as it is understood. */
    readonly contentType: "as-given" | "parsable" | "understood";
    /** Whether the response has the policies of the page. */
    readonly tellsPolicies: boolean;
  };
  /** What scripts see of requests, responses and signals. */
  readonly scripts: {
    /** Members of `Request` that there are none of. */
    readonly requestLacks: ReadonlySet<"body" | "duplex">;
    /** Whether a `Request` is used by a `fetch` that sends another body in its place. */
    readonly replacedBodyIsUsed: boolean;
    /**
     * The type of a response's Blob: as the server wrote it, as the standard reads it, or without parameters
     * unless a script has had its body as a stream.
     */
    readonly blobType: "written" | "serialized" | "essence-unless-streamed";
    /**
     * What ends with an error of the engine's own when it is aborted, and not with the signal's reason: a `fetch`, a body
     * that a method is reading, or one that a script has otherwise.
     */
    readonly ownAbortErrors: ReadonlySet<"fetch" | "read" | "held">;
    /** What is refused before the script goes on, so that an `abort` in the same turn comes too late. */
    readonly refusedAtOnce: "all" | "by-mode" | "none";
    /** Whether what a script can abort goes out once the script has come to an end: what is aborted before that never does. */
    readonly sendsAfterScript: boolean;
    /** Whether an abort is a `TypeError` to who waits for all of a body that is a stream by then, or has a copy. */
    readonly streamedAbortIsTypeError: boolean;
    /** Whether a response's body is a byte stream. */
    readonly bodyIsByteStream: boolean;
    /**
     * What there is to read of a body that was aborted: what broke off, which is used then; or at once the
     * abort, once, or as often as it is asked for, and it stays unused.
     */
    readonly abortedBody: "used" | "unused" | "always-aborted";
    /** Whether a body counts as used once it was asked for in vain, because a reader holds it. */
    readonly lockedReadUses: boolean;
  };
  /** How XMLHttpRequest shows headers that never were HTTP's: sorted and in lower case, or as they were made. */
  readonly localHeaders: "sorted" | "as-made";
  /**
   * Whether synchronous requests go as they were made: without `Sec-Fetch-*`, forced preflights and
   * headers of a cache mode, and with the headers and the referrer they had through all redirects.
   */
  readonly synchronousIsBare: boolean;
  readonly integrity: IntegrityRules;
  /** Statuses whose bodies are dropped. */
  readonly nullBodyStatuses: ReadonlySet<number>;
  /** Which responses without a body, beside opaque ones, have none to a script either; others have one of nothing. */
  readonly tellsNoBody: ReadonlySet<"head" | "opaque-redirect" | "status">;
  /** Whether `Cross-Origin-Resource-Policy: same-site` knows sites of addresses and single labels. */
  readonly siteOfHostsWithoutDomain: boolean;
  /** When a listener on `xhr.upload` forces a preflight. */
  readonly uploadListenerPreflight: "always" | "with-body";
  readonly xhr: {
    /**
     * Whether requests of a page for the same share a load that is under way, and go by its answer as long
     * as that is fresh; a `fetch` that forces the cache does in any case.
     */
    readonly sharesLoads: boolean;
    /** Whether a request that has no body tells `upload` of its error. */
    readonly uploadErrorWithoutBody: "never" | "unless-simple";
    /**
     * When `upload` learns that the body is gone: each time, or once something other than a redirect
     * answers, or once that answer has passed its checks.
     */
    readonly uploadEnds: "each-hop" | "last-hop" | "response";
    /** Of how many bytes each it makes progress, until it is complete; null for all at once, and complete by then. */
    readonly uploadStep: number | null;
    /** Whether it learns that from the network's own failures too, once the body has been sent. */
    readonly uploadEndsWithNetwork: boolean;
    /** After how many milliseconds without an answer it learns that all the same; null for never. */
    readonly uploadToldAfter: number | null;
    /** What it learns then: that the body has gone out, or that it is over. */
    readonly uploadToldOf: "progress" | "end";
    /** Whether `URLSearchParams` set `Content-Type` on a request that sends no body. */
    readonly unsentParametersSetType: boolean;
    /** How another charset in a text's `Content-Type` becomes UTF-8: in a type written anew, or where it stands. */
    readonly charsetReplaced: "serialized" | "in-place";
    /** Whether `upload` is told of the failure of what has not begun. */
    readonly unstartedUploadFails: boolean;
    /** Whether it fails before `send` returns. */
    readonly unstartedFailsInSend: boolean;
    /** Whether a body is sent, and told of, over HTTP alone. */
    readonly bodiesAreOfHttp: boolean;
    /** What fails before it has begun: no loadstart is fired for it. */
    readonly failsUnstarted: (url: URL, method: string) => boolean;
    /** Whether a preflight goes by the `Content-Type` that a script wrote, whatever charset it is sent with. */
    readonly preflightsWrittenType: boolean;
    /** Whether an empty body is never said to be gone, so that `upload` fires error whatever fails later. */
    readonly uploadOfNothingLasts: boolean;
    /** Whether the length of an empty body counts as known to `upload`, but where it fails. */
    readonly uploadKnowsNothing: boolean;
    /**
     * What events call the total: what `Content-Length` tells, that unless the body comes in chunks, or unless
     * it is decoded either.
     */
    readonly total: "as-told" | "of-what-comes" | "of-what-is-read";
    /**
     * What progress events tell of what was no HTTP: how much has come of how much a data: URL holds too; of a data: URL
     * how much has come; or nothing, but of a Blob once all is there.
     */
    readonly localProgress: "known" | "counted" | "at-the-end";
    /** Whether a HEAD of a data: URL goes through LOADING, though nothing is there to load. */
    readonly headOfDataLoads: boolean;
    /**
     * Whether what is sent after an `abort` that had nothing to abort yet is aborted as soon as it is answered.
     */
    readonly abortsUnsent: boolean;
    /** Whether nothing is told of a body until it is certain what it is, if that is looked for in its first bytes. */
    readonly awaitsType: boolean;
    /** What becomes of the odd last byte of a text in UTF-16. */
    readonly oddByte: "replaced" | "dropped";
    /** Whether nothing of an XML text can be read until it is certain that it declares, or doesn't, how to read it. */
    readonly awaitsXmlDeclaration: boolean;
    /** Whether an empty body's `upload` fires load. */
    readonly uploadLoadOfNothing: boolean;
    /** Whether a body of nothing that `upload` is listened to for is none at all. */
    readonly listenedNothingIsNoBody: boolean;
    /** Which types of Blobs go unsaid. */
    readonly dropsInvalidBlobType: DroppedTypes;
    /** Whether headers are announced as they come, or with the first bytes behind them. */
    readonly announcesHeaders: "at-once" | "with-body";
    /** What fires readystatechange: each chunk, each progress, or the first chunk. */
    readonly tellsLoading: "each-time" | "with-progress" | "once";
    /**
     * Whether what a chunk brings about goes on though a script puts another request in the place of its own
     * meanwhile, which that tells of then.
     */
    readonly chunksOutliveRequests: boolean;
    /** Whether what a script does about readystatechange, once all is done, leaves load and loadend unfired. */
    readonly doneEndsWithRequest: boolean;
    /** When progress that came too soon is told: with what comes next, or as soon as it may be, at the latest once all is done. */
    readonly progressHeld: "until-next" | "until-due";
    /** Whether progress is held back on account of an earlier request's, too, and told of one that ends badly. */
    readonly progressOutlivesRequests: boolean;
    /**
     * Whether a request that has ended tells all of its events, whatever a script sends meanwhile, and load how much
     * has come of that.
     */
    readonly endOutlivesRequests: boolean;
    /** Whether what a script sends while it is told of a failure is never heard of again. */
    readonly failureEndsNext: boolean;
    /** Whether what has no body, but the type of HTML, has an empty document. */
    readonly documentOfNothing: boolean;
    /** What loadend tells once the script that load was fired for has aborted: what has come, or what is left of it. */
    readonly loadendTells: "what-has-come" | "what-is-left";
    /** Whether JSON is parsed anew each time that a script asks for it. */
    readonly parsesJsonAnew: boolean;
    /** Whether a time limit that is first set while a request is under way holds for it. */
    readonly lateTimeout: boolean;
    /** Whether who aborts as headers are announced still has the text that came with them. */
    readonly abortKeepsChunk: boolean;
    /** Whether a request that was aborted still tells the URL of the response that it had. */
    readonly abortKeepsUrl: boolean;
    /** Whether a type that a script gives is what the headers of what was no HTTP tell. */
    readonly overridesLocalType: boolean;
    /** The type of a Blob: all of the MIME type, or without parameters, unless a script gave it. */
    readonly blobType: "serialized" | "essence" | "essence-unless-overridden";
    /** The type of a Blob that a redirect led to and that has none. */
    readonly typeAfterRedirect: "text/xml" | "application/octet-stream";
    /**
     * Whether who aborts it from within the events of a chunk, or of an empty body, hears of the rest of them; or of the
     * progress alone that nothing of what comes from the page's own origin has made.
     */
    readonly abortLetsEventsEnd: "no" | "yes" | "progress-of-own";
    /** Whether an empty `URLSearchParams` is no body of which `upload` would tell. */
    readonly emptyParametersAreNoBody: boolean;
    /** Whether a body that has come to its end fires progress once more: always, unless all of it was told, or if some came too soon for an event. */
    readonly lastProgress: "always" | "unless-told" | "if-withheld";
    /** Whether a request without CORS that failed still tells the URL that it came to. */
    readonly failureKeepsUrl: boolean;
    /** Whether events tell of the `Content-Length` of what has no body: of a HEAD, or beside a status that has none. */
    readonly bodilessHasLength: boolean;
    /** Whether one that failed has an empty buffer for a response of type `arraybuffer`. */
    readonly failureHasBuffer: boolean;
    /** Whether a redirect to a blocked port leaves a request without an end. */
    readonly losesBlockedRedirects: boolean;
    /** Whether a synchronous request that fails fires events beside throwing. */
    readonly synchronousErrorEvents: (url: URL, method: string) => boolean;
    /** Whether a synchronous request for mixed content comes back as if it had never been sent. */
    readonly synchronousMixedContentIsSilent: boolean;
  };
  /** Whether a stream can be sent, and what happens if it can't. */
  readonly streamUpload: "supported" | "http2-only" | "stringified" | "refused";
  /** Whether a stream makes a request of mode `same-origin` one with CORS. */
  readonly streamForcesCors: boolean;
  /** Whether the user name and password of a URL are forgotten once it is asked for with CORS. */
  readonly corsDropsUrlCredentials: boolean;

  /** What elements do, and what else loads without `fetch` and `XMLHttpRequest`. */
  readonly elements: ElementRules;

  readonly redirects: {
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
     * What a redirect status without a `Location` is to who doesn't follow: a redirect, or a response
     * that may be read.
     */
    readonly unled: "redirect" | "response";
    /** Whether 307 and 308 bring back the first hop's `Content-Type`. */
    readonly typeComesBack: boolean;
    /** Schemes of a `Location` that no redirect mode helps against, with their colons. */
    readonly refusedSchemes: ReadonlySet<string>;
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
  };

  /** Whether a preflight has `Sec-Fetch-Mode` wherever it goes, and not only where that is trustworthy. */
  readonly preflightAlwaysTellsMode: boolean;
  /** How `Sec-Fetch-Site` is found. */
  readonly fetchMetadata: "standard" | "chromium" | "firefox" | "webkit";
  /** How `Sec-Fetch-Storage-Access` is sent, null where never. */
  readonly storageAccess: "actual" | "untainted-and-preflights" | null;

  readonly referrer: {
    /** What counts as a downgrade: fewer guarantees, or plainly https to http. */
    readonly downgrade: "trustworthiness" | "scheme";
    /** Whether a page can ask for more than the default across sites. */
    readonly relaxesAcrossSites: boolean;
    /** Whether what such a page asked for counts again once a redirect leads back to its site. */
    readonly relaxesOnReturn: boolean;
    /** Whether who gives no referrer gives the policy `no-referrer`. */
    readonly noneIsPolicy: boolean;
    /** Whether a document of an opaque origin tells its URL. */
    readonly fromOpaqueOrigin: boolean;
    /** What `fetch` tells that is called in an `about:srcdoc` document: the URL of what holds it, or nothing. */
    readonly fromSrcdocFetch: "container" | "nothing";
    /**
     * What `fetch` and XMLHttpRequest tell in an `about:blank` document: nothing, or the URL of what holds it, by the
     * policy that who has none goes by.
     */
    readonly fromBlankFetch: "container" | "nothing";
    /**
     * What `fetch` and XMLHttpRequest tell in a document of a blob: URL: nothing, or its origin, by the policy that who has none
     * goes by.
     */
    readonly fromBlobFetch: "origin" | "nothing";
    /** Whether the referrer policy can turn the `Origin` of a request without CORS into `null`. */
    readonly policyNullsOrigin: boolean;
    /** Whether it can still where a redirect has led on. */
    readonly policyNullsRedirected: boolean;
    /**
     * Whose `Origin` such a request bears that no `fetch` has made: its document's, or the one of that document's
     * address.
     */
    readonly originOf: "document" | "address";
  };

  /** The session of the browser that code drives, and of a `Browser` that is told nothing else. */
  readonly session: Session;
  /** What a session does otherwise that leaves nothing on the disk. */
  readonly ephemeral: {
    /** Whether it has an HTTP cache. */
    readonly keepsResponses: boolean;
    /** What `Referer` tells those who are third parties to the top page. */
    readonly thirdPartyReferrer: "by-policy" | "origin";
  };

  /** Whether what a redirect makes mixed content is refused only once its preflight has been answered. */
  readonly mixedContentAfterPreflight: boolean;
  /** Whether what is mixed content is refused as that before its port is looked at. */
  readonly mixedContentBeforePort: boolean;
  /** Whether a frame over plain http restricts what it loads because a document around it came over https. */
  readonly mixedContentByAncestors: boolean;
  /** What mixed content passes as it is, by its destination. */
  readonly mixedContentPasses: ReadonlySet<Destination>;
  /** Hosts to which no connection is made. */
  readonly unreachableHosts: ReadonlySet<string>;
  /** Hosts that nothing is asked of, whatever the port. */
  readonly restrictedHosts: ReadonlySet<string>;
  /** Whether a redirect may lead pictures and sound of https pages to plain http. */
  readonly mediaMayBeLedToMixedContent: boolean;
  /** Whether https pages may load from plain http on loopback addresses. */
  readonly loopbackIsMixedContent: boolean;
  /** Of loopback addresses, those from which they load not even pictures and sound. */
  readonly distrustedLoopback: ReadonlySet<string>;
  /**
   * Whether https pages may load over plain http what is surely in the local network, where the user lets them: addresses that are not
   * public, names in `.local`, and what `fetch` says of its URL by `targetAddressSpace`.
   *
   * https://wicg.github.io/local-network-access/#mixed-content
   */
  readonly localNetworkAccess: boolean;

  readonly headers: {
    /** How bytes beyond ASCII come from the wire: as they are, or what is no UTF-8 replaced. */
    readonly received: "as-is" | "utf-8";
    /** How characters beyond ASCII go on the wire. */
    readonly encoding: "latin1" | "utf-8";
    /** Byte-lowercased names that scripts set in vain, beside the standard's. */
    readonly forbidden: ReadonlySet<string>;
    /** Whether a body's own type, but for that of a `fetch`, is safelisted by its essence, however long it is. */
    readonly bodyTypeByEssence: boolean;
    /** Whether a body's own type is sent without CORS whatever it is. */
    readonly bodyTypeUnguarded: boolean;
    /**
     * Whether a value is set without CORS only if it is safelisted behind the one whose place it takes, as it has to be where it is
     * appended.
     */
    readonly setJudgesAll: boolean;
    /** Whether an empty Blob, or an XMLHttpRequest's empty parameters, have a `Content-Length` whatever the method. */
    readonly emptyPartsHaveLength: boolean;
    /** What becomes of several headers of one name: sent each, combined at once, or when sent. */
    readonly repeated: "separate" | "combined-first" | "combined-when-sent";
    /** Byte-lowercased names of which the last value stands for all when they are combined to be sent. */
    readonly singletons: ReadonlySet<string>;
    /** Byte-lowercased names for which the user agent has a word of its own where a `fetch`'s is empty. */
    readonly ownWhenEmpty: ReadonlySet<string>;
    /** Whether `fetch` sees all headers once `*` was exposed, though nonsense follows. */
    readonly wildcardOutlivesNonsense: boolean;
    /** What an empty line of a response adds to others of its name: an empty value, or nothing. */
    readonly emptyLines: "joined" | "dropped";
    /** What stands between the lines of a response's `Content-Type` once they are one. */
    readonly typesJoinedBy: ", " | ",";
    /** The cache mode that a script's conditional header brings about. */
    readonly conditionalCacheMode: "no-store" | "no-cache";
    /** Whether that holds for XMLHttpRequest as well. */
    readonly conditionalXhr: boolean;
    readonly preflightInheritsCacheMode: boolean;
    readonly preflightInheritsUserAgent: boolean;
    /** Whether the HTTP cache takes a `GET`'s single range apart and writes it in its own way. */
    readonly rewritesRange: boolean;
    /**
     * In which order the headers of a request are gone through, of which the first that a preflight
     * disallows is told; null for their names in order.
     */
    readonly order: ((request: FetchRequest) => readonly string[]) | null;
  };

  /** Statuses that the network stack itself takes for an error. */
  readonly failingStatuses: ReadonlySet<number>;
  /** How the bytes of a response are read. */
  readonly http1: Http1Reading;
  /** How it writes the head of an HTTP/1 request; null for the headers as fetching has them. */
  readonly writeHead: WriteHead | null;

  /** When a request goes out once more because its connection ended without an answer. */
  readonly sendAgain: {
    /** How often it goes out in all. */
    readonly attempts: number;
    /** Methods that are sent again even if the connection was made for them. */
    readonly onNewConnection: (method: string) => boolean;
    /** Methods that are sent again if the connection had served before: the server may have been about to close it. */
    readonly onReusedConnection: (method: string) => boolean;
    /** Whether that holds for what follows a preflight. */
    readonly afterPreflight: boolean;
    /** Whether a 408 on such a connection is taken for its closing. */
    readonly afterRequestTimeout: boolean;
  };
  /**
   * Whether requests with credentials and those without never share a connection, as in
   * https://fetch.spec.whatwg.org/#concept-connection-obtain
   */
  readonly connectionsByCredentials: boolean;
  /** Whether a page was loaded over a connection that is there for what it asks of its own origin. */
  readonly loadsPages: boolean;
  /** Methods that go out over a connection made for them, which what finds one idle overtakes; null for none. */
  readonly opensConnection: ((method: string) => boolean) | null;
  /** Whether `Content-Type` of a 421 stays, before that of what comes when it is asked again. */
  readonly misdirectedTypeStays: boolean;
  /**
   * Which opaque parts fail that nobody asked for: none, or those that do not begin at the start and whose
   * type isn't told by the header alone.
   */
  readonly unrequestedRange: "ignored" | "sniffed";
  /**
   * What becomes of a preflight's body:
   *
   *     "left"      the request goes out beside it
   *     "awaited"   the request goes out once it is over, however it ends
   *     "needed"    the preflight counts only once it has come to its end
   */
  readonly preflightBody: "left" | "awaited" | "needed";
  /**
   * How many bytes of an opaque response a script waits for, so that it fails if those break off. Firefox's
   * number is the resource header of https://mimesniff.spec.whatwg.org/, recorded with two bytes.
   */
  readonly opaqueBytesAwaited: number;

  /**
   * Which opaque responses are kept from elements: none, all that are neither pictures nor media nor, if they have
   * a type, scripts, or all that are documents or data by their type and their first bytes.
   */
  readonly blocksOpaqueResponses: "none" | "unless-script" | "documents-and-data";

  readonly cookies: CookieStoreOptions;
  readonly clearSiteData: {
    /** The types that it clears, as far as anything of theirs is kept here. */
    readonly types: ReadonlySet<"cache" | "cookies">;
    /** Which cookies go. */
    readonly cookiesOf: ClearedCookies;
    /**
     * Whose responses clear: all that may bring cookies, as they come, or what is no redirect and has passed its
     * checks, with credentials or without.
     */
    readonly by: "whatever-sets-cookies" | "last-response";
    /** Whether it is among a response's headers for who may see those. */
    readonly isShown: boolean;
  };
  readonly formBoundary: BoundaryRules;
  readonly userAgent: string;
  readonly acceptLanguage: string | null;
  readonly messages: EngineMessages;
  /** Why each of the above is as it is: a recording, a source file or a bug. */
  readonly evidence: Readonly<Record<string, string>>;
}
