import {
  byteLowercase,
  isAsciiAlphanumeric,
  isByteCaseInsensitiveMatch,
  membersOf,
} from "./bytes.ts";
import { failure } from "./failure.ts";
import {
  convertHeaderNamesToSortedLowercaseSet,
  type HeaderEntries,
  HeaderList,
} from "./header-list.ts";
import { getDecodeAndSplit } from "./header-value.ts";
import { isForbiddenMethod } from "./methods.ts";
import { mimeTypeEssence } from "./mime-type.ts";
import { type ProtocolRules, standardRules } from "./rules.ts";
import { parseSingleRangeHeaderValue } from "./single-range.ts";

/** "If value's length is greater than 128, then return false." */
const MAX_SAFELISTED_VALUE_LENGTH = 128;

const unsafeBytes: Uint8Array = /* @__PURE__ */ membersOf('"():<>?@[\\]{}\x7f');

const languageBytes: Uint8Array = /* @__PURE__ */ membersOf(" *,-.;=");

const safelistedEssences: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
]);

const noCorsSafelistedNames: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "accept",
  "accept-language",
  "content-language",
  "content-type",
]);

const forbiddenNames: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "accept-charset",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "connection",
  "content-length",
  "cookie",
  "cookie2",
  "date",
  "dnt",
  "expect",
  "host",
  "keep-alive",
  "origin",
  "referer",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

const methodOverrideNames: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
]);

const requestBodyNames: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "content-encoding",
  "content-language",
  "content-location",
  "content-type",
]);

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isCorsSafelistedRequestHeader(
  name: string,
  value: string,
  rules: ProtocolRules = standardRules,
): boolean {
  // 1. If value's length is greater than 128, then return false.
  if (value.length > MAX_SAFELISTED_VALUE_LENGTH) return false;

  const lowercaseName = byteLowercase(name);
  const isSafelisted = isSafelistedValue(lowercaseName, value, rules);
  return rules.safelistedValueJudges?.get(lowercaseName)?.(value, isSafelisted) ?? isSafelisted;
}

/** Steps 2 and 3. */
function isSafelistedValue(lowercaseName: string, value: string, rules: ProtocolRules): boolean {
  // 2. Byte-lowercase name and switch on the result:
  switch (lowercaseName) {
    case "accept":
      // If value contains a CORS-unsafe request-header byte, then return false.
      if (containsUnsafeByte(value)) return false;
      break;

    case "accept-language":
    case "content-language":
      // If value contains a byte that is not in the range 0x30 (0) to 0x39 (9), inclusive, is not
      // in the range 0x41 (A) to 0x5A (Z), inclusive, is not in the range 0x61 (a) to 0x7A (z),
      // inclusive, and is not 0x20 (SP), 0x2A (*), 0x2C (,), 0x2D (-), 0x2E (.), 0x3B (;), or 0x3D
      // (=), then return false.
      if (!isLanguageValue(value)) return false;
      break;

    case "content-type": {
      // 1. If value contains a CORS-unsafe request-header byte, then return false.
      if (containsUnsafeByte(value)) return false;

      // 2. Let mimeType be the result of parsing the result of isomorphic decoding value.
      const essence = mimeTypeEssence(value);

      // 3. If mimeType is failure, then return false.
      if (essence === null) return false;

      // 4. If mimeType's essence is not "application/x-www-form-urlencoded", "multipart/form-data",
      //    or "text/plain", then return false.
      if (!safelistedEssences.has(essence)) return false;
      break;
    }

    case "range": {
      // 1. Let rangeValue be the result of parsing a single range header value given value and
      //    false.
      const rangeValue = parseSingleRangeHeaderValue(
        rules.rangeUnit === "case-insensitive" ? byteLowercase(value) : value,
        false,
      );

      // 2. If rangeValue is failure, then return false.
      if (rangeValue === failure) return false;

      // 3. If rangeValue[0] is null, then return false.
      // NOTE: As web browsers have historically not emitted ranges such as `bytes=-500` this
      //       algorithm does not safelist them.
      if (rangeValue[0] === null) return false;
      break;
    }

    default:
      // Otherwise: Return false.
      return rules.extraSafelistedRequestHeaders?.get(lowercaseName)?.(value) ?? false;
  }

  // 3. Return true.
  return true;
}

/**
 * https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
 *
 * "byte is less than 0x20 and is not 0x09 HT" or "byte is 0x22 ("), 0x28 (left parenthesis), 0x29
 * (right parenthesis), 0x3A (:), 0x3C (<), 0x3E (>), 0x3F (?), 0x40 (@), 0x5B ([), 0x5C (\), 0x5D
 * (]), 0x7B ({), 0x7D (}), or 0x7F DEL."
 */
export function isCorsUnsafeRequestHeaderByte(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x09) || unsafeBytes[byte] === 1;
}

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names */
export function corsUnsafeRequestHeaderNames(
  headers: HeaderEntries | HeaderList,
  rules: ProtocolRules = standardRules,
): string[] {
  // 1. Let unsafeNames be a new list.
  const unsafeNames: string[] = [];

  // 2. Let potentiallyUnsafeNames be a new list.
  // NB: They are those of the others, and looked for where they are needed.

  // 3. Let safelistValueSize be 0.
  let safelistValueSize = 0;

  // 4. For each header of headers:
  // NB: A compiler can see through a loop over an array.
  const entries = headers instanceof HeaderList ? headers.entries() : headers;
  for (const [name, value] of entries) {
    if (!isCorsSafelistedRequestHeader(name, value, rules)) {
      // 1. If header is not a CORS-safelisted request-header, then append header's name to
      //    unsafeNames.
      unsafeNames.push(name);
    } else {
      // 2. Otherwise, append header's name to potentiallyUnsafeNames and increase safelistValueSize
      //    by header's value's length.
      safelistValueSize += value.length;
    }
  }

  // 5. If safelistValueSize is greater than 1024, then for each name of potentiallyUnsafeNames,
  //    append name to unsafeNames.
  if (
    rules.totalSafelistedValueSize !== null &&
    safelistValueSize > rules.totalSafelistedValueSize
  ) {
    for (const [name, value] of entries)
      if (isCorsSafelistedRequestHeader(name, value, rules)) unsafeNames.push(name);
  }

  if (unsafeNames.length === 0) return unsafeNames;
  if (rules.unsafeNames === "list") return unsafeNames.map(byteLowercase).sort();

  // 6. Return the result of convert header names to a sorted-lowercase set with unsafeNames.
  return convertHeaderNamesToSortedLowercaseSet(unsafeNames);
}

/**
 * https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
 *
 * "A header name that is a byte-case-insensitive match for `Authorization`."
 */
export function isCorsNonWildcardRequestHeaderName(name: string): boolean {
  return isByteCaseInsensitiveMatch(name, "authorization");
}

/** https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name */
export function isPrivilegedNoCorsRequestHeaderName(name: string): boolean {
  return isByteCaseInsensitiveMatch(name, "range");
}

/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name */
export function isNoCorsSafelistedRequestHeaderName(name: string): boolean {
  return noCorsSafelistedNames.has(byteLowercase(name));
}

/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header */
export function isNoCorsSafelistedRequestHeader(
  name: string,
  value: string,
  rules: ProtocolRules = standardRules,
): boolean {
  // 1. If name is not a no-CORS-safelisted request-header name, then return false.
  if (!isNoCorsSafelistedRequestHeaderName(name)) return false;

  // 2. Return whether (name, value) is a CORS-safelisted request-header.
  return isCorsSafelistedRequestHeader(name, value, rules);
}

/** https://fetch.spec.whatwg.org/#forbidden-request-header */
export function isForbiddenRequestHeader(name: string, value: string): boolean {
  // 1. If name is a byte-case-insensitive match for one of: [the forbidden names], then return
  //    true.
  // 2. If name when byte-lowercased starts with `proxy-` or `sec-`, then return true.
  if (isForbiddenRequestHeaderName(name)) return true;

  // 3. If name is a byte-case-insensitive match for one of: `X-HTTP-Method`,
  //    `X-HTTP-Method-Override`, `X-Method-Override`, then:
  if (methodOverrideNames.has(byteLowercase(name))) {
    // 1. Let parsedValues be the result of getting, decoding, and splitting value.
    const parsedValues = getDecodeAndSplit(value);

    // 2. For each method of parsedValues: if the isomorphic encoding of method is a forbidden
    //    method, then return true.
    if (parsedValues.some(isForbiddenMethod)) return true;
  }

  // 4. Return false.
  return false;
}

/**
 * Whether a request header is forbidden whatever its value: steps 1 and 2 of the algorithm. The
 * method-override headers of step 3 are not, as most of their values may be set.
 *
 * https://fetch.spec.whatwg.org/#forbidden-request-header
 */
export function isForbiddenRequestHeaderName(name: string): boolean {
  const lowercaseName = byteLowercase(name);
  return (
    forbiddenNames.has(lowercaseName) ||
    lowercaseName.startsWith("proxy-") ||
    lowercaseName.startsWith("sec-")
  );
}

/**
 * A header that goes when a redirect turns the method into `GET`.
 *
 * https://fetch.spec.whatwg.org/#request-body-header-name
 */
export function isRequestBodyHeaderName(name: string): boolean {
  return requestBodyNames.has(byteLowercase(name));
}

function containsUnsafeByte(value: string): boolean {
  for (let position = 0; position < value.length; position++) {
    if (isCorsUnsafeRequestHeaderByte(value.charCodeAt(position))) return true;
  }
  return false;
}

function isLanguageValue(value: string): boolean {
  for (let position = 0; position < value.length; position++) {
    const byte = value.charCodeAt(position);
    if (!isAsciiAlphanumeric(byte) && languageBytes[byte] !== 1) return false;
  }
  return true;
}
