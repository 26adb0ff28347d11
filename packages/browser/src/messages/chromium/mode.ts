import type { Client } from "../../infrastructure/client.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { isSameOrigin, originOfUrl } from "../../infrastructure/origin.ts";
import { isNetworksOwnScheme, isPagesOwnScheme } from "../networks-own-scheme.ts";
import { cannotLoad, elided } from "./cannot-load.ts";
import { schemeLine, wayOf } from "./schemes.ts";

/** Whether a page keeps it to itself, which it does before it looks at ports. */
export const isOfMode = (
  { code, parameter }: NetworkFailure,
  { mode, urlList, origin }: FetchRequest,
): boolean =>
  code === "DisallowedByMode" ||
  (code === "RedirectScheme" &&
    mode === "same-origin" &&
    !isNetworksOwnScheme(parameter) &&
    !isPagesOwnScheme(parameter)) ||
  (code === "BadPort" &&
    mode === "same-origin" &&
    urlList.length === 1 &&
    !isSameOrigin(originOfUrl(urlList[0]!), origin));

export function modeLine(failure: NetworkFailure, request: FetchRequest): string | null {
  const { url } = failure;
  const { client, initiator, urlList, destination } = request;
  if (failure.code === "RedirectScheme") return unsafeAttempt(failure.parameter, client);
  const isOfLocal = initiator === "element" && wayOf(url, request) === "local";
  if (isOfLocal || url.startsWith("filesystem:")) return schemeLine(failure, request);
  // Its script is asked for by the browser itself.
  if (destination === "worker") return null;
  if (initiator === "fetch" && urlList.length === 1) {
    const { serialization } = client.origin;
    return cannotLoad(
      url,
      `Request mode is "same-origin" but the URL's origin is not same as the request origin ${serialization}.`,
    );
  }
  // What is asked for has lost its fragment by then; what a redirect inherits has not.
  // NB: As text: its host may be none that `URL` parses.
  const isHttp = /^https?:/.test(url);
  const shown = urlList.length === 1 && isHttp ? url.replace(/#[^]*$/, "") : url;
  return unsafeAttempt(shown, client);
}

/** Of what only the page's own origin may give it. */
export function unsafeAttempt(url: string, client: Client): string {
  const why =
    client.baseUrl.protocol === "file:"
      ? "'file:' URLs are treated as unique security origins."
      : "Domains, protocols and ports must match.";
  // NB: With the line's end, which no other sentence has.
  return `Unsafe attempt to load URL ${elided(url)} from frame with URL ${elided(documentUrlOf(client))}. ${why}\n`;
}

/** Where it goes by what holds it, it has another name of its own. */
function documentUrlOf({ isSrcdoc, isBlank, baseUrl }: Client): string {
  if (isSrcdoc) return "about:srcdoc";
  return isBlank ? "about:blank" : baseUrl.href;
}
