import { isAsciiDigit, isHttpTabOrSpaceByte } from "./bytes.ts";
import { type Failure, failure } from "./failure.ts";

const HYPHEN_MINUS = 0x2d;
const EQUALS_SIGN = 0x3d;

/** Null where the range leaves that side open. */
export type SingleRange = readonly [start: bigint | null, end: bigint | null];

/**
 * Digits, beyond leading zeros, that are converted to a number. Conversion takes time that grows
 * with the square of the length, and a value of more than 128 bytes is never safelisted, so nothing
 * is lost to a page; no resource is that long either.
 */
const MAX_SIGNIFICANT_DIGITS = 128;

/**
 * Parse a single range header value.
 *
 * NB: Start and end are compared as strings of digits, so the verdict is exact at any length and
 *     takes linear time. Only the numbers
 * returned are clamped, at 128 digits.
 *
 * https://fetch.spec.whatwg.org/#simple-range-header-value
 */
export function parseSingleRangeHeaderValue(
  value: string,
  allowWhitespace: boolean,
): SingleRange | Failure {
  // 1. Let data be the isomorphic decoding of value.
  const data = value;

  // 2. If data does not start with "bytes", then return failure.
  if (!data.startsWith("bytes")) return failure;

  // 3. Let position be a position variable for data, initially pointing at the 5th code point of
  //    data.
  // NB: Counted from zero: the one after "bytes".
  let position = 5;

  // 4. If allowWhitespace is true, collect a sequence of code points that are HTTP tab or space,
  //    from data given position.
  if (allowWhitespace) position = skip(data, position, isHttpTabOrSpaceByte);

  // 5. If the code point at position within data is not U+003D (=), then return failure.
  if (data.charCodeAt(position) !== EQUALS_SIGN) return failure;

  // 6. Advance position by 1.
  position++;

  // 7. If allowWhitespace is true, collect a sequence of code points that are HTTP tab or space,
  //    from data given position.
  if (allowWhitespace) position = skip(data, position, isHttpTabOrSpaceByte);

  // 8. Let rangeStart be the result of collecting a sequence of code points that are ASCII digits,
  //    from data given position.
  const startOfRangeStart = position;
  position = skip(data, position, isAsciiDigit);
  const rangeStart = data.slice(startOfRangeStart, position);

  // 9. Let rangeStartValue be rangeStart, interpreted as decimal number, if rangeStart is not the
  //    empty string; otherwise null.
  // NB: Interpreted once the whole value has been found valid, in step 19.

  // 10. If allowWhitespace is true, collect a sequence of code points that are HTTP tab or space,
  //     from data given position.
  if (allowWhitespace) position = skip(data, position, isHttpTabOrSpaceByte);

  // 11. If the code point at position within data is not U+002D (-), then return failure.
  if (data.charCodeAt(position) !== HYPHEN_MINUS) return failure;

  // 12. Advance position by 1.
  position++;

  // 13. If allowWhitespace is true, collect a sequence of code points that are HTTP tab or space,
  //     from data given position.
  if (allowWhitespace) position = skip(data, position, isHttpTabOrSpaceByte);

  // 14. Let rangeEnd be the result of collecting a sequence of code points that are ASCII digits,
  //     from data given position.
  const startOfRangeEnd = position;
  position = skip(data, position, isAsciiDigit);
  const rangeEnd = data.slice(startOfRangeEnd, position);

  // 15. Let rangeEndValue be rangeEnd, interpreted as decimal number, if rangeEnd is not the empty
  //     string; otherwise null.

  // 16. If position is not past the end of data, then return failure.
  if (position < data.length) return failure;

  // 17. If rangeEndValue and rangeStartValue are null, then return failure.
  if (rangeStart === "" && rangeEnd === "") return failure;

  // 18. If rangeStartValue and rangeEndValue are numbers, and rangeStartValue is greater than
  //     rangeEndValue, then return failure.
  const startDigits = withoutLeadingZeros(rangeStart);
  const endDigits = withoutLeadingZeros(rangeEnd);
  if (rangeStart !== "" && rangeEnd !== "" && isGreater(startDigits, endDigits)) return failure;

  // 19. Return (rangeStartValue, rangeEndValue).
  return [
    rangeStart === "" ? null : numberFrom(startDigits),
    rangeEnd === "" ? null : numberFrom(endDigits),
  ];
}

function skip(data: string, start: number, isSkipped: (byte: number) => boolean): number {
  let position = start;
  while (position < data.length && isSkipped(data.charCodeAt(position))) position++;
  return position;
}

function withoutLeadingZeros(digits: string): string {
  let start = 0;
  while (start < digits.length && digits.charCodeAt(start) === 0x30) start++;
  return digits.slice(start);
}

function isGreater(digits: string, otherDigits: string): boolean {
  return digits.length === otherDigits.length
    ? digits > otherDigits
    : digits.length > otherDigits.length;
}

function numberFrom(digits: string): bigint {
  // Clamped to the largest number that is converted, so that it stays at least every other one.
  return BigInt(
    digits.length > MAX_SIGNIFICANT_DIGITS ? "9".repeat(MAX_SIGNIFICANT_DIGITS) : digits,
  );
}
