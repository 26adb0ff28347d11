import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { ofAccess } from "./access.ts";
import { deniedTo, NO_CORS_SCHEME } from "./redirects.ts";
import { isLocalScheme, NO_FTP, NOT_SHOWN } from "./schemes.ts";
import { cannotLoad } from "./subjects.ts";

/** Of a `Location` that doesn't parse. */
export function locationLines(
  failure: NetworkFailure,
  request: FetchRequest,
): readonly (string | null)[] {
  // Where there is none to tell, nothing is told.
  const { anchor, parameter } = failure;
  if (anchor !== "#concept-http-redirect-fetch" || parameter === "") return [];
  return request.responseTainting === "cors"
    ? ofAccess(deniedTo(parameter, NO_CORS_SCHEME), failure, request)
    : [NOT_SHOWN];
}

/** Of one whose scheme is not HTTP(S). */
export function redirectSchemeLines(
  failure: NetworkFailure,
  request: FetchRequest,
): readonly (string | null)[] {
  const { parameter: url } = failure;
  const { protocol } = new URL(url);
  if (protocol === "ftp:") return ofAccess(NO_FTP, failure, request, request.urlList[0]!.href);
  if (request.synchronous && request.responseTainting !== "cors") return [NOT_SHOWN];
  if (request.responseTainting !== "cors" && isLocalScheme(protocol)) {
    return [
      `Not allowed to load local resource: ${url}`,
      "Failed to load resource: Redirect was not allowed",
      cannotLoad(failure.url, request, ""),
    ];
  }
  if (request.mode === "no-cors") {
    const reason = "Redirection to URL with a scheme that is not HTTP(S).";
    return [reason, cannotLoad(url, request, reason)];
  }
  return ofAccess(deniedTo(url, NO_CORS_SCHEME), failure, request);
}
