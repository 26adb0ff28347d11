import type { EngineProfile } from "../engines/engine.ts";
import type { Client } from "../infrastructure/client.ts";
import {
  currentUrl,
  type Destination,
  type FetchRequest,
} from "../infrastructure/fetch-request.ts";
import { isAddress, isLoopbackHost, overHttps } from "../infrastructure/url.ts";
import { upgradeable } from "./mixed-content.ts";

/**
 * Main fetch, step 5: of pictures and sound on a page that came over https.
 *
 * https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm
 */
export function upgradeMixedContentRequest(request: FetchRequest, engine: EngineProfile): void {
  const { client, destination, urlList } = request;
  const url = currentUrl(request);
  const upgraded =
    urlList.length === 1
      ? upgradedUrl(url, client, destination, engine)
      : upgradedLocation(request, engine);
  if (upgraded === url) return;
  if (urlList.length === 1) request.upgradedFrom = url;
  urlList.splice(-1, 1, upgraded);
  if (engine.upgrades.mediaIsAsWritten)
    request.responseTainting = request.mode === "cors" ? "cors" : "opaque";
}

/** Where what is written so is asked for: the same where it isn't upgraded. */
export function upgradedUrl(
  url: URL,
  { prohibitsMixedContent, baseUrl }: Client,
  destination: Destination,
  engine: EngineProfile,
): URL {
  // 1. If one or more of the following conditions is met, return without modifying request: request's URL is a
  //    potentially trustworthy URL; request's URL's host is an IP address; § 4.3 Does settings prohibit mixed security
  //    contexts? returns "Does Not Restrict Mixed Security Contexts"; request's destination is not "image", "audio", or
  //    "video"; […]
  if (url.protocol !== "http:" || !prohibitsMixedContent || !upgradeable.has(destination))
    return url;
  if (!engine.upgrades.mediaOfLoopbackPages && isLoopbackHost(baseUrl.hostname)) return url;
  const isUpgraded = hasName(url, engine) || engine.upgradedLoopback.has(url.hostname);
  // 2. If request's URL's scheme is `http`, set request's URL's scheme to `https`, and return.
  return isUpgraded ? overHttps(url) : url;
}

function upgradedLocation(request: FetchRequest, engine: EngineProfile): URL {
  const url = currentUrl(request);
  const { client, destination, urlList } = request;
  switch (engine.upgrades.redirectedMedia) {
    case "as-written":
      return upgradedUrl(url, client, destination, engine);
    case "by-first": {
      const [first] = urlList as [URL];
      const isUpgraded =
        url.protocol === "http:" &&
        client.prohibitsMixedContent &&
        upgradeable.has(destination) &&
        hasName(first, engine);
      return isUpgraded ? overHttps(url) : url;
    }
  }
}

/** Whether the host has a name, and not one of the local network, for which there is no certificate. */
function hasName(
  { hostname }: Pick<URL, "hostname">,
  { localNetworkAccess }: EngineProfile,
): boolean {
  if (isAddress({ hostname }) || isLoopbackHost(hostname)) return false;
  return !(localNetworkAccess && hostname.endsWith(".local"));
}

/** The request as its referrer is determined: some go by what was written. */
export function asReferring(request: FetchRequest, { upgrades }: EngineProfile): FetchRequest {
  const { upgradedFrom, destination, urlList } = request;
  const goesByWritten =
    upgrades.mediaRefersAsWritten &&
    upgradedFrom !== undefined &&
    urlList.length === 1 &&
    (destination === "audio" || destination === "video");
  return goesByWritten ? { ...request, urlList: [upgradedFrom] } : request;
}
