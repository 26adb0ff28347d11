import type { HeaderList } from "@crosswalk/cors/protocol";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import type { HttpCacheKey } from "../infrastructure/http-cache.ts";
import type { QueuePlace } from "../infrastructure/http-cache-queue.ts";
import type { CookieContext } from "../infrastructure/cookie-store.ts";
import { isPromise } from "../infrastructure/is-promise.ts";
import { cookieContextOf } from "./cookie-context.ts";
import { asksForPart, httpCacheKeyOf, includesCredentialsOf } from "./http-cache-key.ts";
import { type CacheWish, type HttpCachePlan, planHttpCache, wishOf } from "./http-cache-plan.ts";
import { endedByAbort, free, left, lost, takeTurn } from "./http-cache-turn.ts";
import { takenInTurn } from "./taken-in-turn.ts";
import { notCached, withoutNetwork } from "./without-network.ts";
import { appendUserAgentHeaders } from "./user-agent-headers.ts";
import { keepaliveTooLarge } from "./keepalive-too-large.ts";
import { httpNetworkFetch } from "./http-network-fetch.ts";
import {
  type AskNetwork,
  fetchInParts,
  isInParts,
  type StoredInParts,
} from "./http-cache-parts.ts";
import { boundRange, partOf } from "./http-cache-range.ts";
import type { FetchPurpose } from "./fetch-purpose.ts";
import type { FetchParams } from "./user-agent.ts";
import { contentLengthOf } from "./content-length.ts";
import { traceCredentials } from "./trace-step.ts";
import { clearCache, toldClearSiteData } from "./clear-site-data.ts";
import { leadsAstray } from "./kept-chain.ts";
import { honourState } from "./honoured-state.ts";

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch */
export function httpNetworkOrCacheFetch(
  params: FetchParams,
  purpose: FetchPurpose = "actual",
  connection: "any" | "new" = "any",
): Promise<FetchResponse> {
  const { request, agent } = params;

  // 8.1. If request's traversable for user prompts is "no-traversable" and request's redirect mode is
  //      "error", then set httpFetchParams to fetchParams and httpRequest to request.
  // 8.2. Otherwise: set httpRequest to a clone of request. […]
  // NB: Of the clone nothing is needed but its header list and cache mode.
  const headerList = request.headerList.clone();

  // 8.3. Let includeCredentials be true if […].
  const includeCredentials =
    includesCredentialsOf(request) ||
    (agent.engine.redirects.plainKeepsCredentials && beganWithCredentials(request));
  if (params.trace !== null) traceCredentials(params.trace, request, purpose, includeCredentials);

  // 8.5. Let contentLength be httpRequest's body's length, if httpRequest's body is non-null; otherwise
  //      null.
  // 8.7. If httpRequest's body is null and httpRequest's method is `POST` or `PUT`, then set
  //      contentLengthHeaderValue to `0`.
  // 8.8. If contentLength is non-null, then set contentLengthHeaderValue to contentLength.
  // 8.9. If contentLengthHeaderValue is non-null, then append (`Content-Length`,
  //      contentLengthHeaderValue) to httpRequest's header list.
  const contentLength = contentLengthOf(request, agent.engine);
  if (contentLength !== null) headerList.append("Content-Length", String(contentLength));

  // 8.10. If contentLength is non-null and httpRequest's keepalive is true, then: […] if the sum of
  //      contentLength and inflightKeepaliveBytes is greater than 64 kibibytes, then return a network
  //      error.
  const tooLarge = request.keepalive ? keepaliveTooLarge(request) : null;
  if (tooLarge !== null) return Promise.resolve(networkError(tooLarge));

  // 8.11 to 8.19. [The user agent's own headers.]
  appendUserAgentHeaders(request, headerList, purpose, agent);

  // 8.21. If includeCredentials is true, then: append a request `Cookie` header for httpRequest.
  const cookieContext = includeCredentials ? cookieContextOf(request, agent.engine) : null;
  const forward: Forward = {
    params,
    purpose,
    connection,
    headerList,
    includeCredentials,
    cookieContext,
  };
  const { heldCookies } = request;
  if (cookieContext === null) return forwarded(forward, null);
  if (heldCookies !== undefined) return forwarded(forward, heldCookies);
  if (agent.cookies.isEmpty) return forwarded(forward, null);
  return withKeptCookies(forward, cookieContext);
}

/** What goes to the network, or to the cache instead. */
interface Forward {
  readonly params: FetchParams;
  readonly purpose: FetchPurpose;
  readonly connection: "any" | "new";
  readonly headerList: HeaderList;
  readonly includeCredentials: boolean;
  /** Null where no cookie is sent or set. */
  readonly cookieContext: CookieContext | null;
}

async function withKeptCookies(forward: Forward, context: CookieContext): Promise<FetchResponse> {
  const { request, agent } = forward.params;
  return forwarded(forward, await agent.cookies.get(currentUrl(request), context));
}

/** From step 8.21 on, with what is to be sent of cookies. */
function forwarded(forward: Forward, cookies: string | null): Promise<FetchResponse> {
  const { params, purpose, headerList, includeCredentials } = forward;
  const { request, agent } = params;
  if (cookies !== null) headerList.append("Cookie", cookies);
  request.heldCookies = undefined;
  request.finishHeaders?.(headerList, request);
  if (purpose === "revalidation") {
    for (const [name, value] of agent.engine.httpCache.revalidationHeaders) {
      // NB: The urgency of an element gives way; what a script has set stays.
      if (request.element === null) headerList.append(name, value);
      else headerList.set(name, value);
    }
  }

  // NB: What is sent again over a new connection has had its turn.
  if (purpose === "preflight" || forward.connection === "new") {
    const sent = httpNetworkFetch(params, headerList, purpose, includeCredentials);
    agent.lateRevalidations.take(request.client)?.();
    return sent.then((response) => settle(forward, response));
  }
  const { httpCache: rules } = agent.engine;
  const key = agent.keepsResponses ? httpCacheKeyOf(request, rules) : null;
  const wish = wishOf(request, agent);
  const taken = rules.queue === "before-network" ? takeTurn(params, key, wish) : free;
  return "leave" in taken
    ? fetchInTurn(forward, key, wish, taken)
    : fetchAfter(forward, key, wish, taken);
}

async function fetchAfter(
  forward: Forward,
  key: HttpCacheKey | null,
  wish: CacheWish,
  turn: Promise<QueuePlace>,
): Promise<FetchResponse> {
  return fetchInTurn(forward, key, wish, await turn);
}

/** From step 8.23 on. */
function fetchInTurn(
  forward: Forward,
  key: HttpCacheKey | null,
  wish: CacheWish,
  place: QueuePlace,
): Promise<FetchResponse> {
  const { params, purpose, headerList, includeCredentials } = forward;
  const turn = endedByAbort(place, params.signal);
  const { request, agent } = params;
  const { httpCache: rules } = agent.engine;
  try {
    // 8.23 to 8.25. […] Set storedResponse to the result of selecting a response from the httpCache,
    //      possibly needing validation […].
    const requestTime = agent.clock.date();
    const askedKey = purpose === "past-cache" ? null : key;
    const planned = planHttpCache(request, headerList, agent, askedKey, wish, requestTime);
    const plan: HttpCachePlan = leadsAstray(planned, request, agent, requestTime)
      ? { ...planned, use: "fetch" }
      : planned;
    const waiting =
      purpose === "revalidation" ? null : agent.lateRevalidations.take(request.client);
    const given = isInParts(plan.stored)
      ? notCached(params)
      : withoutNetwork(params, plan, revalidated);
    if (given !== null) {
      const isPart =
        (plan.use === "reuse" || plan.use === "reuse-and-revalidate") &&
        asksForPart(request, rules);
      waiting?.();
      return Promise.resolve(left(turn, isPart ? partOf(given, request) : given));
    }
    if (isInParts(plan.stored) && plan.use !== "fetch" && request.method === "GET")
      return Promise.resolve(left(turn, inParts(forward, plan, plan.stored)));
    for (const [name, value] of plan.validators) headerList.append(name, value);
    if (plan.use === "validate" && request.urlList.length === 1) request.isAskedAbout = true;
    const bound =
      plan.use === "validate" && rules.answersRanges ? boundRange(request, plan.stored!) : null;
    if (bound !== null) headerList.set("Range", bound);

    // 10.2. Let forwardResponse be the result of running HTTP-network fetch given httpFetchParams,
    //       includeCredentials, and isNewConnectionFetch.
    const sent = httpNetworkFetch(params, headerList, purpose, includeCredentials);
    // NB: What looks in the background does so behind what is asked for in front.
    waiting?.();
    return sent.then(
      (response) => answered(forward, plan, turn, requestTime, response),
      (error: unknown) => lost(turn, error),
    );
  } catch (error) {
    return lost(turn, error);
  }
}

/** Of a response of which parts are stored, what is there and what else the network gives. */
function inParts(
  forward: Forward,
  plan: HttpCachePlan,
  stored: StoredInParts,
): Promise<FetchResponse> {
  const { params, purpose, headerList, includeCredentials } = forward;
  const ask: AskNetwork = async (headers) => {
    const own = headerList.clone();
    for (const [name, value] of headers) {
      if (value === null) own.delete(name);
      else own.set(name, value);
    }
    return settle(forward, await httpNetworkFetch(params, own, purpose, includeCredentials));
  };
  return fetchInParts(params, plan, stored, headerList, ask);
}

/** What comes of the network's response. */
function answered(
  forward: Forward,
  plan: HttpCachePlan,
  turn: QueuePlace,
  requestTime: number,
  response: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  const { params, headerList } = forward;
  try {
    const { request, agent } = params;
    const setsCookies = forward.cookieContext !== null;
    const cleared = toldClearSiteData(request, response, setsCookies, agent.engine);
    const settled = settle(forward, response);
    // NB: Most responses set no cookie and are what is wanted: nothing is waited for then.
    const taken = isPromise(settled)
      ? settled.then((last) => takenInTurn(params, headerList, plan, turn, requestTime, last))
      : takenInTurn(params, headerList, plan, turn, requestTime, settled);
    if (cleared === null || !isPromise(taken)) return left(turn, taken);
    // NB: What has the cache cleared is in it by now, and goes as well.
    const clear = (last: FetchResponse): FetchResponse => {
      clearCache(cleared, agent);
      return last;
    };
    return left(turn, taken.then(clear));
  } catch (error) {
    return lost(turn, error);
  }
}

/** Of what goes without CORS, wherever it has been led by now. */
function beganWithCredentials({ mode, credentialsMode, urlList, origin }: FetchRequest): boolean {
  const isOwn = urlList[0]!.origin === origin.serialization;
  return mode === "no-cors" && credentialsMode === "same-origin" && isOwn;
}

/** What becomes of a response from the network before anybody looks at it. */
function settle(forward: Forward, response: FetchResponse): FetchResponse | Promise<FetchResponse> {
  const honoured =
    response.type === "error" ? null : honourState(forward.params, forward.cookieContext, response);
  return honoured === null
    ? askAgain(forward, response)
    : honoured.then(() => askAgain(forward, response));
}

/** Step 16. */
function askAgain(
  { params, purpose, connection }: Forward,
  response: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  // 16. If all of the following are true: response's status is 421; isNewConnectionFetch is false;
  //     request's body is null, or request's body is non-null and request's body's source is
  //     non-null; then:
  const { request, agent } = params;
  if (response.status !== 421 || connection === "new" || request.body?.source === null)
    return response;
  // 16.1. If fetchParams is canceled, then return the appropriate network error for fetchParams.
  // NB: HTTP-network fetch looks.
  // 16.2. Set response to the result of running HTTP-network-or-cache fetch given fetchParams,
  //       isAuthenticationFetch, and true.
  response.body?.cancel?.();
  return httpNetworkOrCacheFetch(params, purpose, "new").then((another) => {
    if (agent.engine.misdirectedTypeStays) prependContentType(another, response);
    return another;
  });
}

function revalidated(revalidation: FetchParams): Promise<FetchResponse> {
  return httpNetworkOrCacheFetch(revalidation, "revalidation");
}

/** Of all headers of a response that was thrown away, Firefox keeps this one. */
function prependContentType({ headerList }: FetchResponse, thrownAway: FetchResponse): void {
  const types = [thrownAway, { headerList }].map((one) => one.headerList.get("Content-Type"));
  if (types.every((type) => type !== null)) headerList.set("Content-Type", types.join(","));
}
