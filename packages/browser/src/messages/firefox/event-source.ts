import { contentTypeOf } from "../../infrastructure/content-type.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../../infrastructure/fetch-response.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";

/** What an EventSource says of an address that it got no stream from. */
export const noStream = (url: URL): string =>
  `Firefox can’t establish a connection to the server at ${url.href}.`;

/** Of a request that failed. */
export const failedStream = (failure: NetworkFailure, request: FetchRequest): string =>
  noStream(streamUrl(request, failure));

/** Of a response that is none. It is told twice, unless its loader has heard of the first by then. */
export function passedLines(response: FetchResponse, request: FetchRequest): readonly string[] {
  if (request.initiator !== "event-source") return [];
  const isStream = contentTypeOf(response.headerList)?.essence === "text/event-stream";
  if (response.status === 200 && isStream) return [];
  const line = noStream(streamUrl(request, null));
  return [line, line];
}

/**
 * What it would ask again: where it has moved to for good. A redirect that the page does not let through has moved nothing.
 *
 * dom/base/EventSource.cpp, AsyncOnChannelRedirect
 */
function streamUrl(
  { urlList, permanentPlaces = [] }: FetchRequest,
  failure: NetworkFailure | null,
): URL {
  const end = failure?.code === "MixedContent" ? urlList.length - 1 : urlList.length;
  return urlList[permanentPlaces.filter((place) => place < end).at(-1) ?? 0]!;
}
