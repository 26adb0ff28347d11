import { decode, getEncoding } from "../infrastructure/encoding.ts";

const BYTE_ORDER_MARK = "\ufeff";

/**
 * The bytes of which a charset makes a text: those of the server, as far as anybody can tell. A charset of several bytes
 * a character, or one that lacks a character, is passed over by a byte order mark, which tells a reader more than
 * `Content-Type` does.
 *
 * https://encoding.spec.whatwg.org/#decode
 */
export function encodedText(text: string, charset: string | null): Uint8Array {
  const encoding = charset === null ? null : getEncoding(charset);
  if (encoding === "utf-16le" || encoding === "utf-16be") return encodeUtf16(text, encoding);
  if (encoding === null || encoding === "utf-8" || isAscii(text)) return encodeUtf8(text);
  return encodeSingleBytes(text, encoding) ?? encodeUtf8(BYTE_ORDER_MARK + text);
}

// It is the same in every other charset.
const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);

const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function encodeUtf16(text: string, encoding: "utf-16le" | "utf-16be"): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++)
    view.setUint16(index * 2, text.charCodeAt(index), encoding === "utf-16le");
  return bytes;
}

/** https://encoding.spec.whatwg.org/#legacy-single-byte-encodings */
const singleByte = /^(?:ibm866|iso-8859-.*|koi8-.*|macintosh|windows-.*|x-mac-cyrillic)$/;

/** The byte of each character, by encoding. There are no more of them than encodings. */
const tables = new Map<string, ReadonlyMap<string, number>>();

function tableOf(encoding: string): ReadonlyMap<string, number> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  // A byte order mark is none of it: the first byte is 0.
  const characters = decode(
    Uint8Array.from({ length: 0x100 }, (_, byte) => byte),
    encoding,
  );
  const table = new Map(Array.from(characters, (character, byte) => [character, byte]));
  table.delete("\ufffd");
  tables.set(encoding, table);
  return table;
}

/** Null where it is none of these encodings, or lacks a character. */
function encodeSingleBytes(text: string, encoding: string): Uint8Array | null {
  if (!singleByte.test(encoding)) return null;
  const byteOf = tableOf(encoding);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const byte = byteOf.get(text[index]!);
    if (byte === undefined) return null;
    bytes[index] = byte;
  }
  return bytes;
}
