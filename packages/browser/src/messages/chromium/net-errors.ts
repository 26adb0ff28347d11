import { corsErrorCodes } from "@crosswalk/cors/protocol";
import { UnreadableResponse } from "../../http1/unreadable.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import { SIGNATURE } from "../../infrastructure/integrity-rules.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { ConnectionClosed } from "../../transports/transport.ts";
import { isNetworksOwnScheme, isPagesOwnScheme } from "../networks-own-scheme.ts";
import { isOfMode } from "./mode.ts";
import { isRedirectToScheme, wayOf } from "./schemes.ts";

const FAILED = "ERR_FAILED";
const FILE_NOT_FOUND = "ERR_FILE_NOT_FOUND";
const UNKNOWN_SCHEME = "ERR_UNKNOWN_URL_SCHEME";

const corsCodes: ReadonlySet<string> = new Set(corsErrorCodes);

/**
 * What Chromium's network stack calls a failure; null where the page itself refused, which that stack
 * never heard of.
 *
 * net/base/net_error_list.h
 */
export function netErrorOf(failure: NetworkFailure, request: FetchRequest): string | null {
  const { code, anchor, url, parameter } = failure;
  const { initiator, responseTainting } = request;
  switch (code) {
    case "BadPort":
      return isOfMode(failure, request) ? null : "ERR_UNSAFE_PORT";
    case "BlobMethod":
      return initiator === "fetch" ? "ERR_METHOD_NOT_SUPPORTED" : null;
    case "BlobRange":
      return "ERR_REQUEST_RANGE_NOT_SATISFIABLE";
    case "BlobUrlNotFound":
      return responseTainting === "basic" ? FILE_NOT_FOUND : null;
    case "SubresourceIntegrity":
      return parameter === SIGNATURE ? "ERR_BLOCKED_BY_RESPONSE.SRIMessageSignatureMismatch" : null;
    case "NotCached":
      return "ERR_CACHE_MISS";
    case "InvalidDataUrl":
      return "ERR_INVALID_URL";
    case "UnsupportedScheme":
      return wayOf(url, request) === "network" ? UNKNOWN_SCHEME : null;
    case "CorsDisabledScheme":
      if (isRedirectToScheme(failure)) return FAILED;
      if (wayOf(url, request) !== "network") return null;
      return url.startsWith("filesystem:") ? FILE_NOT_FOUND : FAILED;
    case "CorpBlocked":
      return failure.response?.headerList.get("Cross-Origin-Resource-Policy") === "same-site"
        ? "ERR_BLOCKED_BY_RESPONSE.NotSameSite"
        : "ERR_BLOCKED_BY_RESPONSE.NotSameOrigin";
    case "OpaqueResponseBlocked":
      // An element is given an empty response instead.
      return initiator === "fetch" ? "ERR_BLOCKED_BY_ORB" : null;
    case "InvalidLocation":
      return anchor === "#concept-http-redirect-fetch"
        ? "ERR_NAME_NOT_RESOLVED"
        : "ERR_INVALID_REDIRECT";
    case "RedirectLimit":
      return "ERR_TOO_MANY_REDIRECTS";
    case "RedirectScheme":
      if (isPagesOwnScheme(parameter)) return null;
      if (isNetworksOwnScheme(parameter)) return "ERR_UNSAFE_REDIRECT";
      return isOfMode(failure, request) ? null : UNKNOWN_SCHEME;
    case "RedirectDisallowed":
      if (anchor !== "#concept-http-fetch") return null;
      // NB: Where it leads is looked at before whether anybody wants to be led.
      return isNetworksOwnScheme(parameter) ? "ERR_UNSAFE_REDIRECT" : FAILED;
    case "TransportFailed":
      return ofTransport(failure);
    case "DisallowedByMode":
      return null;
    default:
      return corsCodes.has(code) ? FAILED : null;
  }
}

function ofTransport({ cause, parameter }: NetworkFailure): string | null {
  if (parameter === "HTTP/2") return "ERR_ALPN_NEGOTIATION_FAILED";
  if (parameter === "407") return "ERR_UNEXPECTED_PROXY_AUTH";
  // It ended in order, unless what made it end says otherwise.
  if (cause instanceof ConnectionClosed)
    return connections.get(codeOf(cause.cause)) ?? "ERR_EMPTY_RESPONSE";
  if (cause instanceof UnreadableResponse) return ofBytes(cause);
  return connections.get(codeOf(cause)) ?? FAILED;
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause ? String(cause.code) : "";

/** By what Node.js calls the same. */
const connections: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "ERR_CONNECTION_REFUSED"],
  ["ECONNRESET", "ERR_CONNECTION_RESET"],
  ["EHOSTUNREACH", "ERR_ADDRESS_UNREACHABLE"],
  ["ENETUNREACH", "ERR_ADDRESS_UNREACHABLE"],
  ["ENOTFOUND", "ERR_NAME_NOT_RESOLVED"],
  ["ETIMEDOUT", "ERR_CONNECTION_TIMED_OUT"],
]);

function ofBytes({ fault, header }: UnreadableResponse): string {
  switch (fault) {
    case "closed":
      return "ERR_EMPTY_RESPONSE";
    case "conflicting-headers":
      return `ERR_RESPONSE_HEADERS_MULTIPLE_${header.toUpperCase().replaceAll("-", "_")}`;
    case "head-too-large":
      return "ERR_RESPONSE_HEADERS_TOO_BIG";
    case "invalid-chunk":
      return "ERR_INVALID_CHUNKED_ENCODING";
    case "short-body":
      return header === "transfer-encoding"
        ? "ERR_INCOMPLETE_CHUNKED_ENCODING"
        : "ERR_CONTENT_LENGTH_MISMATCH";
    case "truncated-head":
      return "ERR_RESPONSE_HEADERS_TRUNCATED";
    case "undecodable":
      return "ERR_CONTENT_DECODING_FAILED";
    default:
      return "ERR_INVALID_HTTP_RESPONSE";
  }
}
