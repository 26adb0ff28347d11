import { hasBadPort } from "../../fetching/bad-port.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { ofAccess } from "./access.ts";
import { insecureContent, upgradeableLines } from "./not-requested.ts";
import { deniedTo, NO_CORS_SCHEME } from "./redirects.ts";
import { isLocalScheme, isSocket, NO_FTP, NOT_SHOWN, NOT_TO_BE_SHOWN } from "./schemes.ts";
import { cannotLoad, loadDenied, restrictedPort, unsafeAttempt } from "./subjects.ts";

/** Of a `Location` that doesn't parse. */
export function locationLines(
  failure: NetworkFailure,
  request: FetchRequest,
): readonly (string | null)[] {
  const { anchor, parameter, url } = failure;
  const ofBeacon = (reason: string): string | null =>
    request.initiator === "beacon" ? cannotLoad(url, request, reason) : null;
  // Where there is none to tell, nothing is told but of beacons.
  if (anchor !== "#concept-http-redirect-fetch") return [];
  if (parameter === "") return [ofBeacon("Load request cancelled")];
  return request.responseTainting === "cors"
    ? ofAccess(deniedTo(parameter, NO_CORS_SCHEME), failure, request)
    : [ofBeacon(NOT_TO_BE_SHOWN), NOT_SHOWN];
}

/** Of one whose scheme is not HTTP(S). */
export function redirectSchemeLines(
  failure: NetworkFailure,
  request: FetchRequest,
): readonly (string | null)[] {
  const { parameter: url } = failure;
  const location = new URL(url);
  const { protocol, origin } = location;
  if (protocol === "ftp:") return ofAccess(NO_FTP, failure, request, request.urlList[0]!.href);
  const { initiator, mode, responseTainting } = request;
  if (responseTainting === "cors") return ofAccess(deniedTo(url, NO_CORS_SCHEME), failure, request);
  if (request.synchronous) return [NOT_SHOWN];
  if (isSocket(protocol) && hasBadPort(location)) return [restrictedPort(location.port, url)];
  const isOwnBlob = protocol === "blob:" && origin === request.client.origin.serialization;
  if (isLocalScheme(protocol) && !isOwnBlob) {
    const isNoticedTwice =
      protocol === "blob:" && (initiator === "xmlhttprequest" || initiator === "event-source");
    return [
      isNoticedTwice ? `Failed to load resource: ${NOT_HTTP}` : null,
      `Not allowed to load local resource: ${url}`,
      ...notAllowed(failure, request),
    ];
  }
  if (mode === "same-origin" && !isOwnBlob)
    return [unsafeAttempt(url, request), ...notAllowed(failure, request)];
  if (request.client.prohibitsMixedContent && !secure.has(protocol)) {
    return [
      ...upgradeableLines(location, request),
      insecureContent({ url }, request),
      ...notAllowed(failure, request),
    ];
  }
  if (initiator === "fetch" && (mode === "no-cors" || isOwnBlob))
    return [`${NOT_HTTP}.`, cannotLoad(url, request, NOT_HTTP)];
  if (mode !== "no-cors" && isOwnBlob && initiator !== "element")
    return [NOT_HTTP, cannotLoad(url, request, NOT_HTTP)];
  if (mode === "cors" && !isOwnBlob)
    return ofAccess(deniedTo(url, NO_CORS_SCHEME), failure, request);
  if (protocol === "about:")
    return [initiator === "beacon" ? cannotLoad(url, request, NOT_TO_BE_SHOWN) : null, NOT_SHOWN];
  return ofAccess(NOT_HTTP, failure, request, url);
}

// Besides local ones, which are not allowed in any case.
const secure: ReadonlySet<string> = new Set(["about:", "blob:", "data:", "file:", "wss:"]);

const NOT_HTTP = "Redirection to URL with a scheme that is not HTTP(S)";

const notAllowed = ({ url }: NetworkFailure, request: FetchRequest): readonly (string | null)[] => [
  "Failed to load resource: Redirect was not allowed",
  cannotLoad(url, request, "Redirect was not allowed"),
  loadDenied(request),
];
