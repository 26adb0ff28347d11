import type { HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { Client } from "../infrastructure/client.ts";
import {
  currentUrl,
  type FetchRequest,
  redirectTaintOf,
  serializedOrigin,
} from "../infrastructure/fetch-request.ts";
import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import { isPolicyHeldBack } from "./determine-referrer.ts";

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header */
export function appendRequestOriginHeader(
  request: FetchRequest,
  headerList: HeaderList,
  engine: EngineProfile,
): void {
  // 1. Assert: request's origin is not "client".
  // 2. Let serializedOrigin be the result of byte-serializing a request origin with request.
  let value = serializedOrigin(request);

  // 3. If request's response tainting is "cors" or request's mode is "websocket" or "webtransport",
  //    then append (`Origin`, serializedOrigin) to request's header list.
  if (request.responseTainting === "cors") {
    headerList.set("Origin", value);
    request.sentOrigin = value;
    return;
  }

  // NB: A network stack that follows a redirect by itself goes by the header it had.
  if (request.urlList.length > 1 && keepsOrigin(request, engine)) {
    const kept = keptOrigin(request, engine);
    if (kept !== null) headerList.set("Origin", kept);
    request.sentOrigin = kept;
    return;
  }

  // 4. Otherwise, if request's method is neither `GET` nor `HEAD`, then:
  if (request.method === "GET" || request.method === "HEAD") {
    request.sentOrigin = null;
    return;
  }

  const isOfAddress =
    engine.referrer.originOf === "address" &&
    request.initiator !== "fetch" &&
    redirectTaintOf(request) === "same-origin";
  if (isOfAddress) value = originOfAddress(request.client);
  const isJudged = engine.referrer.policyNullsRedirected || isOfOnePlace(request);
  if (isJudged) value = judgedByPolicy(request, value, engine);

  // 4.2. Append (`Origin`, serializedOrigin) to request's header list.
  headerList.set("Origin", value);
  request.sentOrigin = value;
}

const isOfOnePlace = ({ urlList }: FetchRequest): boolean =>
  urlList.every(({ origin }) => origin === urlList[0]!.origin);

/** Step 4.1: what a request without CORS tells of its origin. */
export function judgedByPolicy(
  request: FetchRequest,
  origin: string,
  engine: EngineProfile,
): string {
  let value = origin;
  // 4.1. If request's mode is not "cors", then switch on request's referrer policy:
  if (request.mode !== "cors" && engine.referrer.policyNullsOrigin) {
    const url = currentUrl(request);
    const isHeldBack = isPolicyHeldBack(
      request.referrerPolicy,
      request.origin.serialization,
      url,
      engine,
    );
    switch (isHeldBack ? "strict-origin-when-cross-origin" : request.referrerPolicy) {
      case "no-referrer":
        // Set serializedOrigin to `null`.
        value = "null";
        break;
      case "no-referrer-when-downgrade":
      case "strict-origin":
      case "strict-origin-when-cross-origin":
        // If request's origin is a tuple origin, its scheme is "https", and request's current URL's
        // scheme is not "https", then set serializedOrigin to `null`.
        if (value.startsWith("https:") && url.protocol !== "https:") value = "null";
        break;
      case "same-origin":
        // If request's origin is not same origin with request's current URL's origin, then set
        // serializedOrigin to `null`.
        // NB: Or the one that it bears, where that is not its own.
        if (value !== url.origin && !isSameOrigin(request.origin, originOfUrl(url))) value = "null";
        break;
      default:
      // Otherwise: Do nothing.
    }
  }
  return value;
}

/** The one that a document would have if nothing but its own address told of it. */
function originOfAddress({ referrerUrl, baseUrl }: Client): string {
  if (referrerUrl !== null) return referrerUrl.origin;
  // NB: A blob: URL's is that of who made it.
  if (baseUrl.protocol === "blob:") return baseUrl.origin;
  return baseUrl.protocol === "file:" ? "file://" : "null";
}

function keepsOrigin(request: FetchRequest, { redirects }: EngineProfile): boolean {
  if (redirects.plainOrigin === "nulled-across-origins") return true;
  if (redirects.plainOrigin !== "kept-with-cors") return false;
  const [previous, current] = request.urlList.slice(-2);
  return (
    request.mode === "cors" || (request.method === "GET" && previous!.origin === current!.origin)
  );
}

function keptOrigin(request: FetchRequest, engine: EngineProfile): string | null {
  if (engine.redirects.plainOrigin === "kept-with-cors") return request.sentOrigin;
  const [previous, current] = request.urlList.slice(-2);
  if (request.sentOrigin === null) return null;
  return previous!.origin === current!.origin ? request.sentOrigin : "null";
}
