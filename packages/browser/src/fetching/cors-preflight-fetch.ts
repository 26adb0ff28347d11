import {
  HeaderList,
  isRedirectStatus,
  preflightCheck,
  preflightRequestHeaders,
} from "@crosswalk/cors/protocol";
import {
  currentUrl,
  type FetchRequest,
  serializedOrigin,
} from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { corsCheckFailure, otherFailure } from "../infrastructure/network-error.ts";
import { cacheModeOf } from "./cache-mode.ts";
import { httpNetworkOrCacheFetch } from "./http-network-or-cache-fetch.ts";
import { isRefusedUnfollowed } from "./refused-location.ts";
import type { FetchParams } from "./user-agent.ts";
import { queryOf } from "./preflight-cache-query.ts";
import { isUnkept } from "./preflight-cache-lookup.ts";
import { judgedHeaders, withReadMaxAge } from "./preflight-response-headers.ts";
import { neededBody, readFurther } from "./preflight-body.ts";
import { inOrder } from "./unsafe-names-in-order.ts";
import { traceRefusal, traceStep } from "./trace-step.ts";

const PREFLIGHT_FETCH = "#cors-preflight-fetch";

/**
 * Returns null where the request may go, otherwise the network error.
 *
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export async function corsPreflightFetch(
  params: FetchParams,
  unsafeHeaderNames: readonly string[],
): Promise<FetchResponse | null> {
  const { request, agent, trace } = params;
  const { rules, preflightCache: cacheRules } = agent.engine;

  // 1. Let preflight be a new request whose method is `OPTIONS`, URL list is a clone of request's URL
  //    list, initiator is request's initiator, destination is request's destination, origin is
  //    request's origin, referrer is request's referrer, referrer policy is request's referrer policy,
  //    mode is "cors", and response tainting is "cors".
  // 2. Append (`Accept`, `*/*`) to preflight's header list.
  // 3. Append (`Access-Control-Request-Method`, request's method) to preflight's header list.
  // 4. Let headers be the CORS-unsafe request-header names with request's header list.
  // 5. If headers is not empty, then: […]
  const { headers: headerRules, redirects } = agent.engine;
  const isRedirected = request.urlList.length > 1;
  const preflight: FetchRequest = {
    ...request,
    method: "OPTIONS",
    urlList: redirects.preflightOrigin === "own" ? [currentUrl(request)] : [...request.urlList],
    preflightFor: request,
    finishHeaders: null,
    sentOrigin: null,
    referrer:
      isRedirected && redirects.preflightReferrer === "initial"
        ? (request.initial?.referrer ?? "no-referrer")
        : request.referrer,
    headerList: HeaderList.from(
      preflightRequestHeaders({ method: request.method, unsafeHeaderNames }),
    ),
    unsafeRequestFlag: false,
    body: null,
    mode: "cors",
    responseTainting: "cors",
    credentialsMode: "same-origin",
    redirectMode: "follow",
    cacheMode: headerRules.preflightInheritsCacheMode
      ? cacheModeOf(request, agent.engine)
      : "default",
    useCorsPreflightFlag: false,
    useUrlCredentialsFlag: false,
    keepalive: false,
    integrity: "",
  };

  const userAgent = request.headerList.get("User-Agent");
  if (headerRules.preflightInheritsUserAgent && userAgent !== null) {
    preflight.headerList.append("User-Agent", userAgent);
  }

  // 6. Let response be the result of running HTTP-network-or-cache fetch given a new fetch params
  //    whose request is preflight.
  const signal = agent.engine.preflightOutlivesAbort ? null : params.signal;
  const response = await httpNetworkOrCacheFetch(
    { ...params, request: preflight, signal },
    "preflight",
  );
  if (response.type === "error") return networkError({ ...response.failure!, isOfPreflight: true });
  const url = currentUrl(request);
  if (
    redirects.locationBeforeCors &&
    isRedirectStatus(response.status) &&
    isRefusedUnfollowed(response, url, agent.engine)
  ) {
    response.body?.cancel?.();
    const parameter = response.headerList.get("Location") ?? "";
    return networkError({
      ...otherFailure("InvalidLocation", url, [PREFLIGHT_FETCH, "6"], { parameter }),
      isOfPreflight: true,
    });
  }
  const unfinished = await neededBody(response, params);
  if (unfinished !== null) return unfinished;

  // 7. If a CORS check for request and response returns success and response's status is an ok
  //    status, then: […]
  const origin = serializedOrigin(preflight);
  const result = preflightCheck(
    {
      credentialsMode: request.credentialsMode,
      origin,
      method: request.method,
      headers: request.preflightHeaderList,
      unsafeHeaderNames: inOrder(request, unsafeHeaderNames, agent),
      useCorsPreflightFlag:
        request.useCorsPreflightFlag && agent.engine.forcedPreflightAllowsMethod,
    },
    {
      status: response.status,
      headers: withReadMaxAge(judgedHeaders(request, response, agent), agent),
    },
    rules,
  );

  // 8. Otherwise, return a network error.
  if (!result.ok) {
    if (trace !== null) traceRefusal(trace, request, "preflight-refused", result.error);
    // NB: Nobody waits for the rest of what is refused.
    response.body?.cancel?.();
    if (cacheRules.keepsFailed && !isUnkept(request, agent))
      keepFailed(params, response, unsafeHeaderNames, origin);
    return networkError(corsCheckFailure(result.error, currentUrl(request), response));
  }

  const reading = readFurther(response, params);

  // 7.10. If max-age is greater than an imposed limit on max-age, then set max-age to the imposed limit.
  const maxAge = Math.min(result.maxAge, cacheRules.maxAgeLimit);

  // 7.11. If the user agent does not provide for a cache, then return response.
  // 7.12 to 7.15. [For each method and header name, a cache entry is renewed or created.]
  const { methods, headerNames } = result;
  const isKept =
    !cacheRules.unkeptBy.has(cacheModeOf(request, agent.engine)) && !isUnkept(request, agent);
  if (isKept)
    agent.preflightCache.store(
      queryOf(request, agent, unsafeHeaderNames),
      { methods, headerNames, maxAge },
      agent.clock.now(),
    );
  if (trace !== null) {
    const words = isKept ? `to be kept for ${maxAge} s` : "not to be kept";
    traceStep(trace, request, [PREFLIGHT_FETCH, "7"], "preflight-passed", words);
  }

  // 7.16. Return response.
  if (reading !== null) await reading;
  return null;
}

/** WebKit keeps what a response permits before it looks whether that is enough. */
function keepFailed(
  { request, agent }: FetchParams,
  response: FetchResponse,
  unsafeHeaderNames: readonly string[],
  origin: string,
): void {
  const { rules, preflightCache: cacheRules } = agent.engine;
  const asked = {
    credentialsMode: request.credentialsMode,
    origin,
    method: "GET",
    headers: [],
    useCorsPreflightFlag: false,
  };
  const result = preflightCheck(
    asked,
    { status: response.status, headers: withReadMaxAge(response.headerList, agent) },
    rules,
  );
  if (!result.ok) return;
  const { methods, headerNames } = result;
  const maxAge = Math.min(result.maxAge, cacheRules.maxAgeLimit);
  agent.preflightCache.store(
    queryOf(request, agent, unsafeHeaderNames),
    { methods, headerNames, maxAge },
    agent.clock.now(),
  );
}
