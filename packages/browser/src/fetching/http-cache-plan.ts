import { elements, readCacheControl, secondsOf } from "../infrastructure/cache-control.ts";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { type Freshness, freshnessOf } from "../infrastructure/freshness.ts";
import type { HttpCacheKey } from "../infrastructure/http-cache.ts";
import type { HttpCacheRules } from "../infrastructure/http-cache-rules.ts";
import { matchesVary, type StoredResponse } from "../infrastructure/stored-response.ts";
import type { HeaderList } from "@crosswalk/cors/protocol";
import { rangeOf } from "./http-cache-range.ts";
import { cacheModeOf, isConditional } from "./cache-mode.ts";
import { asksForPart, looksInMemory, writtenKeyOf } from "./http-cache-key.ts";
import type { UserAgent } from "./user-agent.ts";

/** What a request has to do with the HTTP cache. */
export interface HttpCachePlan {
  /** Null where it goes past the cache. */
  readonly key: HttpCacheKey | null;
  readonly stored: StoredResponse | null;
  /**
   *     "reuse"                  the stored response answers
   *     "reuse-and-revalidate"   it answers, and is asked about in the background
   *     "validate"               the server is asked whether it still holds
   *     "validate-own"           so too, in the words of the script, which learns of a 304 itself
   *     "fetch"                  the network answers
   */
  readonly use: "reuse" | "reuse-and-revalidate" | "validate" | "validate-own" | "fetch";
  /** With what the server is asked. */
  readonly validators: readonly (readonly [name: string, value: string])[];
  /** Whether the network's answer may be kept. */
  readonly keeps: boolean;
  /** Whether a part is asked for that lies beyond what is stored. */
  readonly isBeyond: boolean;
}

/** Of a request that goes past the cache. */
const passing: HttpCachePlan = {
  key: null,
  stored: null,
  use: "fetch",
  validators: [],
  keeps: false,
  isBeyond: false,
};

export type CacheWish = "stored" | "fresh" | "validated" | "reloaded" | "past";

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, steps 8.23 to 8.25 */
export function planHttpCache(
  request: FetchRequest,
  headerList: HeaderList,
  agent: UserAgent,
  // 8.23. Set httpCache to the result of determining the HTTP cache partition, given httpRequest.
  key: HttpCacheKey | null,
  wish: CacheWish,
  now: number,
): HttpCachePlan {
  const { httpCache: rules } = agent.engine;

  // 8.24. If httpCache is null, then set httpRequest's cache mode to "no-store".
  if (key === null && wish === "stored") return planForced(request, headerList, agent);
  if (key === null || wish === "past") return passing;

  // 8.25. If httpRequest's cache mode is neither "no-store" nor "reload", then: set storedResponse to
  //       the result of selecting a response from the httpCache, possibly needing validation, as per
  //       the "Constructing Responses from Caches" chapter of HTTP Caching, if any.
  const asked = askedOf(request, rules);
  // NB: The response to a GET serves a HEAD, but a HEAD says nothing of it.
  const isHeadOfGet = request.method === "HEAD" && key.method === "GET";
  // NB: One that wants nothing that is stored has nothing to do with it.
  if (isHeadOfGet && wish === "reloaded" && rules.head === "validates-get") return passing;
  const isMedia = request.destination === "audio" || request.destination === "video";
  const isKept = rules.keepsMedia || !isMedia;
  const stored = findStored(request, key, agent);
  const isBeyond = wish !== "reloaded" && isPartBeyond(request, stored, rules);
  const keeps =
    isKept &&
    !isHeadOfGet &&
    !(asked.has("no-store") && rules.asked.noStore === "unkept") &&
    !isBeyond;
  if (hasOwnCondition(request, agent)) return planOwn(request, key, stored);
  const fetching: HttpCachePlan = { key, stored, use: "fetch", validators: [], keeps, isBeyond };
  const asksItself = goesOutAsItIs(headerList, stored, wish, rules);
  if (stored === null || wish === "reloaded" || asksItself) return fetching;
  const isOwn = rules.ownConditionGoesOut !== "never" && isConditional(headerList);
  const isSilent = isHeadOfGet && rules.head !== "validates-get";
  const validators = isSilent || isOwn ? [] : validatorsOf(stored, rules);
  const mayBeUnnamed = rules.unnamed304Renews && !isSilent && !isOwn && isValidated(stored, rules);
  const isEndOfNothing = isPartOfEmpty(request, stored, rules);
  const validate = (by: HttpCachePlan["validators"]): HttpCachePlan => {
    if (isEndOfNothing) return { ...fetching, validators: ifRangeOf(stored) };
    return by.length > 0 || mayBeUnnamed
      ? { ...fetching, use: "validate", validators: by }
      : fetching;
  };
  const validating = validate(validators);
  if (!matchesVary(stored, headerList)) {
    const tags = validators.filter(([name]) => name === "If-None-Match");
    return rules.validatesVaried ? validate(tags) : fetching;
  }
  const isNewlyAuthorized = !stored.isAuthorized && request.headerList.contains("Authorization");
  if (rules.asksForAuthorization && isNewlyAuthorized)
    return request.cacheMode === "only-if-cached" ? fetching : validating;
  if (wish === "stored") {
    // net/http/http_cache_transaction.cc, BeginCacheRead: "We don't support any combination of
    // LOAD_ONLY_FROM_CACHE and byte ranges."
    const isPartOnly = request.cacheMode === "only-if-cached" && asksForPart(request, rules);
    return isPartOnly && rules.keepsParts ? fetching : { ...fetching, use: "reuse" };
  }
  if (wish === "validated") return validating;
  const freshness = freshnessOf(stored, now, rules);
  if (isFreshEnough(freshness, asked, rules)) return { ...fetching, use: "reuse" };
  const mayBeStale = request.initiator !== "revalidation" && asked.size === 0;
  const serves = mayBeStale && freshness.age < freshness.usable;
  return serves ? { ...validating, use: "reuse-and-revalidate" } : validating;
}

/** A request that would have written is given what is there. */
function planForced(
  request: FetchRequest,
  headerList: HeaderList,
  { engine, httpCache }: UserAgent,
): HttpCachePlan {
  const { httpCache: rules } = engine;
  if (!rules.answersForcedWrites || request.cacheMode !== "force-cache") return passing;
  const key = headerList.contains("Range") ? null : writtenKeyOf(request, rules);
  const stored = key === null ? null : httpCache.get(key);
  return stored !== null && stored.parts === null && matchesVary(stored, headerList)
    ? { ...passing, stored, use: "reuse" }
    : passing;
}

function findStored(
  request: FetchRequest,
  key: HttpCacheKey,
  { engine, httpCache }: UserAgent,
): StoredResponse | null {
  const { redirectedGoesOut, keyedBySynchronous } = engine.httpCache;
  if (redirectedGoesOut && request.urlList.length > 1 && !request.wasAnsweredByCache) return null;
  const stored = httpCache.get(key);
  if (stored?.isInMemory === false && looksInMemory(request, engine.httpCache)) return null;
  return keyedBySynchronous && stored?.bySynchronous === true && !request.synchronous
    ? null
    : stored;
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-4.3.1 */
export function validatorsOf(
  stored: StoredResponse,
  rules: HttpCacheRules,
): HttpCachePlan["validators"] {
  if (!isValidated(stored, rules)) return [];
  const { headerList } = stored;
  const tag = tagOf(headerList.get("ETag") ?? "", rules);
  const date = headerList.get("Last-Modified") ?? "";
  if (tag === "" && date === "") return [];
  const pairs = [
    ["If-None-Match", tag],
    ["If-Modified-Since", date],
  ] as const;
  return pairs.filter(([, value]) => value !== "");
}

const isValidated = (
  { status, headerList, isUnfollowed }: StoredResponse,
  rules: HttpCacheRules,
): boolean =>
  rules.statuses.validates(status, headerList.contains("Location")) ||
  (isUnfollowed && rules.validatesUnfollowed);

function tagOf(tags: string, { severalTags }: HttpCacheRules): string {
  if (severalTags === "joined" || !tags.includes(",")) return tags;
  // Nothing comes first in `, "b"`.
  const [first = ""] = elements(tags);
  return first;
}

/** What the cache mode and a script's own headers ask for. */
export function wishOf(request: FetchRequest, { engine }: UserAgent): CacheWish {
  const cacheMode = cacheModeOf(request, engine);
  if (cacheMode === "default") return ownWishOf(request, engine);
  // NB: Where a script's own header has nothing taken from the cache, it does so in every mode.
  const own = ownWishOf(request, engine);
  if (cacheMode === "no-store" || own === "past") return "past";
  if (cacheMode === "reload" || own === "reloaded") return "reloaded";
  return cacheMode === "no-cache" ? "validated" : "stored";
}

/** What a script's own headers ask for. */
function ownWishOf(request: FetchRequest, engine: EngineProfile): CacheWish {
  const { asked: rules } = engine.httpCache;
  const asked = askedOf(request, engine.httpCache);
  if (asked.has("no-store") && rules.noStore === "bypass") return "past";
  const pragma = rules.pragma ? request.headerList.get("Pragma") : null;
  const isPragma = pragma !== null && /\bno-cache\b/i.test(pragma);
  if (asked.has("no-cache") || isPragma)
    return rules.noCache === "reload" ? "reloaded" : "validated";
  const maxAge = secondsOf(asked, "max-age");
  return maxAge === 0 ? "validated" : "fresh";
}

function askedOf(
  request: FetchRequest,
  rules: HttpCacheRules,
): ReturnType<typeof readCacheControl> {
  return readCacheControl(request.headerList.get("Cache-Control") ?? "", rules.cacheControl);
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-5.2.1 */
function isFreshEnough(
  { age, lifetime }: Freshness,
  asked: ReturnType<typeof readCacheControl>,
  { asked: rules }: HttpCacheRules,
): boolean {
  const maxAge = secondsOf(asked, "max-age");
  if (rules.maxAge === "any" && maxAge !== null && age > maxAge) return false;
  const minFresh = rules.minFresh ? (secondsOf(asked, "min-fresh") ?? 0) : 0;
  // "If no value is assigned to max-stale, then the client will accept a stale response of any age."
  const maxStale =
    rules.maxStale && asked.has("max-stale") ? (secondsOf(asked, "max-stale") ?? Infinity) : 0;
  return age + minFresh < lifetime + maxStale;
}

/**
 * Whether a part is asked for that lies beyond what is stored, as every part of a redirect does: then
 * nothing is kept. What counts from the end lies within.
 *
 * net/http/partial_data.cc, IsRequestedRangeOK; http_cache_transaction.cc, IgnoreRangeRequest
 */
function isPartBeyond(
  request: FetchRequest,
  stored: StoredResponse | null,
  rules: HttpCacheRules,
): boolean {
  if (!rules.answersRanges || stored === null || stored.parts !== null) return false;
  const [first = ""] = rangeOf(request)?.split("-") ?? [];
  // NB: What counts is what is there of it, whatever its length is said to be.
  return first !== "" && Number(first) >= (stored.body?.size ?? 0);
}

/**
 * Whether the last bytes are asked for of what is stored without any. Nothing of that is there to be asked
 * about; it is asked for as what a part lacks.
 */
function isPartOfEmpty(
  request: FetchRequest,
  { status, parts, body }: StoredResponse,
  rules: HttpCacheRules,
): boolean {
  if (!rules.answersRanges || status !== 200 || parts !== null || (body?.size ?? 0) > 0)
    return false;
  return rangeOf(request)?.startsWith("-") === true;
}

/** What is stored is left alone by another part of the same. */
export function ifRangeOf({ headerList }: StoredResponse): HttpCachePlan["validators"] {
  const value = headerList.get("ETag") ?? headerList.get("Last-Modified");
  return value === null ? [] : [["If-Range", value]];
}

function hasOwnCondition(request: FetchRequest, { engine }: UserAgent): boolean {
  return engine.httpCache.ownConditionRenews && isConditional(request.headerList);
}

/** Whether a script's own condition has nothing to do with what is stored. */
function goesOutAsItIs(
  headerList: HeaderList,
  stored: StoredResponse | null,
  wish: CacheWish,
  { ownConditionGoesOut }: HttpCacheRules,
): boolean {
  if (ownConditionGoesOut === "never" || !isConditional(headerList)) return false;
  if (ownConditionGoesOut === "always") return true;
  if (wish !== "stored") return asking.some((name) => headerList.contains(name));
  const tag = headerList.get("If-Match");
  return tag !== null && tag !== stored?.headerList.get("ETag");
}

const asking = ["If-None-Match", "If-Modified-Since", "If-Range"];
const protecting = ["If-Match", "If-Unmodified-Since"];

/** A script's own condition renews what is stored if it asks for the same. */
function planOwn(
  { headerList }: FetchRequest,
  key: HttpCacheKey,
  stored: StoredResponse | null,
): HttpCachePlan {
  if (stored === null || ["If-Range", ...protecting].some((name) => headerList.contains(name)))
    return passing;
  const isSame = (condition: string, validator: string): boolean => {
    const [own, kept] = [headerList.get(condition), stored.headerList.get(validator)];
    // net/http/http_cache_transaction.cc, SetRequest: an empty one is malformed, and goes past the cache.
    return own === null || (own !== "" && (kept === null || kept === own));
  };
  if (!isSame("If-None-Match", "ETag") || !isSame("If-Modified-Since", "Last-Modified"))
    return passing;
  return { ...passing, key, stored, use: "validate-own", keeps: true };
}
