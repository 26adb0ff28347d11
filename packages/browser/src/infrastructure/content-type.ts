import { type HeaderList, type MimeType, parseMimeType } from "@crosswalk/cors/protocol";

const javaScriptEssences: ReadonlySet<string> = new Set([
  "application/ecmascript",
  "application/javascript",
  "application/x-ecmascript",
  "application/x-javascript",
  "text/ecmascript",
  "text/javascript",
  "text/javascript1.0",
  "text/javascript1.1",
  "text/javascript1.2",
  "text/javascript1.3",
  "text/javascript1.4",
  "text/javascript1.5",
  "text/jscript",
  "text/livescript",
  "text/x-ecmascript",
  "text/x-javascript",
]);

/**
 * The last `Content-Type` that parses, null where none does.
 *
 * https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
 */
export function contentTypeOf(headers: HeaderList): MimeType | null {
  for (const value of (headers.getDecodeAndSplit("Content-Type") ?? []).reverse()) {
    const type = parseMimeType(value);
    if (type !== null && type.essence !== "*/*") return type;
  }
  return null;
}

/** https://mimesniff.spec.whatwg.org/#javascript-mime-type */
export function isJavaScriptType(type: MimeType | null): boolean {
  return type !== null && javaScriptEssences.has(type.essence);
}
