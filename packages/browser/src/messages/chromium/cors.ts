import type { CorsErrorCode } from "@crosswalk/cors/protocol";
import { addressSpaceOf } from "../../infrastructure/address-space.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";

/**
 * The sentences of Chromium's console, by the error's code; `<hint>` stands for the parameter.
 *
 * third_party/blink/renderer/platform/loader/cors/cors_error_string.cc
 */
const sentences: ReadonlyMap<string, string> = new Map<CorsErrorCode, string>([
  ["InvalidResponse", "The response is invalid."],
  [
    "WildcardOriginNotAllowed",
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.<xhr>",
  ],
  [
    "MissingAllowOriginHeader",
    "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  ],
  [
    "MultipleAllowOriginValues",
    "The 'Access-Control-Allow-Origin' header contains multiple values '<hint>', but only one is allowed.<fetch>",
  ],
  [
    "InvalidAllowOriginValue",
    "The 'Access-Control-Allow-Origin' header contains the invalid value '<hint>'.<fetch>",
  ],
  [
    "AllowOriginMismatch",
    "The 'Access-Control-Allow-Origin' header has a value '<hint>' that is not equal to the supplied origin.<fetch>",
  ],
  [
    "InvalidAllowCredentials",
    "The value of the 'Access-Control-Allow-Credentials' header in the response is '<hint>' which must be 'true' when the request's credentials mode is 'include'.<xhr>",
  ],
  [
    "CorsDisabledScheme",
    "Cross origin requests are only supported for protocol schemes: chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app.",
  ],
  ["PreflightInvalidStatus", "It does not have HTTP ok status."],
  ["PreflightDisallowedRedirect", "Redirect is not allowed for a preflight request."],
  [
    "InvalidAllowMethodsPreflightResponse",
    "Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
  ],
  [
    "InvalidAllowHeadersPreflightResponse",
    "Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
  ],
  [
    "MethodDisallowedByPreflightResponse",
    "Method <hint> is not allowed by Access-Control-Allow-Methods in preflight response.",
  ],
  [
    "HeaderDisallowedByPreflightResponse",
    "Request header field <hint> is not allowed by Access-Control-Allow-Headers in preflight response.",
  ],
  [
    "RedirectContainsCredentials",
    "Redirect location '<hint>' contains a username and password, which is disallowed for cross-origin requests.",
  ],
  [
    "InsecureLocalNetwork",
    "The request client is not a secure context and the resource is in more-private address space `<space>`.",
  ],
]);

const ofPreflights: ReadonlySet<string> = new Set<CorsErrorCode>([
  "PreflightInvalidStatus",
  "PreflightDisallowedRedirect",
]);

const XHR_HINT =
  " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.";
const FETCH_HINT = " Have the server send the header with a valid value.";

export function corsLine(
  name: string,
  failure: NetworkFailure,
  request: FetchRequest,
): string | null {
  const code = name.replace(/^Preflight(?!Invalid(?:Status)|DisallowedRedirect)/, "");
  const sentence = sentences.get(code);
  if (sentence === undefined) return null;
  const preflight =
    ofPreflights.has(name) || name !== code
      ? "Response to preflight request doesn't pass access control check: "
      : "";
  const hint = code === "RedirectContainsCredentials" ? "" : escapeHint(failure.parameter);
  const text = sentence
    .replace("<hint>", () => hint)
    .replace("<space>", () => addressSpaceOf(new URL(failure.url).hostname) ?? "")
    .replace("<xhr>", request.initiator === "xmlhttprequest" ? XHR_HINT : "")
    .replace("<fetch>", request.initiator === "fetch" ? FETCH_HINT : "");
  return `${prefix(failure, request)}${preflight}${text}`;
}

function prefix(failure: NetworkFailure, request: FetchRequest): string {
  const first = request.urlList[0]!.href;
  const redirected = first === failure.url ? "" : ` (redirected from '${first}')`;
  const { serialization } = request.client.origin;
  return `Access to ${kindOf(request)} at '${failure.url}'${redirected} from origin '${serialization}' has been blocked by CORS policy: `;
}

function kindOf({ initiator, destination }: FetchRequest): string {
  switch (initiator) {
    case "fetch":
      return "fetch";
    case "xmlhttprequest":
      return "XMLHttpRequest";
    case "element":
      return kinds.get(destination) ?? destination;
    default:
      return "resource";
  }
}

/** Where it isn't the destination. */
const kinds: ReadonlyMap<string, string> = new Map([
  ["style", "CSS stylesheet"],
  ["track", "text track"],
  ["", "link element resource"],
]);

/** Characters that don't print are told by number. */
function escapeHint(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}
