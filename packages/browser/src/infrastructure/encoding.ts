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
  return encoding === "x-user-defined"
    ? decodeUserDefined(bytes)
    : new TextDecoder(encoding).decode(bytes);
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
