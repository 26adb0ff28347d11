import type { CorsErrorCode } from "@crosswalk/cors/protocol";
import { type FetchRequest, serializedOrigin } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { withoutCredentials } from "../../infrastructure/url.ts";
import { webkitHeaderNames } from "./header-names.ts";
import { deniedTo } from "./redirects.ts";

export const notAllowed = (origin: string, status: number | string): string =>
  `Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: ${status}`;

const NOT_ALLOWED = notAllowed("<origin>", "<status>");

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

/** Why a response was refused; null where nothing is said. */
export function reasonOf(failure: NetworkFailure, request: FetchRequest): string | null {
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
        withoutCredentials(new URL(parameter)).href,
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

/** The header's name as WebKit knows it, or else as the script wrote it. */
function asWritten(name: string, request: FetchRequest): string {
  const known = webkitHeaderNames.get(name);
  if (known !== undefined) return known;
  const names = request.initial?.headerList.names() ?? [];
  return names.find((other) => other.toLowerCase() === name) ?? name;
}
