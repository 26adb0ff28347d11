import type { DroppedTypes } from "./blob-type.ts";
import type { CacheMode, FetchRequest } from "./fetch-request.ts";
import type { FontComplaint } from "./font-sanitizer.ts";
import type { ReferrerPolicy } from "./referrer-policy.ts";
import type { LoadKind } from "./load-kind.ts";
import type { NetworkFailure } from "./network-error.ts";

/** How elements of one kind and preloads for it make do with one load. */
export interface PreloadShare {
  readonly by: LoadKind;
  /** Whether it is gone once an element has taken it. */
  readonly once: boolean;
  /** Whether an element fails by a preload that failed, or loads by itself; it is gone then. */
  readonly failed: "fails" | "loads";
  /**
   * What an element looks for: a preload with its own settings, or the first one of its address, which is no element's
   * any more whether or not it has them.
   */
  readonly foundBy: "settings" | "address";
  /** Whether a preload takes what an element loads: all, what is loaded well, or nothing. */
  readonly ofElements: "all" | "loaded" | "none";
}

/** What is judged by its type. */
export type TypedContent = "drawing" | "event-stream" | "image" | "module" | "style" | "worker";

/** What engines do differently when they load, as data. */
export interface ElementRules {
  /** What is sent where it isn't the same for all, by kind or by destination. */
  readonly accept: ReadonlyMap<string, string>;
  /** Kinds whose requests with mode "cors" carry `Origin` to their own origin too. */
  readonly originToOwnOrigin: ReadonlySet<LoadKind>;
  /** Whether `import()` in an `about:blank` document refers by what that was made in. */
  readonly blankImportsRefer: boolean;
  /** The `Referer` of a document whose origin is opaque, though its address is not. */
  readonly sandboxReferrer: "as-fetch" | "origin";
  /** Whether the file of a track is told the page. */
  readonly trackReferrer: boolean;
  /** Whether each redirect of a mask is checked as if it went with credentials. */
  readonly maskHoldsCredentials: boolean;
  readonly fontMode: "cors" | "no-cors";
  /** What is wrong with the bytes of a font, as far as is said of that; null for nothing. */
  readonly complaintsOfFont: (bytes: Uint8Array) => readonly FontComplaint[] | null;
  /** Whether a font is preloaded by its attribute, or as every font is loaded. */
  readonly fontPreload: "by-attribute" | "anonymous";
  /** Whether a document that `<use>` names is asked for with credentials whatever it redirects to. */
  readonly useCredentials: "include" | "same-origin";
  /** The mode of a track whose media element has no `crossorigin`. */
  readonly trackMode: "same-origin" | "no-cors";
  /** Whether a media element asks for a range from the start. */
  readonly mediaRange: boolean;
  /** The range that is asked for when a first answer could not be played; null for none. */
  readonly unplayableRange: string | null;
  /** Kinds that load whatever the status, if the bytes will do. */
  readonly anyStatus: ReadonlySet<"image" | "svg" | "track">;
  /** What takes each status that is no error (below 400), where others take ok ones alone. */
  readonly noErrorWillDo: ReadonlySet<
    "font" | "media" | "module" | "preload" | "script" | "style" | "track"
  >;
  /** Whether a picture is one by its first bytes though its type is that of a drawing. */
  readonly sniffsDrawings: boolean;
  /**
   * Whether `<use>` loads nothing by an address that names no element of what is there: without a fragment, or
   * with an empty one as well.
   */
  readonly useNeedsFragment: "no" | "any" | "not-empty";
  /**
   * What a `<use>` looks for by its address's fragment: what stands for that once it is decoded, the same unless it
   * finds the fragment as it is, or what was written behind the `#`.
   */
  readonly useFragment: "decoded" | "as-it-is-or-decoded" | "written";
  /**
   * What a `<use>` tells by events: nothing, whether there is a document, or whether there was an answer that is no
   * error, and nothing where none was asked for.
   */
  readonly useTells: "nothing" | "documents" | "answers";
  /** Of which types a drawing may be that is used: of XML's that have names of their own, of all of XML's, or of any. */
  readonly drawingTypes: "named-xml" | "xml" | "any";
  /** Whether of a drawing that is not well-formed is used what comes before the fault. */
  readonly usesMalformed: boolean;
  /** Whether a mask whose address names an element of a drawing of the page's origin is looked for in a document as well. */
  readonly masksByDocument: boolean;
  /** What a picture, a sound or a film is not whose body breaks off, whatever has come of it. */
  readonly wantsWhole: ReadonlySet<"image" | "media">;
  /** Whether a media element plays pictures. */
  readonly playsImages: boolean;
  /** Whether a page asks once for audio or video whose server gives parts, whatever else that says. */
  readonly holdsMediaInParts: boolean;
  /** Whether a module of a type that it may not be is refused once all of it has come: then a page has it in memory. */
  readonly refusesTypeAtEnd: boolean;
  /**
   * Which answers a media element takes: those with a status that will do, the same but for ranges that begin elsewhere
   * than they were to, or 200 and a range that begins there.
   */
  readonly mediaStatus: "usable" | "usable-or-range" | "whole-or-range";
  /**
   * Kinds of which a page asks for an address once: until it was loaded, whatever came of it, or unless
   * what came could not be decoded.
   */
  readonly reused: ReadonlyMap<LoadKind, "loaded" | "always" | "unless-undecodable">;
  /**
   * Whether a page holds one load an address, whatever for: what is asked for as something else, or with other
   * settings, takes its place. A preload is one for all that are preloaded from there meanwhile.
   */
  readonly holdsOneLoadAnAddress: boolean;
  /** Whether of several types, or what else follows a first one, that one counts. */
  readonly firstTypeCounts: boolean;
  /**
   * What is judged by its last `Content-Type` line alone: by the first of several types there, or only if it is one
   * type, and as what has none otherwise.
   */
  readonly lastTypeLine: ReadonlyMap<TypedContent, "first-type" | "one-type">;
  /** When scripts and style sheets of a type that cannot be one are refused. */
  readonly refusesTypes: "before-cors" | "once-read";
  /** What a page's memory asks about itself, once it has loaded it: no grant of CORS is looked for in a 304 to that. */
  readonly asksAboutMemory: ReadonlySet<LoadKind>;
  /** What of that stays what it was, by what asking fails for. */
  readonly keepsAskedAbout: ReadonlyMap<
    LoadKind,
    ReadonlySet<"content" | "network" | "status" | "type">
  >;
  /** Whether pictures, shapes, masks and preloads of pictures share what a page has loaded with the same settings. */
  readonly sharesImages: boolean;
  /**
   * Whether pictures that `crossorigin` or a style has asked for with CORS are one load: none, those of elements, shapes
   * and masks that are there, or those that were asked for with cookies alike.
   */
  readonly sharesCorsPictures: "none" | "all" | "by-credentials";
  /** What the pictures of shapes are loaded with. */
  readonly shapeCredentials: "same-origin" | "omit";
  /** Whether what style sheets load in an `about:srcdoc` document, or it uses parts of, is told a referrer. */
  readonly srcdocStylesRefer: boolean;
  /** Whether a redirect makes of what has no type a file of unknown content. */
  readonly redirectsTypeUntyped: boolean;
  /** What becomes of a style sheet of another type: refused, or taken for an empty one. */
  readonly otherStyleType: "refused" | "empty";
  /**
   * Which errors of scripts without CORS are kept from the page: all, or those that are not Error objects of
   * the script's own making.
   */
  readonly mutesErrors: "all" | "unless-constructed";
  /** Whether a script that came from the page's own origin in the end is its own, whatever has redirected it. */
  readonly ownsByAddress: boolean;
  /** What a worker of another origin comes to: https://html.spec.whatwg.org/#dom-worker has it fetched with mode "same-origin". */
  readonly crossOriginWorker: "thrown" | "error";
  /** Whether constructing a worker of an address throws, as there is no way to ask for it at all. */
  readonly throwsWorker: (url: URL) => boolean;
  /** What the type of a classic worker's script must be: a script's, or none that a script element refuses. */
  readonly workerScriptType: "checked" | "as-of-scripts";
  /** What the type of a module worker's script must be: a script's, wherever it comes from, or none that a script element refuses. */
  readonly workerModuleType: "checked" | "as-of-scripts";
  /** Kinds that look a blob: URL up once the script that named it has ended. */
  readonly looksUpLate: ReadonlySet<LoadKind>;
  /** Kinds that tell nothing of an address that doesn't parse. */
  readonly silentIfUnparsable: ReadonlySet<LoadKind>;
  /** Kinds that load nothing from an empty address, and tell nothing. */
  readonly silentIfEmpty: ReadonlySet<LoadKind>;
  /** Kinds that tell nothing of a port or a host that nothing is asked of: at all, or where a redirect leads there. */
  readonly silentIfBlocked: ReadonlyMap<LoadKind, "always" | "redirected">;
  /** Kinds that tell nothing of a redirect whose `Location` is empty. */
  readonly silentIfLedNowhere: ReadonlySet<LoadKind>;
  /** Schemes that a kind is never loaded by, with their colons. */
  readonly refusedSchemes: ReadonlyMap<LoadKind, ReadonlySet<string>>;
  /** Schemes that it isn't loaded by with CORS. */
  readonly refusedWithCors: ReadonlyMap<LoadKind, ReadonlySet<string>>;
  /** https://html.spec.whatwg.org/#link-type-preload, fetch and process the linked resource */
  readonly preload: {
    /** Whether every response that a page gets has what its `Link` header names preloaded, and not its document's alone. */
    readonly byAnyResponse: boolean;
    /** Whether a request takes what was preloaded, in place of an answer of its own; null where none does. */
    readonly isTaken: ((preload: FetchRequest, request: FetchRequest) => boolean) | null;
    /** Of destinations, what elements with the same settings have of what was preloaded for it. */
    readonly shares: ReadonlyMap<string, PreloadShare>;
    /** The destination that a word of `as` stands for, as far as it is one. */
    readonly destinationOf: (word: string) => string;
    /** Whether a response must be of use to its destination, or be one at all. */
    readonly judges: "content" | "response";
    /** What a response that the page may not read comes to. */
    readonly hidden: "judged" | "load";
    /** Whether, of those judged by content, a style sheet is one by its type. */
    readonly judgesStyle: "always" | "by-nosniff" | "never";
    /** Destinations, images aside, that any status will do for. */
    readonly anyStatus: ReadonlySet<string>;
    /** Destinations that it does not load for and says it did. */
    readonly unrequested: ReadonlySet<string>;
    /** Kinds that take what was preloaded for a destination, and load nothing then. */
    readonly serves: ReadonlyMap<string, ReadonlySet<LoadKind>>;
    /** Whether a picture that the page has loaded is a preload of itself. */
    readonly takesImages: boolean;
    /** Destinations that it does not load for. */
    readonly unsupported: ReadonlySet<string>;
  };
  /** Whether a beacon may be no longer than what outlives its page. */
  readonly limitsBeacons: boolean;
  /**
   * For how many milliseconds after its answer a beacon still counts as under way. A browser's `sendBeacon` waits for
   * nothing, so that what a script does next finds it so; here it is told once there is an answer.
   */
  readonly beaconLingers: number;
  readonly beaconCacheMode: CacheMode;
  /** Which types of Blobs go unsaid by a beacon. */
  readonly beaconDropsInvalidType: DroppedTypes;
  /** Whether a beacon's type is safelisted however long it is. */
  readonly beaconTypeMayBeLong: boolean;
  /** Codes of what keeps a beacon from being sent at all that `sendBeacon` tells of: it gives false. */
  readonly refusedBeacons: ReadonlySet<NetworkFailure["code"]>;
  /** Kinds that are not loaded from an address with a user name or password in it. */
  readonly refusesCredentials: ReadonlySet<LoadKind>;
  /** Whether the user name and password of an address are forgotten, and not refused, by what is loaded with CORS. */
  readonly corsDropsCredentials: boolean;
  /** Older words that an image's `referrerpolicy` takes, and what they stand for. */
  readonly imageReferrerPolicies: ReadonlyMap<string, ReferrerPolicy>;
  /** Whether what a style sheet names goes by the default referrer policy, whatever its page's. */
  readonly stylesIgnoreReferrerPolicy: boolean;
  /** Destinations whose preloads are checked against their `integrity`. */
  readonly preloadIntegrity: ReadonlySet<string>;
  /** Whether an event source that fails so tries again. */
  readonly eventSourceTriesAgain: (
    failure: Pick<NetworkFailure, "code" | "parameter" | "cause">,
    request: Pick<FetchRequest, "responseTainting">,
  ) => boolean;
  /** Whether an event stream of another charset than UTF-8 is none. */
  readonly eventStreamsAreUtf8: boolean;
  /** `Priority`, by kind, where it isn't the usual and doesn't change with what else is loading. */
  readonly priority: ReadonlyMap<string, string>;
}
