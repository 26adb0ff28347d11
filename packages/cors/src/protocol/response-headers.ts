import { byteLowercase, isAsciiDigit, isByteCaseInsensitiveMatch } from "./bytes.ts";
import { type Failure, failure } from "./failure.ts";
import type { HeaderList } from "./header-list.ts";
import {
  ACCESS_CONTROL_EXPOSE_HEADERS,
  ACCESS_CONTROL_MAX_AGE,
  ACCESS_CONTROL_REQUEST_HEADERS,
} from "./header-names.ts";
import { parseTokenList } from "./token-list.ts";

/** The headers of the CORS protocol whose values are lists of tokens. */
export type CorsListHeaderName =
  | "Access-Control-Allow-Headers"
  | "Access-Control-Allow-Methods"
  | "Access-Control-Expose-Headers"
  | "Access-Control-Request-Headers";

/**
 * The response headers that a script of another origin may always read.
 *
 * https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 */
export const corsSafelistedResponseHeaderNames: readonly string[] = /* @__PURE__ */ Object.freeze([
  "Cache-Control",
  "Content-Language",
  "Content-Length",
  "Content-Type",
  "Expires",
  "Last-Modified",
  "Pragma",
]);

const SET_COOKIE = "Set-Cookie";
const SET_COOKIE2 = "Set-Cookie2";

const safelistedNames: ReadonlySet<string> = /* @__PURE__ */ new Set(
  /* @__PURE__ */ corsSafelistedResponseHeaderNames.map((name) => name.toLowerCase()),
);

// `Content-Language`: what is longer needn't be lowercased to be looked for.
const LONGEST_SAFELISTED = 16;

/**
 * https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 *
 * "Given a list of header names list, a header name that is a byte-case-insensitive match for one
 * of" the seven above and "any item in list that is not a forbidden response-header name".
 */
export function isCorsSafelistedResponseHeaderName(
  name: string,
  exposedNames: Iterable<string>,
): boolean {
  if (name.length <= LONGEST_SAFELISTED && safelistedNames.has(byteLowercase(name))) return true;
  if (isForbiddenResponseHeaderName(name)) return false;
  for (const exposedName of exposedNames) {
    if (isByteCaseInsensitiveMatch(name, exposedName)) return true;
  }
  return false;
}

/**
 * https://fetch.spec.whatwg.org/#forbidden-response-header-name
 *
 * "A header name that is a byte-case-insensitive match for one of: `Set-Cookie`, `Set-Cookie2`."
 */
export function isForbiddenResponseHeaderName(name: string): boolean {
  return (
    isByteCaseInsensitiveMatch(name, SET_COOKIE) || isByteCaseInsensitiveMatch(name, SET_COOKIE2)
  );
}

/** https://fetch.spec.whatwg.org/#extract-header-list-values */
export function extractHeaderListValues(
  name: CorsListHeaderName,
  list: HeaderList,
): string[] | null | Failure {
  // 1. If list does not contain name, then return null.
  const headerValues = list.getAll(name);
  if (headerValues.length === 0) return null;

  // 2. If the ABNF for name allows a single header and list contains more than one, then return
  //    failure.
  // NB: Lists may stand on any number of lines.

  // 3. Let values be an empty list.
  const values: string[] = [];

  // 4. For each header header list contains whose name is name:
  for (const headerValue of headerValues) {
    // 1. Let extract be the result of extracting header values from header.
    const extract = parseTokenList(headerValue);

    // 2. If extract is failure, then return failure.
    if (extract === failure) return failure;

    // NB: `Access-Control-Request-Headers` is a list with at least one element, `1#field-name`.
    if (extract.length === 0 && name === ACCESS_CONTROL_REQUEST_HEADERS) return failure;

    // 3. Append each value in extract, in order, to values.
    for (const value of extract) values.push(value);
  }

  // 5. Return values.
  return values;
}

/** RFC 9111 §1.2.2: what a number of seconds too large to be represented is taken for. */
const MAX_DELTA_SECONDS = 2_147_483_648;

/**
 * Extract header list values given `Access-Control-Max-Age`, whose grammar is `delta-seconds`:
 * digits, and nothing else.
 *
 * https://fetch.spec.whatwg.org/#extract-header-list-values
 * https://fetch.spec.whatwg.org/#http-access-control-max-age
 */
export function extractMaxAge(list: HeaderList): number | null | Failure {
  // 1. If list does not contain name, then return null.
  const values = list.getAll(ACCESS_CONTROL_MAX_AGE);
  const [value] = values;
  if (value === undefined) return null;

  // 2. If the ABNF for name allows a single header and list contains more than one, then return
  //    failure.
  if (values.length > 1) return failure;

  // 4.2. If extract is failure, then return failure.
  if (value === "") return failure;
  let seconds = 0;
  for (let position = 0; position < value.length; position++) {
    const byte = value.charCodeAt(position);
    if (!isAsciiDigit(byte)) return failure;
    seconds = Math.min(seconds * 10 + (byte - 0x30), MAX_DELTA_SECONDS);
  }

  // 5. Return values.
  return seconds;
}

/**
 * The CORS-exposed header-name list of a response: part of main fetch.
 *
 * https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export function corsExposedHeaderNames(
  request: { readonly credentialsMode: "omit" | "same-origin" | "include" },
  list: HeaderList,
): string[] {
  // 14.1.1. Let headerNames be the result of extracting header list values given
  //         `Access-Control-Expose-Headers` and response's header list.
  const headerNames = extractHeaderListValues(ACCESS_CONTROL_EXPOSE_HEADERS, list);

  // 14.1.3. Otherwise, if headerNames is non-null or failure, then set response's CORS-exposed
  //         header-name list to headerNames.
  // AD-HOC: A list cannot be failure. A header that cannot be parsed exposes nothing, in every
  //         browser.
  if (headerNames === null || headerNames === failure) return [];

  // 14.1.2. If request's credentials mode is not "include" and headerNames contains `*`, then set
  //         response's CORS-exposed header-name list to all unique header names in response's
  //         header list.
  if (request.credentialsMode !== "include" && headerNames.includes("*")) return list.names();

  // NOTE: One of the headerNames can still be `*` at this point, but will only match a header whose
  //       name is `*`.
  return headerNames;
}
