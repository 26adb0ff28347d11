// Node.js 20 has its own ways with most encodings that are older than Unicode, errors in them above all.
import { TextDecoder } from "@exodus/bytes/encoding-browser.js";
import { TextSoFar } from "./text-so-far.ts";

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
  return new TextSoFar().decode(bytes, fallback);
}
