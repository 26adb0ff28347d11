// The predicates and algorithms of the Fetch Standard that both halves of CORS share. Strings are
// isomorphic-decoded byte sequences: one character is one byte.

export { byteLowercase, byteUppercase, isHttpTabOrSpaceByte, isToken, trimBytes } from "./bytes.ts";
export {
  type CorsCheckRequest,
  type CorsCheckResult,
  type CredentialsMode,
  corsCheck,
} from "./cors-check.ts";
export { type CorsError, type CorsErrorCode, corsError, corsErrorCodes } from "./cors-error.ts";
export { describeCorsError } from "./describe-cors-error.ts";
export { type Failure, failure } from "./failure.ts";
export { type HeaderEntries, HeaderList } from "./header-list.ts";
export { isHeaderName } from "./header-names.ts";
export { isHeaderValue, normalizeHeaderValue } from "./header-value.ts";
export { isCorsSafelistedMethod, isForbiddenMethod, isMethod, normalizeMethod } from "./methods.ts";
export { type MimeType, mimeTypeEssence, parseMimeType } from "./mime-type.ts";
export {
  type PreflightCheckRequest,
  type PreflightCheckResponse,
  type PreflightCheckResult,
  preflightCheck,
} from "./preflight-check.ts";
export { isPreflight, preflightRequestHeaders } from "./preflight-request.ts";
export {
  byteSerializeRequestOrigin,
  type RedirectTaint,
  type RequestOrigin,
  redirectTaint,
  serializeRequestOrigin,
} from "./redirect-taint.ts";
export {
  corsUnsafeRequestHeaderNames,
  isCorsNonWildcardRequestHeaderName,
  isCorsSafelistedRequestHeader,
  isCorsUnsafeRequestHeaderByte,
  isForbiddenRequestHeader,
  isForbiddenRequestHeaderName,
  isNoCorsSafelistedRequestHeader,
  isNoCorsSafelistedRequestHeaderName,
  isPrivilegedNoCorsRequestHeaderName,
  isRequestBodyHeaderName,
} from "./request-headers.ts";
export {
  MAX_ORIGIN_LENGTH,
  parseSerializedOrigin,
  type SerializedOrigin,
} from "./request-origin.ts";
export {
  type CorsListHeaderName,
  corsExposedHeaderNames,
  corsSafelistedResponseHeaderNames,
  extractHeaderListValues,
  extractMaxAge,
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
} from "./response-headers.ts";
export { type HeaderValuePredicate, type ProtocolRules, standardRules } from "./rules.ts";
export { parseSingleRangeHeaderValue, type SingleRange } from "./single-range.ts";
export { isNullBodyStatus, isOkStatus, isRangeStatus, isRedirectStatus } from "./statuses.ts";
export { type TaoCheckRequest, taoCheck } from "./tao-check.ts";
export { parseTokenList, type TokenListLimits } from "./token-list.ts";
