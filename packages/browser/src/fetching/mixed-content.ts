import { addressSpaceOf } from "../infrastructure/address-space.ts";
import type { EngineProfile } from "../engines/engine.ts";
import type { Destination, FetchRequest } from "../infrastructure/fetch-request.ts";
import { isPotentiallyTrustworthy } from "../infrastructure/url.ts";

/** https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm */
export const upgradeable: ReadonlySet<Destination> = new Set<Destination>([
  "audio",
  "image",
  "video",
]);

/** What becomes of a request as far as it is mixed content. */
export type MixedContentVerdict = "none" | "passed" | "blocked";

/**
 * Whether a page that came over a secure connection asks for something that doesn't.
 *
 * https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
 */
export function mixedContentVerdict(
  request: FetchRequest,
  url: URL,
  engine: EngineProfile,
): MixedContentVerdict {
  // 1. Return allowed if one or more of the following conditions are met:
  //    1. § 4.3 Does settings prohibit mixed security contexts? returns "Does Not Restrict Mixed
  //       Security Contexts" when applied to request's client.
  if (!request.client.prohibitsMixedContent) return "none";

  //    2. request's URL is a potentially trustworthy URL.
  if (isPotentiallyTrustworthy(url) && !(engine.loopbackIsMixedContent && url.protocol === "http:"))
    return "none";

  // NB: Pictures and sound over plain http are let through by who blocks the rest of loopback, but not
  //     where a redirect leads there.
  if (
    engine.loopbackIsMixedContent &&
    request.urlList.length === 1 &&
    isPotentiallyTrustworthy(url) &&
    upgradeable.has(request.destination)
  )
    return "none";

  if (engine.mixedContentPasses.has(request.destination)) return "passed";
  if (
    engine.mediaMayBeMixedContent &&
    url.protocol === "http:" &&
    upgradeable.has(request.destination)
  )
    return "passed";

  // NB: Whether the user lets the page ask its local network is seen when it has been connected.
  if (engine.localNetworkAccess && url.protocol === "http:" && isLocal(request, url))
    return "passed";

  //    3. The user agent has been instructed to allow mixed content.
  //    4. request's destination is "document", and request's target browsing context has no parent
  //       browsing context.
  // 2. Return blocked.
  return url.protocol === "http:" || url.protocol === "ftp:" ? "blocked" : "none";
}

/** Whether a URL leads into the local network, by its host or by what the script says of it. */
function isLocal({ targetAddressSpace }: FetchRequest, { hostname }: URL): boolean {
  if (targetAddressSpace === "local" || targetAddressSpace === "loopback") return true;
  // NB: Loopback addresses are trustworthy, or not: that is judged above, but for 0.0.0.0, which never is.
  const space = addressSpaceOf(hostname);
  return space === "local" || hostname === "0.0.0.0" || hostname.endsWith(".local");
}
