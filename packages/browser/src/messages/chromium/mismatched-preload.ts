import type { FetchRequest } from "../../infrastructure/fetch-request.ts";

/**
 * Why a request doesn't take what was preloaded for its kind: the first thing in which they part, of those that are
 * looked at in this order. Whether the one has credentials in any case, and the other not, counts before the mode.
 *
 * third_party/blink/renderer/platform/loader/fetch/resource.cc, CanReuse; resource_fetcher.cc, PrintPreloadMismatch
 */
export function mismatchedPreloadLines(
  url: string,
  preload: Pick<FetchRequest, "mode" | "credentialsMode">,
  request: Pick<FetchRequest, "mode" | "credentialsMode" | "method">,
): string[] {
  const why = partedIn(preload, request);
  return why === null ? [] : [`A preload for '${url}' is found, but is not used because ${why}`];
}

const MODE = "the request mode does not match. Consider taking a look at crossorigin attribute.";
const CREDENTIALS =
  "the request credentials mode does not match. Consider taking a look at crossorigin attribute.";

function partedIn(
  preload: Pick<FetchRequest, "mode" | "credentialsMode">,
  request: Pick<FetchRequest, "mode" | "credentialsMode" | "method">,
): string | null {
  if (request.method !== "GET") return "the request HTTP method does not match.";
  const includes = (one: typeof preload): boolean => one.credentialsMode === "include";
  if (includes(preload) !== includes(request)) return CREDENTIALS;
  if (preload.mode !== request.mode) return MODE;
  return preload.credentialsMode === request.credentialsMode ? null : CREDENTIALS;
}
