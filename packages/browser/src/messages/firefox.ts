import {
  corsCheck,
  type CorsErrorCode,
  isCorsSafelistedMethod,
  isHttpTabOrSpaceByte,
  isRedirectStatus,
  isToken,
  trimBytes,
} from "@crosswalk/cors/protocol";
import { UnreadableResponse } from "../http1/unreadable.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { parseUrl } from "../infrastructure/url.ts";
import { ConnectionClosed } from "../transports/transport.ts";
import { besideCors } from "./firefox/beside-cors.ts";
import { decodeUtf8 } from "./firefox/decode-utf-8.ts";
import { failedStream, noStream, passedLines } from "./firefox/event-source.ts";
import { failedFontLines, type ToldOfFont } from "./firefox/failed-font.ts";
import { ofOwnScheme } from "./firefox/of-own-scheme.ts";
import { refusedCookieLine } from "./firefox/refused-cookie.ts";
import { refusedTypeLines } from "./firefox/refused-type.ts";
import { statusLineLine } from "./firefox/status-line.ts";
import { isUnanswered } from "./firefox/unanswered.ts";
import { isLedAside, leadsNowhere, wayTo } from "./firefox/way-of-redirect.ts";
import type { EngineMessages, FontFailure } from "./messages.ts";
import { firefoxMisuse } from "./misuse/firefox.ts";
import { firefoxXmlHttpRequest } from "./xml-http-request/firefox.ts";

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
  bodyFailed(cause, state) {
    if (state === "held") return "Error in input stream";
    const fault = cause instanceof UnreadableResponse ? cause.fault : null;
    // It says so of chunks too.
    if (fault === "short-body")
      return "Content-Length header of network response exceeds response Body.";
    return fault === "undecodable" ? "Decoding failed." : "Error in body stream";
  },
  misuse: firefoxMisuse,
  xmlHttpRequest: firefoxXmlHttpRequest,
  parameter: ({ parameter }) => parameter,
  console(fault, request) {
    const failure = { ...fault, url: withoutEmptyFragment(fault.url, request) };
    if (failure.isTold === true) return null;
    // What is made apart from its page has no console but for what is found out in the page.
    if (isDetached(request))
      return failure.code === "SubresourceIntegrity" ? besideCors(failure, request)[0]! : null;
    const ofScheme = ofOwnScheme(request);
    if (ofScheme !== null) return ofScheme.length === 0 ? null : ofScheme.join("\n");
    const lines = [
      statusLineLine(failure),
      ofCors(failure, request),
      ...besideCors(failure, request),
    ];
    // It tries again where a connection of its own origin's was closed.
    const triesAgain =
      failure.cause instanceof ConnectionClosed && request.responseTainting !== "cors";
    if (request.initiator === "event-source" && !triesAgain)
      lines.push(failedStream(failure, request));
    const told = lines.filter((line) => line !== null);
    return told.length === 0 ? null : told.join("\n");
  },
  failedResource: () => null,
  started: () => [],
  mixedContent: null,
  takenPicture: () => [],
  mismatchedPreload: () => [],
  invalidPreload: () => [],
  deniedTaking: () => [],
  refusedScheme: (kind, url) => (kind === "event-source" ? [noStream(url)] : []),
  refusedType: refusedTypeLines,
  failedFont: (font) => failedFontLines(font, whatIsTold),
  refusedCookie: (cookie, request) => (isDetached(request) ? null : refusedCookieLine(cookie)),
  leavableSandbox: [],
  passed: passedLines,
};

/** What is said of a failure, if anything: that CORS does not let it pass, or something else. */
function whatIsTold({ failure, request }: FontFailure): ToldOfFont {
  if (firefoxMessages.console(failure, request) === null) return "nothing";
  const isOfCors = ofOwnScheme(request) === null && ofCors(failure, request) !== null;
  return isOfCors ? "cors" : "another-reason";
}

function ofCors(failure: NetworkFailure, request: FetchRequest): string | null {
  if (request.mode !== "cors") return null;
  const code = toldCode(failure, request);
  const didNotSucceed = sentence("DidNotSucceed", toldUrl(failure, request), "", undefined);
  // What fails for no reason of CORS "did not succeed" if it was a request with CORS.
  if (!reasons.has(code)) {
    // What has begun to answer is told to its script alone.
    const isTold = networkCodes.has(code) && !failure.anchor.startsWith("https:");
    if (isLedFromHttp(failure)) {
      const reason = sentence("CorsDisabledScheme", failure.parameter, "", undefined);
      return hasBeenCrossSite(failure, request) ? `${reason}\n${didNotSucceed}` : reason;
    }
    if (!isTold || !hasBeenCrossSite(failure, request)) return null;
    if (isUnanswered(failure, request)) return sentence("Several", failure.url, "", undefined);
    const isTwice = failure.isOfPreflight === true && isOfOthers(failure, request);
    return isTwice ? `${didNotSucceed}\n${didNotSucceed}` : didNotSucceed;
  }
  const { response, url } = failure;
  const status = response?.status;
  const say = (name: string): string => sentence(name, url, parameterOf(failure, code), status);
  // A preflight looks at redirects as its request does.
  const isRedirect =
    request.redirectMode === "follow" &&
    isRedirectStatus(status ?? 0) &&
    response!.headerList.contains("Location");
  // A redirect that leads nowhere fails before its response is looked at.
  if (isRedirect && leadsNowhere(failure)) {
    const isTwice = failure.code.startsWith("Preflight") && isOfOthers(failure, request);
    return isTwice ? `${didNotSucceed}\n${didNotSucceed}` : didNotSucceed;
  }
  if (code === "PreflightDisallowedRedirect") {
    const check = corsCheck(
      { credentialsMode: request.credentialsMode, origin: request.origin.serialization },
      response!.headerList,
    );
    // The redirect is looked at as a response first, and then the preflight that came of it, and then
    // the request.
    if (!check.ok) {
      const refusal = { ...failure, ...check.error };
      const reason = sentence(reasonOf(refusal), url, check.error.parameter, status);
      return [reason, ...(isRedirect ? [didNotSucceed] : []), didNotSucceed].join("\n");
    }
    if (isRedirect && isLedAside(failure)) return `${didNotSucceed}\n${didNotSucceed}`;
    const ended =
      isRedirect && isRefusedTainted(failure, request)
        ? sentence(
            "AllowOriginMismatch",
            url,
            response!.headerList.get("Access-Control-Allow-Origin") ?? "",
            status,
          )
        : say("PreflightInvalidStatus");
    return [...(isRedirect ? [say(code)] : []), ended, didNotSucceed].join("\n");
  }
  const lines = [say(reasonOf({ ...failure, code: code as NetworkFailure["code"] }))];
  // Of a preflight or a redirect that fails, the request that it was for fails in its turn.
  if (failure.code.includes("Preflight") || isRedirect) lines.push(didNotSucceed);
  return lines.join("\n");
}

/** Of a preflight to the page's own origin nothing is said, as nobody's leave is asked. */
const isOfOthers = ({ url }: NetworkFailure, { origin }: FetchRequest): boolean =>
  new URL(url).origin !== origin.serialization;

/** What fails a request with CORS for other reasons. */
const networkCodes: ReadonlySet<string> = new Set([
  "BadPort",
  "BlockedType",
  "InvalidLocation",
  "MixedContent",
  "RedirectContainsCredentials",
  "RedirectLimit",
  "RedirectScheme",
  "TransportFailed",
]);

/** Once a redirect to a place with CORS has been looked at, a request counts as one of those: mixed content never is. */
function hasBeenCrossSite({ code }: NetworkFailure, request: FetchRequest): boolean {
  const isRedirectedInto =
    code === "RedirectContainsCredentials" || (code === "BadPort" && request.urlList.length > 1);
  return request.responseTainting === "cors" || isRedirectedInto;
}

const isLedFromHttp = ({ code, parameter }: NetworkFailure): boolean =>
  code === "RedirectScheme" && wayTo(new URL(parameter)) === "not-http";

/**
 * Whether a redirect to another origin taints a preflight's own, so that the response that allowed the
 * page is looked at once more and allows it no longer.
 */
function isRefusedTainted({ response, url }: NetworkFailure, request: FetchRequest): boolean {
  const { headerList } = response!;
  const location = parseUrl(headerList.get("Location") ?? "", new URL(url));
  if (location === null || location.origin === new URL(url).origin) return false;
  const { credentialsMode } = request;
  return !corsCheck({ credentialsMode, origin: "null" }, headerList).ok;
}

/** What is blocked before it is asked for is told of who redirected there. */
function toldUrl({ code, url }: NetworkFailure, { urlList }: FetchRequest): string {
  return code === "BadPort" || code === "MixedContent" ? (urlList.at(-2)?.href ?? url) : url;
}

/** An empty fragment of what a `fetch` starts from is none by then, and none is handed on by a redirect. */
function withoutEmptyFragment(url: string, { initiator, urlList }: FetchRequest): string {
  if (!url.endsWith("#")) return url;
  const before = urlList[urlList.findIndex(({ href }) => href === url) - 1];
  const isNone = before === undefined ? initiator === "fetch" : before.href.endsWith("#");
  return isNone ? url.slice(0, -1) : url;
}

/** Without `Preflight`; and methods are looked for before the list of headers is read. */
function toldCode(failure: NetworkFailure, request: FetchRequest): string {
  const code = failure.code.replace(/^Preflight(?!Invalid(?:Status)|DisallowedRedirect)/, "");
  if (code !== "InvalidAllowHeadersPreflightResponse") return code;
  const methods = (failure.response?.headerList.get("Access-Control-Allow-Methods") ?? "")
    .split(",")
    .map((text) => text.trim());
  const isFound =
    isCorsSafelistedMethod(request.method) ||
    methods.includes(request.method) ||
    (request.credentialsMode !== "include" && methods.includes("*"));
  return isFound ? code : "MethodDisallowedByPreflightResponse";
}

function reasonOf(failure: NetworkFailure): string {
  return isSeveral(failure) && isOfOrigin(failure.code) ? "Several" : failure.code;
}

const isOfOrigin = (code: string): boolean => /AllowOrigin|WildcardOrigin/.test(code);

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
    .map((text) => trimBytes(text, isHttpTabOrSpaceByte));
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
