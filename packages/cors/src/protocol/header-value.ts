import {
  isHttpNewlineByte,
  isHttpTabOrSpaceByte,
  isHttpWhitespaceByte,
  trimBytes,
} from "./bytes.ts";

const QUOTATION_MARK = 0x22;
const COMMA = 0x2c;
const REVERSE_SOLIDUS = 0x5c;

/**
 * https://fetch.spec.whatwg.org/#header-value
 *
 * "Has no leading or trailing HTTP tab or space bytes. Contains no 0x00 (NUL) or HTTP newline
 * bytes."
 */
export function isHeaderValue(value: string): boolean {
  if (isHttpTabOrSpaceByte(value.charCodeAt(0))) return false;
  if (isHttpTabOrSpaceByte(value.charCodeAt(value.length - 1))) return false;
  for (let position = 0; position < value.length; position++) {
    const byte = value.charCodeAt(position);
    // NB: A character above 0xFF is no byte, so the string is no byte sequence.
    if (byte === 0x00 || byte > 0xff || isHttpNewlineByte(byte)) return false;
  }
  return true;
}

/**
 * https://fetch.spec.whatwg.org/#concept-header-value-normalize
 *
 * "To normalize a byte sequence potentialValue, remove any leading and trailing HTTP whitespace
 * bytes from potentialValue."
 */
export function normalizeHeaderValue(potentialValue: string): string {
  return trimBytes(potentialValue, isHttpWhitespaceByte);
}

/**
 * Get, decode, and split a header value. Use `HeaderList.getDecodeAndSplit` but at the standard's
 * "blessed call sites".
 *
 * https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
 */
export function getDecodeAndSplit(value: string): string[] {
  // 1. Let input be the result of isomorphic decoding value.
  const input = value;

  // 2. Let position be a position variable for input, initially pointing at the start of input.
  let position = 0;

  // 3. Let values be a list of strings, initially « ».
  const values: string[] = [];

  // 4. Let temporaryValue be the empty string.
  // NB: All that is appended to temporaryValue is contiguous in input, so its start is enough.
  let start = 0;

  // 5. While true:
  while (true) {
    // 1. Append the result of collecting a sequence of code points that are not U+0022 (") or
    //    U+002C (,) from input, given position, to temporaryValue.
    while (position < input.length && !isQuotationMarkOrComma(input.charCodeAt(position)))
      position++;

    // 2. If position is not past the end of input and the code point at position within input is
    //    U+0022 ("):
    if (input.charCodeAt(position) === QUOTATION_MARK) {
      // 1. Append the result of collecting an HTTP quoted string from input, given position, to
      //    temporaryValue.
      position = collectHttpQuotedString(input, position).position;

      // 2. If position is not past the end of input, then continue.
      if (position < input.length) continue;
    }

    // 3. Remove all HTTP tab or space from the start and end of temporaryValue.
    // 4. Append temporaryValue to values.
    values.push(trimBytes(input.slice(start, position), isHttpTabOrSpaceByte));

    // 6. If position is past the end of input, then return values.
    if (position >= input.length) return values;

    // 7. Assert: the code point at position within input is U+002C (,).
    // 8. Advance position by 1.
    position++;

    // 5. Set temporaryValue to the empty string.
    start = position;
  }
}

/**
 * Collect an HTTP quoted string with extract-value, and the position after it.
 *
 * https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
 */
export function collectHttpQuotedString(
  input: string,
  positionStart: number,
): { readonly value: string; readonly position: number } {
  // 1. Let positionStart be position.
  let position = positionStart;

  // 2. Let value be the empty string.
  let value = "";

  // 3. Assert: the code point at position within input is U+0022 (").
  // 4. Advance position by 1.
  position++;

  // 5. While true:
  while (true) {
    // 1. Append the result of collecting a sequence of code points that are not U+0022 (") or
    //    U+005C (\) from input, given position, to value.
    const start = position;
    while (position < input.length && !isQuotationMarkOrReverseSolidus(input.charCodeAt(position)))
      position++;
    value += input.slice(start, position);

    // 2. If position is past the end of input, then break.
    if (position >= input.length) break;

    // 3. Let quoteOrBackslash be the code point at position within input.
    const quoteOrBackslash = input.charCodeAt(position);

    // 4. Advance position by 1.
    position++;

    // 5. If quoteOrBackslash is U+005C (\), then:
    if (quoteOrBackslash === REVERSE_SOLIDUS) {
      // 1. If position is past the end of input, then append U+005C (\) to value and break.
      if (position >= input.length) {
        value += "\\";
        break;
      }

      // 2. Append the code point at position within input to value.
      value += input.charAt(position);

      // 3. Advance position by 1.
      position++;
    } else {
      // 6. Otherwise:
      //    1. Assert: quoteOrBackslash is U+0022 (").
      //    2. Break.
      break;
    }
  }

  // 6. If extract-value is true, then return value.
  // 7. Return the code points from positionStart to position, inclusive, within input.
  // NB: Callers without extract-value take the slice themselves.
  return { value, position };
}

function isQuotationMarkOrComma(byte: number): boolean {
  return byte === QUOTATION_MARK || byte === COMMA;
}

function isQuotationMarkOrReverseSolidus(byte: number): boolean {
  return byte === QUOTATION_MARK || byte === REVERSE_SOLIDUS;
}
