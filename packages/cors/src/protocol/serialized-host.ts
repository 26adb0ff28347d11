import { isAsciiDigit } from "./bytes.ts";

const HYPHEN_MINUS = 0x2d;
const FULL_STOP = 0x2e;
const COLON = 0x3a;
const LEFT_SQUARE_BRACKET = 0x5b;
const RIGHT_SQUARE_BRACKET = 0x5d;
const LOW_LINE = 0x5f;
const LOWERCASE_X = 0x78;

/** RFC 1035 §2.3.4: 255 octets on the wire, which are at most 253 characters of text. */
export const MAX_HOST_LENGTH = 253;

/** RFC 1035 §2.3.4. */
const MAX_LABEL_LENGTH = 63;

/**
 * Whether the characters from start to end are `serialized-host`. The value is read in place:
 * nothing is allocated for a host that turns out to be wrong.
 *
 * https://fetch.spec.whatwg.org/#serialized-host
 */
export function isSerializedHost(value: string, start: number, end: number): boolean {
  const length = end - start;
  if (length < 1 || length > MAX_HOST_LENGTH) return false;
  if (value.charCodeAt(start) === LEFT_SQUARE_BRACKET) {
    return (
      value.charCodeAt(end - 1) === RIGHT_SQUARE_BRACKET &&
      isSerializedIpv6(value, start + 1, end - 1)
    );
  }
  return isSerializedDomain(value, start, end);
}

/**
 * `serialized-domain = *( domain-label "." ) domain-label`, or `serialized-ipv4` where the last
 * label is a number: a URL with such a host parses as an IPv4 address or not at all.
 *
 * https://fetch.spec.whatwg.org/#serialized-domain
 * https://url.spec.whatwg.org/#ends-in-a-number-checker
 */
function isSerializedDomain(value: string, start: number, end: number): boolean {
  let labelStart = start;
  for (let position = start; position < end; position++) {
    if (value.charCodeAt(position) !== FULL_STOP) continue;
    if (!isDomainLabel(value, labelStart, position)) return false;
    labelStart = position + 1;
  }
  if (!isDomainLabel(value, labelStart, end)) return false;
  return !isNumber(value, labelStart, end) || isSerializedIpv4(value, start, end);
}

/**
 * `domain-label = lower-alphanum / ( lower-alphanum *( lower-alphanum / "-" ) lower-alphanum )`
 *
 * AD-HOC: `_` anywhere, and `-` at either end. The grammar has neither, but pages of such hosts exist and browsers send
 * them (docs/discoveries/origins-outside-the-grammar.md).
 */
function isDomainLabel(value: string, start: number, end: number): boolean {
  const length = end - start;
  if (length < 1 || length > MAX_LABEL_LENGTH) return false;
  for (let position = start; position < end; position++) {
    const byte = value.charCodeAt(position);
    if (!isLowerAlphanum(byte) && byte !== HYPHEN_MINUS && byte !== LOW_LINE) return false;
  }
  return true;
}

/**
 * Whether the label is a number to the URL Standard: digits, or `0x` and any hexadecimal digits.
 */
function isNumber(value: string, start: number, end: number): boolean {
  const isHexadecimal =
    end - start >= 2 &&
    value.charCodeAt(start) === 0x30 &&
    value.charCodeAt(start + 1) === LOWERCASE_X;
  for (let position = isHexadecimal ? start + 2 : start; position < end; position++) {
    const byte = value.charCodeAt(position);
    if (!isAsciiDigit(byte) && !(isHexadecimal && isLowercaseHex(byte))) return false;
  }
  return true;
}

/**
 * `serialized-ipv4 = dec-octet "." dec-octet "." dec-octet "." dec-octet`
 *
 * https://fetch.spec.whatwg.org/#serialized-ipv4
 */
function isSerializedIpv4(value: string, start: number, end: number): boolean {
  let octets = 0;
  let octetStart = start;
  for (let position = start; position <= end; position++) {
    if (position < end && value.charCodeAt(position) !== FULL_STOP) continue;
    if (++octets > 4 || !isDecOctet(value, octetStart, position)) return false;
    octetStart = position + 1;
  }
  return octets === 4;
}

function isDecOctet(value: string, start: number, end: number): boolean {
  const length = end - start;
  if (length < 1 || length > 3) return false;
  if (length > 1 && value.charCodeAt(start) === 0x30) return false;
  let octet = 0;
  for (let position = start; position < end; position++) {
    const byte = value.charCodeAt(position);
    if (!isAsciiDigit(byte)) return false;
    octet = octet * 10 + (byte - 0x30);
  }
  return octet <= 255;
}

/**
 * `serialized-ipv6`, of which the URL Standard writes one form: `::` stands for the first of the
 * longest runs of two or more zero pieces.
 *
 * https://fetch.spec.whatwg.org/#serialized-ipv6
 * https://url.spec.whatwg.org/#concept-ipv6-serializer
 */
function isSerializedIpv6(value: string, start: number, end: number): boolean {
  let pieces = 0;
  let zeroRun = 0;
  let longestRunBefore = 0;
  let longestRunAfter = 0;
  let isCompressed = false;
  let position = start;

  while (position < end) {
    if (value.charCodeAt(position) === COLON) {
      // A colon where a piece should start is the second of `::`. At the very start it is the
      // first.
      if (isCompressed) return false;
      if (pieces === 0) {
        if (value.charCodeAt(position + 1) !== COLON) return false;
        position++;
      }
      // A zero beside `::` would have been part of it.
      if (zeroRun > 0) return false;
      isCompressed = true;
      position++;
      continue;
    }

    const pieceEnd = endOfH16(value, position, end);
    if (pieceEnd === position || ++pieces > 8) return false;

    if (value.charCodeAt(position) === 0x30) {
      const isBesideCompression = isCompressed && value.charCodeAt(position - 2) === COLON;
      if (isBesideCompression) return false;
      zeroRun++;
      if (isCompressed) longestRunAfter = Math.max(longestRunAfter, zeroRun);
      else longestRunBefore = Math.max(longestRunBefore, zeroRun);
    } else {
      zeroRun = 0;
    }

    position = pieceEnd;
    if (position === end) break;
    if (value.charCodeAt(position) !== COLON) return false;
    position++;
    // A single colon at the end.
    if (position === end) return false;
  }

  if (!isCompressed) return pieces === 8 && longestRunBefore < 2;
  const elided = 8 - pieces;
  return elided >= 2 && longestRunBefore < elided && longestRunAfter <= elided;
}

/** `h16 = "0" / ( non-zero-hex 0*3hex )`: where it ends, or where it started if there is none. */
function endOfH16(value: string, start: number, end: number): number {
  if (value.charCodeAt(start) === 0x30) return start + 1;
  let position = start;
  while (position < end && position < start + 4 && isLowercaseHex(value.charCodeAt(position)))
    position++;
  return position;
}

function isLowerAlphanum(byte: number): boolean {
  return isAsciiDigit(byte) || (byte >= 0x61 && byte <= 0x7a);
}

function isLowercaseHex(byte: number): boolean {
  return isAsciiDigit(byte) || (byte >= 0x61 && byte <= 0x66);
}
