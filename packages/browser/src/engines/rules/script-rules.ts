/** What scripts see of requests, responses and signals. */
export interface ScriptRules {
  /** Members of `Request` that there are none of. */
  readonly requestLacks: ReadonlySet<"body" | "duplex">;
  /**
   * Whether a `Request` made of another one, as `fetch` makes one, is kept alive as that is: unless it is told
   * otherwise, in any case, or not at all. A clone is.
   */
  readonly copiesKeepalive: "unless-told" | "always" | "never";
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
  /**
   * What is refused before the script goes on, so that an `abort` in the same turn comes too late: all that is
   * refused without a message, or what `fetch` itself refuses by mode, redirect mode or scheme, or by the port too.
   */
  readonly refusedAtOnce: "all" | "by-request" | "by-request-or-port" | "none";
  /** Whether what a script can abort goes out once the script has come to an end: what is aborted before that never does. */
  readonly sendsAfterScript: boolean;
  /** Whether the stream of a `Request` that a script has looked at stays unlocked when its bytes are read beside it. */
  readonly shownStaysUnlocked: boolean;
  /** Whether a `Request` made of another one, as `fetch` makes one, takes a proxy of its stream, which locks that one at once. */
  readonly proxiesStreams: boolean;
  /** Whether a stream is cancelled that `fetch` was to send and doesn't, because its signal was aborted before. */
  readonly cancelsUnsent: boolean;
  /**
   * Whether who waits for all of a body that is a stream by then, or has a copy, has a `TypeError` with the name of what
   * ends it in front of its words, an abort's too.
   */
  readonly streamedErrorIsNamed: boolean;
  /** Whether what has broken off while it was read is told as often as it is read again, and not that it is used. */
  readonly staysBrokenOff: boolean;
  /** Whether a response's body is a byte stream. Where it is none, a reader with a buffer of its own is refused. */
  readonly bodyIsByteStream: boolean;
  /** Whether the stream of a body can be iterated over. */
  readonly bodyIsIterable: boolean;
  /**
   * What there is to read of a body that was aborted: what broke off, which is used then; or at once the
   * abort, once, or as often as it is asked for, and it stays unused. The last of these is so of what has no body, too.
   */
  readonly abortedBody: "used" | "unused" | "always-aborted";
  /**
   * What says nothing of a request though it is there, among the members of an init: one with nothing else leaves the
   * referrer and the policy that the request had. Null where each says something.
   */
  readonly isUnsaid: ((member: string, value: unknown) => boolean) | null;
  /** Whether a body counts as used once it was asked for in vain, because a reader holds it. */
  readonly lockedReadUses: boolean;
}
