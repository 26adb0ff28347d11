import type { MimeType } from "@crosswalk/cors/protocol";
import type { DocumentParserClass } from "../../infrastructure/document-parser.ts";
import { decode, encodingName } from "../../infrastructure/encoding.ts";
import { isHtmlMimeType, isXmlMimeType } from "../../infrastructure/mime-type.ts";
import { prescannedEncoding } from "../../infrastructure/prescan.ts";
import { finalEncoding, xmlEncoding, type TextFacts } from "./response-text.ts";

// What a `DOMParser` takes for XML, beside text/xml itself.
const parsedTypes: ReadonlySet<string> = new Set(["application/xhtml+xml", "image/svg+xml"]);

// What a `DOMParser` makes of XML that is none: browsers have no other word for it.
const errorNamespaces: readonly string[] = [
  "http://www.mozilla.org/newlayout/xml/parsererror.xml",
  "http://www.w3.org/1999/xhtml",
];

/**
 * A document as far as a `DOMParser` makes one: what it refers to relatively is still relative to
 * wherever that class is from.
 *
 * https://xhr.spec.whatwg.org/#document-response
 */
export function documentResponse(
  bytes: Uint8Array,
  url: string,
  facts: TextFacts,
  Parser: DocumentParserClass | null,
): object | null {
  // 2. Let finalMIME be the result of get a final MIME type for xhr.
  const finalMime = facts.overrideMimeType ?? facts.responseMimeType;
  const isHtml = isHtmlMimeType(finalMime);

  // 3. If finalMIME is not an HTML MIME type or an XML MIME type, then return.
  if (!isHtml && !isXmlMimeType(finalMime)) return null;

  // 4. If xhr's response type is the empty string and finalMIME is an HTML MIME type, then return.
  if (facts.responseType === "" && isHtml) return null;
  if (Parser === null) return null;

  // 5. If finalMIME is an HTML MIME type:
  // 5.1. Let charset be the result of get a final encoding for xhr.
  // 5.2. If charset is null, prescan the first 1024 bytes of xhr's received bytes and if that does not
  //      terminate unsuccessfully then let charset be the return value.
  // 5.3. If charset is null, then set charset to UTF-8.
  const charset =
    finalEncoding(facts) ?? (isHtml ? prescannedEncoding(bytes) : xmlEncoding(bytes)) ?? "utf-8";

  // 5.4. Let document be a document that represents the result parsing xhr's received bytes following
  //      the rules set forth in the HTML Standard for an HTML parser with scripting disabled and a
  //      known definite encoding charset.
  // 6. Otherwise, let document be a document that represents the result of running the XML parser with
  //    XML scripting support disabled on xhr's received bytes. If that fails (unsupported character
  //    encoding, namespace well-formedness error, etc.), then return null.
  const document = parsed(decode(bytes, charset), finalMime, Parser);
  if (document === null) return null;

  // 8. Set document's encoding to charset.
  // 9. Set document's content type to finalMIME.
  // 10. Set document's URL to xhr's response's URL.
  const encoding = encodingName(charset);
  for (const [name, value] of [
    ["characterSet", encoding],
    ["charset", encoding],
    ["inputEncoding", encoding],
    ["contentType", finalMime.essence],
    ["URL", url],
    ["documentURI", url],
  ] as const) {
    Object.defineProperty(document, name, { value, configurable: true });
  }
  return document;
}

function parsed(text: string, { essence }: MimeType, Parser: DocumentParserClass): object | null {
  const isHtml = essence === "text/html";
  const type = isHtml || parsedTypes.has(essence) ? essence : "text/xml";
  try {
    const document = new Parser().parseFromString(text, type);
    return isHtml || !isErrorReport(document) ? document : null;
  } catch {
    // Some libraries throw where a browser's own would make a document of the error.
    return null;
  }
}

interface ErrorReport {
  getElementsByTagNameNS?(namespace: string, name: string): { readonly length: number };
}

function isErrorReport(document: ErrorReport): boolean {
  return errorNamespaces.some(
    (namespace) => (document.getElementsByTagNameNS?.(namespace, "parsererror").length ?? 0) > 0,
  );
}
