import type { EngineProfile } from "../engines/engine.ts";
import {
  currentUrl,
  type FetchRequest,
  serializedOrigin,
} from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { corsFailure } from "../infrastructure/network-error.ts";
import {
  isSameOrigin,
  type Origin,
  originOfUrl,
  serializedOriginOf,
} from "../infrastructure/origin.ts";
import { isPotentiallyTrustworthy, overHttps } from "../infrastructure/url.ts";

/**
 * Main fetch, step 4: of a page that came with the Content-Security-Policy `upgrade-insecure-requests`.
 *
 * NOTE: Due to FETCH's recursive nature, this algorithm will upgrade insecurely-redirected requests as
 * well as insecure initial requests.
 *
 * https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request
 */
export function upgradeInsecureRequest(request: FetchRequest, engine: EngineProfile): void {
  const url = currentUrl(request);
  if (url.protocol !== "http:" || isLeftAlone(request, url, engine)) return;

  // 5. If request's URL's scheme is "http", set request's URL's scheme to "https", and return.
  const upgraded = overHttps(url);
  const { urlList } = request;
  if (urlList.length === 1) request.upgradedFrom = url;
  else if (engine.upgrades.isRedirectOfItsOwn) {
    (request.upgradedHops ??= new Set()).add(url);
    urlList.push(upgraded);
    // NB: It has been elsewhere by then.
    if (!isSameOrigin(originOfUrl(url), request.origin))
      request.responseTainting = request.mode === "cors" ? "cors" : "opaque";
    return;
  }
  urlList.splice(-1, 1, upgraded);
}

/** Whether it is of the machine itself, which some trust as it is. */
function isLeftAlone({ urlList }: FetchRequest, url: URL, { upgrades }: EngineProfile): boolean {
  if (upgrades.loopback === "always" || !isPotentiallyTrustworthy(url)) return false;
  return upgrades.loopback === "never" || urlList.length === 1;
}

/** Where a redirect has led to, whatever has been made of that since. */
export function beforeUpgrade({ urlList, upgradedHops }: FetchRequest): URL {
  const hop = urlList.at(-2);
  return hop !== undefined && upgradedHops?.has(hop) === true ? hop : urlList.at(-1)!;
}

/** The network error of what was to be of the page's own origin, and was written otherwise; null where it wasn't. */
export function refusedAsWritten(
  { mode, origin, urlList, upgradedFrom }: FetchRequest,
  { upgrades }: EngineProfile,
): FetchResponse | null {
  if (upgradedFrom === undefined || mode !== "same-origin" || urlList.length > 1) return null;
  return upgrades.sameOriginAsWritten && !isSameOrigin(originOfUrl(upgradedFrom), origin)
    ? networkError(corsFailure("DisallowedByMode", upgradedFrom))
    : null;
}

/** What a script's `Response` tells of where it comes from. */
export function tellUpgrade(
  { initiator, urlList, upgradedFrom }: FetchRequest,
  response: FetchResponse,
  { upgrades }: EngineProfile,
): FetchResponse {
  // NB: An opaque response tells nothing of its URLs.
  if (upgradedFrom === undefined || initiator !== "fetch" || response.urlList.length === 0)
    return response;
  switch (upgrades.responseUrl) {
    case "upgraded":
      return response;
    case "as-written":
      return urlList.length > 1 ? response : { ...response, urlList: [upgradedFrom] };
    case "redirected":
      return { ...response, urlList: [upgradedFrom, ...response.urlList] };
  }
}

/**
 * Whether nobody's leave is asked: a page that wants all of its host over https takes what that has over http for its own, until it
 * has been elsewhere.
 *
 * netwerk/protocol/http/nsCORSListenerProxy.cpp, CheckUpgradeInsecureRequestsPreventsCORS
 */
export function isGrantedByOwnHost(request: FetchRequest, engine: EngineProfile): boolean {
  if (!trustsOwnHost(request, engine)) return false;
  const { origin, urlList } = request;
  return urlList.every((url) => originOnOwnHost(origin, url) === origin.serialization);
}

/** Whom a CORS check looks for: who is led away from what is taken for the page's own is still of the page. */
export function checkedOrigin(request: FetchRequest, engine: EngineProfile): string {
  return trustsOwnHost(request, engine)
    ? serializedOrigin(request, (url) => originOnOwnHost(request.origin, url))
    : serializedOrigin(request);
}

const trustsOwnHost = ({ client, origin }: FetchRequest, { upgrades }: EngineProfile): boolean =>
  client.upgradesInsecureRequests &&
  upgrades.ownHostGrants &&
  origin.serialization.startsWith("https:");

function originOnOwnHost({ serialization }: Origin, url: URL): string {
  const isOwn = url.protocol === "http:" && url.hostname === new URL(serialization).hostname;
  return isOwn ? serialization : serializedOriginOf(url);
}
