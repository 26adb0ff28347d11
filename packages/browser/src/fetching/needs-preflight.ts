import {
  corsUnsafeRequestHeaderNames,
  type HeaderList,
  isCorsSafelistedMethod,
} from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";

/**
 * Main fetch, step 12: whether a request with CORS is asked about first. An engine may ask again, or ask about more, than
 * what a redirect has left of the request.
 *
 * https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export function needsPreflight(request: FetchRequest, engine: EngineProfile): boolean {
  if (request.useCorsPreflightFlag) return true;
  if (!request.unsafeRequestFlag) return false;
  if (!isCorsSafelistedMethod(request.method)) return true;
  const { preflightSticks } = engine.redirects;
  if (preflightSticks !== "never" && request.wasPreflighted) return true;
  if (
    preflightSticks === "by-headers-or-once-asked" &&
    request.initial !== null &&
    hasUnsafeHeaders(request.initial.preflightHeaderList, engine)
  )
    return true;
  return hasUnsafeHeaders(request.preflightHeaderList, engine);
}

function hasUnsafeHeaders(headerList: HeaderList, { rules }: EngineProfile): boolean {
  return corsUnsafeRequestHeaderNames(headerList, rules).length > 0;
}
