import { decodeMultiByte } from "./multi-byte.ts";

/** The name of an encoding; null for a failure. https://encoding.spec.whatwg.org/#concept-encoding-get */
export function getEncoding(label: string): string | null {
  const name = label.trim().toLowerCase();
  // Scripts used to read bytes by it, so it matters here; platforms leave it out.
  if (name === "x-user-defined") return name;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

// Of the others the name is in lower case, too.
const names: ReadonlyMap<string, string> = new Map(
  [
    "UTF-8",
    "UTF-16BE",
    "UTF-16LE",
    "IBM866",
    ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) => `ISO-8859-${part}`),
    "ISO-8859-8-I",
    "KOI8-R",
    "KOI8-U",
    "GBK",
    "Big5",
    "EUC-JP",
    "ISO-2022-JP",
    "Shift_JIS",
    "EUC-KR",
  ].map((name) => [name.toLowerCase(), name]),
);

/** As documents show it; `TextDecoder` has all in lower case. https://encoding.spec.whatwg.org/#names-and-labels */
export function encodingName(encoding: string): string {
  return names.get(encoding) ?? encoding;
}

/** https://encoding.spec.whatwg.org/#decode */
export function decode(bytes: Uint8Array, fallback: string): string {
  // 1. Let BOMEncoding be the result of BOM sniffing ioQueue.
  // 2. If BOMEncoding is non-null: set encoding to BOMEncoding; read three bytes from ioQueue, if
  //    BOMEncoding is UTF-8; otherwise read two bytes.
  const encoding = encodingOfByteOrderMark(bytes) ?? fallback;
  if (encoding === "x-user-defined") return decodeUserDefined(bytes);
  if (encoding === "windows-1252") return decodeWindows1252(bytes);
  return decodeMultiByte(bytes, encoding) ?? new TextDecoder(encoding).decode(bytes);
}

/** https://encoding.spec.whatwg.org/#bom-sniff */
function encodingOfByteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return null;
}

/** https://encoding.spec.whatwg.org/#x-user-defined-decoder */
function decodeUserDefined(bytes: Uint8Array): string {
  // "If byte is an ASCII byte, then return a code point whose value is byte. Return a code point whose
  // value is 0xF780 + byte − 0x80."
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte < 0x80 ? byte : 0xf780 + byte - 0x80);
  return text;
}

// Of 0x80 to 0x9F: https://encoding.spec.whatwg.org/index-windows-1252.txt
const windows1252 =
  "\u20AC\x81\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\x8D\u017D\x8F" +
  "\x90\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\x9D\u017E\u0178";

/**
 * What Node.js 20 and others have for it leaves these as they are.
 *
 * https://encoding.spec.whatwg.org/#single-byte-decoder
 */
function decodeWindows1252(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes)
    text += byte >= 0x80 && byte <= 0x9f ? windows1252[byte - 0x80]! : String.fromCharCode(byte);
  return text;
}
