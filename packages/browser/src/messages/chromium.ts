import { type CorsErrorCode, corsErrorCodes } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import type { EngineMessages } from "./messages.ts";
import { chromiumMisuse } from "./misuse/chromium.ts";
import { isNetworksOwnScheme } from "./networks-own-scheme.ts";
import { chromiumXmlHttpRequest } from "./xml-http-request/chromium.ts";

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
]);

const ofPreflights: ReadonlySet<string> = new Set<CorsErrorCode>([
  "PreflightInvalidStatus",
  "PreflightDisallowedRedirect",
]);

const XHR_HINT =
  " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.";
const FETCH_HINT = " Have the server send the header with a valid value.";

/** Schemes of what is on the user's own machine. */
const localSchemes: ReadonlySet<string> = new Set(["blob:", "chrome:", "file:"]);

const codes: ReadonlySet<string> = new Set(corsErrorCodes);

export const chromiumMessages: EngineMessages = {
  failed: "Failed to fetch",
  bodyFailed: () => "Failed to fetch",
  misuse: chromiumMisuse,
  xmlHttpRequest: chromiumXmlHttpRequest,
  /** As text, as far as it is that; and a URL with a password is not passed on. */
  parameter({ code, parameter }) {
    if (code === "CorsDisabledScheme" || code === "RedirectContainsCredentials") return "";
    return codes.has(code) ? (decodeUtf8(parameter) ?? "") : parameter;
  },
  console(failure, request) {
    if (failure.isTold === true) return null;
    switch (failure.code) {
      case "DisallowedByMode":
        return ofMode(failure, request);
      case "CorsDisabledScheme":
      case "UnsupportedScheme":
        return ofScheme(failure, request);
      case "BlobUrlNotFound":
        return request.responseTainting === "basic" ? null : ofScheme(failure, request);
      case "RedirectScheme":
        return request.mode === "cors" && !isNetworksOwnScheme(failure.parameter)
          ? ofCors("CorsDisabledScheme", { ...failure, url: failure.parameter }, request)
          : null;
      case "RedirectDisallowed":
        return failure.anchor === "#concept-main-fetch"
          ? cannotLoad(
              failure.url,
              'Request mode is "no-cors" but the redirect mode is not "follow".',
            )
          : null;
      case "SubresourceIntegrity":
        // A preload leaves that to what comes for it.
        return request.element === "preload" ? null : ofIntegrity(failure, request);
      default:
        return ofCors(failure.code, failure, request);
    }
  },
};

const cannotLoad = (url: string, why: string): string =>
  `Fetch API cannot load ${elided(url)}. ${why}`;

// third_party/blink/renderer/platform/weborigin/kurl.cc, ElidedString
const MAX_SHOWN = 1024;

function elided(url: string): string {
  return url.length <= MAX_SHOWN ? url : `${url.slice(0, 511)}...${url.slice(-510)}`;
}

function ofCors(name: string, failure: NetworkFailure, request: FetchRequest): string | null {
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
    .replace("<xhr>", request.initiator === "xmlhttprequest" ? XHR_HINT : "")
    .replace("<fetch>", request.initiator === "fetch" ? FETCH_HINT : "");
  return `${prefix(failure, request)}${preflight}${text}`;
}

function ofMode({ url }: NetworkFailure, request: FetchRequest): string | null {
  const { client, initiator, urlList, destination } = request;
  // Its script is asked for by the browser itself.
  if (destination === "worker") return null;
  if (initiator === "fetch" && urlList.length === 1) {
    const { serialization } = client.origin;
    return cannotLoad(
      url,
      `Request mode is "same-origin" but the URL's origin is not same as the request origin ${serialization}.`,
    );
  }
  // What is asked for has lost its fragment by then; what a redirect inherits has not.
  // NB: As text: its host may be none that `URL` parses.
  const isHttp = /^https?:/.test(url);
  const shown = urlList.length === 1 && isHttp ? url.replace(/#[^]*$/, "") : url;
  const why =
    client.baseUrl.protocol === "file:"
      ? "'file:' URLs are treated as unique security origins."
      : "Domains, protocols and ports must match.";
  return `Unsafe attempt to load URL ${elided(shown)} from frame with URL ${elided(client.baseUrl.href)}. ${why}`;
}

function ofScheme(failure: NetworkFailure, request: FetchRequest): string | null {
  const protocol = failure.url.replace(/:[^]*$/, ":");
  const isOfFetch = request.initiator === "fetch";
  const isKnown = protocol === "file:" || (protocol === "blob:" && request.mode === "no-cors");
  if (localSchemes.has(protocol) && (isKnown || !isOfFetch))
    return `Not allowed to load local resource: ${failure.url}`;
  if (isOfFetch)
    return cannotLoad(failure.url, `URL scheme "${protocol.slice(0, -1)}" is not supported.`);
  if (request.initiator === "xmlhttprequest" && protocol === "ftp:") return "FTP is not supported.";
  return failure.code === "CorsDisabledScheme" ? ofCors(failure.code, failure, request) : null;
}

/** A digest's length tells how it was made. */
function algorithmOf(digest: string): "SHA-256" | "SHA-384" | "SHA-512" {
  if (digest.length === 64) return "SHA-384";
  return digest.length > 64 ? "SHA-512" : "SHA-256";
}

function ofIntegrity(
  { parameter, url }: NetworkFailure,
  { initiator, urlList }: FetchRequest,
): string {
  const first = urlList[0]!.href;
  // An element's resource goes by the address that it was asked for by.
  const name = initiator === "fetch" ? url : first;
  const hidden =
    initiator === "fetch"
      ? "the response is not eligible for integrity validation."
      : "the resource requires the request to be CORS enabled to check the integrity, and it is not. The resource has been blocked because the integrity cannot be enforced.";
  const line =
    parameter === ""
      ? `Subresource Integrity: The resource '${name}' has an integrity attribute, but ${hidden}`
      : `Failed to find a valid digest in the 'integrity' attribute for resource '${name}' with computed ${algorithmOf(parameter)} integrity '${parameter}'. The resource has been blocked.`;
  return initiator === "fetch"
    ? `${line}\n${cannotLoad(first, "SRI's integrity checks failed.")}`
    : line;
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

/** Null of what isn't UTF-8. */
function decodeUtf8(text: string): string | null {
  if (!/[\x80-\xff]/.test(text)) return text;
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Characters that don't print are told by number. */
function escapeHint(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}
