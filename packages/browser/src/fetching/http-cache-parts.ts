import type { HeaderList } from "@crosswalk/cors/protocol";
import { type ResponseBody, bodyOfBytes, letGo } from "../infrastructure/body.ts";
import { BodyInParts, type Part } from "../infrastructure/body-in-parts.ts";
import { readCacheControl } from "../infrastructure/cache-control.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { HttpCacheRules } from "../infrastructure/http-cache-rules.ts";
import { parseHttpDate } from "../infrastructure/http-date.ts";
import type { StoredResponse } from "../infrastructure/stored-response.ts";
import { type AskedPiece, BodyOfPieces, gapIn, type PieceSource } from "./body-of-pieces.ts";
import { type HttpCachePlan, ifRangeOf, validatorsOf } from "./http-cache-plan.ts";
import { boundsOf, rangeOf, unsatisfied } from "./http-cache-range.ts";
import { isRefused } from "./http-cache-refusal.ts";
import { renewedResponse, withKeptHeaders } from "./kept-response.ts";
import { tellReuse } from "./stored-answer.ts";
import type { FetchParams } from "./user-agent.ts";

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

/** The body of a part, written down as it is read. It breaks off where more comes than there is a place for. */
function writtenDown(body: ResponseBody, { start, end }: Part, parts: BodyInParts): ResponseBody {
  return {
    cancel: (by) => body.cancel?.(by),
    async *[Symbol.asyncIterator]() {
      let offset = start;
      for await (const chunk of body) {
        if (offset + chunk.length > end + 1) {
          body.cancel?.();
          throw new TypeError("more came of a part than its Content-Range says");
        }
        parts.write(offset, chunk);
        offset += chunk.length;
        yield chunk;
      }
    },
  };
}

/**
 * Whether a first part is what was asked for.
 *
 * net/http/partial_data.cc, ResponseHeadersOK
 */
function isAskedFor(
  request: FetchRequest,
  headerList: HeaderList,
  { start, end, length }: Part & { readonly length: number },
): boolean {
  const told = Number(headerList.get("Content-Length") ?? 0);
  if (told > 0 && told !== end - start + 1) return false;
  const [first = "", last = ""] = rangeOf(request)?.split("-") ?? [];
  if (first === "") return true;
  return Number(first) === start && (last === "" || Number(last) >= length || Number(last) === end);
}

/** What is kept of a first part, and the response of which it is written down; null of what is never kept. */
export function partToKeep(
  request: FetchRequest,
  response: FetchResponse,
  body: ResponseBody,
  maxBytes: number,
  now: number,
): {
  readonly parts: BodyInParts;
  readonly response: FetchResponse & { body: ResponseBody };
} | null {
  const { headerList } = response;
  const place = placeOf(headerList);
  if (place === null || place.length > maxBytes || !hasStrongValidators(headerList, now))
    return null;
  if (!isAskedFor(request, headerList, place)) return null;
  const parts = new BodyInParts(place.length);
  const told = withPlace(headerList, place, place.length);
  return {
    parts,
    response: { ...response, headerList: told, body: writtenDown(body, place, parts) },
  };
}

/** net/http/http_response_headers.cc, UpdateWithNewRange */
function withPlace(headers: HeaderList, { start, end }: Part, length: number): HeaderList {
  const headerList = headers.clone();
  headerList.set("Content-Range", `bytes ${start}-${end}/${length}`);
  headerList.set("Content-Length", String(end - start + 1));
  return headerList;
}

/** A response of which parts are stored. */
export type StoredInParts = StoredResponse & { readonly parts: BodyInParts };

export const isInParts = (stored: StoredResponse | null): stored is StoredInParts =>
  stored !== null && stored.parts !== null;

/** Asks the network, with these headers set in place of what was to be sent, or without the one that is null. */
export type AskNetwork = (
  headers: readonly (readonly [name: string, value: string | null])[],
) => Promise<FetchResponse>;

/** A stored part is out of date by these where its rest was asked for; by others it stays as it is. */
const superseding: ReadonlySet<number> = new Set([200, 206, 416]);

/**
 * What is asked for of a response of which parts are stored: from what is there, and piece by piece from the
 * network.
 *
 * net/http/http_cache_transaction.cc, DoPartialCacheReadCompleted and ValidatePartialResponse; partial_data.cc
 */
export async function fetchInParts(
  params: FetchParams,
  plan: HttpCachePlan,
  stored: StoredInParts,
  /** As it would be sent. */
  sent: HeaderList,
  ask: AskNetwork,
): Promise<FetchResponse> {
  const { request, agent } = params;
  const { httpCache: cache, engine, clock } = agent;
  const { httpCache: rules } = engine;
  const key = plan.key!;
  const { parts } = stored;
  const validators = plan.use === "reuse" ? validatorsOf(stored, rules) : plan.validators;
  const range = rangeOf(request);
  const [start, end] = range === null ? [0, parts.length - 1] : boundsOf(range, parts.length);
  // NB: While something is asked for, others may have stored what is newer, or nothing may be left.
  const isStillStored = (): boolean => cache.get(key)?.parts === parts;
  const forget = (): void => {
    if (isStillStored()) cache.delete(key);
  };
  // NB: Beyond what there is, the server is asked in the script's words.
  if (start > end) {
    const response = await ask(validators);
    if (response.status === 304) return unsatisfied(response, response.headerList, parts.length);
    if (response.status === 200 || response.status === 206) forget();
    return response;
  }
  const source: PieceSource = {
    ask: (piece) => ask([...ifRangeOf(stored), rangeHeader(piece)]),
    take(response, piece) {
      const { status, headerList, body } = response;
      const isMore = status === 206 && follows(response, piece, parts);
      if (isMore ? isUnkept(headerList, rules) : superseding.has(status)) forget();
      if (!isMore) return null;
      return writtenDown(body ?? bodyOfBytes(new Uint8Array()), piece, parts);
    },
  };
  let kept: StoredInParts = stored;
  let asked: AskedPiece | null = null;
  const first = parts.find({ start, end });
  const isThere = first !== null && first.start === start;
  const piece: Part = isThere ? first : gapIn(parts, start, end);
  const isLast = piece.end === end;
  // NB: Who asks for the whole has it vouched for before it is given what cannot be taken back.
  const isGiven = isThere && plan.use === "reuse" && (range !== null || isLast);
  if (!isGiven) {
    const requestTime = clock.date();
    const response = await (isThere ? ask([...validators, rangeHeader(piece)]) : source.ask(piece));
    const { status, headerList } = response;
    const isMore = !isThere && status === 206 && follows(response, piece, parts);
    if (!isMore && !(isThere && status === 304)) {
      if (!superseding.has(status)) return response;
      forget();
      if (isLast) return response;
      letGo(response.body);
      return ask([range === null ? ["Range", null] : rangeHeader({ start, end })]);
    }
    const times = { requestTime, responseTime: clock.date() };
    const renewed = renewedResponse(stored, { headerList: sent, response, ...times }, rules);
    kept = { ...withKeptHeaders(renewed, rules), parts };
    if (isUnkept(headerList, rules)) forget();
    else if (isStillStored()) cache.set(key, kept);
    if (isMore) asked = { piece, response };
  }
  const head = asAskedFor(kept, request, range === null ? null : { start, end });
  if (isThere) tellReuse(params, head, isGiven ? "local" : "validated");
  if (isThere && isLast) return { ...head, body: bodyOfBytes(parts.read(piece)) };
  // NB: The next piece is asked for whether or not anybody reads so far, but for nobody who is refused.
  if (isThere && !isRefused(request, head, engine)) {
    const gap = gapIn(parts, piece.end + 1, end);
    const response = source.ask(gap);
    response.catch(() => undefined);
    asked = { piece: gap, response };
  }
  return { ...head, body: new BodyOfPieces(parts, { start, end }, source, asked) };
}

const isUnkept = (headerList: HeaderList, rules: HttpCacheRules): boolean =>
  rules.noStore304Removes &&
  readCacheControl(headerList.get("Cache-Control") ?? "", rules.cacheControl).has("no-store");

function follows({ headerList }: FetchResponse, piece: Part, { length }: BodyInParts): boolean {
  const place = placeOf(headerList);
  return (
    place !== null &&
    place.start === piece.start &&
    place.end === piece.end &&
    place.length === length
  );
}

const rangeHeader = ({ start, end }: Part): readonly [string, string] => [
  "Range",
  `bytes=${start}-${end}`,
];

/** net/http/partial_data.cc, FixResponseHeaders */
function asAskedFor(
  stored: StoredInParts,
  { urlList }: FetchRequest,
  part: Part | null,
): FetchResponse {
  const { length } = stored.parts;
  const headerList = withPlace(stored.headerList, part ?? { start: 0, end: length - 1 }, length);
  if (part === null) headerList.delete("Content-Range");
  return {
    type: "default",
    urlList: [...urlList],
    status: part === null ? 200 : 206,
    statusText: part === null ? "OK" : stored.statusText,
    headerList,
    body: null,
    internalResponse: null,
    failure: null,
  };
}
