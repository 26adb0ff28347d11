import { type HeaderList, type MimeType, parseMimeType } from "@crosswalk/cors/protocol";

/**
 * Null for failure.
 *
 * https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
 */
export function extractMimeType(headers: HeaderList): MimeType | null {
  // 1. Let charset be null.
  let charset: string | undefined;
  // 2. Let essence be null.
  // 3. Let mimeType be null.
  let mimeType: MimeType | null = null;

  // 4. Let values be the result of getting, decoding, and splitting `Content-Type` from headers.
  // 5. If values is null, then return failure.
  const values = headers.getDecodeAndSplit("Content-Type") ?? [];

  // 6. For each value of values:
  for (const value of values) {
    // 1. Let temporaryMimeType be the result of parsing value.
    const temporary = parseMimeType(value);
    // 2. If temporaryMimeType is failure or its essence is "*/*", then continue.
    if (temporary === null || temporary.essence === "*/*") continue;

    const parameters = new Map(temporary.parameters);
    // 4. If mimeType's essence is not essence, then: set charset to null; if mimeType's
    //    parameters["charset"] exists, then set charset to it; set essence to mimeType's essence.
    if (temporary.essence !== mimeType?.essence) charset = parameters.get("charset");
    // 5. Otherwise, if mimeType's parameters["charset"] does not exist, and charset is non-null, set
    //    mimeType's parameters["charset"] to charset.
    else if (!parameters.has("charset") && charset !== undefined)
      parameters.set("charset", charset);

    // 3. Set mimeType to temporaryMimeType.
    mimeType = { ...temporary, parameters };
  }

  // 7. If mimeType is null, then return failure.
  // 8. Return mimeType.
  return mimeType;
}

/** https://mimesniff.spec.whatwg.org/#serialize-a-mime-type */
export function serializeMimeType({ essence, parameters }: MimeType): string {
  // 1. Let serialization be the concatenation of mimeType's type, U+002F (/), and mimeType's subtype.
  let serialization = essence;

  // 2. For each name → value of mimeType's parameters:
  for (const [name, value] of parameters) {
    // 1. Append U+003B (;) to serialization. 2. Append name to serialization. 3. Append U+003D (=) to
    //    serialization.
    // 4. If value does not solely contain HTTP token code points or value is the empty string, then:
    //    precede each occurrence of U+0022 (") or U+005C (\) in value with U+005C (\); prepend U+0022
    //    (") to value; append U+0022 (") to value.
    const isToken = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(value);
    serialization += `;${name}=${isToken ? value : `"${value.replace(/["\\]/g, "\\$&")}"`}`;
  }

  // 3. Return serialization.
  return serialization;
}

/** https://mimesniff.spec.whatwg.org/#html-mime-type */
export function isHtmlMimeType({ essence }: MimeType): boolean {
  return essence === "text/html";
}

/** https://mimesniff.spec.whatwg.org/#xml-mime-type */
export function isXmlMimeType({ subtype, essence }: MimeType): boolean {
  // "An XML MIME type is any MIME type whose subtype ends in "+xml" or whose essence is "text/xml" or
  // "application/xml"."
  return subtype.endsWith("+xml") || essence === "text/xml" || essence === "application/xml";
}
