// Byte sequences are strings of which each character is one byte: their isomorphic decoding.
// https://infra.spec.whatwg.org/#isomorphic-decode

const HT = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SP = 0x20;

const tokenBytes: Uint8Array = /* @__PURE__ */ membersOf(
  "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
);

/**
 * Whether the value is a token: the grammar of methods and header names.
 *
 * A table and a loop, no regular expression: policies ask this of every element of a hostile list.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
 */
export function isToken(value: string): boolean {
  const length = value.length;
  if (length === 0) return false;
  for (let position = 0; position < length; position++) {
    if (!isTokenByte(value.charCodeAt(position))) return false;
  }
  return true;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
export function isTokenByte(byte: number): boolean {
  return byte < 0x80 && tokenBytes[byte] === 1;
}

/** https://fetch.spec.whatwg.org/#http-tab-or-space-byte */
export function isHttpTabOrSpaceByte(byte: number): boolean {
  return byte === HT || byte === SP;
}

/** https://fetch.spec.whatwg.org/#http-newline-byte */
export function isHttpNewlineByte(byte: number): boolean {
  return byte === LF || byte === CR;
}

/** https://fetch.spec.whatwg.org/#http-whitespace-byte */
export function isHttpWhitespaceByte(byte: number): boolean {
  return isHttpNewlineByte(byte) || isHttpTabOrSpaceByte(byte);
}

/** https://infra.spec.whatwg.org/#ascii-digit */
export function isAsciiDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** https://infra.spec.whatwg.org/#ascii-alphanumeric */
export function isAsciiAlphanumeric(byte: number): boolean {
  return isAsciiDigit(byte) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/**
 * https://infra.spec.whatwg.org/#byte-lowercase
 *
 * It is tempting to use `toLowerCase` alone. It also turns the byte 0xC0 into 0xE0, and the Kelvin
 * sign, which is no byte at all, into a `k`.
 */
export function byteLowercase(value: string): string {
  let isLowercase = true;
  for (let position = 0; position < value.length; position++) {
    const byte = value.charCodeAt(position);
    if (byte > 0x7f) return value.replace(/[A-Z]+/g, lowercase);
    if (byte >= 0x41 && byte <= 0x5a) isLowercase = false;
  }
  return isLowercase ? value : value.toLowerCase();
}

/** https://infra.spec.whatwg.org/#byte-uppercase */
export function byteUppercase(value: string): string {
  return isAscii(value) ? value.toUpperCase() : value.replace(/[a-z]+/g, uppercase);
}

/** https://infra.spec.whatwg.org/#byte-case-insensitive */
export function isByteCaseInsensitiveMatch(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  // NB: Byte for byte, and nothing is allocated. From the end: names of one length often begin alike, as
  //     `Sec-Fetch-Mode` and `Sec-Fetch-Site` do.
  for (let position = a.length - 1; position >= 0; position--) {
    const one = a.charCodeAt(position);
    const other = b.charCodeAt(position);
    if (one !== other && lowercaseByte(one) !== lowercaseByte(other)) return false;
  }
  return true;
}

/**
 * The value without the leading and trailing bytes for which the predicate holds.
 *
 * It is tempting to use a regular expression that ends in `+$`. On a long run of spaces followed by
 * something else it is quadratic.
 *
 * https://fetch.spec.whatwg.org/#concept-header-value-normalize
 */
export function trimBytes(value: string, isTrimmed: (byte: number) => boolean): string {
  let start = 0;
  let end = value.length;
  while (start < end && isTrimmed(value.charCodeAt(start))) start++;
  while (end > start && isTrimmed(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}

/** A table of 128 cells, 1 where the byte is among the characters. */
export function membersOf(characters: string): Uint8Array {
  const table = new Uint8Array(0x80);
  for (let position = 0; position < characters.length; position++) {
    table[characters.charCodeAt(position)] = 1;
  }
  return table;
}

function isAscii(value: string): boolean {
  for (let position = 0; position < value.length; position++) {
    if (value.charCodeAt(position) > 0x7f) return false;
  }
  return true;
}

function lowercaseByte(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function lowercase(letters: string): string {
  return letters.toLowerCase();
}

function uppercase(letters: string): string {
  return letters.toUpperCase();
}
