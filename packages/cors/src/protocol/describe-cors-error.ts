import type { CorsError, CorsErrorCode } from "./cors-error.ts";

/** One sentence for each code; `<parameter>` stands for the error's parameter. */
const descriptions: ReadonlyMap<CorsErrorCode, string> = /* @__PURE__ */ new Map([
  ["DisallowedByMode", "The request's mode is same-origin, and its URL is of another origin."],
  [
    "InvalidResponse",
    "A service worker answered with a response of a type that the request may not have.",
  ],
  [
    "WildcardOriginNotAllowed",
    "Access-Control-Allow-Origin is `*`, which allows no request with credentials.",
  ],
  ["MissingAllowOriginHeader", "The response has no Access-Control-Allow-Origin."],
  [
    "MultipleAllowOriginValues",
    "Access-Control-Allow-Origin holds several values, `<parameter>`, where one is allowed.",
  ],
  [
    "InvalidAllowOriginValue",
    "Access-Control-Allow-Origin is `<parameter>`, which is not an origin.",
  ],
  [
    "AllowOriginMismatch",
    "Access-Control-Allow-Origin is `<parameter>`, which is not byte for byte the request's origin.",
  ],
  [
    "InvalidAllowCredentials",
    "Access-Control-Allow-Credentials is `<parameter>`; a request with credentials needs `true`, in lower case.",
  ],
  [
    "CorsDisabledScheme",
    "The URL's scheme is neither http nor https, and CORS exists for those only.",
  ],
  ["PreflightInvalidStatus", "The preflight's status is not an ok status, 200 to 299."],
  [
    "PreflightDisallowedRedirect",
    "The preflight was answered by a redirect, which is never followed.",
  ],
  [
    "PreflightWildcardOriginNotAllowed",
    "The preflight's Access-Control-Allow-Origin is `*`, which allows no request with credentials.",
  ],
  [
    "PreflightMissingAllowOriginHeader",
    "The preflight's response has no Access-Control-Allow-Origin.",
  ],
  [
    "PreflightMultipleAllowOriginValues",
    "The preflight's Access-Control-Allow-Origin holds several values, `<parameter>`, where one is allowed.",
  ],
  [
    "PreflightInvalidAllowOriginValue",
    "The preflight's Access-Control-Allow-Origin is `<parameter>`, which is not an origin.",
  ],
  [
    "PreflightAllowOriginMismatch",
    "The preflight's Access-Control-Allow-Origin is `<parameter>`, which is not byte for byte the request's origin.",
  ],
  [
    "PreflightInvalidAllowCredentials",
    "The preflight's Access-Control-Allow-Credentials is `<parameter>`; a request with credentials needs `true`, in lower case.",
  ],
  [
    "InvalidAllowMethodsPreflightResponse",
    "Access-Control-Allow-Methods is not a list of methods.",
  ],
  [
    "InvalidAllowHeadersPreflightResponse",
    "Access-Control-Allow-Headers is not a list of header names.",
  ],
  [
    "MethodDisallowedByPreflightResponse",
    "Access-Control-Allow-Methods doesn't allow the method `<parameter>`.",
  ],
  [
    "HeaderDisallowedByPreflightResponse",
    "Access-Control-Allow-Headers doesn't allow the request header `<parameter>`.",
  ],
  [
    "RedirectContainsCredentials",
    "The redirect leads to a URL with a user name or password, `<parameter>`.",
  ],
  [
    "InsecureLocalNetwork",
    "The page is not a secure context, and the server is in a more private address space than it.",
  ],
  [
    "InvalidLocalNetworkAccess",
    "The server is in the address space `<parameter>`, not in the one that the request names.",
  ],
  [
    "LocalNetworkAccessPermissionDenied",
    "The user or a policy denies this page requests to the address space `<parameter>`.",
  ],
]);

/**
 * How many bytes of a parameter a description quotes: enough to recognize it, too few to flood a
 * log.
 */
const MAX_QUOTED_LENGTH = 200;

/**
 * One English sentence that says what is wrong. The parameter is quoted printable and bounded.
 *
 * https://fetch.spec.whatwg.org/#concept-network-error
 */
export function describeCorsError(error: CorsError): string {
  const description = descriptions.get(error.code) ?? error.code;
  return description.replace("<parameter>", () => printable(error.parameter));
}

function printable(parameter: string): string {
  const quoted =
    parameter.length > MAX_QUOTED_LENGTH ? `${parameter.slice(0, MAX_QUOTED_LENGTH)}…` : parameter;
  return quoted.replace(/[^\x20-\x7e…]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
