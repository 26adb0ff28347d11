import {
  corsCheck,
  type CorsErrorCode,
  isCorsSafelistedMethod,
  isHttpTabOrSpaceByte,
  isRedirectStatus,
  isToken,
  trimBytes,
} from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { parseUrl } from "../../infrastructure/url.ts";
import { decodeUtf8 } from "./decode-utf-8.ts";
import { isUnanswered } from "./unanswered.ts";
import { isLedAside, leadsNowhere, wayTo } from "./way-of-redirect.ts";

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
/** What it says of what CORS does not let pass, or null. */
export function corsLines(failure: NetworkFailure, request: FetchRequest): string | null {
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
