import { type CorsErrorCode, isRedirectStatus } from "@crosswalk/cors/protocol";
import { type FetchRequest, serializedOrigin } from "../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import { parseUrl } from "../infrastructure/url.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import { ConnectionClosed } from "../transports/transport.ts";
import type { EngineMessages } from "./messages.ts";
import { webkitMisuse } from "./misuse/webkit.ts";
import { webkitHeaderNames } from "./webkit-header-names.ts";

const NOT_ALLOWED =
  "Origin <origin> is not allowed by Access-Control-Allow-Origin. Status code: <status>";

/**
 * The reasons of WebKit's console, by the error's code without `Preflight`.
 *
 * Source/WebCore/loader/CrossOriginAccessControl.cpp
 */
const reasons: ReadonlyMap<string, string> = new Map<CorsErrorCode, string>([
  ["MissingAllowOriginHeader", NOT_ALLOWED],
  ["InvalidAllowOriginValue", NOT_ALLOWED],
  ["AllowOriginMismatch", NOT_ALLOWED],
  [
    "WildcardOriginNotAllowed",
    "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.",
  ],
  ["MultipleAllowOriginValues", "Access-Control-Allow-Origin cannot contain more than one origin."],
  [
    "InvalidAllowCredentials",
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
  ],
  ["PreflightInvalidStatus", "Preflight response is not successful. Status code: <status>"],
  ["PreflightDisallowedRedirect", "Preflight response is not successful. Status code: <status>"],
  [
    "MethodDisallowedByPreflightResponse",
    "Method <parameter> is not allowed by Access-Control-Allow-Methods.",
  ],
  [
    "HeaderDisallowedByPreflightResponse",
    "Request header field <header> is not allowed by Access-Control-Allow-Headers.",
  ],
]);

export const webkitMessages: EngineMessages = {
  failed: "Load failed",
  bodyFailed: () => "Load failed",
  misuse: webkitMisuse,
  parameter: ({ parameter }) => parameter,
  console(failure, request) {
    switch (failure.code) {
      case "DisallowedByMode":
        return request.urlList.length === 1
          ? refusedByMode(failure, request)
          : ofAccess(
              `Unsafe attempt to load URL ${failure.url} from origin ${request.client.origin.serialization}. Domains, protocols and ports must match.`,
              failure,
              request,
            );
      case "BadPort":
        return isRefusedByMode(failure, request)
          ? refusedByMode(failure, request)
          : `Not allowed to use restricted network port ${failure.parameter}: ${failure.url}`;
      case "MixedContent":
        return ofMixedContent(failure, request);
      case "CorsDisabledScheme":
        return `Cross origin requests are only supported for HTTP.\n${cannotLoad(failure.url, request)}`;
      case "BlobMethod":
      case "BlobRange":
        return "Failed to load resource";
      case "BlobUrlNotFound":
        return request.responseTainting === "basic"
          ? "Failed to load resource"
          : ofScheme(failure, request);
      case "InvalidDataUrl":
        return `Failed to load resource: Data URL decoding failed\n${nameOf(request)} cannot load ${failure.url}.`;
      case "UnsupportedScheme":
        return ofScheme(failure, request);
      case "InvalidLocation":
        return ofLocation(failure, request);
      case "RedirectScheme":
        return ofRedirectScheme(failure, request);
      case "RedirectDisallowed":
        return failure.anchor === "#concept-main-fetch"
          ? `No-Cors mode requires follow redirect mode\nNot allowed to request resource\n${cannotLoad(failure.url, request)}`
          : ofAccess(reasonOf(failure, request), failure, request);
      case "TransportFailed":
        return ofTransport(failure, request);
      case "SubresourceIntegrity":
        return ofIntegrity(failure, request);
      default:
        return ofAccess(reasonOf(failure, request), failure, request);
    }
  },
};

const cannotLoad = (url: string, request: FetchRequest): string =>
  `${nameOf(request)} cannot load ${url} due to access control checks.`;

/** Three lines: the reason, what could not be loaded, and the reason again for the resource. */
function ofAccess(
  reason: string | null,
  failure: NetworkFailure,
  request: FetchRequest,
): string | null {
  if (reason === null) return null;
  const whole = ofRedirect(reason, failure);
  return `${whole}\n${cannotLoad(failure.url, request)}\nFailed to load resource: ${whole}`;
}

/** What a page keeps to itself it refuses before it looks at anything else. */
const isRefusedByMode = ({ url }: NetworkFailure, request: FetchRequest): boolean =>
  request.mode === "same-origin" &&
  request.urlList.length === 1 &&
  !isSameOrigin(originOfUrl(new URL(url)), request.origin);

const refusedByMode = ({ url }: NetworkFailure, request: FetchRequest): string =>
  `${nameOf(request)} cannot load ${url}.`;

function ofMixedContent(failure: NetworkFailure, request: FetchRequest): string {
  if (isRefusedByMode(failure, request)) return refusedByMode(failure, request);
  const blocked = `[blocked] The page at ${request.client.baseUrl.href} requested insecure content from ${failure.url}. This content was blocked and must`;
  return `${blocked}\n${notRequested(failure, request)}`;
}

/** What a page doesn't let through, at first or after a redirect. */
function notRequested({ url }: NetworkFailure, request: FetchRequest): string {
  const before = request.urlList.at(-2);
  return before === undefined
    ? `Not allowed to request resource\n${cannotLoad(url, request)}`
    : `Failed to load resource: Redirect was not allowed\n${cannotLoad(before.href, request)}`;
}

const NOT_SHOWN = "Failed to load resource: The URL can’t be shown";
const NO_FTP = "FTP URLs are disabled";

function ofScheme(failure: NetworkFailure, request: FetchRequest): string | null {
  const { protocol } = new URL(failure.url);
  if (protocol === "ftp:") return ofAccess(NO_FTP, failure, request);
  return localSchemes.has(protocol)
    ? `Not allowed to load local resource: ${failure.url}\n${notRequested(failure, request)}`
    : NOT_SHOWN;
}

function ofLocation(failure: NetworkFailure, request: FetchRequest): string | null {
  // Where there is none to tell, nothing is told.
  const { anchor, parameter } = failure;
  if (anchor !== "#concept-http-redirect-fetch" || parameter === "") return null;
  return request.responseTainting === "cors"
    ? ofAccess(deniedTo(parameter, NO_CORS_SCHEME), failure, request)
    : NOT_SHOWN;
}

const localSchemes: ReadonlySet<string> = new Set(["blob:", "file:"]);

function ofRedirectScheme(failure: NetworkFailure, request: FetchRequest): string | null {
  const { parameter: url } = failure;
  const { protocol } = new URL(url);
  if (protocol === "ftp:") return ofAccess(NO_FTP, failure, request);
  if (request.responseTainting !== "cors" && localSchemes.has(protocol)) {
    return `Not allowed to load local resource: ${url}\nFailed to load resource: Redirect was not allowed\n${cannotLoad(failure.url, request)}`;
  }
  if (request.mode === "no-cors")
    return `Redirection to URL with a scheme that is not HTTP(S).\n${cannotLoad(url, request)}`;
  return ofAccess(deniedTo(url, NO_CORS_SCHEME), failure, request);
}

const NO_CORS_SCHEME = "not allowed to follow a cross-origin CORS redirection with non CORS scheme";

const deniedTo = (url: string, reason: string): string =>
  `Cross-origin redirection to ${url} denied by Cross-Origin Resource Sharing policy: ${reason}`;

/** What libsoup says of a connection. */
function ofTransport(failure: NetworkFailure, request: FetchRequest): string | null {
  const reason = transportReason(failure.cause);
  if (reason === null) return null;
  return failure.anchor === "#cors-preflight-fetch-0"
    ? ofAccess(reason, failure, request)
    : `Failed to load resource: ${reason}`;
}

function transportReason(cause: unknown): string | null {
  if (cause instanceof ConnectionClosed) return "Connection terminated unexpectedly";
  return cause instanceof UnreadableResponse ? (faults.get(cause.fault) ?? null) : null;
}

const UNREADABLE = "Could not parse HTTP response";

const faults: ReadonlyMap<string, string> = new Map<UnreadableResponse["fault"], string>([
  ["head-too-large", "Header too big"],
  ["invalid-length", "Unrecognized HTTP response encoding"],
  ["no-status-line", UNREADABLE],
  ["short-body", "Connection terminated unexpectedly"],
  ["truncated-head", UNREADABLE],
  ["zero-byte", UNREADABLE],
]);

/** As far as it has been seen: of a body whose length its headers give. */
function ofIntegrity({ url, response }: NetworkFailure, request: FetchRequest): string | null {
  const length = response?.headerList.get("Content-Length") ?? null;
  if (length === null || response?.headerList.contains("Content-Encoding") === true) return null;
  const failed = "Failed integrity metadata check.";
  return `${failed} ${url}. ${failed} Content length: ${length}, Expected content length: ${length}, Expected metadata: ${request.integrity}\n${cannotLoad(url, request)}`;
}

function reasonOf(failure: NetworkFailure, request: FetchRequest): string | null {
  const { code, parameter, url, response } = failure;
  switch (code) {
    case "RedirectDisallowed":
      return request.redirectMode === "error"
        ? `Not allowed to follow a redirection while loading ${url}`
        : null;
    case "RedirectLimit":
      return "Load cannot follow more than 20 redirections";
    case "CorpBlocked":
      return `Cancelled load to ${url} because it violates the resource's Cross-Origin-Resource-Policy response header.`;
    case "RedirectContainsCredentials":
      return deniedTo(
        withoutCredentials(parameter),
        `redirection URL ${parameter} has credentials`,
      );
    case "InvalidAllowMethodsPreflightResponse":
      return invalid("Access-Control-Allow-Methods", response);
    case "InvalidAllowHeadersPreflightResponse":
      return invalid("Access-Control-Allow-Headers", response);
    default:
      return ofCors(failure, request);
  }
}

function ofCors(failure: NetworkFailure, request: FetchRequest): string | null {
  const { code, parameter, response } = failure;
  const bare = code.replace(/^Preflight(?!Invalid(?:Status)|DisallowedRedirect)/, "");
  // Values that only spaces part are one, and some other origin's.
  const isOne = bare === "MultipleAllowOriginValues" && !parameter.includes(",");
  const reason = isOne ? NOT_ALLOWED : reasons.get(bare);
  if (reason === undefined) return null;
  return reason
    .replace("<origin>", serializedOrigin(request))
    .replace("<status>", String(response?.status ?? 0))
    .replace("<parameter>", () => parameter)
    .replace("<header>", () => asWritten(parameter, request));
}

const invalid = (name: string, response: NetworkFailure["response"]): string =>
  `Header ${name} has an invalid value: ${response?.headerList.get(name) ?? ""}`;

function withoutCredentials(text: string): string {
  const url = new URL(text);
  url.username = "";
  url.password = "";
  return url.href;
}

const isRedirect = (status: number): boolean =>
  isRedirectStatus(status) || (status > 306 && status < 400);

/** A redirect that may not be followed is told by where it leads. */
function ofRedirect(reason: string, failure: NetworkFailure): string {
  const { response, url, code } = failure;
  if (response === undefined || /Preflight/.test(code) || !isRedirect(response.status))
    return reason;
  const location = parseUrl(response.headerList.get("Location") ?? "", new URL(url));
  if (location === null || !response.headerList.contains("Location")) return reason;
  return deniedTo(location.href, reason);
}

/** The header's name as WebKit knows it, or else as the script wrote it. */
function asWritten(name: string, request: FetchRequest): string {
  const known = webkitHeaderNames.get(name);
  if (known !== undefined) return known;
  const names = request.initial?.headerList.names() ?? [];
  return names.find((other) => other.toLowerCase() === name) ?? name;
}

function nameOf({ initiator }: FetchRequest): string {
  switch (initiator) {
    case "xmlhttprequest":
      return "XMLHttpRequest";
    case "beacon":
      return "Beacon API";
    case "event-source":
      return "EventSource";
    default:
      return "Fetch API";
  }
}
