import type { HeaderList } from "@crosswalk/cors/protocol";
import type { SameSiteMode } from "../infrastructure/cookie-store.ts";
import { currentUrl, type FetchRequest, redirectTaintOf } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { isSameSite } from "../infrastructure/site.ts";
import { appendRequestOriginHeader } from "./append-request-origin-header.ts";
import { appendFetchMetadata } from "./fetch-metadata.ts";
import { httpNetworkFetch } from "./http-network-fetch.ts";
import type { FetchParams } from "./user-agent.ts";

/** "If the sum of contentLength and inflightKeepaliveBytes is greater than 64 kibibytes". */
const MAX_KEEPALIVE_BYTES = 64 * 1024;

const conditionalNames = ["If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match", "If-Range"];

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch */
export async function httpNetworkOrCacheFetch(
  params: FetchParams,
  purpose: "actual" | "preflight" = "actual",
): Promise<FetchResponse> {
  const { request, agent } = params;
  const url = currentUrl(request);

  // 8.1. If request's traversable for user prompts is "no-traversable" and request's redirect mode is
  //      "error", then set httpFetchParams to fetchParams and httpRequest to request. Otherwise: set
  //      httpRequest to a clone of request.
  // NB: Of the clone nothing is needed but its header list and cache mode.
  const headerList = request.headerList.clone();

  // 8.2. Let includeCredentials be true if one of request's credentials mode is "include"; request's
  //      credentials mode is "same-origin" and request's response tainting is "basic" is true;
  //      otherwise false.
  const includeCredentials =
    request.credentialsMode === "include" ||
    (request.credentialsMode === "same-origin" && request.responseTainting === "basic");

  // 8.4. Let contentLength be httpRequest's body's length, if httpRequest's body is non-null; otherwise
  //      null.
  // 8.6. If httpRequest's body is null and httpRequest's method is `POST` or `PUT`, then set
  //      contentLengthHeaderValue to `0`.
  // 8.7. If contentLength is non-null, then set contentLengthHeaderValue to contentLength.
  // 8.8. If contentLengthHeaderValue is non-null, then append (`Content-Length`,
  //      contentLengthHeaderValue) to httpRequest's header list.
  const contentLength = contentLengthOf(request);
  if (contentLength !== null) headerList.append("Content-Length", String(contentLength));

  // 8.9. If contentLength is non-null and httpRequest's keepalive is true, then: […] if the sum of
  //      contentLength and inflightKeepaliveBytes is greater than 64 kibibytes, then return a network
  //      error.
  // NB: Nothing outlives a page here, so only the request's own length counts.
  if (request.keepalive && contentLength !== null && contentLength > MAX_KEEPALIVE_BYTES) {
    return networkError(otherFailure("KeepaliveTooLarge", url, ["#concept-http-network-or-cache-fetch", "8.9"]));
  }

  // 8.10. If httpRequest's referrer is a URL, then append (`Referer`, referrerValue) to httpRequest's
  //       header list.
  if (request.referrer instanceof URL) headerList.append("Referer", request.referrer.href);

  // 8.11. Append a request `Origin` header for httpRequest.
  appendRequestOriginHeader(request, headerList);

  // 8.12. Append the Fetch metadata headers for httpRequest.
  appendFetchMetadata(request, headerList);

  // 8.14. If httpRequest's header list does not contain `User-Agent`, then user agents should append
  //       (`User-Agent`, default `User-Agent` value) to httpRequest's header list.
  if (!headerList.contains("User-Agent")) headerList.append("User-Agent", agent.engine.userAgent);
  if (agent.engine.acceptLanguage !== null && !headerList.contains("Accept-Language")) {
    headerList.append("Accept-Language", agent.engine.acceptLanguage);
  }

  appendCacheControl(request, headerList);

  // 8.18. If httpRequest's header list contains `Range`, then append (`Accept-Encoding`, `identity`) to
  //       httpRequest's header list.
  if (headerList.contains("Range")) headerList.append("Accept-Encoding", "identity");

  // 8.20. If includeCredentials is true, then: append a request `Cookie` header for httpRequest.
  const sameSiteMode = sameSiteModeOf(request);
  if (includeCredentials && !agent.cookies.isEmpty) {
    const cookies = await agent.cookies.get(url, "", sameSiteMode);
    if (cookies !== "") headerList.append("Cookie", cookies);
  }

  // 10.1. If httpRequest's cache mode is "only-if-cached", then return a network error.
  if (request.cacheMode === "only-if-cached") {
    return networkError(otherFailure("NotCached", url, ["#concept-http-network-or-cache-fetch", "10.1"]));
  }

  // 10.2. Let forwardResponse be the result of running HTTP-network fetch given httpFetchParams,
  //       includeCredentials, and isNewConnectionFetch.
  const response = await httpNetworkFetch(params, headerList, purpose);

  // NB: Set-Cookie is honoured whether or not the response may be shared.
  if (includeCredentials && response.type !== "error") {
    for (const line of response.headerList.getAll("Set-Cookie")) {
      await agent.cookies.set(url, "", sameSiteMode, line);
    }
  }
  return response;
}

function contentLengthOf(request: FetchRequest): number | null {
  if (request.body !== null) return request.body.length;
  return request.method === "POST" || request.method === "PUT" ? 0 : null;
}

function appendCacheControl(request: FetchRequest, headerList: HeaderList): void {
  // 8.15. If httpRequest's cache mode is "default" and httpRequest's header list contains
  //       `If-Modified-Since`, `If-None-Match`, `If-Unmodified-Since`, `If-Match`, or `If-Range`, then
  //       set httpRequest's cache mode to "no-store".
  let { cacheMode } = request;
  if (cacheMode === "default" && conditionalNames.some((name) => headerList.contains(name))) {
    cacheMode = "no-store";
  }

  // 8.16. If httpRequest's cache mode is "no-cache" […] and httpRequest's header list does not contain
  //       `Cache-Control`, then append (`Cache-Control`, `max-age=0`) to httpRequest's header list.
  if (cacheMode === "no-cache" && !headerList.contains("Cache-Control")) {
    headerList.append("Cache-Control", "max-age=0");
  }

  // 8.17. If httpRequest's cache mode is "no-store" or "reload", then: append `Pragma: no-cache` and
  //       `Cache-Control: no-cache` where they are not contained.
  if (cacheMode === "no-store" || cacheMode === "reload") {
    if (!headerList.contains("Pragma")) headerList.append("Pragma", "no-cache");
    if (!headerList.contains("Cache-Control")) headerList.append("Cache-Control", "no-cache");
  }
}

/** https://fetch.spec.whatwg.org/#determine-the-same-site-mode */
function sameSiteModeOf(request: FetchRequest): SameSiteMode {
  const { client } = request;
  // "If request's redirect-taint is "cross-site", then return "cross-site"", and likewise for a client
  // that has a cross-site ancestor, or a URL of another site than the top-level document's.
  if (redirectTaintOf(request) === "cross-site") return "cross-site";
  if (client.hasCrossSiteAncestor) return "cross-site";
  if (!isSameSite(client.topLevelOrigin.serialization, currentUrl(request).origin)) return "cross-site";
  return isSameSite(request.origin.serialization, currentUrl(request).origin) ? "same-site" : "cross-site";
}
