import { byteLowercase, type HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import {
  type CacheMode,
  type FetchRequest,
  hasJustLeftOrigin,
} from "../infrastructure/fetch-request.ts";

/** What makes a request conditional, byte-lowercased. */
export const conditionalNames: ReadonlySet<string> = new Set([
  "if-modified-since",
  "if-none-match",
  "if-unmodified-since",
  "if-match",
  "if-range",
]);

// NB: It is asked of each request several times, and hardly any has a header with that letter.
const isConditionalName = (name: string): boolean =>
  (name.startsWith("I") || name.startsWith("i")) && conditionalNames.has(byteLowercase(name));

/**
 * Steps 8.16 to 8.18 of HTTP-network-or-cache fetch.
 *
 * https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
 */
export function appendCacheControl(
  request: FetchRequest,
  headerList: HeaderList,
  engine: EngineProfile,
): void {
  const cacheMode = cacheModeOf(request, engine);
  if (engine.redirects.dropsCacheHeaders && hasJustLeftOrigin(request)) return;
  if (engine.synchronousIsBare && request.synchronous) return;

  // 8.17. If httpRequest's cache mode is "no-cache" […] and httpRequest's header list does not contain
  //       `Cache-Control`, then append (`Cache-Control`, `max-age=0`) to httpRequest's header list.
  if (cacheMode === "no-cache" && !headerList.contains("Cache-Control")) {
    headerList.append("Cache-Control", "max-age=0");
  }

  // 8.18. If httpRequest's cache mode is "no-store" or "reload", then: append `Pragma: no-cache` and
  //       `Cache-Control: no-cache` where they are not contained.
  if (cacheMode === "no-store" || cacheMode === "reload") {
    if (!headerList.contains("Pragma")) headerList.append("Pragma", "no-cache");
    if (!headerList.contains("Cache-Control")) headerList.append("Cache-Control", "no-cache");
  }
}

/** The cache mode, as far as a script's own headers leave it. */
export function cacheModeOf(request: FetchRequest, engine: EngineProfile): CacheMode {
  // 8.16. If httpRequest's cache mode is "default" and httpRequest's header list contains
  //       `If-Modified-Since`, `If-None-Match`, `If-Unmodified-Since`, `If-Match`, or `If-Range`, then
  //       set httpRequest's cache mode to "no-store".
  const isBoundTo =
    request.cacheMode === "default" &&
    !request.asksAboutMemory &&
    (engine.headers.conditionalXhr || request.initiator !== "xmlhttprequest") &&
    isConditional(request.headerList);
  return isBoundTo ? engine.headers.conditionalCacheMode : request.cacheMode;
}

/** Whether the list has a header that makes a request conditional. */
export function isConditional(headerList: HeaderList): boolean {
  return headerList.some(isConditionalName);
}
