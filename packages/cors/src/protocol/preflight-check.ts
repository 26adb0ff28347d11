import { byteLowercase } from "./bytes.ts";
import { corsCheck, type CorsCheckRequest } from "./cors-check.ts";
import { type CorsError, type CorsErrorCode, corsError } from "./cors-error.ts";
import { failure } from "./failure.ts";
import type { HeaderEntries, HeaderList } from "./header-list.ts";
import {
  ACCESS_CONTROL_ALLOW_HEADERS,
  ACCESS_CONTROL_ALLOW_METHODS,
  LOCATION,
} from "./header-names.ts";
import { isCorsSafelistedMethod } from "./methods.ts";
import { preflightMaxAge } from "./preflight-max-age.ts";
import {
  corsUnsafeRequestHeaderNames,
  isCorsNonWildcardRequestHeaderName,
} from "./request-headers.ts";
import { extractHeaderListValues } from "./response-headers.ts";
import { type ProtocolRules, standardRules } from "./rules.ts";
import { isOkStatus, isRedirectStatus } from "./statuses.ts";

/** The request that a preflight asks permission for. */
export interface PreflightCheckRequest extends CorsCheckRequest {
  readonly method: string;
  readonly headers: HeaderEntries | HeaderList;
  readonly useCorsPreflightFlag: boolean;
  /**
   * The CORS-unsafe request-header names, by whoever knows them, in the order in which they are looked
   * at: of several that are disallowed the first is named. Found, and sorted, where absent.
   */
  readonly unsafeHeaderNames?: readonly string[];
}

/** A preflight's response. */
export interface PreflightCheckResponse {
  readonly status: number;
  readonly headers: HeaderList;
}

export type PreflightCheckResult =
  | {
      readonly ok: true;
      /** What may be cached, `*` included. */
      readonly methods: readonly string[];
      readonly headerNames: readonly string[];
      /** In seconds, before a user agent's own limit. */
      readonly maxAge: number;
    }
  | { readonly ok: false; readonly error: CorsError };

type Failed = Extract<PreflightCheckResult, { ok: false }>;

/** What the failures of a CORS check are called where they befall a preflight. */
const preflightCodes: ReadonlyMap<CorsErrorCode, CorsErrorCode> = /* @__PURE__ */ new Map([
  ["WildcardOriginNotAllowed", "PreflightWildcardOriginNotAllowed"],
  ["MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader"],
  ["MultipleAllowOriginValues", "PreflightMultipleAllowOriginValues"],
  ["InvalidAllowOriginValue", "PreflightInvalidAllowOriginValue"],
  ["AllowOriginMismatch", "PreflightAllowOriginMismatch"],
  ["InvalidAllowCredentials", "PreflightInvalidAllowCredentials"],
]);

/**
 * CORS-preflight fetch from its response on: whether the response permits the request, and what it
 * permits beside.
 *
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function preflightCheck(
  request: PreflightCheckRequest,
  response: PreflightCheckResponse,
  rules: ProtocolRules = standardRules,
): PreflightCheckResult {
  // 7. If a CORS check for request and response returns success and response's status is an ok
  //    status, then:
  // NOTE: The CORS check is done on request rather than preflight to ensure the correct credentials
  //       mode is used.
  const unshared = rules.statusCheckedBeforeOrigin
    ? (checkStatus(response) ?? checkOrigin(request, response))
    : (checkRedirect(response) ?? checkOrigin(request, response) ?? checkStatus(response));
  // 8. Otherwise, return a network error.
  if (unshared !== null) return unshared;

  // 7.1. Let methods be the result of extracting header list values given
  //      `Access-Control-Allow-Methods` and response's header list.
  let methods = extractHeaderListValues(ACCESS_CONTROL_ALLOW_METHODS, response.headers);

  // 7.2. Let headerNames be the result of extracting header list values given
  //      `Access-Control-Allow-Headers` and response's header list.
  const headerNames = extractHeaderListValues(ACCESS_CONTROL_ALLOW_HEADERS, response.headers);

  // 7.3. If either methods or headerNames is failure, return a network error.
  if (methods === failure) return failed("InvalidAllowMethodsPreflightResponse", "7.3");
  if (headerNames === failure) return failed("InvalidAllowHeadersPreflightResponse", "7.3");

  // 7.4. If methods is null and request's use-CORS-preflight flag is set, then set methods to a new
  //      list containing request's method.
  // NOTE: This ensures that a CORS-preflight fetch that happened due to request's
  //       use-CORS-preflight flag being set is cached.
  if (methods === null && request.useCorsPreflightFlag) methods = [request.method];

  const disallowed =
    checkMethod(request, methods ?? []) ?? checkHeaderNames(request, headerNames ?? [], rules);
  if (disallowed !== null) return disallowed;

  // 7.8. Let max-age be the result of extracting header list values given `Access-Control-Max-Age`
  //      and response's header list.
  // 7.9. If max-age is failure or null, then set max-age to 5.
  const maxAge = preflightMaxAge(response.headers, rules);

  // 7.10. If max-age is greater than an imposed limit on max-age, then set max-age to the imposed
  //       limit.
  // NB: The limit is the user agent's, and so is the cache that the remaining steps fill.
  return { ok: true, methods: methods ?? [], headerNames: headerNames ?? [], maxAge };
}

/**
 * NB: A redirect is just a status that is not ok, and could wait for its turn. Chromium's network
 *     stack reports it before
 * it hands over any header, so the name it gives comes first.
 */
function checkRedirect({ status, headers }: PreflightCheckResponse): Failed | null {
  const isRedirect = isRedirectStatus(status) && headers.contains(LOCATION);
  return isRedirect ? failed("PreflightDisallowedRedirect", "7") : null;
}

function checkStatus(response: PreflightCheckResponse): Failed | null {
  if (isOkStatus(response.status)) return null;
  return checkRedirect(response) ?? failed("PreflightInvalidStatus", "7");
}

function checkOrigin(request: CorsCheckRequest, response: PreflightCheckResponse): Failed | null {
  const result = corsCheck(request, response.headers);
  if (result.ok) return null;
  const { code, ...detail } = result.error;
  return { ok: false, error: corsError(preflightCodes.get(code) ?? code, detail) };
}

function checkMethod(request: PreflightCheckRequest, methods: readonly string[]): Failed | null {
  // 7.5. If request's method is not in methods, request's method is not a CORS-safelisted method,
  //      and request's credentials mode is "include" or methods does not contain `*`, then return a
  //      network error.
  const { method } = request;
  if (
    !methods.includes(method) &&
    !isCorsSafelistedMethod(method) &&
    !hasEffectiveWildcard(request, methods)
  ) {
    return failed("MethodDisallowedByPreflightResponse", "7.5", method);
  }
  return null;
}

function checkHeaderNames(
  request: PreflightCheckRequest,
  headerNames: readonly string[],
  rules: ProtocolRules,
): Failed | null {
  const allowedNames = new Set(headerNames.map(byteLowercase));
  const isWildcardEffective = hasEffectiveWildcard(request, headerNames);

  // 7.6. If one of request's header list's names is a CORS non-wildcard request-header name and is
  //      not a byte-case-insensitive match for an item in headerNames, then return a network error.
  // NB: Without an effective wildcard step 7.7 fails for this name as well. It reports names in
  //     order, as Chromium does, so this step is left to where it makes a difference.
  if (isWildcardEffective && !rules.authorizationCoveredByWildcard) {
    for (const [name] of request.headers) {
      const lowercaseName = byteLowercase(name);
      if (isCorsNonWildcardRequestHeaderName(name) && !allowedNames.has(lowercaseName)) {
        return failed("HeaderDisallowedByPreflightResponse", "7.6", lowercaseName);
      }
    }
  }

  // 7.7. For each unsafeName of the CORS-unsafe request-header names with request's header list, if
  //      unsafeName is not a byte-case-insensitive match for an item in headerNames and request's
  //      credentials mode is "include" or headerNames does not contain `*`, return a network error.
  const unsafeNames =
    request.unsafeHeaderNames ?? corsUnsafeRequestHeaderNames(request.headers, rules);
  for (const unsafeName of unsafeNames) {
    if (!allowedNames.has(unsafeName) && !isWildcardEffective) {
      return failed("HeaderDisallowedByPreflightResponse", "7.7", unsafeName);
    }
  }
  return null;
}

/** With credentials `*` is only the name of a method or header that is called `*`. */
function hasEffectiveWildcard(request: CorsCheckRequest, values: readonly string[]): boolean {
  return request.credentialsMode !== "include" && values.includes("*");
}

function failed(code: CorsErrorCode, step: string, parameter = ""): Failed {
  return {
    ok: false,
    error: corsError(code, { parameter, step, anchor: "#cors-preflight-fetch" }),
  };
}
