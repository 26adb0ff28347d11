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

interface CorsErrorText {
  readonly anchor: string;
  readonly step: string;
  /** One sentence, `<parameter>` standing for the error's parameter. */
  readonly description: string;
}

const CORS_CHECK = "#concept-cors-check";
const CORS_PREFLIGHT_FETCH = "#cors-preflight-fetch";
const HTTP_FETCH = "#concept-http-fetch";
const HTTP_REDIRECT_FETCH = "#concept-http-redirect-fetch";
const LOCAL_NETWORK_ACCESS = "https://wicg.github.io/local-network-access/#fetching";
const MAIN_FETCH = "#concept-main-fetch";

const corsErrorTexts: ReadonlyMap<CorsErrorCode, CorsErrorText> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries({
    DisallowedByMode: {
      anchor: MAIN_FETCH,
      step: "12",
      description: "The request's mode is same-origin, and its URL is of another origin.",
    },
    InvalidResponse: {
      anchor: HTTP_FETCH,
      step: "3.3.7",
      description:
        "A service worker answered with a response of a type that the request may not have.",
    },
    WildcardOriginNotAllowed: {
      anchor: CORS_CHECK,
      step: "4",
      description: "Access-Control-Allow-Origin is `*`, which allows no request with credentials.",
    },
    MissingAllowOriginHeader: {
      anchor: CORS_CHECK,
      step: "2",
      description: "The response has no Access-Control-Allow-Origin.",
    },
    MultipleAllowOriginValues: {
      anchor: CORS_CHECK,
      step: "4",
      description:
        "Access-Control-Allow-Origin holds several values, `<parameter>`, where one is allowed.",
    },
    InvalidAllowOriginValue: {
      anchor: CORS_CHECK,
      step: "4",
      description: "Access-Control-Allow-Origin is `<parameter>`, which is not an origin.",
    },
    AllowOriginMismatch: {
      anchor: CORS_CHECK,
      step: "4",
      description:
        "Access-Control-Allow-Origin is `<parameter>`, which is not byte for byte the request's origin.",
    },
    InvalidAllowCredentials: {
      anchor: CORS_CHECK,
      step: "8",
      description:
        "Access-Control-Allow-Credentials is `<parameter>`; a request with credentials needs `true`, in lower case.",
    },
    CorsDisabledScheme: {
      anchor: MAIN_FETCH,
      step: "12",
      description: "The URL's scheme is neither http nor https, and CORS exists for those only.",
    },
    PreflightInvalidStatus: {
      anchor: CORS_PREFLIGHT_FETCH,
      step: "7",
      description: "The preflight's status is not an ok status, 200 to 299.",
    },
    PreflightDisallowedRedirect: {
      anchor: CORS_PREFLIGHT_FETCH,
      step: "7",
      description: "The preflight was answered by a redirect, which is never followed.",
    },
    PreflightWildcardOriginNotAllowed: {
      anchor: CORS_CHECK,
      step: "4",
      description:
        "The preflight's Access-Control-Allow-Origin is `*`, which allows no request with credentials.",
    },
    PreflightMissingAllowOriginHeader: {
      anchor: CORS_CHECK,
      step: "2",
      description: "The preflight's response has no Access-Control-Allow-Origin.",
    },
    PreflightMultipleAllowOriginValues: {
      anchor: CORS_CHECK,
      step: "4",
      description:
        "The preflight's Access-Control-Allow-Origin holds several values, `<parameter>`, where one is allowed.",
    },
    PreflightInvalidAllowOriginValue: {
      anchor: CORS_CHECK,
      step: "4",
      description:
        "The preflight's Access-Control-Allow-Origin is `<parameter>`, which is not an origin.",
    },
    PreflightAllowOriginMismatch: {
      anchor: CORS_CHECK,
      step: "4",
      description:
        "The preflight's Access-Control-Allow-Origin is `<parameter>`, which is not byte for byte the request's origin.",
    },
    PreflightInvalidAllowCredentials: {
      anchor: CORS_CHECK,
      step: "8",
      description:
        "The preflight's Access-Control-Allow-Credentials is `<parameter>`; a request with credentials needs `true`, in lower case.",
    },
    InvalidAllowMethodsPreflightResponse: {
      anchor: CORS_PREFLIGHT_FETCH,
      step: "7.3",
      description: "Access-Control-Allow-Methods is not a list of methods.",
    },
    InvalidAllowHeadersPreflightResponse: {
      anchor: CORS_PREFLIGHT_FETCH,
      step: "7.3",
      description: "Access-Control-Allow-Headers is not a list of header names.",
    },
    MethodDisallowedByPreflightResponse: {
      anchor: CORS_PREFLIGHT_FETCH,
      step: "7.5",
      description: "Access-Control-Allow-Methods doesn't allow the method `<parameter>`.",
    },
    HeaderDisallowedByPreflightResponse: {
      anchor: CORS_PREFLIGHT_FETCH,
      step: "7.7",
      description: "Access-Control-Allow-Headers doesn't allow the request header `<parameter>`.",
    },
    RedirectContainsCredentials: {
      anchor: HTTP_REDIRECT_FETCH,
      step: "9",
      description: "The redirect leads to a URL with a user name or password, `<parameter>`.",
    },
    InsecureLocalNetwork: {
      anchor: LOCAL_NETWORK_ACCESS,
      step: "",
      description:
        "The page is not a secure context, and the server is in the address space `<parameter>`.",
    },
    InvalidLocalNetworkAccess: {
      anchor: LOCAL_NETWORK_ACCESS,
      step: "",
      description:
        "The server is in the address space `<parameter>`, not in the one that the request names.",
    },
    LocalNetworkAccessPermissionDenied: {
      anchor: LOCAL_NETWORK_ACCESS,
      step: "",
      description:
        "The user or a policy denies this page requests to the address space `<parameter>`.",
    },
  } satisfies Record<CorsErrorCode, CorsErrorText>) as [CorsErrorCode, CorsErrorText][],
);

/** Every code, in the order of Chromium's list. */
export const corsErrorCodes: readonly CorsErrorCode[] = /* @__PURE__ */ Object.freeze([
  ...corsErrorTexts.keys(),
]);

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
  const text = textOf(code);
  return {
    code,
    parameter: detail.parameter ?? "",
    anchor: detail.anchor ?? text.anchor,
    step: detail.step ?? text.step,
  };
}

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
  return textOf(error.code).description.replace("<parameter>", () => printable(error.parameter));
}

function textOf(code: CorsErrorCode): CorsErrorText {
  const text = corsErrorTexts.get(code);
  if (text === undefined) throw new TypeError(`${JSON.stringify(code)} is not a CORS error code`);
  return text;
}

function printable(parameter: string): string {
  const quoted =
    parameter.length > MAX_QUOTED_LENGTH ? `${parameter.slice(0, MAX_QUOTED_LENGTH)}…` : parameter;
  return quoted.replace(/[^\x20-\x7e…]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
