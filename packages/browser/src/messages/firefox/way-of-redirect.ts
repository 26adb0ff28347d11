import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { includesCredentials, isHttpScheme, parseUrl } from "../../infrastructure/url.ts";

/**
 * How far Firefox comes with a redirect, by where that leads:
 *
 *     "http"        on
 *     "nowhere"     no channel can be made for it, so that nothing is looked at
 *     "link", "data"  the web may not link to it, or not load it: that is seen before the redirect is looked at
 *     "not-http"    to where another program may be asked; the redirect is looked at, and then CORS doesn't reach there
 */
export type WayOfRedirect = "http" | "nowhere" | "link" | "data" | "not-http";

export function wayTo(location: URL): WayOfRedirect {
  if (isHttpScheme(location)) return "http";
  const { protocol, href } = location;
  if (protocol === "about:") return /^about:blank(?:$|[?#])/.test(href) ? "not-http" : "nowhere";
  return ways.get(protocol) ?? "not-http";
}

// NB: What is a browser's own, `chrome:` or `resource:`, the web may not link to only where there is such a page.
const ways: ReadonlyMap<string, WayOfRedirect> = new Map([
  ["blob:", "data"],
  ["file:", "link"],
  ["jar:", "link"],
  ["moz-src:", "link"],
  ["view-source:", "link"],
  ...[
    "cached-favicon:",
    "chrome:",
    "data:",
    "indexeddb:",
    "javascript:",
    "moz-extension:",
    "moz-icon:",
    "moz-page-thumb:",
    "moz-safe-about:",
    "page-icon:",
    "resource:",
    "ws:",
    "wss:",
  ].map((protocol) => [protocol, "nowhere"] as const),
]);

/** Whether a redirect that may not be followed has been looked at: there is a channel for where it leads. */
export const isLookedAt = ({
  code,
  parameter,
}: Pick<NetworkFailure, "code" | "parameter">): boolean =>
  code === "MixedContent" ||
  code === "RedirectContainsCredentials" ||
  (code === "RedirectScheme" && wayTo(new URL(parameter)) === "not-http");

/** Whether a redirect has a `Location` that is no URL, or none that a page may be led to. */
export function leadsNowhere({ response, url }: NetworkFailure): boolean {
  const location = parseUrl(response!.headerList.get("Location") ?? "", new URL(url));
  return location === null || !["http", "not-http"].includes(wayTo(location));
}

/** Whether a redirect with CORS ends before it is a request: it leads out of HTTP, or has credentials. */
export function isLedAside({ response, url }: NetworkFailure): boolean {
  const location = parseUrl(response!.headerList.get("Location") ?? "", new URL(url));
  return location !== null && (!isHttpScheme(location) || includesCredentials(location));
}
