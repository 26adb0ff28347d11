import {
  failure as parseFailure,
  HeaderList,
  parseMimeType,
  parseSingleRangeHeaderValue,
  type SingleRange,
} from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { ResponseBody } from "../infrastructure/body.ts";
import { parseRangeOfIntegers } from "../infrastructure/range-of-integers.ts";
import type { Client } from "../infrastructure/client.ts";
import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { type FetchFailureCode, otherFailure } from "../infrastructure/network-error.ts";
import { isSameOrigin } from "../infrastructure/origin.ts";
import { extractMimeType, serializeMimeType } from "../infrastructure/mime-type.ts";
import type { FetchParams } from "./user-agent.ts";

/** https://fetch.spec.whatwg.org/#concept-scheme-fetch, "blob" */
export function blobFetch({ request, agent }: FetchParams): FetchResponse {
  const { blobs: rules } = agent.engine;
  const failure = (code: FetchFailureCode, step: string, parameter = ""): FetchResponse =>
    networkError(
      otherFailure(code, currentUrl(request), ["#concept-scheme-fetch", step], { parameter }),
    );

  // 1. Let blobURLEntry be request's current URL's blob URL entry.
  const entry = request.blobUrlEntry;

  // 2. If request's method is not `GET` or blobURLEntry is null, then return a network error.
  // NOTE: The `GET` method restriction serves no useful purpose other than being interoperable.
  if (request.method !== "GET") return failure("BlobMethod", "3.blob.2", request.method);
  if (entry === null) return failure("BlobUrlNotFound", "3.blob.2");

  // 7. Let blob be the result of obtaining a blob object given blobURLEntry and
  //    navigationOrEnvironment.
  // 8. If blob is not a Blob object, then return a network error.
  // NB: Storage keys, "for non-storage purposes", are origins.
  if (!isSameOrigin(entry.origin, request.client.origin))
    return failure("BlobUrlNotFound", "3.blob.8");
  const blob = entry.object;

  // 10. Let fullLength be blob's size.
  // 12. Let type be blob's type.
  const { size: fullLength } = blob;
  const type = typeOf(blob, rules.contentType);
  const policies = rules.tellsPolicies ? policiesOf(request.client) : [];
  const response = {
    type: "default",
    urlList: [...request.urlList],
    internalResponse: null,
    failure: null,
  } as const;

  // 13. If request's header list does not contain `Range`, then:
  const rangeHeader = request.headerList.get("Range");
  if (rangeHeader === null) {
    // 13.3 to 13.5. Set response's status message to `OK`, response's body to bodyWithType's body, and
    //       response's header list to « (`Content-Length`, serializedFullLength), (`Content-Type`,
    //       type) ».
    return {
      ...response,
      status: 200,
      statusText: "OK",
      // NB: In this order Firefox shows them.
      headerList: HeaderList.from([
        ["Content-Type", type],
        ["Content-Length", String(fullLength)],
        ...policies,
      ]),
      body: bodyOfBlob(blob),
    };
  }

  // 14. Otherwise:
  // 14.3. Let rangeValue be the result of parsing a single range header value given rangeHeader and
  //       true.
  // 14.4. If rangeValue is failure, then return a network error.
  const rangeValue =
    rules.ranges === "of-integers"
      ? parseRangeOfIntegers(rangeHeader)
      : parseSingleRangeHeaderValue(rangeHeader, true);
  if (rangeValue === parseFailure) return failure("BlobRange", "3.blob.14.4", rangeHeader);

  // 14.5. Let (rangeStart, rangeEnd) be rangeValue.
  const range = rangeWithin(rangeValue, BigInt(fullLength), rules.longSuffix);
  if (range === null) return failure("BlobRange", "3.blob.14.7.1", rangeHeader);
  const [rangeStart, rangeEnd] = range;

  // 14.8. Let slicedBlob be the result of invoking slice blob given blob, rangeStart, rangeEnd + 1, and
  //       type.
  // NOTE: A range header denotes an inclusive byte range, while the slice blob algorithm input range
  //       does not.
  const slicedBlob = blob.slice(rangeStart, rangeEnd + 1, type);

  // 14.13 to 14.15. Set response's status to 206, its status message to `Partial Content`, and its
  //       header list to « (`Content-Length`, serializedSlicedLength), (`Content-Type`, type),
  //       (`Content-Range`, contentRange) ».
  const isTold = rules.partialContent === "all" || rules.partialContent === request.initiator;
  return {
    ...response,
    status: 206,
    statusText: isTold ? "Partial Content" : "OK",
    headerList: HeaderList.from([
      ["Content-Type", type],
      ["Content-Length", String(slicedBlob.size)],
      // https://fetch.spec.whatwg.org/#build-a-content-range
      ...(fullLength === 0 && rules.ranges === "of-integers"
        ? []
        : ([["Content-Range", `bytes ${rangeStart}-${rangeEnd}/${fullLength}`]] as const)),
      ...policies,
    ]),
    body: bodyOfBlob(slicedBlob),
  };
}

function policiesOf({ referrerPolicy, contentSecurityPolicy }: Client): [string, string][] {
  const policies: [string, string][] = [["Referrer-Policy", referrerPolicy]];
  if (contentSecurityPolicy !== null)
    policies.push(["Content-Security-Policy", contentSecurityPolicy]);
  return policies;
}

/** Steps 14.6 and 14.7; null where the range begins behind the end. */
function rangeWithin(
  [start, end]: SingleRange,
  fullLength: bigint,
  longSuffix: EngineProfile["blobs"]["longSuffix"],
): readonly [start: number, end: number] | null {
  // 14.6. If rangeStart is null, then: set rangeStart to fullLength − rangeEnd; set rangeEnd to
  //       rangeStart + rangeEnd − 1.
  // AD-HOC: Nothing is no range, as RFC 9110 §14.1.2 has it and browsers do; what is more than there
  //         is, that takes for all of it.
  if (start === null) {
    if (end === 0n || (end! > fullLength && longSuffix === "failure")) return null;
    const first = end! > fullLength ? 0n : fullLength - end!;
    return [Number(first), Number(fullLength) - 1];
  }
  // 14.7.1. If rangeStart is greater than or equal to fullLength, then return a network error.
  if (start >= fullLength) return null;
  // 14.7.2. If rangeEnd is null or rangeEnd is greater than or equal to fullLength, then set rangeEnd
  //         to fullLength − 1.
  const last = end === null || end >= fullLength ? fullLength - 1n : end;
  return [Number(start), Number(last)];
}

function typeOf({ type }: Blob, reading: EngineProfile["blobs"]["contentType"]): string {
  switch (reading) {
    case "as-given":
      return type;
    case "parsable":
      // "On getting, user agents must return the type of a Blob as an ASCII-encoded string in lower case,
      // such that when it is converted to a byte sequence, it is a parsable MIME type, or the empty
      // string." https://w3c.github.io/FileAPI/#dfn-type
      return parseMimeType(type) === null ? "" : type;
    case "understood":
      return understood(type);
  }
}

/** As Firefox parses a type: its essence and its charset, of several the last. */
function understood(type: string): string {
  if (type === "") return "";
  const record = extractMimeType(HeaderList.from([["Content-Type", type]]));
  if (record === null) return "application/x-unknown-content-type";
  const charset = record.parameters.get("charset");
  const parameters = new Map(charset === undefined ? [] : [["charset", charset]]);
  return serializeMimeType({ ...record, parameters });
}

/** https://fetch.spec.whatwg.org/#bodyinit-safely-extract, of a Blob */
function bodyOfBlob(blob: Blob): ResponseBody {
  return {
    bytes: async () => new Uint8Array(await blob.arrayBuffer()),
    [Symbol.asyncIterator]: () => chunksOf(blob),
  };
}

async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = (blob.stream() as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
