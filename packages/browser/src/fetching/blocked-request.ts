import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { isBadPort } from "./bad-port.ts";
import { hasDanglingMarkup } from "../infrastructure/dangling-markup.ts";
import { mixedContentVerdict } from "./mixed-content.ts";

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
  const verdict = mixedContentVerdict(request, url, engine);
  const isMixed = verdict === "blocked";
  const mixed = (): FetchResponse =>
    networkError(otherFailure("MixedContent", url, [MAIN_FETCH, "7"], { parameter: url.href }));
  // NB: The standard leaves open which of the two it is; consoles tell.
  if (isMixed && !isMedia(request)) return mixed();
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
  if (verdict === "passed") tellOfPassed(request, url, engine);
  return isMixed ? mixed() : null;
}

function tellOfPassed(request: FetchRequest, url: URL, { messages }: EngineProfile): void {
  for (const text of messages.mixedContent?.(request, url) ?? [])
    request.client.console?.({ text, url: url.href });
}

/** Whose ports an element looks at by itself. */
const isMedia = ({ destination }: FetchRequest): boolean =>
  destination === "audio" || destination === "video";
