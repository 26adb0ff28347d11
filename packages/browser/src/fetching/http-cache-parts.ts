import type { HeaderList } from "@crosswalk/cors/protocol";
import { type ResponseBody, bodyOfBytes, joined, letGo, readAll } from "../infrastructure/body.ts";
import { BodyInParts, type Part } from "../infrastructure/body-in-parts.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { HttpCache } from "../infrastructure/http-cache.ts";
import type { HttpCacheRules } from "../infrastructure/http-cache-rules.ts";
import { parseHttpDate } from "../infrastructure/http-date.ts";
import { freshened, type StoredResponse } from "../infrastructure/stored-response.ts";
import { type HttpCachePlan, validatorsOf } from "./http-cache-plan.ts";
import { boundsOf, rangeOf } from "./http-cache-range.ts";

/** What `Content-Range` says of a part; null where it isn't understood, or tells of no whole. */
function placeOf(headerList: HeaderList): (Part & { readonly length: number }) | null {
  const match = /^[ \t]*bytes[ \t]+(\d+)[ \t]*-[ \t]*(\d+)[ \t]*\/[ \t]*(\d+)[ \t]*$/i.exec(
    headerList.get("Content-Range") ?? "",
  );
  if (match === null) return null;
  const [start, end, length] = match.slice(1).map(Number) as [number, number, number];
  return start <= end && end < length ? { start, end, length } : null;
}

// RFC 9110, section 8.8.2.2: "at least one second earlier"; Chromium asks for a minute.
const STRONG_AFTER = 60_000;

/** net/http/http_response_headers.cc, HasStrongValidators */
function hasStrongValidators(headerList: HeaderList, now: number): boolean {
  const tag = headerList.get("ETag") ?? "";
  if (tag !== "" && !/^[ \t]*W\//i.test(tag)) return true;
  const [modified, date] = ["Last-Modified", "Date"].map((name) =>
    parseHttpDate(headerList.get(name) ?? "", now),
  );
  return modified != null && date != null && date - modified >= STRONG_AFTER;
}

/** The body of a part, written down as it is read. */
function writtenDown(body: ResponseBody, start: number, parts: BodyInParts): ResponseBody {
  return {
    ...(body.cancel === undefined ? {} : { cancel: () => body.cancel!() }),
    async *[Symbol.asyncIterator]() {
      let offset = start;
      for await (const chunk of body) {
        parts.write(offset, chunk);
        offset += chunk.length;
        yield chunk;
      }
    },
  };
}

/** What is kept of a first part, and the response whose body is written down; null of what is never kept. */
export function partToKeep(
  { headerList }: FetchResponse,
  body: ResponseBody,
  maxBytes: number,
  now: number,
): { readonly parts: BodyInParts; readonly body: ResponseBody } | null {
  const place = placeOf(headerList);
  if (place === null || place.length > maxBytes || !hasStrongValidators(headerList, now))
    return null;
  const parts = new BodyInParts(place.length);
  return { parts, body: writtenDown(body, place.start, parts) };
}

/** A response of which parts are stored. */
export type StoredInParts = StoredResponse & { readonly parts: BodyInParts };

export const isInParts = (stored: StoredResponse | null): stored is StoredInParts =>
  stored !== null && stored.parts !== null;

/** Asks the network, with these headers set in place of what was to be sent, or without the one that is null. */
export type AskNetwork = (
  headers: readonly (readonly [name: string, value: string | null])[],
) => Promise<FetchResponse>;

/**
 * What is asked for of a response of which parts are stored: from what is there, and piece by piece from the
 * network.
 *
 * net/http/http_cache_transaction.cc, DoPartialCacheReadCompleted and ValidatePartialResponse; partial_data.cc
 */
export async function fetchInParts(
  request: FetchRequest,
  plan: HttpCachePlan,
  stored: StoredInParts,
  cache: HttpCache,
  ask: AskNetwork,
  rules: HttpCacheRules,
): Promise<FetchResponse> {
  const { key } = plan;
  const validators = validatorsOf(stored, rules);
  const { parts } = stored;
  const range = rangeOf(request);
  const [start, end] = range === null ? [0, parts.length - 1] : boundsOf(range, parts.length);
  // NB: Beyond what there is, the server is asked in the script's words.
  if (start > end) {
    const response = await ask(validators);
    cache.delete(key!);
    return response;
  }
  let kept: StoredInParts = stored;
  const renew = ({ headerList }: FetchResponse): void => {
    const now = { requestTime: stored.requestTime, responseTime: stored.responseTime };
    kept = { ...freshened(stored, headerList, now, rules.unchangedBy304), parts };
    cache.set(key!, kept);
  };
  const first = parts.find({ start, end });
  const isThere = first !== null && first.start === start;
  const piece: Part = isThere ? first : { start, end: first === null ? end : first.start - 1 };
  const isLast = piece.end === end;
  const bytes: Uint8Array[] = [];
  // NB: Who asks for the whole has it vouched for before it is given what cannot be taken back.
  const isGiven = isThere && plan.use !== "validate" && (range !== null || isLast);
  if (!isGiven) {
    const conditions = isThere ? validators : ifRangeOf(stored);
    const response = await ask([...conditions, rangeHeader(piece)]);
    const isMore = !isThere && response.status === 206 && follows(response, piece, parts);
    if (isMore || (isThere && response.status === 304)) renew(response);
    else {
      cache.delete(key!);
      const isAskedAgain = !isLast && [200, 206, 416].includes(response.status);
      if (!isAskedAgain) return response;
      letGo(response.body);
      return ask([range === null ? ["Range", null] : rangeHeader({ start, end })]);
    }
    if (isMore && response.body !== null)
      bytes.push(await readAll(writtenDown(response.body, piece.start, parts)));
  }
  if (isThere) bytes.push(parts.read(piece));
  const body = isLast
    ? bodyOfBytes(joined(bytes))
    : bodyOfMore(bytes, await rest(parts, piece.end + 1, end, stored, ask));
  return asAskedFor(kept, request, range === null ? null : { start, end }, body);
}

/** Piece by piece what is left; null from where on it can't be had. */
async function rest(
  parts: BodyInParts,
  from: number,
  end: number,
  stored: StoredInParts,
  ask: AskNetwork,
): Promise<readonly (Uint8Array | null)[]> {
  const pieces: (Uint8Array | null)[] = [];
  for (let start = from; start <= end;) {
    const there = parts.find({ start, end });
    if (there?.start === start) {
      pieces.push(parts.read(there));
      start = there.end + 1;
      continue;
    }
    const piece: Part = { start, end: there === null ? end : there.start - 1 };
    const response = await ask([...ifRangeOf(stored), rangeHeader(piece)]);
    if (response.status !== 206 || response.body === null || !follows(response, piece, parts)) {
      letGo(response.body);
      pieces.push(null);
      return pieces;
    }
    pieces.push(await readAll(writtenDown(response.body, start, parts)));
    start = piece.end + 1;
  }
  return pieces;
}

function bodyOfMore(
  bytes: readonly Uint8Array[],
  pieces: readonly (Uint8Array | null)[],
): ResponseBody {
  return {
    async *[Symbol.asyncIterator]() {
      yield* bytes;
      for (const piece of pieces) {
        if (piece === null) throw new TypeError("a part that was asked for did not come");
        yield piece;
      }
    },
  };
}

function follows({ headerList }: FetchResponse, piece: Part, { length }: BodyInParts): boolean {
  const place = placeOf(headerList);
  return (
    place !== null &&
    place.start === piece.start &&
    place.end <= piece.end &&
    place.length === length
  );
}

const rangeHeader = ({ start, end }: Part): readonly [string, string] => [
  "Range",
  `bytes=${start}-${end}`,
];

/** What is stored is left alone by another part of the same. */
function ifRangeOf({ headerList }: StoredResponse): readonly (readonly [string, string])[] {
  const value = headerList.get("ETag") ?? headerList.get("Last-Modified");
  return value === null ? [] : [["If-Range", value]];
}

/** net/http/partial_data.cc, FixResponseHeaders */
function asAskedFor(
  stored: StoredInParts,
  { urlList }: FetchRequest,
  part: Part | null,
  body: ResponseBody,
): FetchResponse {
  const headerList = stored.headerList.clone();
  const { length } = stored.parts;
  if (part === null) headerList.delete("Content-Range");
  else headerList.set("Content-Range", `bytes ${part.start}-${part.end}/${length}`);
  headerList.set("Content-Length", String(part === null ? length : part.end - part.start + 1));
  return {
    type: "default",
    urlList: [...urlList],
    status: part === null ? 200 : 206,
    statusText: part === null ? "OK" : "Partial Content",
    headerList,
    body,
    internalResponse: null,
    failure: null,
  };
}
