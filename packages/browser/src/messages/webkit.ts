import { type CorsErrorCode, isRedirectStatus } from "@crosswalk/cors/protocol";
import { type FetchRequest, serializedOrigin } from "../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import { parseUrl } from "../infrastructure/url.ts";
import type { EngineMessages } from "./messages.ts";
import { webkitMisuse } from "./misuse/webkit.ts";

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
  /** Three lines: the reason, what could not be loaded, and the reason again for the resource. */
  console(failure, request) {
    const plain = reasonOf(failure, request);
    if (plain === null) return null;
    const reason = ofRedirect(plain, failure);
    const cannot = `${nameOf(request)} cannot load ${failure.url} due to access control checks.`;
    return `${reason}\n${cannot}\nFailed to load resource: ${reason}`;
  },
};

function reasonOf(failure: NetworkFailure, request: FetchRequest): string | null {
  if (failure.code === "RedirectDisallowed" && request.redirectMode === "error") {
    return `Not allowed to follow a redirection while loading ${failure.url}`;
  }
  const code = failure.code.replace(/^Preflight(?!Invalid(?:Status)|DisallowedRedirect)/, "");
  const reason = reasons.get(code);
  if (reason === undefined) return null;
  return reason
    .replace("<origin>", serializedOrigin(request))
    .replace("<status>", String(failure.response?.status ?? 0))
    .replace("<parameter>", () => failure.parameter)
    .replace("<header>", () => asWritten(failure.parameter, request));
}

/** A redirect that may not be followed is told by where it leads. */
function ofRedirect(reason: string, failure: NetworkFailure): string {
  const { response, url, code } = failure;
  if (response === undefined || /Preflight/.test(code) || !isRedirectStatus(response.status))
    return reason;
  const location = parseUrl(response.headerList.get("Location") ?? "", new URL(url));
  if (location === null || !response.headerList.contains("Location")) return reason;
  return `Cross-origin redirection to ${location.href} denied by Cross-Origin Resource Sharing policy: ${reason}`;
}

/** The header's name as the script wrote it. */
function asWritten(name: string, request: FetchRequest): string {
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
