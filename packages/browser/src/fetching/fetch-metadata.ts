import type { HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import {
  currentUrl,
  type FetchRequest,
  hasJustLeftOrigin,
  serializedOrigin,
} from "../infrastructure/fetch-request.ts";
import { serializedOriginOf } from "../infrastructure/origin.ts";
import { isSameSite, isSchemelesslySameSite } from "../infrastructure/site.ts";
import { isLoopbackHost, isPotentiallyTrustworthy } from "../infrastructure/url.ts";
import { judgedByPolicy } from "./append-request-origin-header.ts";
import { storageAccessOf } from "./cookie-context.ts";

/** https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request */
export function appendFetchMetadata(
  request: FetchRequest,
  headerList: HeaderList,
  engine: EngineProfile,
  purpose: "actual" | "preflight",
): void {
  // 1. If r's url is not an potentially trustworthy URL, return.
  if (!isPotentiallyTrustworthy(currentUrl(request))) {
    if (purpose === "preflight" && engine.preflightAlwaysTellsMode)
      headerList.append("Sec-Fetch-Mode", request.mode);
    // NB: Only the header that says so is for trustworthy places.
    else if (purpose === "actual" && engine.storageAccess === "actual")
      appendOriginOfInactive(request, headerList, engine);
    return;
  }

  if (engine.synchronousIsBare && request.synchronous) return;

  const relation = siteRelation(request, engine, purpose);
  if (relation === null) return;

  // 2. Set the Sec-Fetch-Dest header for r.
  headerList.append("Sec-Fetch-Dest", request.destination === "" ? "empty" : request.destination);

  // 3. Set the Sec-Fetch-Mode header for r.
  headerList.append("Sec-Fetch-Mode", request.mode);

  // 4. Set the Sec-Fetch-Site header for r.
  headerList.append("Sec-Fetch-Site", relation);

  if (engine.storageAccess === null) return;
  if (purpose === "preflight" && engine.storageAccess === "actual") return;
  const access = storageAccessOf(request, engine);
  if (access === null) return;
  headerList.append("Sec-Fetch-Storage-Access", access);
  appendOriginOfInactive(request, headerList, engine);
}

/** "If the header's value is "inactive" or "active", an `Origin` header goes with it." */
function appendOriginOfInactive(
  request: FetchRequest,
  headerList: HeaderList,
  engine: EngineProfile,
): void {
  // NB: Chromium's network stack follows redirects with the one it had.
  const isLate = request.urlList.length > 1 && engine.storageAccess === "actual";
  if (isLate || headerList.contains("Origin") || storageAccessOf(request, engine) !== "inactive")
    return;
  const origin = judgedByPolicy(request, serializedOrigin(request), engine);
  headerList.append("Origin", origin);
  if (engine.storageAccess === "actual") request.sentOrigin = origin;
}

type Relation = "same-origin" | "same-site" | "cross-site";

/** Null where the engine sends none of the headers. */
function siteRelation(
  request: FetchRequest,
  engine: EngineProfile,
  purpose: "actual" | "preflight",
): Relation | null {
  const origin = request.origin.serialization;
  switch (engine.fetchMetadata) {
    case "standard":
      return relationTo(origin, request.urlList, isSameSite);
    case "chromium":
      // NB: A preflight is a request of its own, which knows of no redirect.
      return relationTo(
        origin,
        purpose === "preflight" ? [currentUrl(request)] : request.urlList,
        isSameSite,
      );
    case "firefox":
      return firefoxRelation(origin, urlsAskedFor(request));
    case "webkit":
      if (isDottedLoopback(currentUrl(request))) return null;
      if (purpose === "preflight") {
        // NB: It goes by what the request had that was redirected.
        const previous = request.urlList.at(-2);
        if (previous !== undefined && !isPotentiallyTrustworthy(previous)) return null;
        return relationTo(serializedOrigin(request), [currentUrl(request)], isSameSite);
      }
      // NB: A request with CORS that has just left an origin is sent without.
      return hasJustLeftOrigin(request) ? null : relationTo(origin, request.urlList, isSameSite);
  }
}

/** What is no name of this machine's where the dot at its end counts; over https there is no need to be. */
const isDottedLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === "http:" && hostname.endsWith(".");

/** Without those that were asked for over https instead. */
const urlsAskedFor = ({ urlList, upgradedHops }: FetchRequest): readonly URL[] =>
  upgradedHops === undefined ? urlList : urlList.filter((url) => !upgradedHops.has(url));

/**
 * Of one site is who is of one host, if all that came before the current URL was secure: the page, of
 * which a loopback host counts as secure, and each URL that redirected, of which none does.
 *
 * dom/security/SecFetch.cpp, IsSameSite
 */
function firefoxRelation(origin: string, urlList: readonly URL[]): Relation {
  if (origin === "null") return "cross-site";
  if (urlList.every((url) => url.origin === origin)) return "same-origin";
  const current = urlList.at(-1)!.origin;
  const isSite =
    isSchemelesslySameSite(origin, current) &&
    (origin.startsWith("https:") || isLoopbackByName(new URL(origin).hostname)) &&
    urlList
      .slice(0, -1)
      .every((url) => url.protocol === "https:" && isSchemelesslySameSite(url.origin, current));
  return isSite ? "same-site" : "cross-site";
}

/** It looks for `[::1]`, and hosts come without brackets. */
const isLoopbackByName = (hostname: string): boolean =>
  hostname !== "[::1]" && isLoopbackHost(hostname);

/** https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site */
function relationTo(
  origin: string,
  urlList: readonly URL[],
  isSite: (one: string, other: string) => boolean,
): Relation {
  // 3. Set header's value to same-origin.
  let relation: Relation = "same-origin";

  // 5. For each url in r's url list:
  for (const url of urlList) {
    // 1. If url is same origin with r's origin, continue.
    const urlOrigin = serializedOriginOf(url);
    if (origin !== "null" && urlOrigin === origin) continue;
    // 2. Set header's value to cross-site.
    // 3. If r's origin is not same site with url's origin, then break.
    if (!isSite(origin, urlOrigin)) return "cross-site";
    // 4. Set header's value to same-site.
    relation = "same-site";
  }
  return relation;
}
