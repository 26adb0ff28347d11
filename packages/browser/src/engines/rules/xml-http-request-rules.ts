import type { DroppedTypes } from "../../infrastructure/blob-type.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import type { TypeOfResponse } from "../../infrastructure/response-mime-type.ts";

/** What an engine does of its own for XMLHttpRequest. */
export interface XmlHttpRequestRules {
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
  /** Whether it is complete once the last of its progress was told only, so that who aborts then ends it. */
  readonly uploadEndsAfterProgress: boolean;
  /**
   * Whether what is sent once more is counted from nothing where a redirect has led from the page's own origin to
   * another one, and has taken away the credentials.
   */
  readonly uploadCountsAnew: boolean;
  /** Whether it learns that from the network's own failures too, once the body has been sent. */
  readonly uploadEndsWithNetwork: boolean;
  /** After how many milliseconds without an answer it learns that all the same; null for never. */
  readonly uploadToldAfter: number | null;
  /** What it learns then: that the body has gone out, or that it is over. */
  readonly uploadToldOf: "progress" | "end";
  /** What its loadend tells once the script that its load was fired for has aborted. */
  readonly uploadEndTells: "what-has-gone" | "what-is-left";
  /** Whether `URLSearchParams` set `Content-Type` on a request that sends no body. */
  readonly unsentParametersSetType: boolean;
  /** How another charset in a text's `Content-Type` becomes UTF-8: in a type written anew, or where it stands. */
  readonly charsetReplaced: "serialized" | "in-place";
  /** Whether what has not begun fails before `send` returns. */
  readonly unstartedFailsInSend: boolean;
  /** What `upload` hears of a body that goes nowhere, as over no HTTP: all, that it has begun, or nothing. */
  readonly localUploads: "told" | "begun" | "untold";
  /** What fails before it has begun: no loadstart is fired for it. */
  readonly failsUnstarted: (url: URL, method: string) => boolean;
  /** Whether a preflight goes by the `Content-Type` that a script wrote, whatever charset it is sent with. */
  readonly preflightsWrittenType: boolean;
  /**
   * What `upload` hears of an empty body once it has gone: load, or nothing; or it is never said to be gone, and fires
   * error whatever fails later.
   */
  readonly uploadOfNothing: "loads" | "ends" | "lasts";
  /** Whether the length of an empty body counts as known to `upload`, but where it fails. */
  readonly uploadKnowsNothing: boolean;
  /**
   * What events call the total: what `Content-Length` tells, that unless the body comes in chunks or more of it has come, or
   * unless it comes in chunks or is decoded.
   */
  readonly total: "as-told" | "of-what-comes" | "of-what-is-read";
  /**
   * What progress events tell of what was no HTTP: how much has come of how much a data: URL holds too; of a data: URL
   * how much has come; or nothing, but of a Blob once all is there.
   */
  readonly localProgress: "known" | "counted" | "at-the-end";
  /** Whether a HEAD of a data: URL that holds anything goes through LOADING, though nothing is there to load. */
  readonly headOfDataLoads: boolean;
  /**
   * Whether what is sent after an `abort` that had nothing to abort yet is aborted as soon as it is answered; a synchronous
   * one is never done with then.
   */
  readonly abortsUnsent: boolean;
  /** Whether nothing is told of a body until it is certain what it is, if that is looked for in its first bytes. */
  readonly awaitsType: boolean;
  /** What becomes of the odd last byte of a text in UTF-16. */
  readonly oddByte: "replaced" | "dropped";
  /**
   * Whether nothing of an XML text can be read until it is certain that it declares, or doesn't, how to read it; and
   * whether that is looked for anew in what comes after it.
   */
  readonly awaitsXmlDeclaration: "never" | "at-start" | "always";
  /** Whether a body of nothing that `upload` is listened to for is none at all. */
  readonly listenedNothingIsNoBody: boolean;
  /** Which types of Blobs go unsaid. */
  readonly dropsInvalidBlobType: DroppedTypes;
  /** Whether headers are announced as they come, or with the first bytes behind them. */
  readonly announcesHeaders: "at-once" | "with-body";
  /** What fires readystatechange: each chunk that is told of, or each progress. */
  readonly tellsLoading: "each-time" | "with-progress";
  /**
   * Whether what a chunk brings about goes on though a script puts another request in the place of its own
   * meanwhile, which that tells of then.
   */
  readonly chunksOutliveRequests: boolean;
  /** Whether what a script does about readystatechange, once all is done, leaves load and loadend unfired. */
  readonly doneEndsWithRequest: boolean;
  /**
   * When progress that came too soon is told, at the latest once all is done: with what comes next, as soon as it may
   * be, or each time that a timer runs out, behind a readystatechange.
   */
  readonly progressHeld: "until-next" | "until-due" | "until-tick";
  /** Whether a `Content-Length` may have a `+`. */
  readonly lengthMayBeSigned: boolean;
  /** Whether events count what was preloaded; otherwise they tell of nothing, and progress once more at the end. */
  readonly countsPreloaded: boolean;
  /** Whether what has come is counted as it came, in a content coding. */
  readonly countsEncoded: boolean;
  /** Whether progress is held back on account of an earlier request's, too, and told of one that ends badly. */
  readonly progressOutlivesRequests: boolean;
  /** Whether a request for what is refused at once can be written to on, as though it had not been sent. */
  readonly refusedIsUnsent: boolean;
  /** Whether what a script sends while it is told of a failure is never heard of again. */
  readonly failureEndsNext: boolean;
  /** Whether what a script sends while readystatechange tells of a failure makes load of the error that follows. */
  readonly sendingForgetsFailure: boolean;
  /** Whether what is of the type of HTML, and empty, has a document: never, if it has a body, or always. */
  readonly documentOfNothing: "never" | "of-body" | "always";
  /**
   * What load and loadend tell once a script has aborted, or opened it anew, as it heard of the end: what has come;
   * that, unless another has been sent; in loadend nothing; or in both what load finds, of another request nothing.
   */
  readonly endTells:
    | "what-has-come"
    | "what-has-come-unless-sent"
    | "what-is-left"
    | "what-load-finds";
  /** Whether the end of an empty body is told, whatever a script has put in its place as it heard of progress. */
  readonly endOfNothingOutlives: boolean;
  /** Whether JSON is parsed anew each time that a script asks for it. */
  readonly parsesJsonAnew: boolean;
  /** Whether a time limit holds for what is sent by an XMLHttpRequest that has been answered before. */
  readonly timeoutOutlivesAnswers: boolean;
  /** Whether a time limit that is first set while a request is under way holds for it. */
  readonly lateTimeout: boolean;
  /** Whether who aborts as headers are announced still has the text that came with them. */
  readonly abortKeepsChunk: boolean;
  /** Whether a request that was aborted still tells the URL of the response that it had. */
  readonly abortKeepsUrl: boolean;
  /**
   * Whether the headers of what was aborted, or has failed, can still be asked for by name: of what comes from the page's own
   * origin, or was over by then.
   */
  readonly endKeepsHeaders: boolean;
  /** Whether a type that a script gives is what the headers of what was no HTTP tell. */
  readonly overridesLocalType: boolean;
  /** Which type `Content-Type` tells of. */
  readonly toldType: TypeOfResponse;
  /** The type of a Blob: all of the MIME type, or without parameters, unless a script gave it. */
  readonly blobType: "serialized" | "essence" | "essence-unless-overridden";
  /** The type of a Blob that a redirect led to and that has none. */
  readonly typeAfterRedirect: "text/xml" | "application/octet-stream";
  /**
   * Whether who aborts it from within the events of a chunk, or of an empty body, hears of the rest of them; or of
   * progress alone that nothing has made, if it comes from the page's own origin or something has been put in its place.
   */
  readonly abortLetsEventsEnd: "no" | "yes" | "progress-of-own";
  /** Whether an empty `URLSearchParams` is no body of which `upload` would tell. */
  readonly emptyParametersAreNoBody: boolean;
  /** Whether a body that has come to its end fires progress once more: always, unless all of it was told, or if some came too soon for an event. */
  readonly lastProgress: "always" | "unless-told" | "if-withheld";
  /** Whether a request without CORS that failed still tells the URL that it came to, unless a script has waited for it. */
  readonly failureKeepsUrl: boolean;
  /** Whether events tell of the `Content-Length` where nothing has come: of a HEAD, or beside a status without a body. */
  readonly nothingHasLength: boolean;
  /** Whether a zero byte in the head of an answer of the page's own origin makes progress before it is an error. */
  readonly zeroByteMakesProgress: boolean;
  /**
   * Whether a redirect of the page's own origin that may not be followed has been looked at, which makes progress before
   * it is an error, and leaves nothing of it once that is told; null where none has.
   */
  readonly redirectIsLookedAt:
    | ((failure: Pick<NetworkFailure, "code" | "parameter">) => boolean)
    | null;
  /** Whether one that failed has an empty buffer for a response of type `arraybuffer`. */
  readonly failureHasBuffer: boolean;
  /** Whether a redirect to a blocked port leaves a request without an end. */
  readonly losesBlockedRedirects: boolean;
  /** Whether a synchronous request that fails fires events beside throwing. */
  readonly synchronousErrorEvents: (
    request: Pick<FetchRequest, "method" | "urlList">,
    failure: Pick<NetworkFailure, "code">,
  ) => boolean;
  /** Whether a synchronous request for mixed content comes back as if it had never been sent. */
  readonly synchronousMixedContentIsSilent: boolean;
  /** What a synchronous request gets whose body breaks off: an error, or the response without a body. */
  readonly synchronousBrokenBody: "error" | "nothing";
}
