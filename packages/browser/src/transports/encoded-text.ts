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

/** Null where it is none of these encodings, or lacks a character. */
function encodeSingleBytes(text: string, encoding: string): Uint8Array | null {
  if (!singleByte.test(encoding)) return null;
  const byteOf = new Map<string, number>();
  for (let byte = 0; byte <= 0xff; byte++) byteOf.set(decode(Uint8Array.of(byte), encoding), byte);
  byteOf.delete("\ufffd");
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const byte = byteOf.get(text[index]!);
    if (byte === undefined) return null;
    bytes[index] = byte;
  }
  return bytes;
}
