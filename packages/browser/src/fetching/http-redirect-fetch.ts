import type { HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import { letGo } from "../infrastructure/body.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { corsFailure, type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import { toldUrl } from "../infrastructure/told-failure.ts";
import {
  includesCredentials,
  isHttpScheme,
  withoutCredentials,
  withoutFragment,
} from "../infrastructure/url.ts";
import { locationUrl } from "./location-url.ts";
import { conditionalNames } from "./cache-mode.ts";
import { becomesGet, redirectHeaders } from "./redirect-headers.ts";
import { redirectHoldsUntil } from "./shared-load-freshness.ts";
import { setReferrerPolicyOnRedirect } from "./referrer-policy-on-redirect.ts";
import { othersHaveGone } from "./others-have-gone.ts";
import { traceStep } from "./trace-step.ts";
import type { FetchParams } from "./user-agent.ts";

const HTTP_REDIRECT_FETCH = "#concept-http-redirect-fetch";

// More than any answer takes from its arrival to the request that waits for it.
const TURNS = 40;

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export async function httpRedirectFetch(
  params: FetchParams,
  response: FetchResponse,
): Promise<FetchResponse> {
  // 1. Let request be fetchParams's request.
  const { request, agent } = params;
  const url = currentUrl(request);

  // 3. Let locationURL be internalResponse's location URL given request's current URL's fragment.
  // NB: What goes to another origin by CORS may have lost its password before it was sent.
  const isStripped =
    request.responseTainting === "cors" && !agent.engine.redirects.relativeKeepsCredentials;
  const location = locationUrl(response, isStripped ? withoutCredentials(url) : url, agent.engine);

  // 4. If locationURL is null, then return response.
  if (location === null) return response;
  // NB: Nor does a synchronous request that leads nowhere fail in WebKit.
  const leadsNowhere = (response.headerList.get("Location") ?? "") === "";
  if (leadsNowhere && agent.engine.synchronousIsBare && request.synchronous) return response;

  // NB: Whatever comes of it, this one nobody reads.
  letGo(response.body);

  // 5. If locationURL is failure, then return a network error.
  if (location === "failure") {
    const parameter = response.headerList.get("Location") ?? "";
    const failure = otherFailure("InvalidLocation", url, [HTTP_REDIRECT_FETCH, "5"], { parameter });
    return networkError({ ...failure, unused: response.headerList });
  }

  // 6. If locationURL's scheme is not an HTTP(S) scheme, then return a network error.
  if (!isHttpScheme(location)) {
    if (location.protocol === "data:" && mayEndInData(request, agent.engine)) {
      request.urlList.push(location);
      const answer = await params.recurse(params);
      // NB: Of a data: URL that it names itself the page may read everything.
      request.responseTainting = "opaque";
      return answer;
    }
    const failure = schemeFailure(request, location, agent.engine);
    return networkError({ ...failure, unused: response.headerList });
  }

  // 7. If request's redirect count is 20, then return a network error.
  const { limit, keepaliveLimit } = agent.engine.redirects;
  if (request.redirectCount === (request.keepalive ? keepaliveLimit : limit)) {
    const failure = otherFailure("RedirectLimit", url, [HTTP_REDIRECT_FETCH, "7"]);
    return networkError({ ...failure, unused: response.headerList });
  }

  // 8. Increase request's redirect count by 1.
  request.redirectCount++;
  if (agent.engine.xhr.sharesLoads)
    request.redirectsHoldUntil = Math.min(
      request.redirectsHoldUntil,
      redirectHoldsUntil(response, agent),
    );

  // 9 and 10. [A network error where locationURL includes credentials that the request may not have.]
  const hasCredentials = includesCredentials(location);
  const failure = hasCredentials ? refusedCredentials(request, location) : null;
  if (failure !== null) {
    // NB: WebKit's page learns of it from its network process, by then one preflight further.
    const isNoticedLate =
      agent.engine.redirects.credentialsAfterPreflight && request.responseTainting === "basic";
    if (!isNoticedLate) return networkError({ ...failure, unused: response.headerList });
    request.heldFailure ??= failure;
  }

  const isRefusedByPage =
    hasCredentials &&
    agent.engine.redirects.credentialsFail &&
    !mayHaveCredentials(request) &&
    (request.mode !== "same-origin" || isSameOrigin(request.origin, originOfUrl(location)));
  const refused = (): FetchResponse =>
    networkError(
      otherFailure("RedirectDisallowed", url, [HTTP_REDIRECT_FETCH, ""], {
        parameter: location.href,
      }),
    );
  if (isRefusedByPage && !request.keepalive) return refused();

  // 11. If internalResponse's status is not 303, request's body is non-null, and request's body's
  //     source is null, then return a network error.
  if (response.status !== 303 && request.body !== null && request.body.source === null) {
    return networkError(otherFailure("BodyReplayImpossible", url, [HTTP_REDIRECT_FETCH, "11"]));
  }

  // 12. If one of the following is true: internalResponse's status is 301 or 302 and request's method
  //     is `POST`; internalResponse's status is 303 and request's method is not `GET` or `HEAD` then:
  const isStandard = becomesGet(response.status, request.method);
  const isRewritten =
    isStandard ||
    (agent.engine.redirects.crossOriginDeleteBecomesGet &&
      request.method === "DELETE" &&
      !isSameOrigin(originOfUrl(url), originOfUrl(location)));
  if (isRewritten) {
    // 1. Set request's method to `GET` and request's body to null.
    request.method = "GET";
    request.body = null;
    // NB: A network stack that goes by the header it had leaves it out of what has become a GET.
    if (agent.engine.redirects.plainOrigin === "nulled-across-origins") request.sentOrigin = null;
  }
  // 2. For each headerName of request-body-header name, delete headerName from request's header list.
  // 13. If request's current URL's origin is not same origin with locationURL's origin, then for each
  //     headerName of CORS non-wildcard request-header name, delete headerName from request's header
  //     list.
  // NOTE: I.e., the moment another origin is seen after the initial request, the `Authorization` header
  //       is removed.
  const hop = { status: response.status, isRewritten, isStandard, from: url, to: location };
  const asked = request.headerList;
  redirectHeaders(request, hop, agent.engine);
  if (request.asksAboutMemory) askAboutMemoryAgain(request, asked, hop);

  // 18. Append locationURL to request's URL list.
  if (currentUrl(request).protocol === "https:") request.isOfMemory = false;
  request.urlList.push(location);
  if (response.status === 301 || response.status === 308)
    (request.permanentPlaces ??= []).push(request.urlList.length - 1);

  // 19. Invoke set request's referrer policy on redirect on request and internalResponse.
  setReferrerPolicyOnRedirect(request, response);

  // 20. Let recursive be true.
  // 22. Return the result of running main fetch given fetchParams and recursive.
  // NOTE: This has to invoke main fetch to get request's response tainting correct.
  if (params.trace !== null) {
    const words = `${response.status} of ${toldUrl(url)}, as ${request.method}`;
    traceStep(params.trace, request, [HTTP_REDIRECT_FETCH, "22"], "redirect-followed", words);
  }
  if (agent.engine.redirects.yields) await othersHaveGone(TURNS);
  const answer = withUnused(await params.recurse(params), response);
  // NB: What outlives its page is on its way by the time the page looks at it.
  return isRefusedByPage ? refused() : answer;
}

/** A redirect that its page's mode does not let it follow is itself what came. */
function withUnused(answer: FetchResponse, { headerList }: FetchResponse): FetchResponse {
  const { failure } = answer;
  const isHeld = failure?.code === "DisallowedByMode" || failure?.code === "MixedContent";
  if (!isHeld || failure.unused !== undefined) return answer;
  return { ...answer, failure: { ...failure, unused: headerList } };
}

/**
 * What a page holds of one address is no answer of another, and what tells it apart is not for another's
 * server to know: only who is led to where it is already asks on.
 *
 * Source/WebCore/loader/SubresourceLoader.cpp, willSendRequestInternal
 */
function askAboutMemoryAgain(
  request: FetchRequest,
  asked: HeaderList,
  { from, to }: { readonly from: URL; readonly to: URL },
): void {
  request.asksAboutMemory = withoutFragment(from) === withoutFragment(to);
  for (const name of conditionalNames) {
    const value = request.asksAboutMemory ? asked.get(name) : null;
    if (value === null) request.headerList.delete(name);
    else request.headerList.set(name, value);
  }
}

/** Step 6. */
function schemeFailure(
  request: FetchRequest,
  location: URL,
  { redirects }: EngineProfile,
): NetworkFailure {
  const url = currentUrl(request);
  const parameter = location.href;
  return request.mode === "cors" && redirects.leavesCors(location)
    ? corsFailure("CorsDisabledScheme", url, { parameter, anchor: HTTP_REDIRECT_FETCH, step: "6" })
    : otherFailure("RedirectScheme", url, [HTTP_REDIRECT_FETCH, "6"], { parameter });
}

/** Steps 9 and 10. */
export function refusedCredentials(request: FetchRequest, location: URL): NetworkFailure | null {
  if (!includesCredentials(location)) return null;
  const more = { parameter: location.href };

  // 9. If request's mode is "cors", locationURL includes credentials, and request's origin is not same
  //    origin with locationURL's origin, then return a network error.
  const url = currentUrl(request);
  if (request.mode === "cors" && !isSameOrigin(request.origin, originOfUrl(location)))
    return corsFailure("RedirectContainsCredentials", url, { ...more, step: "9" });

  // 10. If request's response tainting is "cors" and locationURL includes credentials, then return a
  //     network error.
  // NOTE: This catches a cross-origin resource redirecting to a same-origin URL.
  if (request.responseTainting === "cors")
    return corsFailure("RedirectContainsCredentials", url, { ...more, step: "10" });
  return null;
}

function mayEndInData({ mode, initiator }: FetchRequest, { redirects }: EngineProfile): boolean {
  const isElement = initiator === "element" || initiator === "beacon";
  return redirects.elementsFollowToData && isElement && mode === "no-cors";
}

/** What a page doesn't look at on the way: what XMLHttpRequest asks for, and what a worker starts from. */
function mayHaveCredentials({ initiator, destination }: FetchRequest): boolean {
  return initiator === "xmlhttprequest" || destination === "worker";
}
