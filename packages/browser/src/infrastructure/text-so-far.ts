import { TextDecoder } from "@exodus/bytes/encoding-browser.js";
import { Iso2022JpEnd } from "./iso-2022-jp-end.ts";

interface Decoder {
  decode(bytes: Uint8Array, options: { readonly stream: boolean }): string;
}

interface ByteOrderMark {
  readonly encoding: string;
  readonly size: number;
}

/** What bytes say that keep coming. However often it is asked for, each byte is read once. */
export class TextSoFar {
  #encoding: string | null = null;
  #decoder: Decoder | null = null;
  #start = 0;
  #end = 0;
  #text = "";
  /** What an end adds to the text: an error for what was begun. */
  #ending = "";
  #japanese: Iso2022JpEnd | null = null;

  /**
   * Takes all bytes that have come, from the first one on.
   *
   * https://encoding.spec.whatwg.org/#decode
   */
  decode(bytes: Uint8Array, fallback: string): string {
    // 1. Let BOMEncoding be the result of BOM sniffing ioQueue.
    // 2. If BOMEncoding is non-null: set encoding to BOMEncoding; read three bytes from ioQueue, if
    //    BOMEncoding is UTF-8; otherwise read two bytes.
    const { encoding, size } = byteOrderMark(bytes) ?? { encoding: fallback, size: 0 };
    const isFurther = encoding === this.#encoding && size === this.#start;
    if (!isFurther || bytes.length < this.#end) this.#begin(encoding, size);

    // 3. Process a queue with an instance of encoding's decoder, ioQueue, output, and "replacement".
    this.#readOn(bytes, encoding);
    return this.#text + this.#ending;
  }

  #begin(encoding: string, start: number): void {
    this.#encoding = encoding;
    this.#decoder = encoding === "x-user-defined" ? userDefined : decoderOf(encoding);
    this.#start = start;
    this.#end = start;
    this.#text = "";
    this.#ending = "";
    this.#japanese = encoding === "iso-2022-jp" ? new Iso2022JpEnd() : null;
  }

  #readOn(bytes: Uint8Array, encoding: string): void {
    const come = bytes.subarray(this.#end);
    if (come.length === 0) return;
    this.#end = bytes.length;
    this.#text += this.#decoder!.decode(come.subarray(0, -1), { stream: true });
    // What a decoder has begun it doesn't show, but what comes of a single byte does.
    const last = this.#decoder!.decode(come.subarray(-1), { stream: true });
    this.#text += last;
    this.#ending =
      this.#japanese !== null
        ? this.#japanese.take(come, last, (whole) => decoderOf(encoding).decode(whole))
        : isUnfinished(bytes.subarray(this.#start), encoding, last)
          ? "\uFFFD"
          : "";
  }
}

const decoderOf = (encoding: string): TextDecoder => new TextDecoder(encoding, { ignoreBOM: true });

/** Whether the end would be an error, given what the last byte was read as. */
function isUnfinished(bytes: Uint8Array, encoding: string, last: string): boolean {
  const final = bytes.at(-1)!;
  // What was begun before is an error, and another one begins.
  const isLead = encoding === "utf-8" && final >= 0xc2 && final <= 0xf4;
  if (!encoding.startsWith("utf-16")) return last === "" || isLead;
  const upper = encoding === "utf-16le" ? final : bytes.at(-2)!;
  return bytes.length % 2 === 1 || (upper >= 0xd8 && upper <= 0xdb);
}

/** https://encoding.spec.whatwg.org/#bom-sniff */
export function byteOrderMark([first, second, third]: Uint8Array): ByteOrderMark | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: "utf-8", size: 3 };
  if (first === 0xfe && second === 0xff) return { encoding: "utf-16be", size: 2 };
  if (first === 0xff && second === 0xfe) return { encoding: "utf-16le", size: 2 };
  return null;
}

/** https://encoding.spec.whatwg.org/#x-user-defined-decoder */
const userDefined: Decoder = {
  decode(bytes) {
    // "If byte is an ASCII byte, then return a code point whose value is byte. Return a code point
    // whose value is 0xF780 + byte − 0x80."
    let text = "";
    for (const byte of bytes)
      text += String.fromCharCode(byte < 0x80 ? byte : 0xf780 + byte - 0x80);
    return text;
  },
};
