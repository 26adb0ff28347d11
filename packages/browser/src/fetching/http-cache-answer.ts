import { type HeaderList, isRedirectStatus } from "@crosswalk/cors/protocol";
import { readCacheControl } from "../infrastructure/cache-control.ts";
import type { EngineProfile } from "../engines/engine.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, withBody } from "../infrastructure/fetch-response.ts";
import { freshnessOf, isDated, saysThatItLasts } from "../infrastructure/freshness.ts";
import type { HttpCacheKey } from "../infrastructure/http-cache.ts";
import { SharedBody } from "../infrastructure/shared-body.ts";
import {
  responseOf,
  type StoredResponse,
  variedHeaders,
} from "../infrastructure/stored-response.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import { asksForPart, isOfPageAlone, looksInMemory } from "./http-cache-key.ts";
import { boundRange } from "./http-cache-range.ts";
import { invalidate, isInvalidating } from "./http-cache-invalidation.ts";
import type { HttpCachePlan } from "./http-cache-plan.ts";
import {
  bytesReadBeforeRefusal,
  fateOfRefused,
  isRefused,
  readToTell,
} from "./http-cache-refusal.ts";
import { partToKeep } from "./http-cache-parts.ts";
import { renewedResponse, withKeptHeaders } from "./kept-response.ts";
import { redirectFateOf } from "./redirect-fate.ts";
import type { UserAgent } from "./user-agent.ts";

/** A request and what came of it, with the times that say how old that is. */
export interface Exchange {
  readonly request: FetchRequest;
  /** As sent. */
  readonly headerList: HeaderList;
  readonly response: FetchResponse;
  readonly requestTime: number;
  readonly responseTime: number;
}

/**
 * What a fetch gives for the network's answer, and what the cache makes of it.
 *
 * https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, steps 10.3 to 10.5
 */
export function takeAnswer(
  exchange: Exchange,
  plan: HttpCachePlan,
  agent: UserAgent,
): FetchResponse {
  const { request, response } = exchange;
  const { httpCache: cache } = agent;
  const { httpCache: rules } = agent.engine;
  if (response.type === "error") {
    if (plan.use === "fetch" && plan.key !== null && rules.failedReloadRemoves)
      cache.delete(plan.key);
    return response;
  }

  // 10.3. If httpRequest's method is unsafe and forwardResponse's status is in the range 200 to 399,
  //       inclusive, invalidate appropriate stored responses in httpCache, as per the "Invalidating
  //       Stored Responses" chapter of HTTP Caching.
  const isUntouched =
    fateOfRefused(request, rules) === "ignored" &&
    !isLedOn(response, agent) &&
    isRefused(request, response, agent.engine);
  if (!isUntouched && isInvalidating(request, response, agent))
    invalidate(request, response, agent);

  const { key, stored } = plan;
  if (key === null) return response;

  // 10.4. If the revalidatingFlag is set and forwardResponse's status is 304, then: update
  //       storedResponse's header list using forwardResponse's header list, as per the "Freshening
  //       Stored Responses upon Validation" chapter of HTTP Caching; set response to storedResponse.
  if (response.status === 304 && stored !== null && plan.use !== "fetch") {
    request.isRevalidated = plan.use !== "validate-own";
    const isAuthorized = stored.isAuthorized || exchange.headerList.contains("Authorization");
    const renewed = { ...renewedResponse(stored, exchange, rules), isAuthorized };
    if (isLostBy304(stored, response, agent)) cache.delete(key);
    else if (!plan.isBeyond) cache.set(key, withKeptHeaders(renewed, rules));
    return plan.use === "validate-own" ? response : responseOf(renewed, request);
  }

  // 10.5. If response is null, then: set response to forwardResponse; store httpRequest and
  //       forwardResponse in httpCache, as per the "Storing Responses in Caches" chapter of HTTP
  //       Caching.
  if (isUntouched || (response.status === 304 && !rules.strange304Removes)) {
    if (isUntouched && plan.use === "fetch" && rules.failedReloadRemoves) cache.delete(key);
    return response;
  }
  if (!plan.keeps && request.method === "HEAD") {
    // NB: What a HEAD found to be stale, nobody else asks about.
    if (rules.head === "validates-get") cache.delete(key);
    return response;
  }
  // NB: Whoever asked for a part, whether that of what is stored or beyond what there is, got no whole.
  const isOfPart = asksForPart(request, rules);
  const isAskedAnew = plan.use === "fetch" && plan.validators.length === 0;
  if (isOfPart && rules.answersRanges && response.status === 304) {
    // NB: It is no part, and says nothing of what is stored but to who has asked about that.
    if (isAskedAnew) cache.delete(key);
    return response;
  }
  const isFirstPart = isOfPart && response.status === 206 && isAskedAnew;
  if (isFirstPart && plan.keeps && rules.keepsParts) {
    const kept = keepPart(exchange, key, agent);
    if (kept !== null) return kept;
  }
  // NB: What tells of something else altogether leaves what is stored as it is.
  if (isOfPart && plan.use === "validate" && !isAboutRange(response, request, stored!))
    return response;
  const isOddWhole = isOfPart && (response.status === 416 || plan.use === "validate");
  if (plan.keeps && !isOddWhole && isStorable(exchange, agent)) return store(exchange, key, agent);
  cache.delete(key);
  return response;
}

/** Whether a response to who asked for a part of what is stored is that, all of it, or says that there is no such part. */
function isAboutRange(
  { status }: FetchResponse,
  request: FetchRequest,
  stored: StoredResponse,
): boolean {
  // NB: That what lies beyond its end is not there says nothing of it.
  if (status === 416) return boundRange(request, stored) !== null;
  return status === 200 || status === 206;
}

/** Until it is certain whether a response that is refused stays; null where there is nothing to wait for. */
export function untilToldOfRefusal(
  request: FetchRequest,
  response: FetchResponse,
  { engine }: UserAgent,
): Promise<void> | null {
  if (fateOfRefused(request, engine.httpCache) !== "dropped") return null;
  if (!engine.httpCache.keepsEndedRefused || response.type === "error") return null;
  const limit = bytesReadBeforeRefusal(request, response);
  const isLooked = limit !== null && limit > 0 && isRefused(request, response, engine);
  return isLooked ? readToTell(response.body, limit) : null;
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-3 */
function isStorable(exchange: Exchange, agent: UserAgent): boolean {
  const { request, response } = exchange;
  const { httpCache: rules } = agent.engine;
  const { status, headerList } = response;
  const directives = readCacheControl(headerList.get("Cache-Control") ?? "", rules.cacheControl);
  if (directives.has("no-store") || !rules.statuses.keeps(status, isDated(headerList, directives)))
    return false;
  // NB: What a page alone has in memory is there no more once it has failed.
  if (status >= 400 && isOfPageAlone(request, rules)) return false;
  if (status === 303 && rules.seeOtherMustLast && !saysThatItLasts(headerList, directives))
    return false;
  if (fateOfRefused(request, rules) === "dropped" && isRefused(request, response, agent.engine)) {
    if (!rules.keepsEndedRefused || bytesReadBeforeRefusal(request, response) === null)
      return false;
  }
  if (!rules.keepsWithoutBody && lacksBody(response, agent.engine)) return false;
  const fate = redirectFateOf(request, response, agent);
  if (fate !== null && !rules.keepsRedirect(status, fate)) return false;
  if (rules.keepsUnusable || headerList.contains("ETag") || headerList.contains("Last-Modified"))
    return true;
  const candidate = storedFrom(exchange, null, agent);
  return freshnessOf(candidate, candidate.responseTime, rules).usable > 0;
}

/** Whether a response has no body by its status, though it speaks of one. */
function lacksBody({ status, headerList }: FetchResponse, engine: EngineProfile): boolean {
  return engine.nullBodyStatuses.has(status) && Number(headerList.get("Content-Length") ?? 0) > 0;
}

function store(exchange: Exchange, key: HttpCacheKey, agent: UserAgent): FetchResponse {
  const { request, response } = exchange;
  const { httpCache: cache } = agent;
  const forget = (end: "complete" | "lost"): void => {
    if (end === "lost" && cache.get(key)?.body === body) cache.delete(key);
  };
  // NB: Nobody reads the body of a redirect, of a `HEAD`, or beside a status that has none.
  const isRead =
    request.method !== "HEAD" &&
    !agent.engine.nullBodyStatuses.has(response.status) &&
    !isLedOn(response, agent);
  const body: SharedBody | null =
    response.body === null || !isRead
      ? null
      : new SharedBody(
          response.body,
          agent.engine.httpCache.maxBodyBytes,
          forget,
          agent.readingForCache,
        );
  if (body !== null) response.body?.share?.(() => body.isReadByOthers);
  const { httpCache: rules } = agent.engine;
  const stored = storedFrom(exchange, body, agent);
  cache.set(key, withKeptHeaders(stored, rules));
  return body === null ? response : withBody(response, body.open());
}

/** The response, of which a part is kept from now on; null where it isn't. */
function keepPart(exchange: Exchange, key: HttpCacheKey, agent: UserAgent): FetchResponse | null {
  const { request, response } = exchange;
  const { httpCache: rules } = agent.engine;
  const { headerList } = response;
  const directives = readCacheControl(headerList.get("Cache-Control") ?? "", rules.cacheControl);
  if (response.body === null || directives.has("no-store")) return null;
  if (fateOfRefused(request, rules) === "dropped" && isRefused(request, response, agent.engine))
    return null;
  const { maxBodyBytes } = rules;
  const kept = partToKeep(request, response, response.body, maxBodyBytes, exchange.responseTime);
  if (kept === null) return null;
  const body = new SharedBody(
    kept.response.body,
    maxBodyBytes,
    () => undefined,
    agent.readingForCache,
  );
  response.body.share?.(() => body.isReadByOthers);
  const stored = { ...storedFrom(exchange, null, agent), parts: kept.parts };
  agent.httpCache.set(key, withKeptHeaders(stored, rules));
  return { ...kept.response, body: body.open() };
}

function storedFrom(exchange: Exchange, body: SharedBody | null, agent: UserAgent): StoredResponse {
  const { response, request, requestTime, responseTime } = exchange;
  const { status, statusText, headerList } = response;
  return {
    url: withoutFragment(currentUrl(request)),
    status,
    statusText,
    headerList,
    body,
    encoded: response.encoded,
    parts: null,
    varied: variedHeaders(exchange.headerList, headerList),
    isAuthorized: exchange.headerList.contains("Authorization"),
    isUnfollowed: redirectFateOf(request, response, agent) === "unfollowed",
    requestHeaders:
      agent.engine.httpCache.redirectKeepsHeaders && isLedOn(response, agent)
        ? requestHeadersOf(exchange)
        : null,
    bySynchronous: request.synchronous,
    isInMemory:
      looksInMemory(request, agent.engine.httpCache) ||
      (agent.engine.httpCache.plainRedirectsInMemory && isPlainPermanent(request, status)),
    requestTime,
    responseTime,
  };
}

function isPlainPermanent(request: FetchRequest, status: number): boolean {
  return (status === 301 || status === 308) && currentUrl(request).protocol === "http:";
}

function isLedOn({ status, headerList }: FetchResponse, { engine }: UserAgent): boolean {
  const isRedirect = isRedirectStatus(status) || engine.redirects.isAlsoRedirect(status);
  return isRedirect && headerList.contains("Location");
}

function requestHeadersOf({ request, headerList }: Exchange): HeaderList {
  const headers = request.headerList.clone();
  // What the cache mode has added stays, and who had asked.
  for (const name of ["Cache-Control", "Origin", "Pragma"]) {
    const value = headerList.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

function isLostBy304(
  stored: StoredResponse,
  { headerList }: FetchResponse,
  agent: UserAgent,
): boolean {
  const { httpCache: rules } = agent.engine;
  const directives = readCacheControl(headerList.get("Cache-Control") ?? "", rules.cacheControl);
  if (rules.noStore304Removes && directives.has("no-store")) return true;
  const modified = headerList.get("Last-Modified");
  return (
    rules.otherDate304Removes &&
    modified !== null &&
    modified !== stored.headerList.get("Last-Modified")
  );
}
