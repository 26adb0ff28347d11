import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { ContentCoding, ReadContentCodings } from "./content-codings.ts";
import type { ReadName } from "./header-names.ts";
import type { ReadTransferEncoding } from "./transfer-encodings.ts";

/** The first line of a response. */
export interface StatusLine {
  /** Older than 1.0 where what came isn't taken for HTTP/1 after all. */
  readonly version: "0.9" | "1.0" | "1.1" | "2" | "3";
  readonly status: number;
  readonly statusText: string;
}

/**
 * How a network stack reads the bytes of an HTTP/1 response, as far as stacks differ. What a well-made
 * response means is the same in all of them.
 */
export interface Http1Reading {
  /** Bytes of a head after which it is given up. */
  readonly maxHeadSize: number;
  /**
   * Where in what came so far the status line starts; `null` where it has none, `"unknown"` as long as
   * that can't be told.
   */
  readonly findStart: (received: string) => number | null | "unknown";
  /** Null where the line makes the response unreadable. */
  readonly readStatusLine: (line: string) => StatusLine | null;
  /**
   * What comes of bytes without a status line: they are a body (HTTP/0.9), to all, or on the port that
   * is the scheme's own, or they are refused.
   */
  readonly headless: "body" | "body-on-default-port" | "refused";
  /** What begins so is a body on any port without TLS: Shoutcast's servers have ports of their own. */
  readonly headlessAnywhere: RegExp | null;
  /** What ends a line: a line feed and the carriage return before it, or any run of both. */
  readonly lineBreak: "lf" | "any-run";
  /** Where a line goes on in the next: white space is kept, or becomes one space behind the break, or on both sides. */
  readonly continuation: "kept" | "collapsed-behind" | "collapsed";
  readonly readName: ReadName;
  /** Around values: carriage returns that no line feed follows are dropped beside white space. */
  readonly dropsReturnsAroundValues: boolean;
  /** Whether those within them are spaces. */
  readonly takesReturnsForSpaces: boolean;
  /** Where a zero byte makes the response unreadable. */
  readonly zeroByte: "in-head" | "in-value";
  /** What comes of a head that breaks off. */
  readonly truncatedHead: "read" | "read-without-tls" | "read-after-line-end" | "unreadable";
  /** Byte-lowercased names that make the response unreadable if they come with different values. */
  readonly conflicting: ReadonlySet<string>;
  /** Those of them in which commas separate values. */
  readonly conflictingLists: ReadonlySet<string>;
  /** Those of which the first line counts alone, where several are no reason to refuse them. */
  readonly toldOnce: ReadonlySet<string>;
  /**
   * What a switch of protocols is that nobody asked for: a response, one of those with 1xx that are
   * passed over for what follows, or unreadable.
   */
  readonly switchedProtocols: "response" | "interim" | "unreadable";
  /**
   * What the end of a connection is on which nothing but an interim response came: one without a
   * response, or a response of 200 without headers where the connection had served before.
   */
  readonly endAfterInterim: "closed" | "bare-if-reused";
  /** Statuses that no body follows, whatever the headers say. */
  readonly bodilessStatuses: ReadonlySet<number>;
  /** Null where the connection's end is the body's; `"unreadable"` where the response is. */
  readonly readContentLength: (values: readonly string[]) => number | null | "unreadable";
  readonly readTransferEncoding: ReadTransferEncoding;
  /** Null where a line isn't a chunk's size. */
  readonly readChunkSize: (line: string) => number | null;
  /** What stands between two chunks: an empty line, any number of those, or a line of any kind. */
  readonly chunkEnd: "empty-line" | "empty-lines" | "line";
  /** Whether the connection's end is as good as the last chunk's, where no line has been begun. */
  readonly endsBetweenChunks: boolean;
  /** Whether chunks that come together are handed on as one. */
  readonly joinsChunks: boolean;
  /** Whether what is no chunk takes with it those that came before and nobody has read yet. */
  readonly badChunkTakesOthers: boolean;
  /** Of bodies that end before their framing says so, those that fail. */
  readonly shortBodyFails: (head: ResponseHead) => boolean;
  readonly readContentCodings: ReadContentCodings;
  /** Of codings, those in which a body is passed on that isn't in them; in others it fails. */
  readonly undecodablePassedOn: ReadonlySet<ContentCoding>;
  /** Whether a connection serves on after a response that has no body, be it by its status, though its head tells no length. */
  readonly keepsWithoutLength: boolean;
  /** Whether chunks that make no sense fail the response whose head they came with. */
  readonly badChunksFailHead: boolean;
  /** Whether a head is told as it comes, or with the first bytes of its body, or the end, behind it. */
  readonly tellsHead: "at-once" | "with-body";
  /** Of how many bytes each what comes is read, the head among them; null for all that is there. */
  readonly readSize: number | null;
  /**
   * What becomes of a connection whose response has been refused: its body is still taken within limits, so that it can serve
   * on; or it is closed unless that has come whole; or it is closed.
   */
  readonly unwanted: UnwantedBody | "closed-unless-whole" | "closed";
}

export interface UnwantedBody {
  readonly maxBytes: number;
  readonly milliseconds: number;
}

/** A response but for its body. */
export interface ResponseHead extends StatusLine {
  /** As they came: one entry a line, in order. */
  readonly headers: HeaderEntries;
}

/** Of a head's entries, the values of one name. */
export function valuesOf(headers: HeaderEntries, name: string): string[] {
  return headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
}

/** https://www.rfc-editor.org/rfc/rfc9112#name-persistence */
export function isKeptAlive({ version, headers }: ResponseHead): boolean {
  const options = valuesOf(headers, "connection")
    .flatMap((value) => value.split(","))
    .map((option) => option.trim().toLowerCase());
  if (options.includes("close")) return false;
  return version !== "0.9" && (version !== "1.0" || options.includes("keep-alive"));
}
