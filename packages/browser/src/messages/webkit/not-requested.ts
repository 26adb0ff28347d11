import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { withoutFragment } from "../../infrastructure/url.ts";
import { cannotLoad } from "./subjects.ts";

const REASON = "Not allowed to request resource";

export function insecureContent({ url }: NetworkFailure, request: FetchRequest): string {
  const { client, urlList } = request;
  const from = urlList.length === 1 ? withoutFragment(new URL(url)) : url;
  return `[blocked] The page at ${client.baseUrl.href} requested insecure content from ${from}. This content was blocked and must`;
}

// What may be loaded all the same.
const upgradeable: ReadonlySet<string> = new Set(["audio", "image", "video"]);

export function insecureButLoaded(request: FetchRequest): string[] {
  const { client, destination } = request;
  const url = currentUrl(request);
  return client.prohibitsMixedContent && url.protocol === "http:" && upgradeable.has(destination)
    ? [
        `The page at ${client.baseUrl.href} requested insecure content from ${withoutFragment(url)}. This content was not upgraded to HTTPS and must be served from the local host.`,
      ]
    : [];
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
      cannotLoad(before.href, request, REASON),
    ];
  const { initiator, synchronous } = request;
  const bare = withoutFragment(new URL(url));
  if (initiator === "beacon") return [cannotLoad(bare, request, REASON)];
  // A synchronous request comes back with nothing.
  const isSilent = initiator === "element" || (synchronous && code === "MixedContent");
  return isSilent ? [] : [REASON, cannotLoad(bare, request, REASON)];
}
