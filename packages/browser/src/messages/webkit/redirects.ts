import { isRedirectStatus } from "@crosswalk/cors/protocol";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { parseUrl, withFragmentOf } from "../../infrastructure/url.ts";

export const NO_CORS_SCHEME =
  "not allowed to follow a cross-origin CORS redirection with non CORS scheme";

export const deniedTo = (url: string, reason: string): string =>
  `Cross-origin redirection to ${url} denied by Cross-Origin Resource Sharing policy: ${reason}`;

/** A redirect that may not be followed is told by where it leads. */
export function deniedAcross(reason: string, failure: NetworkFailure): string {
  const { response, url, code } = failure;
  if (response === undefined || /Preflight/.test(code) || !isRedirect(response.status))
    return reason;
  const value = response.headerList.get("Location");
  return value === null || value === "" ? reason : deniedTo(ledTo(value, new URL(url)), reason);
}

const isRedirect = (status: number): boolean =>
  isRedirectStatus(status) || (status > 306 && status < 400);

/** With the fragment that it inherits; as it stands where it leads nowhere. */
function ledTo(value: string, from: URL): string {
  const location = parseUrl(value, from);
  return location === null ? value : withFragmentOf(location, from).href;
}
