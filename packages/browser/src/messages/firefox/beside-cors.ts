import { isRedirectStatus } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { isOpaque } from "../../infrastructure/origin.ts";
import { isHttpScheme, parseUrl, withoutFragment } from "../../infrastructure/url.ts";
import { integrityLines } from "./integrity.ts";
import { styleLines, unusedLines } from "./refused-type.ts";
import { wayTo } from "./way-of-redirect.ts";

/** What Firefox says of a failure in other words than those about CORS. */
export function besideCors(failure: NetworkFailure, request: FetchRequest): readonly string[] {
  const lines = reasonBesideCors(failure, request);
  const { digest } = failure;
  return [
    ...lines,
    ...unusedLines(failure, request),
    ...(digest === undefined ? [] : integrityLines(request, digest ?? "")),
  ];
}

function reasonBesideCors(failure: NetworkFailure, request: FetchRequest): readonly string[] {
  const { code, url, parameter } = failure;
  switch (code) {
    case "CorpBlocked":
      return [
        `The resource at “${url}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See ${CORP_PAGE}`,
      ];
    case "MixedContent":
      return isSpeculative(request) ? [] : [`Blocked loading mixed active content “${url}”`];
    case "DisallowedByMode":
      if (isWithinOwn(url, request)) return [];
      return [mayNotLoad(pageOf(request), askedFor(url, request))];
    case "RedirectScheme":
      return redirectLines(url, parameter, request);
    case "SubresourceIntegrity":
      return refusedStyleLines(failure, request) ?? integrityLines(request, parameter);
    default:
      return redirectLines(url, ledTo(failure), request);
  }
}

/**
 * What may never be needed is refused without a word, but for what a redirect of a preload for scripts leads to.
 *
 * dom/base/nsContentUtils.cpp, IsPreloadType
 */
const isSpeculative = ({ element, destination, urlList }: FetchRequest): boolean =>
  element === "preload" && !(destination === "" && urlList.length > 1);

const CORP_PAGE =
  "https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#";

export const mayNotLoad = (from: string, url: string): string =>
  `Security Error: Content at ${from} may not load data from ${url}.`;

export const mayNotLink = (from: string, url: string): string =>
  `Security Error: Content at ${from} may not load or link to ${url}.`;

/** What a `use` names is asked for without its fragment. */
const askedFor = (url: string, { element }: FetchRequest): string =>
  element === "svg-use" ? withoutFragment(new URL(url)) : url;

// The name of an opaque origin is another each time.
const NO_NAME = "00000000-0000-0000-0000-000000000000";

/** As the page's principal has it: one of no origin is named for what it comes from. */
export function pageOf({ client }: FetchRequest): string {
  const { origin, baseUrl, topLevelUrlOrigin } = client;
  if (!isOpaque(origin) || baseUrl.protocol === "file:") return baseUrl.href;
  const from = isHttpScheme(baseUrl) ? baseUrl.origin : topLevelUrlOrigin;
  return `moz-nullprincipal:{${NO_NAME}}${from === "null" ? "" : `?${from}`}`;
}

/** Where a response that was refused leads all the same: that is looked at first. */
function ledTo({ response, url }: NetworkFailure): string | null {
  if (response === undefined || !isRedirectStatus(response.status)) return null;
  return parseUrl(response.headerList.get("Location") ?? "", new URL(url))?.href ?? null;
}

/**
 * Whether an address is one within another, of the page's own origin: that is whose it is.
 *
 * caps/nsScriptSecurityManager.cpp, SecurityCompareURIs
 */
function isWithinOwn(url: string, { origin }: FetchRequest): boolean {
  const inner = /^(?:jar|view-source):(.*)/.exec(url);
  return inner !== null && parseUrl(inner[1]!)?.origin === origin.serialization;
}

function redirectLines(from: string, to: string | null, request: FetchRequest): readonly string[] {
  const way = to === null ? "nowhere" : wayTo(new URL(to));
  if (to === null || way === "nowhere" || way === "http") return [];
  if (request.mode === "same-origin")
    return [isWithinOwn(to, request) ? mayNotLink(from, to) : mayNotLoad(pageOf(request), to)];
  if (way === "not-http") return [];
  // With CORS it is who redirects that may not; an XMLHttpRequest's page is asked for before that.
  const isOfRedirect = request.mode === "cors" && request.initiator !== "xmlhttprequest";
  const who = isOfRedirect ? from : pageOf(request);
  const { origin } = new URL(to);
  const isOwn = origin === (isOfRedirect ? new URL(from).origin : request.origin.serialization);
  // NB: Nothing of its own is out of bounds to an origin, though there may be no such thing.
  if (way === "data" && isOwn) return [];
  return [way === "link" ? mayNotLink(who, to) : mayNotLoad(who, to)];
}

/** A style sheet's status and type are looked at first; null where there is nothing wrong with them. */
function refusedStyleLines(
  { response }: NetworkFailure,
  { destination, urlList }: FetchRequest,
): readonly string[] | null {
  if (destination !== "style" || response === undefined) return null;
  const { status, headerList: headers } = response;
  const isRedirected = urlList.length > 1;
  const lines = styleLines(urlList[0]!, { status, headers, isRedirected });
  return lines.length > 0 || status < 200 || status > 299 ? lines : null;
}
