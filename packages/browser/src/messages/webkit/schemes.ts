import { hasBadPort } from "../../fetching/bad-port.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { ofAccess } from "./access.ts";
import { notRequested } from "./not-requested.ts";
import { restrictedPort } from "./subjects.ts";

export const NOT_SHOWN = "Failed to load resource: The URL can’t be shown";
export const NO_FTP = "FTP URLs are disabled";

export const isSocket = (scheme: string): boolean => scheme === "ws:" || scheme === "wss:";

export const isLocalScheme = (scheme: string): boolean => scheme === "blob:" || scheme === "file:";

/** Of an address that nothing is fetched from. */
export function schemeLines(
  failure: NetworkFailure,
  request: FetchRequest,
): readonly (string | null)[] {
  const url = new URL(failure.url);
  const { protocol } = url;
  if (isSocket(protocol) && hasBadPort(url)) return [restrictedPort(url.port, failure.url)];
  if (protocol === "ftp:") return ofAccess(NO_FTP, failure, request, request.urlList[0]!.href);
  // A preload is refused without a word.
  if (isLocalScheme(protocol) && request.element === "preload") return [];
  return isLocalScheme(protocol)
    ? [`Not allowed to load local resource: ${failure.url}`, ...notRequested(failure, request)]
    : [NOT_SHOWN];
}
