import { hasBadPort } from "../../fetching/bad-port.ts";
import type { Client } from "../../infrastructure/client.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { ofAccess } from "./access.ts";
import { notRequested } from "./not-requested.ts";
import { notAllowed } from "./reasons.ts";
import { loadDenied, restrictedPort } from "./subjects.ts";

export const NOT_TO_BE_SHOWN: string = "The URL can’t be shown";
export const NOT_SHOWN: string = `Failed to load resource: ${NOT_TO_BE_SHOWN}`;
export const ONLY_HTTP = "Cross origin requests are only supported for HTTP.";
export const NO_FTP = "FTP URLs are disabled";

export const isSocket = (scheme: string): boolean => scheme === "ws:" || scheme === "wss:";

export const isLocalScheme = (scheme: string): boolean => scheme === "blob:" || scheme === "file:";

/** Of what stands in its own address, which some kinds take for another origin's that grants nothing. */
export function refusedSchemeLines(kind: LoadKind, { href }: URL, { origin }: Client): string[] {
  if (kind === "svg-use") return [];
  if (kind === "event-source")
    return [ONLY_HTTP, `EventSource cannot load ${href} due to access control checks.`];
  const reason = notAllowed(origin.serialization, 200);
  return [reason, `Failed to load resource: ${reason}`, loadDenied({ element: kind })].filter(
    (line) => line !== null,
  );
}

/** Of an address that nothing is fetched from. */
export function schemeLines(
  failure: NetworkFailure,
  request: FetchRequest,
): readonly (string | null)[] {
  const url = new URL(failure.url);
  const { protocol, pathname } = url;
  if (isSocket(protocol) && hasBadPort(url)) return [restrictedPort(url.port, failure.url)];
  if (protocol === "ftp:") return ofAccess(NO_FTP, failure, request, request.urlList[0]!.href);
  // GLib's own, of which there are none that a page could name.
  if (protocol === "resource:")
    return [`Failed to load resource: The resource at “${pathname}” does not exist`];
  // A preload is refused without a word.
  if (isLocalScheme(protocol) && request.element === "preload") return [];
  return isLocalScheme(protocol)
    ? [`Not allowed to load local resource: ${failure.url}`, ...notRequested(failure, request)]
    : [NOT_SHOWN];
}
