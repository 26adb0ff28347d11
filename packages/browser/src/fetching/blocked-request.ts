import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { isBadPort } from "./bad-port.ts";
import { hasDanglingMarkup } from "../infrastructure/dangling-markup.ts";
import { isMixedContent } from "./mixed-content.ts";

const MAIN_FETCH = "#concept-main-fetch";

/**
 * Main fetch, step 7: the network error of what is not asked for at all; null where it is.
 *
 * https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export function blockedResponse(
  request: FetchRequest,
  url: URL,
  engine: EngineProfile,
): FetchResponse | null {
  const isMixed = isMixedContent(request, url, engine);
  const mixed = (): FetchResponse =>
    networkError(otherFailure("MixedContent", url, [MAIN_FETCH, "7"], { parameter: url.href }));
  if (isMixed && engine.mixedContentBeforePort && !isMedia(request)) return mixed();
  // NB: Where a redirect leads nobody looks at the host.
  const { restrictedHosts } = engine;
  if (
    restrictedHosts.size > 0 &&
    request.urlList.length === 1 &&
    restrictedHosts.has(url.hostname)
  ) {
    const parameter = url.hostname;
    return networkError(otherFailure("RestrictedHost", url, [MAIN_FETCH, "7"], { parameter }));
  }
  if (hasDanglingMarkup(url))
    return networkError(otherFailure("DanglingMarkup", url, [MAIN_FETCH, "7"]));
  if (isBadPort(url)) {
    return networkError(otherFailure("BadPort", url, [MAIN_FETCH, "7"], { parameter: url.port }));
  }
  return isMixed ? mixed() : null;
}

/** Whose ports an element looks at by itself. */
const isMedia = ({ destination }: FetchRequest): boolean =>
  destination === "audio" || destination === "video";
