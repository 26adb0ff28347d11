import { type CorsErrorCode, isRedirectStatus, isToken } from "@crosswalk/cors/protocol";
import { UnreadableResponse } from "../http1/unreadable.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { EngineMessages } from "./messages.ts";
import { firefoxMisuse } from "./misuse/firefox.ts";

const PREFIX =
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at";

/**
 * The reasons of Firefox's console, by the error's code without `Preflight`. `<status>` is what a
 * reason ends with that tells a status.
 *
 * dom/locales/en-US/chrome/security/security.properties
 */
const reasons: ReadonlyMap<string, string> = new Map<
  CorsErrorCode | "DidNotSucceed" | "Several",
  string
>([
  ["MissingAllowOriginHeader", "CORS header ‘Access-Control-Allow-Origin’ missing<status>"],
  [
    "MultipleAllowOriginValues",
    "CORS header ‘Access-Control-Allow-Origin’ does not match ‘<parameter>’",
  ],
  [
    "InvalidAllowOriginValue",
    "CORS header ‘Access-Control-Allow-Origin’ does not match ‘<parameter>’",
  ],
  ["AllowOriginMismatch", "CORS header ‘Access-Control-Allow-Origin’ does not match ‘<parameter>’"],
  [
    "WildcardOriginNotAllowed",
    "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’",
  ],
  ["Several", "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed"],
  ["InvalidAllowCredentials", "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’"],
  ["PreflightInvalidStatus", "CORS preflight response did not succeed<status>"],
  ["PreflightDisallowedRedirect", "CORS request external redirect not allowed"],
  [
    "InvalidAllowMethodsPreflightResponse",
    "invalid token ‘<parameter>’ in CORS header ‘Access-Control-Allow-Methods’",
  ],
  [
    "InvalidAllowHeadersPreflightResponse",
    "invalid token ‘<parameter>’ in CORS header ‘Access-Control-Allow-Headers’",
  ],
  [
    "MethodDisallowedByPreflightResponse",
    "Did not find method in CORS header ‘Access-Control-Allow-Methods’",
  ],
  [
    "HeaderDisallowedByPreflightResponse",
    "header ‘<parameter>’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response",
  ],
  ["CorsDisabledScheme", "CORS request not http"],
  ["DidNotSucceed", "CORS request did not succeed<status>"],
]);

export const firefoxMessages: EngineMessages = {
  failed: "NetworkError when attempting to fetch resource.",
  bodyFailed(cause) {
    const fault = cause instanceof UnreadableResponse ? cause.fault : null;
    // It says so of chunks too.
    if (fault === "short-body")
      return "Content-Length header of network response exceeds response Body.";
    return fault === "undecodable" ? "Decoding failed." : "Error in body stream";
  },
  misuse: firefoxMisuse,
  parameter: ({ parameter }) => parameter,
  console(failure, request) {
    // What is made apart from its page has no console.
    if (request.mode !== "cors" || isDetached(request)) return null;
    const code = failure.code.replace(/^Preflight(?!Invalid(?:Status)|DisallowedRedirect)/, "");
    const didNotSucceed = sentence("DidNotSucceed", failure.url, "", undefined);
    // What fails for no reason of CORS "did not succeed" if it was a request with CORS.
    if (!reasons.has(code)) {
      const isOfNetwork = code === "TransportFailed" || code === "RedirectLimit";
      // Of a body that breaks off, which is another standard's affair, nothing is said.
      if (!isOfNetwork || request.responseTainting !== "cors" || !failure.anchor.startsWith("#"))
        return null;
      const isOfPreflight = failure.anchor === "#cors-preflight-fetch-0";
      return isOfPreflight ? `${didNotSucceed}\n${didNotSucceed}` : didNotSucceed;
    }
    const status = failure.response?.status;
    const lines = [
      sentence(
        isSeveral(failure) ? "Several" : code,
        failure.url,
        parameterOf(failure, code),
        status,
      ),
    ];
    if (code === "PreflightDisallowedRedirect")
      lines.push(sentence("PreflightInvalidStatus", failure.url, "", status));
    // Of a preflight or a redirect that fails, the request that it was for fails in its turn.
    if (failure.code !== code || /Preflight/.test(code) || isRedirectStatus(status ?? 0))
      lines.push(didNotSucceed);
    return lines.join("\n");
  },
};

function isDetached({ initiator, keepalive }: FetchRequest): boolean {
  return initiator === "fetch" && keepalive;
}

function isSeveral({ response }: NetworkFailure): boolean {
  return (response?.headerList.getAll("Access-Control-Allow-Origin").length ?? 0) > 1;
}

function parameterOf(failure: NetworkFailure, code: string): string {
  if (code === "InvalidAllowMethodsPreflightResponse")
    return badToken(failure, "Access-Control-Allow-Methods");
  if (code === "InvalidAllowHeadersPreflightResponse")
    return badToken(failure, "Access-Control-Allow-Headers");
  return failure.parameter;
}

/** The first element that isn't one. */
function badToken({ response }: NetworkFailure, name: string): string {
  const elements = (response?.headerList.get(name) ?? "")
    .split(",")
    .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ""));
  return elements.find((element) => element !== "" && !isToken(element)) ?? "";
}

function sentence(
  code: string,
  url: string,
  parameter: string,
  status: number | undefined,
): string {
  const reason = reasons.get(code) ?? "";
  const text = reason.replace("<parameter>", () => decodeUtf8(parameter)).replace("<status>", "");
  const end = reason.endsWith("<status>") ? ` Status code: ${status ?? "(null)"}.` : "";
  // NB: This one message has its URL in quotes.
  const quoted = code === "WildcardOriginNotAllowed" ? `‘${url}’` : url;
  return `${PREFIX} ${quoted}. (Reason: ${text}).${end}`;
}

/** Bytes beyond ASCII are taken for UTF-8, which most of them are not. */
function decodeUtf8(text: string): string {
  if (!/[\x80-\xff]/.test(text)) return text;
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}
