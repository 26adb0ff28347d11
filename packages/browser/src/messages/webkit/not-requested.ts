import { hasBadPort } from "../../fetching/bad-port.ts";
import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { isPotentiallyTrustworthy, withoutFragment } from "../../infrastructure/url.ts";
import { cannotLoad, loadDenied } from "./subjects.ts";

const REASON = "Not allowed to request resource";

/** With the end of its line, as what is loaded all the same. */
export function insecureContent(
  { url }: Pick<NetworkFailure, "url">,
  request: FetchRequest,
): string {
  const { client, urlList } = request;
  const from = urlList.length === 1 ? withoutFragment(new URL(url)) : url;
  // NB: What it must is on a line of its own of loopback addresses.
  const must = isPotentiallyTrustworthy(new URL(url)) ? "must" : "must be served over HTTPS.";
  return `[blocked] The page at ${client.baseUrl.href} requested insecure content from ${from}. This content was blocked and ${must}\n`;
}

// What may be loaded all the same.
const upgradeable: ReadonlySet<string> = new Set(["audio", "image", "video"]);

export function insecureButLoaded(request: FetchRequest): string[] {
  const { client, mode, destination } = request;
  const url = currentUrl(request);
  // NB: A media element looks at the port before anybody looks at the scheme.
  const isLoaded =
    mode !== "same-origin" &&
    isPotentiallyTrustworthy(url) &&
    !(destination !== "image" && hasBadPort(url));
  return client.prohibitsMixedContent && url.protocol === "http:" && isLoaded
    ? upgradeableLines(url, request)
    : [];
}

/** What comes first of pictures and sound, whatever becomes of them. */
export function upgradeableLines(url: URL, { client, destination }: FetchRequest): string[] {
  if (!upgradeable.has(destination)) return [];
  const fate = isPotentiallyTrustworthy(url)
    ? "not upgraded to HTTPS and must be served from the local host"
    : "automatically upgraded and should be served over HTTPS";
  return [
    `The page at ${client.baseUrl.href} requested insecure content from ${withoutFragment(url)}. This content was ${fate}.\n`,
  ];
}

/** What a page doesn't let through, at first or after a redirect. */
export function notRequested(
  { url, code }: NetworkFailure,
  request: FetchRequest,
): readonly (string | null)[] {
  const before = request.urlList.at(-2);
  if (before !== undefined)
    return [
      "Failed to load resource: Redirect was not allowed",
      cannotLoad(before.href, request, "Redirect was not allowed"),
      loadDenied(request),
    ];
  const { initiator, synchronous } = request;
  const bare = withoutFragment(new URL(url));
  if (initiator === "beacon") return [cannotLoad(bare, request, REASON)];
  // A synchronous request comes back with nothing.
  const isSilent = initiator === "element" || (synchronous && code === "MixedContent");
  return isSilent ? [] : [REASON, cannotLoad(bare, request, REASON)];
}
