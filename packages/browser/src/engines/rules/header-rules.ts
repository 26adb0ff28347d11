import type { FetchRequest } from "../../infrastructure/fetch-request.ts";

/** How an engine sets, sends and reads headers. */
export interface HeaderRules {
  /** How bytes beyond ASCII come from the wire: as they are, or what is no UTF-8 replaced. */
  readonly received: "as-is" | "utf-8";
  /** How characters beyond ASCII go on the wire. */
  readonly encoding: "latin1" | "utf-8";
  /** Byte-lowercased names that scripts set in vain, beside the standard's. */
  readonly forbidden: ReadonlySet<string>;
  /** Whether the type of a body, but for that of a `fetch`, may be long and safelisted: it is by its essence, if no byte of it is unsafe. */
  readonly bodyTypeByEssence: boolean;
  /** Whether a body's own type is sent without CORS whatever it is. */
  readonly bodyTypeUnguarded: boolean;
  /**
   * Whether a value is set without CORS only if it is safelisted behind the one whose place it takes, as it has to be where it is
   * appended.
   */
  readonly setJudgesAll: boolean;
  /** Whether a header that is set anew is spelled as it was set last. */
  readonly setRespells: boolean;
  /** Whether what a request without CORS is given has its names, each as it came first, before any of it is judged. */
  readonly namedBeforeJudged: boolean;
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
}
