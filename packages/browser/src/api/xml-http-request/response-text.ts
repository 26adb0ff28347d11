import type { MimeType } from "@crosswalk/cors/protocol";
import { getEncoding } from "../../infrastructure/encoding.ts";
import { isXmlMimeType } from "../../infrastructure/mime-type.ts";
import { byteOrderMark, type TextSoFar } from "../../infrastructure/text-so-far.ts";

/** What decides how bytes become text. */
export interface TextFacts {
  readonly responseType: string;
  readonly responseMimeType: MimeType;
  readonly overrideMimeType: MimeType | null;
}

// An XML declaration stands at the very start, and is short.
const XML_DECLARATION_LIMIT = 256;

/** https://xhr.spec.whatwg.org/#text-response */
export function textResponse(
  bytes: Uint8Array,
  facts: TextFacts,
  oddByte: "replaced" | "dropped",
  soFar: TextSoFar,
  xmlLength: number,
): string {
  // 2. Let charset be the result of get a final encoding for xhr.
  let charset = finalEncoding(facts);

  // 3. If xhr's response type is the empty string, charset is null, and the result of get a final MIME
  //    type for xhr is an XML MIME type, then use the rules set forth in the XML specifications to
  //    determine the encoding. Let charset be the determined encoding.
  const finalMimeType = facts.overrideMimeType ?? facts.responseMimeType;
  if (facts.responseType === "" && charset === null && isXmlMimeType(finalMimeType)) {
    if (xmlLength < bytes.length && byteOrderMark(bytes) === null)
      return textResponse(bytes.subarray(0, xmlLength), facts, oddByte, soFar, xmlLength);
    charset = xmlEncoding(bytes);
  }

  // 4. If charset is null, then set charset to UTF-8.
  // 5. Return the result of running decode on xhr's received bytes using fallback encoding charset.
  const encoding = charset ?? "utf-8";
  const isCut = oddByte === "dropped" && encoding.startsWith("utf-16");
  return soFar.decode(isCut ? withoutUnfinished(bytes, encoding) : bytes, encoding);
}

/** Of bytes of UTF-16, those that are whole characters: at the end may stand half a code unit, behind half a pair. */
function withoutUnfinished(bytes: Uint8Array, charset: string): Uint8Array {
  const length = bytes.length - (bytes.length % 2);
  const { encoding } = byteOrderMark(bytes) ?? { encoding: charset };
  const upper = bytes[encoding === "utf-16be" ? length - 2 : length - 1] ?? 0;
  return bytes.subarray(0, upper >= 0xd8 && upper <= 0xdb ? length - 2 : length);
}

/** https://xhr.spec.whatwg.org/#final-charset */
export function finalEncoding({ responseMimeType, overrideMimeType }: TextFacts): string | null {
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

/** https://www.w3.org/TR/xml/#NT-EncodingDecl */
export function xmlEncoding(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, XML_DECLARATION_LIMIT));
  const declaration = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/.exec(
    start,
  );
  return declaration === null ? null : getEncoding(declaration[1]!);
}
