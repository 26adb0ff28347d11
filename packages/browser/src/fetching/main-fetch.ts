import type { EngineProfile } from "../engines/engine.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { originOfEntry } from "../infrastructure/blob-url-store.ts";
import { corsFailure, type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { isSameOrigin } from "../infrastructure/origin.ts";
import { isHttpScheme } from "../infrastructure/url.ts";
import { cookieContextOf } from "./cookie-context.ts";
import { clearSiteData } from "./clear-site-data.ts";
import { clearPreflightCache } from "./preflight-cache-lookup.ts";
import { determineReferrer } from "./determine-referrer.ts";
import { httpFetch } from "./http-fetch.ts";
import { isPromise } from "../infrastructure/is-promise.ts";
import { schemeFetch } from "./scheme-fetch.ts";
import type { FetchParams } from "./user-agent.ts";
import { finished } from "./finished-response.ts";
import { blockedResponse } from "./blocked-request.ts";
import { dropCredentials, normalizeEscapes } from "./rewritten-url.ts";
import { noteTiming } from "./note-timing.ts";
import {
  beforeUpgrade,
  refusedAsWritten,
  upgradeInsecureRequest,
} from "./upgrade-insecure-request.ts";
import { asReferring, upgradeMixedContentRequest } from "./upgrade-mixed-content-request.ts";
import { describePreflightReason, preflightReason } from "./preflight-reason.ts";
import { traceStep } from "./trace-step.ts";

const MAIN_FETCH = "#concept-main-fetch";
const DISPATCH = [MAIN_FETCH, "12"] as const;

/** https://fetch.spec.whatwg.org/#concept-main-fetch */
export function mainFetch(
  params: FetchParams,
  level: "outermost" | "recursive",
): Promise<FetchResponse> {
  const { request } = params;
  if (params.agent.engine.corsDropsUrlCredentials) dropCredentials(request);
  if (params.agent.engine.urls.normalizesEscapes) normalizeEscapes(request);
  // 4. Upgrade request to a potentially trustworthy URL, if appropriate.
  if (request.client.upgradesInsecureRequests) upgradeInsecureRequest(request, params.agent.engine);
  // 5. Upgrade a mixed content request to a potentially trustworthy URL, if appropriate.
  else upgradeMixedContentRequest(request, params.agent.engine);
  const url = currentUrl(request);

  // 7. If should request be blocked due to a bad port, should fetching request be blocked as mixed
  //    content […] returns blocked, then set response to a network error.
  const { engine } = params.agent;
  const isUnattended =
    engine.synchronousIsBare && request.synchronous && request.urlList.length > 1;
  // NB: Whose a place is that only the page's own may be is looked at before what is there.
  const isOfOthers =
    request.mode === "same-origin" &&
    !isSameOrigin(originOfEntry(request.blobUrlEntry, url), request.origin);
  let blocked = isUnattended || isOfOthers ? null : blockedResponse(request, url, engine);
  blocked ??= isUnattended ? null : refusedAsWritten(request, engine);
  if (blocked !== null && engine.mixedContentAfterPreflight && request.urlList.length > 1) {
    const failure = blocked.failure!;
    if (failure.code === "MixedContent") {
      // NB: The page looks at where a redirect leads before it looks at what has led there.
      request.heldFailure = failure;
      blocked = null;
    }
  }

  // 8. If request's referrer policy is the empty string, then set request's referrer policy to
  //    request's policy container's referrer policy.
  if (request.referrerPolicy === "") {
    request.referrerPolicy = request.client.referrerPolicy;
    request.isPolicyDefault = !request.client.statesReferrerPolicy;
  }
  const { referrer: referrerRules } = params.agent.engine;
  if (level === "outermost" && request.referrer === "no-referrer" && referrerRules.noneIsPolicy)
    request.referrerPolicy = "no-referrer";

  // 9. If request's referrer is not "no-referrer", then set request's referrer to the result of
  //    invoking determine request's referrer.
  if (request.heldReferrer !== null) request.referrer = request.heldReferrer;
  if (request.referrer !== "no-referrer" && !isUnattended)
    request.referrer = determineReferrer(asReferring(request, engine), engine);

  // 12. If response is null, then set response to the result of running the steps corresponding to
  //     the first matching statement:
  const made = blocked ?? dispatch(params, currentUrl(request));
  if (level === "outermost" && !isPromise(made) && made.failure !== null)
    request.isRefusedAtOnce = isRefusedAtOnce(request, made.failure, engine);
  return isPromise(made)
    ? made.then((response) => completed(params, level, response))
    : Promise.resolve(completed(params, level, made));
}

/** From step 13 on. */
function completed(
  params: FetchParams,
  level: "outermost" | "recursive",
  response: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  // 13. If recursive is true, then return response.
  if (level === "recursive") return response;
  const clearing = clearByLastResponse(params, response);
  return clearing === undefined
    ? linked(params, response)
    : clearing.then(() => linked(params, response));
}

/** Loads what a response links to, beside what becomes of the response itself. */
function linked(
  params: FetchParams,
  response: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  const { request } = params;
  const links = response.failure === null ? response.headerList.get("Link") : null;
  if (links !== null && !request.synchronous)
    request.client.loadLinks?.(links, request.linkTrail ?? null);
  const result = finished(params, response);
  if (!isPromise(result)) return noteTiming(params, response, result);
  return result.then((passed) =>
    noteTiming(params, isKeptFromTiming(passed, params) ? passed : response, passed),
  );
}

/** Whether a response was kept from its page before anything of it was told. */
const isKeptFromTiming = ({ failure }: FetchResponse, { agent }: FetchParams): boolean =>
  failure?.code === "OpaqueResponseBlocked" && agent.engine.timing.ofFailed === "untold";

/** What a response clears once it is nothing but an answer. */
function clearByLastResponse(
  { request, agent }: FetchParams,
  response: FetchResponse,
): Promise<void> | undefined {
  if (agent.engine.clearSiteData.by !== "last-response") return undefined;
  const value = response.failure === null ? response.headerList.get("Clear-Site-Data") : null;
  return value === null
    ? undefined
    : clearSiteData(
        { value, url: currentUrl(request), client: request.client },
        cookieContextOf(request, agent.engine),
        agent,
      );
}

/** Of what fails before anything is waited for. */
function isRefusedAtOnce(
  { initiator }: FetchRequest,
  { code }: NetworkFailure,
  { scripts }: EngineProfile,
): boolean {
  const isByRequest = initiator === "fetch" && refusedByRequest.has(code);
  switch (scripts.refusedAtOnce) {
    case "all":
      return true;
    case "by-request":
      return isByRequest;
    case "by-request-or-port":
      return isByRequest || (initiator === "fetch" && code === "BadPort");
    case "none":
      return false;
  }
}

const refusedByRequest: ReadonlySet<NetworkFailure["code"]> = new Set([
  "CorsDisabledScheme",
  "DisallowedByMode",
  "RedirectDisallowed",
  "UnsupportedScheme",
] as const);

function dispatch(params: FetchParams, url: URL): FetchResponse | Promise<FetchResponse> {
  const { request, agent, trace } = params;

  // request's current URL's origin is same origin with request's origin, and request's response
  // tainting is "basic"; request's current URL's scheme is "data"; request's mode is "navigate"
  if (
    (request.responseTainting === "basic" &&
      isSameOrigin(originOfEntry(request.blobUrlEntry, url), request.origin)) ||
    url.protocol === "data:" ||
    request.mode === "navigate"
  ) {
    // 1. Set request's response tainting to "basic".
    request.responseTainting = "basic";
    if (trace !== null) traceStep(trace, request, DISPATCH, "basic", basicReason(request, url));
    // 2. Return the result of running scheme fetch given fetchParams.
    return schemeFetch(params);
  }

  // request's mode is "same-origin"
  if (request.mode === "same-origin") {
    // Return a network error.
    return networkError(corsFailure("DisallowedByMode", beforeUpgrade(request)));
  }

  // request's mode is "no-cors"
  if (request.mode === "no-cors") {
    // 1. If request's redirect mode is not "follow", then return a network error.
    if (request.redirectMode !== "follow") {
      return networkError(otherFailure("RedirectDisallowed", url, [MAIN_FETCH, "12"]));
    }
    // 2. Set request's response tainting to "opaque".
    request.responseTainting = "opaque";
    if (trace !== null) traceStep(trace, request, DISPATCH, "opaque", 'the mode is "no-cors"');
    // 3. Return the result of running scheme fetch given fetchParams.
    return schemeFetch(params);
  }

  // request's current URL's scheme is not an HTTP(S) scheme
  if (!isHttpScheme(url)) {
    // Return a network error.
    return networkError(
      corsFailure("CorsDisabledScheme", url, { parameter: url.protocol.slice(0, -1) }),
    );
  }

  // request's use-CORS-preflight flag is set; request's unsafe-request flag is set and either
  // request's method is not a CORS-safelisted method or CORS-unsafe request-header names with
  // request's header list is not empty
  request.responseTainting = "cors";
  const reason = preflightReason(request, agent.engine);
  if (reason !== null) {
    if (trace !== null) {
      const words = describePreflightReason(reason, request, agent.engine);
      traceStep(trace, request, DISPATCH, "cors-with-preflight", words);
    }
    return fetchWithPreflight(params);
  }

  // Otherwise
  // 1. Set request's response tainting to "cors".
  if (trace !== null)
    traceStep(trace, request, DISPATCH, "cors", "its method and its headers are safelisted");
  // 2. Return the result of running HTTP fetch given fetchParams.
  return httpFetch(params, "without-preflight");
}

function basicReason({ mode }: FetchRequest, { protocol }: URL): string {
  if (protocol === "data:") return "the URL is one of data";
  return mode === "navigate" ? 'the mode is "navigate"' : "the URL is of the page's own origin";
}

async function fetchWithPreflight(params: FetchParams): Promise<FetchResponse> {
  params.request.wasPreflighted = true;
  // 1. Set request's response tainting to "cors".
  // 2. Let corsWithPreflightResponse be the result of running HTTP fetch given fetchParams and true.
  const response = await httpFetch(params, "with-preflight");
  // 3. If corsWithPreflightResponse is a network error, then clear cache entries using request.
  const { clearedBy } = params.agent.engine.preflightCache;
  if (response.type === "error" && clearedBy === "network-error") clearPreflightCache(params);
  // 4. Return corsWithPreflightResponse.
  return response;
}
