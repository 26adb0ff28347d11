import type { ProtocolRules } from "@crosswalk/cors/protocol";
import type { CookieStoreOptions } from "../infrastructure/cookie-store.ts";
import type { Http1Reading } from "../http1/reading.ts";
import type { WriteHead } from "./heads/write-head.ts";
import type { UrlRules } from "../infrastructure/url-rules.ts";
import type { ElementRules } from "../infrastructure/element-rules.ts";
import type { IntegrityRules } from "../infrastructure/integrity-rules.ts";
import type { HttpCacheRules } from "../infrastructure/http-cache-rules.ts";
import type { EngineMessages } from "../messages/messages.ts";
import type { PreflightCacheRules } from "./rules/preflight-cache-rules.ts";
import type { BlobRules } from "./rules/blob-rules.ts";
import type { ScriptRules } from "./rules/script-rules.ts";
import type { XmlHttpRequestRules } from "./rules/xml-http-request-rules.ts";
import type { RedirectRules } from "./rules/redirect-rules.ts";
import type { ReferrerRules } from "./rules/referrer-rules.ts";
import type { HeaderRules } from "./rules/header-rules.ts";
import type { ResendingRules } from "./rules/resending-rules.ts";
import type { BlockingRules } from "./rules/blocking-rules.ts";
import type { TimingRules } from "./rules/timing-rules.ts";
import type { ClearSiteDataRules } from "./rules/clear-site-data-rules.ts";

export type EngineName = "standard" | "chromium" | "firefox" | "webkit";

/** Whether a browser keeps anything once it is closed. */
export type Session = "persistent" | "ephemeral";

/** What a form's boundary begins with, and the random letters behind it. */
export interface BoundaryRules {
  readonly prefix: string;
  /** Of hexadecimal ones a multiple of 16: what is left over is not made. */
  readonly letters: number;
  /** Hexadecimal are numbers of 64 bits, of which each is shorter for the zeros that it would begin with. */
  readonly alphabet: "alphanumeric" | "hexadecimal";
}

/** What engines do differently, as data: what has a theme stands in `rules`, what is one's own here. */
export interface EngineProfile extends BlockingRules {
  readonly name: EngineName;
  /** Differences inside the algorithms of the protocol room. */
  readonly rules: ProtocolRules;

  readonly preflightCache: PreflightCacheRules;

  readonly httpCache: HttpCacheRules;

  /** Whether a forced preflight that names no methods allows the request's own. */
  readonly forcedPreflightAllowsMethod: boolean;
  /** Whether a body too long for `keepalive` is refused before a preflight asks for it. */
  readonly keepaliveLimitFirst: boolean;
  /** For how many milliseconds a body that was kept alive still counts as under way. */
  readonly keepaliveLingers: {
    /** After its answer, while nobody has read that to its end. */
    readonly unread: number;
    /** After the answer's end, where that is not read: there is nothing to read, or a script turns away from it. */
    readonly over: number;
    /** After its failure. */
    readonly failed: number;
  };
  /** Whether a preflight goes on, and is kept, though the request that it was for is aborted. */
  readonly preflightOutlivesAbort: boolean;
  /** Whether what is kept alive is sent though its script has aborted it during its preflight. */
  readonly keepaliveOutlivesPreflight: boolean;
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
  readonly blobs: BlobRules;
  readonly scripts: ScriptRules;
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
  /**
   * Whether `Cross-Origin-Resource-Policy: same-site` knows sites of addresses and single labels; where it does not, a
   * single label has no more of a domain than an opaque origin has, and lets that pass.
   */
  readonly siteOfHostsWithoutDomain: boolean;
  /** When a listener on `xhr.upload` forces a preflight. */
  readonly uploadListenerPreflight: "always" | "with-body";
  readonly xhr: XmlHttpRequestRules;
  /** Whether a stream can be sent, and what happens if it can't. */
  readonly streamUpload: "supported" | "http2-only" | "stringified" | "refused";
  /** Whether a stream makes a request of mode `same-origin` one with CORS. */
  readonly streamForcesCors: boolean;
  /** Whether the user name and password of a URL are forgotten once it is asked for with CORS. */
  readonly corsDropsUrlCredentials: boolean;

  /** What elements do, and what else loads without `fetch` and `XMLHttpRequest`. */
  readonly elements: ElementRules;

  readonly redirects: RedirectRules;

  /** Whether a preflight has `Sec-Fetch-Mode` wherever it goes, and not only where that is trustworthy. */
  readonly preflightAlwaysTellsMode: boolean;
  /** How `Sec-Fetch-Site` is found. */
  readonly fetchMetadata: "standard" | "chromium" | "firefox" | "webkit";
  /** How `Sec-Fetch-Storage-Access` is sent, null where never. */
  readonly storageAccess: "actual" | "untainted-and-preflights" | null;

  readonly referrer: ReferrerRules;

  /** The session of the browser that code drives, and of a `Browser` that is told nothing else. */
  readonly session: Session;
  /** What a session does otherwise that leaves nothing on the disk. */
  readonly ephemeral: {
    /** Whether it has an HTTP cache. */
    readonly keepsResponses: boolean;
    /** What `Referer` tells those who are third parties to the top page. */
    readonly thirdPartyReferrer: "by-policy" | "origin";
  };

  readonly headers: HeaderRules;

  /** Statuses that the network stack itself takes for an error. */
  readonly failingStatuses: ReadonlySet<number>;
  /** How the bytes of a response are read. */
  readonly http1: Http1Reading;
  /** How it writes the head of an HTTP/1 request; null for the headers as fetching has them. */
  readonly writeHead: WriteHead | null;

  readonly sendAgain: ResendingRules;
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
   *     "beside"    the same, and over another connection if there is anything of it
   *     "awaited"   the request goes out once it is over, however it ends
   *     "needed"    the preflight counts only once it has come to its end
   */
  readonly preflightBody: "left" | "beside" | "awaited" | "needed";
  /**
   * How many bytes of an opaque response that has no type a script waits for, so that it fails if those break off: 0 if it
   * waits for nothing opaque. Firefox's number is the resource header of https://mimesniff.spec.whatwg.org/, recorded with two bytes.
   */
  readonly opaqueBytesAwaited: number;

  /**
   * Which opaque responses are kept from elements: none, all that are neither pictures nor media nor, if they have
   * a type, scripts, or all that are documents or data by their type and their first bytes.
   */
  readonly blocksOpaqueResponses: "none" | "unless-script" | "documents-and-data";

  readonly cookies: CookieStoreOptions;
  readonly clearSiteData: ClearSiteDataRules;
  readonly timing: TimingRules;
  readonly formBoundary: BoundaryRules;
  readonly userAgent: string;
  readonly acceptLanguage: string | null;
  readonly messages: EngineMessages;
  /** Why each of the above is as it is: a recording, a source file or a bug. */
  readonly evidence: Readonly<Record<string, string>>;
}
