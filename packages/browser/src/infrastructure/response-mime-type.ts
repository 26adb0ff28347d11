import { type HeaderList, type MimeType, parseMimeType } from "@crosswalk/cors/protocol";
import { extractMimeType } from "./mime-type.ts";

/**
 * Which type `Content-Type` tells of.
 *
 *     "extracted"    the last that parses
 *     "first"        what stands before the first comma, if that parses; what is extracted has the charset
 *     "whole"        all of it as one type, if that parses; a charset counts in any case
 */
export type TypeOfResponse = "extracted" | "first" | "whole";

const textXml: MimeType = {
  type: "text",
  subtype: "xml",
  essence: "text/xml",
  parameters: new Map(),
};

/** Null where no type is told. */
export function toldMimeType(headers: HeaderList, told: TypeOfResponse): MimeType | null {
  if (told === "extracted") return extractMimeType(headers);
  const value = headers.get("Content-Type");
  if (value === null) return null;
  return parseMimeType(told === "whole" ? value : value.split(",", 1)[0]!);
}

/** https://xhr.spec.whatwg.org/#response-mime-type */
export function responseMimeType(headers: HeaderList, told: TypeOfResponse): MimeType {
  // 1. Let mimeType be the result of extracting a MIME type from xhr's response's header list.
  // 2. If mimeType is failure, then set mimeType to text/xml.
  // 3. Return mimeType.
  const mimeType = toldMimeType(headers, told);
  if (told === "extracted") return mimeType ?? textXml;
  if (told === "whole")
    return mimeType ?? { ...textXml, parameters: charsetIn(headers.get("Content-Type") ?? "") };
  const parameters = (extractMimeType(headers) ?? mimeType)?.parameters ?? textXml.parameters;
  return { ...(mimeType ?? textXml), parameters };
}

/** Source/WebCore/platform/network/HTTPParsers.cpp, extractCharsetFromMediaType */
function charsetIn(value: string): ReadonlyMap<string, string> {
  const [, charset] = /charset[ \t]*=[ \t]*["']?([^"';]*)/i.exec(value) ?? [];
  return new Map(charset === undefined ? [] : [["charset", charset.trim()]]);
}
