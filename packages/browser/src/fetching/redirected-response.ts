import type { EngineProfile } from "../engines/engine.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { opaqueRedirectFilteredResponse } from "../infrastructure/filtered-response.ts";
import { drain, letGo, type ResponseBody } from "../infrastructure/body.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { isNetworksOwnScheme } from "../messages/networks-own-scheme.ts";
import { httpRedirectFetch, refusedCredentials } from "./http-redirect-fetch.ts";
import { locationUrl } from "./location-url.ts";
import { isRefusedUnfollowed, unfollowedFailure } from "./refused-location.ts";
import type { FetchParams } from "./user-agent.ts";
import { isLed } from "./redirect-status.ts";

const HTTP_FETCH = "#concept-http-fetch";

/**
 * HTTP fetch, step 6: what a redirect comes to.
 *
 * https://fetch.spec.whatwg.org/#concept-http-fetch
 */
export function led(
  params: FetchParams,
  internalResponse: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  const { body } = internalResponse;
  if (!params.agent.engine.redirects.needsBody || body === null || !isLed(internalResponse))
    return redirected(params, internalResponse);
  return breakOf(body).then((broken) => {
    if (broken === null) return redirected(params, internalResponse);
    const failure = otherFailure("TransportFailed", currentUrl(params.request), [HTTP_FETCH, "6"], {
      cause: broken.cause,
    });
    return networkError(failure);
  });
}

function redirected(
  params: FetchParams,
  internalResponse: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  const { request, agent } = params;
  const url = currentUrl(request);
  // 6.3. Switch on request's redirect mode:
  switch (request.redirectMode) {
    case "error":
      // NB: To Chromium's network stack it is no redirect; that its status is one is noticed where responses are filtered.
      if (agent.engine.redirects.unled !== "redirect" && !isLed(internalResponse))
        return internalResponse;
      letGo(internalResponse.body);
      // 1. Set response to a network error.
      return networkError(disallowed(request, internalResponse, agent.engine));
    case "manual":
      if (isRefusedUnfollowed(internalResponse, url, agent.engine)) {
        letGo(internalResponse.body);
        return networkError(unfollowedFailure(internalResponse, url, agent.engine));
      }
      if (followsUnseen(request, agent.engine)) {
        const unseen = { ...request, urlList: [...request.urlList] };
        // Nobody hears what comes of it.
        httpRedirectFetch({ ...params, request: unseen, trace: null }, internalResponse).then(
          (last) => (last.internalResponse ?? last).body?.cancel?.(),
          () => undefined,
        );
      }
      // 2. Otherwise, set response to an opaque-redirect filtered response whose internal response
      //    is internalResponse.
      return unfollowed(internalResponse, agent.engine);
    case "follow":
      // 2. Set response to the result of running HTTP-redirect fetch given fetchParams and response.
      return httpRedirectFetch(params, internalResponse);
  }
}

/** What is wrong with where the redirect would have led, where that is noticed first. */
function disallowed(
  request: FetchRequest,
  response: FetchResponse,
  engine: EngineProfile,
): NetworkFailure {
  const url = currentUrl(request);
  const location = locationUrl(response, url, engine);
  const place = [HTTP_FETCH, "6.3"] as const;
  if (!(location instanceof URL)) return otherFailure("RedirectDisallowed", url, place);
  const failure = engine.redirects.credentialsBeforeMode
    ? refusedCredentials(request, location)
    : null;
  // NB: Where it leads matters to none but a network stack that looks at that first, and may hold a password.
  const parameter = isNetworksOwnScheme(location.href) ? location.href : "";
  return failure ?? otherFailure("RedirectDisallowed", url, place, { parameter });
}

/** What a body was broken off with; null where it comes to its end. */
function breakOf(body: ResponseBody): Promise<{ readonly cause: unknown } | null> {
  return drain(body).then(
    () => null,
    (cause: unknown) => ({ cause }),
  );
}

function followsUnseen({ keepalive, mode }: FetchRequest, { redirects }: EngineProfile): boolean {
  return keepalive && mode === "no-cors" && redirects.keepaliveFollowsUnseen;
}

function unfollowed(response: FetchResponse, engine: EngineProfile): FetchResponse {
  const filtered = opaqueRedirectFilteredResponse(response);
  return isReadUnfollowed(response, engine) ? { ...filtered, body: response.body } : filtered;
}

function isReadUnfollowed(response: FetchResponse, { redirects }: EngineProfile): boolean {
  return redirects.unled === "response" && !isLed(response);
}
