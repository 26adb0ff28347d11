import { getEncoding } from "./encoding.ts";

// "[…] the first 1024 bytes"
const PRESCANNED = 1024;

const comment = /<!--(?:>|->|[\s\S]*?-->)/y;
const meta = /<meta(?=[\t\n\f\r /])/iy;
const tag = /<\/?[a-z][^\t\n\f\r >]*/iy;
const other = /<[!/?][^>]*>/y;
const attribute =
  /[\t\n\f\r /]*(=?[^\t\n\f\r />=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^"'\t\n\f\r >][^\t\n\f\r >]*)|["'][^]*$|(?=>)))?/y;
const charsetOfContent =
  /charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^"'\t\n\f\r ;][^\t\n\f\r ;]*))/i;

// What is quoted holds no white space, and of bytes that is all up to 0x20.
const valueOfEncoding = /encoding[^!-\u00ff]*=[^!-\u00ff]*(?:"([!#-\u00ff]*)"|'([!-&(-\u00ff]*)')/y;

/**
 * The encoding that an HTML document names at its start or in a `meta` element; null where it names none
 * in time.
 *
 * https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding
 */
export function prescannedEncoding(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, PRESCANNED));
  // "Prescan for UTF-16 XML declarations"
  if (text.startsWith("<\0?\0x\0")) return "utf-16le";
  if (text.startsWith("\0<\0?\0x")) return "utf-16be";
  // Where that runs out of bytes, the encoding is what an XML declaration says.
  return metaEncoding(text) ?? declaredEncoding(text);
}

/** https://html.spec.whatwg.org/#concept-get-xml-encoding-when-sniffing */
function declaredEncoding(text: string): string | null {
  if (!text.startsWith("<?xml") || !text.includes(">")) return null;
  const position = text.indexOf("encoding");
  if (position === -1) return null;
  valueOfEncoding.lastIndex = position;
  const match = valueOfEncoding.exec(text);
  const encoding = match === null ? null : getEncoding(match[1] ?? match[2]!);
  // "If the encoding is UTF-16BE/LE, then change it to UTF-8."
  return isUtf16(encoding) ? "utf-8" : encoding;
}

function metaEncoding(text: string): string | null {
  const matchAt = (pattern: RegExp, position: number): RegExpExecArray | null => {
    pattern.lastIndex = position;
    return pattern.exec(text);
  };

  /** "Get an attribute"s of the tag that goes on there, the first of each name, and where they end. */
  const attributesFrom = (start: number): readonly [Map<string, string>, number] => {
    const attributes = new Map<string, string>();
    for (let position = start; ;) {
      const match = matchAt(attribute, position)!;
      const [whole, name = "", ...values] = match;
      position += whole.length;
      // "If the byte at position is 0x3E (>), then return. There isn't an attribute."
      if (name === "") return [attributes, position];
      const key = name.toLowerCase();
      const value = values.find((one) => one !== undefined) ?? "";
      if (!attributes.has(key)) attributes.set(key, value.toLowerCase());
    }
  };

  for (let position = 0; position < text.length; position++) {
    if (text.startsWith("<!--", position)) {
      const skipped = matchAt(comment, position);
      if (skipped === null) return null;
      position += skipped[0].length - 1;
    } else if (matchAt(meta, position) !== null) {
      const [attributes, end] = attributesFrom(position + "<meta".length);
      // Bytes that ran out within it end the prescan.
      if (end >= text.length) return null;
      const encoding = encodingOfMeta(attributes);
      if (encoding !== null) return encoding;
      position = end;
    } else {
      const begun = matchAt(tag, position);
      if (begun !== null) [, position] = attributesFrom(position + begun[0].length);
      else position += Math.max(0, (matchAt(other, position)?.[0].length ?? 0) - 1);
    }
  }
  return null;
}

function encodingOfMeta(attributes: ReadonlyMap<string, string>): string | null {
  const given = attributes.get("charset");
  const content = charsetOfContent.exec(attributes.get("content") ?? "");
  const isPragma = attributes.get("http-equiv") === "content-type";
  // "If need pragma is true but got pragma is false, then jump to the step below labeled next byte."
  const label =
    given ?? (isPragma ? content?.slice(1).find((one) => one !== undefined) : undefined);
  const encoding = label === undefined ? null : getEncoding(label);
  // "If charset is UTF-16BE/LE, then set charset to UTF-8. If charset is x-user-defined, then set
  // charset to windows-1252."
  if (isUtf16(encoding)) return "utf-8";
  return encoding === "x-user-defined" ? "windows-1252" : encoding;
}

const isUtf16 = (encoding: string | null): boolean =>
  encoding === "utf-16le" || encoding === "utf-16be";
