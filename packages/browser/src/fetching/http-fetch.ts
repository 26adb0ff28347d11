import { corsCheck, corsUnsafeRequestHeaderNames, taoCheck } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import { isBlockedByType } from "../infrastructure/blocked-type.ts";
import {
  currentUrl,
  type FetchRequest,
  serializedOrigin,
} from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { letGo } from "../infrastructure/body.ts";
import type { QueuePlace } from "../infrastructure/http-cache-queue.ts";
import {
  corsCheckFailure,
  type NetworkFailure,
  otherFailure,
} from "../infrastructure/network-error.ts";
import { corsPreflightFetch } from "./cors-preflight-fetch.ts";
import { isCoveredByPreflightCache } from "./preflight-cache-lookup.ts";
import { isBlockedByCrossOriginResourcePolicy } from "./cross-origin-resource-policy-check.ts";
import { cookieContextOf } from "./cookie-context.ts";
import { httpCacheKeyOf, includesCredentialsOf } from "./http-cache-key.ts";
import { wishOf } from "./http-cache-plan.ts";
import { endedByAbort, passing, takeTurn } from "./http-cache-turn.ts";
import { httpNetworkOrCacheFetch } from "./http-network-or-cache-fetch.ts";
import { keepaliveTooLarge } from "./keepalive-too-large.ts";
import { isRefusedUnfollowed } from "./refused-location.ts";
import { checkedOrigin, isGrantedByOwnHost } from "./upgrade-insecure-request.ts";
import type { FetchParams } from "./user-agent.ts";
import { isLed, isRedirect } from "./redirect-status.ts";
import { led } from "./redirected-response.ts";
import {
  traceCorsCheck,
  tracePreflightNeed,
  traceResourcePolicy,
  traceTaoCheck,
} from "./trace-http-fetch.ts";

const HTTP_FETCH = "#concept-http-fetch";
const MAIN_FETCH = "#concept-main-fetch";

/** https://fetch.spec.whatwg.org/#concept-http-fetch */
export function httpFetch(
  params: FetchParams,
  makeCorsPreflight: "with-preflight" | "without-preflight",
): Promise<FetchResponse> {
  // 1. Let request be fetchParams's request.
  const { request, agent } = params;

  // 3. If request's service-workers mode is "all", then: […]
  // NB: There are no service workers here.

  // 4.1 to 4.3. [A CORS-preflight fetch where there must be one, then HTTP-network-or-cache fetch.]
  const { httpCache: rules } = agent.engine;
  const fetched =
    rules.queue === "before-preflight"
      ? askInTurn(
          params,
          makeCorsPreflight,
          takeTurn(params, httpCacheKeyOf(request, rules), wishOf(request, agent)),
        )
      : askAndFetch(params, makeCorsPreflight, false);
  return fetched.then((response) =>
    response.type === "error" ? response : judged(params, response),
  );
}

/** Steps 4.1 to 4.3 where whoever asks for the same waits. */
async function askInTurn(
  params: FetchParams,
  makeCorsPreflight: "with-preflight" | "without-preflight",
  taken: QueuePlace | Promise<QueuePlace>,
): Promise<FetchResponse> {
  const { request, agent } = params;
  const mayWait = !("leave" in taken) || makeCorsPreflight === "with-preflight";
  if (mayWait && agent.engine.httpCache.waitsWithCookies) {
    const cookies = cookiesOf(params);
    // NB: Who has none to ask for asks at once.
    request.heldCookies = cookies === null ? null : await cookies;
  }
  const given = "leave" in taken ? taken : await taken;
  const turn = endedByAbort(given, params.signal);
  request.turn = turn;
  try {
    return await askAndFetch(params, makeCorsPreflight, given === passing);
  } finally {
    turn.leave();
  }
}

/** Steps 4.4 to 7. */
function judged(
  params: FetchParams,
  internalResponse: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  const { request, agent, trace } = params;

  // NB: The network stack reads where a response leads before anybody looks what it grants.
  const url = currentUrl(request);
  if (
    agent.engine.redirects.locationBeforeCors &&
    isRedirect(internalResponse, agent.engine) &&
    isRefusedUnfollowed(internalResponse, url, agent.engine)
  ) {
    letGo(internalResponse.body);
    const parameter = internalResponse.headerList.get("Location") ?? "";
    return networkError(otherFailure("InvalidLocation", url, [HTTP_FETCH, "6.3"], { parameter }));
  }

  // NB: Where the network stack refuses a type, nobody looks any more what was granted.
  if (
    request.element !== null &&
    agent.engine.elements.refusesTypes === "before-cors" &&
    !(isRedirect(internalResponse, agent.engine) && isLed(internalResponse)) &&
    isBlockedByType(request, internalResponse.headerList) &&
    !isKeptByPolicy(request, internalResponse, agent.engine)
  ) {
    // NB: So no cache keeps it.
    internalResponse.body?.cancel?.();
    const unused = internalResponse.headerList;
    return networkError({ ...otherFailure("BlockedType", url, [MAIN_FETCH, "19"]), unused });
  }

  // 4.4. If request's response tainting is "cors" and a CORS check for request and response returns
  //      failure, then return a network error.
  const origin = serializedOrigin(request);
  // NB: WebKit's network process leaves a 304 to the page, which doesn't look where a script waits, nor where it is
  // about what the page has already; nor does Chromium's look then.
  const isUnattended304 =
    (request.isInMemory && request.isRevalidated && request.urlList.length === 1) ||
    (internalResponse.status === 304 &&
      ((agent.engine.synchronousIsBare && request.synchronous) || request.asksAboutMemory));
  if (
    request.responseTainting === "cors" &&
    !isUnattended304 &&
    !isGrantedByOwnHost(request, agent.engine)
  ) {
    const check = corsCheck(
      {
        credentialsMode: request.credentialsMode,
        origin: checkedOrigin(request, agent.engine),
      },
      internalResponse.headerList,
    );
    if (trace !== null) traceCorsCheck(trace, request, internalResponse, check);
    if (!check.ok) {
      letGo(internalResponse.body);
      return networkError(corsCheckFailure(check.error, url, internalResponse));
    }
    request.heldFailure = heldOverFailure(request, agent.engine, internalResponse, origin);
  }

  // 4.5. If the TAO check for request and response returns failure, then set request's timing allow
  //      failed flag.
  if (!request.timingAllowFailed && request.responseTainting !== "basic") {
    const { timingAllowFailed, mode, responseTainting } = request;
    const isUnreplaced =
      responseTainting === "opaque" && agent.engine.timing.originWithoutCors === "unreplaced";
    const check = {
      timingAllowFailed,
      mode,
      responseTainting,
      origin: isUnreplaced ? request.origin.serialization : origin,
      isCurrentUrlSameOrigin: false,
    };
    if (taoCheck(check, internalResponse.headerList) === "failure")
      request.timingAllowFailed = true;
    if (trace !== null) traceTaoCheck(trace, request, internalResponse);
  }

  // 5. If either request's response tainting or response's type is "opaque", and the cross-origin
  //    resource policy check with request's origin, request's client, request's destination, and
  //    internalResponse returns blocked, then return a network error.
  if (request.responseTainting === "opaque") {
    const isBlocked = isKeptByPolicy(request, internalResponse, agent.engine);
    if (trace !== null) traceResourcePolicy(trace, request, internalResponse, isBlocked);
    if (isBlocked) {
      letGo(internalResponse.body);
      const failure = otherFailure("CorpBlocked", url, [HTTP_FETCH, "5"]);
      return networkError({ ...failure, response: internalResponse });
    }
  }

  // 6. If internalResponse's status is a redirect status:
  // 7. Return response.
  return isRedirect(internalResponse, agent.engine)
    ? led(params, internalResponse)
    : internalResponse;
}

/** Whether no page of another origin may have it, which is looked at before its type. */
function isKeptByPolicy(
  request: FetchRequest,
  response: FetchResponse,
  engine: EngineProfile,
): boolean {
  if (request.responseTainting !== "opaque") return false;
  const url = currentUrl(request);
  return isBlockedByCrossOriginResourcePolicy(request.origin, url, response, engine);
}

/** What the request will carry of cookies, as they are by now. */
function cookiesOf({ request, agent }: FetchParams): Promise<string | null> | null {
  if (agent.cookies.isEmpty || !includesCredentialsOf(request)) return null;
  return agent.cookies.get(currentUrl(request), cookieContextOf(request, agent.engine));
}

/** Steps 4.1 to 4.3. */
function askAndFetch(
  params: FetchParams,
  makeCorsPreflight: "with-preflight" | "without-preflight",
  passesHttpCache: boolean,
): Promise<FetchResponse> {
  const { request, agent, trace } = params;

  if (request.keepalive && agent.engine.keepaliveLimitFirst) {
    const tooLarge = keepaliveTooLarge(request);
    if (tooLarge !== null) return Promise.resolve(networkError(tooLarge));
  }

  // 4.1. If makeCORSPreflight is true and one of these conditions is true: [the request is not covered
  //      by the CORS-preflight cache]
  if (makeCorsPreflight === "with-preflight") {
    const unsafeHeaderNames = corsUnsafeRequestHeaderNames(
      request.preflightHeaderList,
      agent.engine.rules,
    );
    request.isBehindPreflight = !isCoveredByPreflightCache(params, unsafeHeaderNames);
    if (trace !== null) tracePreflightNeed(trace, request, unsafeHeaderNames);
    if (request.isBehindPreflight) {
      // 1. Let preflightResponse be the result of running CORS-preflight fetch given request.
      // 2. If preflightResponse is a network error, then return preflightResponse.
      if (request.keepalive) request.awaitsPreflight = true;
      return corsPreflightFetch(params, unsafeHeaderNames).then((failed) => {
        if (request.keepalive) request.awaitsPreflight = false;
        return failed ?? fetchAsked(params, passesHttpCache);
      });
    }
  }
  return fetchAsked(params, passesHttpCache);
}

/** Step 4.3. */
function fetchAsked(params: FetchParams, passesHttpCache: boolean): Promise<FetchResponse> {
  // NB: WebKit's page notices what its network process let pass, by then one preflight further.
  const { heldFailure } = params.request;
  if (heldFailure !== null) return Promise.resolve(networkError(heldFailure));

  // 4.3. Set response and internalResponse to the result of running HTTP-network-or-cache fetch given
  //      fetchParams.
  return httpNetworkOrCacheFetch(params, passesHttpCache ? "past-cache" : "actual");
}

/** Where a request that began at home with credentials is checked as if it had them still. */
function heldOverFailure(
  request: FetchRequest,
  engine: EngineProfile,
  response: FetchResponse,
  origin: string,
): NetworkFailure | null {
  if (!engine.redirects.credentialsOutliveOrigin || request.credentialsMode !== "same-origin")
    return null;
  if (engine.synchronousIsBare && request.synchronous) return null;
  const beganAtHome = request.urlList[0]!.origin === request.origin.serialization;
  if (!(beganAtHome || request.holdsCredentials) || !isRedirect(response, engine)) return null;
  const check = corsCheck({ credentialsMode: "include", origin }, response.headerList);
  return check.ok ? null : corsCheckFailure(check.error, currentUrl(request), response);
}
