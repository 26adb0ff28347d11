import {
  corsUnsafeRequestHeaderNames,
  type HeaderList,
  isCorsSafelistedMethod,
} from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { isGrantedByOwnHost } from "./upgrade-insecure-request.ts";

/** What makes a request one that is asked about first. */
export type PreflightReason = "flag" | "method" | "asked-before" | "headers";

/**
 * Main fetch, step 12: why a request with CORS is asked about first; null where it is not. An engine may ask again, or ask
 * about more, than what a redirect has left of the request.
 *
 * https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export function preflightReason(
  request: FetchRequest,
  engine: EngineProfile,
): PreflightReason | null {
  if (isGrantedByOwnHost(request, engine)) return null;
  if (request.useCorsPreflightFlag) return "flag";
  if (!request.unsafeRequestFlag) return null;
  if (!isCorsSafelistedMethod(request.method)) return "method";
  const { preflightSticks } = engine.redirects;
  if (preflightSticks !== "never" && request.wasPreflighted) return "asked-before";
  if (
    preflightSticks === "by-headers-or-once-asked" &&
    request.urlList.length > 1 &&
    request.initial !== null &&
    hasUnsafeHeaders(request.initial.preflightHeaderList, engine)
  )
    return "asked-before";
  return hasUnsafeHeaders(request.preflightHeaderList, engine) ? "headers" : null;
}

function hasUnsafeHeaders(headerList: HeaderList, { rules }: EngineProfile): boolean {
  // NB: Mostly there is nothing but what the user agent has added itself.
  if (headerList.size === 1 && headerList.get("Accept") === "*/*") return false;
  return corsUnsafeRequestHeaderNames(headerList, rules).length > 0;
}

/** The same in words. */
export function describePreflightReason(
  reason: PreflightReason,
  { method, preflightHeaderList }: FetchRequest,
  { rules }: EngineProfile,
): string {
  switch (reason) {
    case "flag":
      return "the use-CORS-preflight flag is set: an upload has listeners, or the body is a stream";
    case "method":
      return `the method ${method} is not safelisted`;
    case "asked-before":
      return "it was asked about before a redirect";
    case "headers": {
      const names = corsUnsafeRequestHeaderNames(preflightHeaderList, rules);
      return `not safelisted: ${names.join(", ")}`;
    }
  }
}
