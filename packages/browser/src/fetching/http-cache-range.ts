import type { HeaderList } from "@crosswalk/cors/protocol";
import { bodyOfBytes, readAll } from "../infrastructure/body.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { parseRange } from "../infrastructure/parsed-range.ts";
import type { StoredResponse } from "../infrastructure/stored-response.ts";
import { isConditional } from "./cache-mode.ts";

/** The range that a request asks for, if a cache can answer it by itself. */
export function rangeOf({ method, headerList }: FetchRequest): string | null {
  const value = headerList.get("Range");
  if (value === null || method !== "GET") return null;
  return isConditional(headerList) ? null : parseRange(value);
}

/**
 * The range as it is asked for where a whole response is stored of which it is a part: from its first byte
 * to its last. Null where there is nothing of it.
 *
 * net/http/partial_data.cc, UpdateFromStoredHeaders
 */
export function boundRange(request: FetchRequest, stored: StoredResponse): string | null {
  const range = rangeOf(request);
  const length = stored.headerList.get("Content-Length");
  if (range === null || stored.status !== 200 || length === null || !/^\d+$/.test(length))
    return null;
  const [start, end] = boundsOf(range, Number(length));
  return start > end ? null : `bytes=${start}-${end}`;
}

/** A stored response was validated, and nothing of it was asked for. */
export function unsatisfied(
  response: FetchResponse,
  validation: HeaderList,
  length: number,
): FetchResponse {
  const headerList = validation.clone();
  headerList.set("Content-Length", "0");
  headerList.set("Content-Range", `bytes 0-0/${length}`);
  return {
    ...response,
    status: 416,
    statusText: "Requested Range Not Satisfiable",
    headerList,
    body: null,
  };
}

/**
 * Of a whole response out of the cache the part that was asked for. What has no such part is given
 * whole, unless it was validated, with those headers.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
 */
export async function partOf(
  response: FetchResponse,
  request: FetchRequest,
  validation: HeaderList | null = null,
): Promise<FetchResponse> {
  const range = rangeOf(request);
  if (range === null || response.status !== 200 || response.body === null) return response;
  let bytes: Uint8Array;
  try {
    bytes = await readAll(response.body);
  } catch (cause) {
    const place = ["#concept-http-network-fetch", ""] as const;
    return networkError(otherFailure("TransportFailed", currentUrl(request), place, { cause }));
  }
  const whole = { ...response, body: bodyOfBytes(bytes) };
  const [start, end] = boundsOf(range, bytes.length);
  if (start >= bytes.length)
    return validation === null ? whole : unsatisfied(response, validation, bytes.length);
  const headerList = response.headerList.clone();
  headerList.set("Content-Length", String(end - start + 1));
  headerList.set("Content-Range", `bytes ${start}-${end}/${bytes.length}`);
  return {
    ...whole,
    status: 206,
    statusText: "Partial Content",
    headerList,
    body: bodyOfBytes(bytes.subarray(start, end + 1)),
  };
}

/** Of the first and the last byte. */
export function boundsOf(range: string, length: number): readonly [start: number, end: number] {
  const [first = "", last = ""] = range.split("-");
  if (first === "") return [Math.max(0, length - Number(last)), length - 1];
  const end = last === "" ? length - 1 : Math.min(Number(last), length - 1);
  return [Number(first), end];
}
