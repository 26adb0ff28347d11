import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { isLoopbackHost } from "../infrastructure/url.ts";
import { type ResponseHead, valuesOf } from "./reading.ts";

/** What can be taken off a body. */
export type ContentCoding = "gzip" | "deflate" | "br" | "zstd";

/** What a response was asked for with. */
export interface CodingRequest {
  readonly url: URL;
  readonly headers: HeaderEntries;
}

/** The codings that a body was put in, in that order; none where it is passed on as it is. */
export type ReadContentCodings = (
  head: ResponseHead,
  request: CodingRequest,
) => readonly ContentCoding[] | "unreadable";

const all: ReadonlyMap<string, ContentCoding> = new Map([
  ["gzip", "gzip"],
  ["x-gzip", "gzip"],
  ["deflate", "deflate"],
  ["br", "br"],
  ["zstd", "zstd"],
]);

const wordsOf = ({ headers }: ResponseHead): string[] => {
  const values = valuesOf(headers, "content-encoding");
  return values.length === 0
    ? []
    : values
        .join(",")
        .split(",")
        .map((word) => word.trim());
};

const isKnown = (coding: ContentCoding | undefined): coding is ContentCoding =>
  coding !== undefined;

/** A body is decoded if all is known that it was put in. */
const allOrNone = (codings: readonly (ContentCoding | undefined)[]): readonly ContentCoding[] =>
  codings.every(isKnown) ? codings : [];

/** https://fetch.spec.whatwg.org/#handle-content-codings, steps 1 and 2 */
export const standardCodings: ReadContentCodings = (head) =>
  allOrNone(
    wordsOf(head)
      .filter((word) => word !== "")
      .map((word) => all.get(word.toLowerCase())),
  );

/** netwerk/protocol/http/HttpBaseChannel.cpp, DoApplyContentConversions: what is unknown is passed over. */
export const knownCodings: ReadContentCodings = (head) =>
  wordsOf(head)
    .map((word) => all.get(word.toLowerCase()))
    .filter(isKnown);

/** libsoup/content-decoder/soup-content-decoder.c: names are as they are, and zstd is none. */
export const exactCodings: ReadContentCodings = (head) =>
  allOrNone(
    wordsOf(head)
      .filter((word) => word !== "")
      .map((word) => (word === "zstd" ? undefined : all.get(word))),
  );

/** net/http/http_network_transaction.cc, ContentEncodingsValid; net/filter/filter_source_stream.cc */
export const askedCodings: ReadContentCodings = (head, request) => {
  const words = wordsOf(head).map((word) => word.toLowerCase());
  if (words.some((word) => /["=;*\s]/.test(word))) return "unreadable";
  const accepted = acceptedWords(request);
  return words.some((word) => all.has(word) && !accepted.has(word))
    ? "unreadable"
    : allOrNone(words.map((word) => all.get(word)));
};

/** What is asked for is not what the page's script wrote, but whether that wanted a part. */
function acceptedWords({ url, headers }: CodingRequest): ReadonlySet<string> {
  const own = valuesOf(headers, "accept-encoding").at(-1);
  if (own !== undefined)
    return new Set(own.split(",").map((word) => word.split(";", 1)[0]!.trim().toLowerCase()));
  return new Set(["x-gzip", ...codingsAskedFor(url)]);
}

/** What Chromium and Firefox ask for: the newer ones only where nobody on the way could mistake or change them. */
export function codingsAskedFor({ protocol, hostname }: URL): readonly ContentCoding[] {
  const isSecure = protocol === "https:" || isLoopbackHost(hostname);
  return ["gzip", "deflate", ...(isSecure ? (["br", "zstd"] as const) : [])];
}
