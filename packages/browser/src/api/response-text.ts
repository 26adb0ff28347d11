import type { MimeType } from "@crosswalk/cors/protocol";
import { isXmlMimeType } from "../infrastructure/mime-type.ts";

/** What decides how bytes become text. */
export interface TextFacts {
  readonly responseType: string;
  readonly responseMimeType: MimeType;
  readonly overrideMimeType: MimeType | null;
}

// An XML declaration stands at the very start, and is short.
const XML_DECLARATION_LIMIT = 256;

/** https://xhr.spec.whatwg.org/#text-response */
export function textResponse(bytes: Uint8Array, facts: TextFacts): string {
  // 2. Let charset be the result of get a final encoding for xhr.
  let charset = finalEncoding(facts);

  // 3. If xhr's response type is the empty string, charset is null, and the result of get a final MIME
  //    type for xhr is an XML MIME type, then use the rules set forth in the XML specifications to
  //    determine the encoding. Let charset be the determined encoding.
  const finalMimeType = facts.overrideMimeType ?? facts.responseMimeType;
  if (facts.responseType === "" && charset === null && isXmlMimeType(finalMimeType)) {
    charset = declaredEncoding(bytes);
  }

  // 4. If charset is null, then set charset to UTF-8.
  // 5. Return the result of running decode on xhr's received bytes using fallback encoding charset.
  return decode(bytes, charset ?? "utf-8");
}

/** https://xhr.spec.whatwg.org/#final-charset */
function finalEncoding({ responseMimeType, overrideMimeType }: TextFacts): string | null {
  // 1. Let label be null.
  // 2. Let responseMIME be the result of get a response MIME type for xhr.
  // 3. If responseMIME's parameters["charset"] exists, then set label to it.
  // 4. If xhr's override MIME type's parameters["charset"] exists, then set label to it.
  const label =
    overrideMimeType?.parameters.get("charset") ?? responseMimeType.parameters.get("charset");

  // 5. If label is null, then return null.
  // 6. Let encoding be the result of getting an encoding from label.
  // 7. If encoding is failure, then return null.
  // 8. Return encoding.
  return label === undefined ? null : getEncoding(label);
}

/** https://encoding.spec.whatwg.org/#concept-encoding-get */
function getEncoding(label: string): string | null {
  const name = label.trim().toLowerCase();
  // Scripts used to read bytes by it, so it matters here; platforms leave it out.
  if (name === "x-user-defined") return name;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

/** https://www.w3.org/TR/xml/#NT-EncodingDecl */
function declaredEncoding(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, XML_DECLARATION_LIMIT));
  const declaration = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/.exec(
    start,
  );
  return declaration === null ? null : getEncoding(declaration[1]!);
}

/** https://encoding.spec.whatwg.org/#decode */
function decode(bytes: Uint8Array, fallback: string): string {
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
