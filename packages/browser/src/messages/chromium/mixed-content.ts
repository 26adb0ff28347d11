import type { Client } from "../../infrastructure/client.ts";
import type { Destination, FetchRequest, Initiator } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { isAddress, isLoopbackHost } from "../../infrastructure/url.ts";

const EXPLANATION = "https://blog.chromium.org/2019/10/no-more-mixed-messages-about-https.html";

/** Of pictures and sound over plain http on a page that came over https: they are upgraded, unless no certificate is for their host. */
export function mixedContentLines(
  { client, destination }: Pick<FetchRequest, "client" | "destination">,
  url: URL,
): string[] {
  // NB: Where all is upgraded, nothing is told of, nor of what is left as it is.
  if (!client.prohibitsMixedContent || client.upgradesInsecureRequests) return [];
  if (url.protocol !== "http:" || !upgraded.has(destination)) return [];
  // third_party/blink/renderer/core/loader/mixed_content_checker.cc, ShouldAutoupgrade: an address
  // comes first, loopback's too.
  const reason = isAddress(url)
    ? "its URL's host is an IP address"
    : isLoopbackHost(url.hostname) || url.hostname.endsWith(".local")
      ? "it is a local network request"
      : null;
  const fate =
    reason === null
      ? `automatically upgraded to HTTPS, For more information see ${EXPLANATION}`
      : `not upgraded to HTTPS because ${reason}.`;
  return [`${requested(client.baseUrl.href, "element", url.href)}. This request was ${fate}`];
}

/** What sound is told of once it is there, if nothing has led it on. */
export function upgradedSoundLines({
  client,
  destination,
  upgradedFrom,
  urlList,
}: FetchRequest): string[] {
  const isSound = destination === "audio" || destination === "video";
  return isSound && upgradedFrom !== undefined && urlList.length === 1
    ? [passedLine(client, "audio file", upgradedFrom.href)]
    : [];
}

const upgraded: ReadonlySet<string> = new Set(["audio", "image", "video"]);

/** What is not loaded at all; null of what Chromium would load over https instead. */
export const blockedLine = ({ url }: NetworkFailure, request: FetchRequest): string | null =>
  upgraded.has(request.destination)
    ? null
    : `${pageRequested(request.client, nameOf(request), url.split("#", 1)[0]!)}. This request has been blocked; the content must be served over HTTPS.`;

/** What is loaded all the same, because it may be of the local network, or of what a redirect has led there. */
export function passedLines(request: FetchRequest, url: URL): string[] {
  // NB: What is preloaded is told of as it is written alone.
  if (request.element === "preload" && request.urlList.length > 1) return [];
  const { client, destination } = request;
  const shown = url.href.split("#", 1)[0]!;
  const named = destination === "audio" || destination === "video" ? ["audio file"] : [];
  return [...named, nameOf(request)].map((what) => passedLine(client, what, shown));
}

const passedLine = (client: Client, what: string, url: string): string =>
  `${pageRequested(client, what, url)}. This content should also be served over HTTPS.`;

// NB: Of a page of another site that holds it a frame knows no more than its origin.
const pageOf = ({ baseUrl, hasCrossSiteAncestor, topLevelUrlOrigin }: Client): string =>
  hasCrossSiteAncestor && topLevelUrlOrigin.startsWith("https:")
    ? `${topLevelUrlOrigin}/`
    : baseUrl.href;

const pageRequested = (client: Client, what: string, url: string): string =>
  requested(pageOf(client), what, url);

const requested = (page: string, what: string, url: string): string =>
  `Mixed Content: The page at '${page}' was loaded over HTTPS, but requested an insecure ${what} '${url}'`;

// third_party/blink/renderer/core/loader/mixed_content_checker.cc, RequestContextName
const nameOf = ({ initiator, destination }: FetchRequest): string =>
  initiators.get(initiator) ?? destinations.get(destination) ?? "resource";

const initiators: ReadonlyMap<Initiator, string> = new Map([
  ["beacon", "Beacon endpoint"],
  ["event-source", "EventSource endpoint"],
  ["xmlhttprequest", "XMLHttpRequest endpoint"],
]);

const destinations: ReadonlyMap<Destination, string> = new Map([
  ["audio", "audio file"],
  ["font", "font"],
  ["image", "image"],
  ["script", "script"],
  ["style", "stylesheet"],
  ["track", "Text Track"],
  ["video", "video"],
  ["worker", "Worker script"],
]);
