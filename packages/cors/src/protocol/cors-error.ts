/**
 * Why a response may not be shared: the names of Chromium's `network.mojom.CorsError` without their
 * `k`, so that a verdict can be compared with a browser's.
 */
export type CorsErrorCode =
  | "DisallowedByMode"
  | "InvalidResponse"
  | "WildcardOriginNotAllowed"
  | "MissingAllowOriginHeader"
  | "MultipleAllowOriginValues"
  | "InvalidAllowOriginValue"
  | "AllowOriginMismatch"
  | "InvalidAllowCredentials"
  | "CorsDisabledScheme"
  | "PreflightInvalidStatus"
  | "PreflightDisallowedRedirect"
  | "PreflightWildcardOriginNotAllowed"
  | "PreflightMissingAllowOriginHeader"
  | "PreflightMultipleAllowOriginValues"
  | "PreflightInvalidAllowOriginValue"
  | "PreflightAllowOriginMismatch"
  | "PreflightInvalidAllowCredentials"
  | "InvalidAllowMethodsPreflightResponse"
  | "InvalidAllowHeadersPreflightResponse"
  | "MethodDisallowedByPreflightResponse"
  | "HeaderDisallowedByPreflightResponse"
  | "RedirectContainsCredentials"
  | "InsecureLocalNetwork"
  | "InvalidLocalNetworkAccess"
  | "LocalNetworkAccessPermissionDenied";

export interface CorsError {
  readonly code: CorsErrorCode;
  /**
   * The value, method or header name at fault; empty where there is none. It came from the network:
   * quote it with care.
   */
  readonly parameter: string;
  /**
   * Where the standard says so: a fragment of https://fetch.spec.whatwg.org/, or the URL of another
   * standard.
   */
  readonly anchor: string;
  /** The step that fails, such as `"7.5"`; empty where the other standard doesn't number it. */
  readonly step: string;
}

const CORS_CHECK = "#concept-cors-check";
const CORS_PREFLIGHT_FETCH = "#cors-preflight-fetch";
const HTTP_FETCH = "#concept-http-fetch";
const HTTP_REDIRECT_FETCH = "#concept-http-redirect-fetch";
const LOCAL_NETWORK_ACCESS = "https://wicg.github.io/local-network-access/#fetching";
const MAIN_FETCH = "#concept-main-fetch";

/** The anchor and step of each code: where the standard has it fail, unless the caller knows better. */
const places: ReadonlyMap<CorsErrorCode, readonly [anchor: string, step: string]> =
  /* @__PURE__ */ new Map([
    ["DisallowedByMode", [MAIN_FETCH, "12"]],
    ["InvalidResponse", [HTTP_FETCH, "3.5.7"]],
    ["WildcardOriginNotAllowed", [CORS_CHECK, "4"]],
    ["MissingAllowOriginHeader", [CORS_CHECK, "2"]],
    ["MultipleAllowOriginValues", [CORS_CHECK, "4"]],
    ["InvalidAllowOriginValue", [CORS_CHECK, "4"]],
    ["AllowOriginMismatch", [CORS_CHECK, "4"]],
    ["InvalidAllowCredentials", [CORS_CHECK, "8"]],
    ["CorsDisabledScheme", [MAIN_FETCH, "12"]],
    ["PreflightInvalidStatus", [CORS_PREFLIGHT_FETCH, "7"]],
    ["PreflightDisallowedRedirect", [CORS_PREFLIGHT_FETCH, "7"]],
    ["PreflightWildcardOriginNotAllowed", [CORS_CHECK, "4"]],
    ["PreflightMissingAllowOriginHeader", [CORS_CHECK, "2"]],
    ["PreflightMultipleAllowOriginValues", [CORS_CHECK, "4"]],
    ["PreflightInvalidAllowOriginValue", [CORS_CHECK, "4"]],
    ["PreflightAllowOriginMismatch", [CORS_CHECK, "4"]],
    ["PreflightInvalidAllowCredentials", [CORS_CHECK, "8"]],
    ["InvalidAllowMethodsPreflightResponse", [CORS_PREFLIGHT_FETCH, "7.3"]],
    ["InvalidAllowHeadersPreflightResponse", [CORS_PREFLIGHT_FETCH, "7.3"]],
    ["MethodDisallowedByPreflightResponse", [CORS_PREFLIGHT_FETCH, "7.5"]],
    ["HeaderDisallowedByPreflightResponse", [CORS_PREFLIGHT_FETCH, "7.7"]],
    ["RedirectContainsCredentials", [HTTP_REDIRECT_FETCH, "9"]],
    ["InsecureLocalNetwork", [LOCAL_NETWORK_ACCESS, ""]],
    ["InvalidLocalNetworkAccess", [LOCAL_NETWORK_ACCESS, ""]],
    ["LocalNetworkAccessPermissionDenied", [LOCAL_NETWORK_ACCESS, ""]],
  ]);

/** Every code, in the order of Chromium's list. */
export const corsErrorCodes: readonly CorsErrorCode[] = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ Array.from(/* @__PURE__ */ places.keys()),
);

/**
 * Makes an error. Anchor and step are those of the table unless given: one code may stand for
 * failures in two places.
 *
 * https://fetch.spec.whatwg.org/#concept-network-error
 */
export function corsError(
  code: CorsErrorCode,
  detail: { readonly parameter?: string; readonly anchor?: string; readonly step?: string } = {},
): CorsError {
  const [anchor, step] = places.get(code) ?? ["", ""];
  return {
    code,
    parameter: detail.parameter ?? "",
    anchor: detail.anchor ?? anchor,
    step: detail.step ?? step,
  };
}
