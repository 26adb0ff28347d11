import { type HeaderList, type MimeType, parseMimeType } from "@crosswalk/cors/protocol";
import { looseMimeType } from "./loose-mime-type.ts";
import { extractMimeType } from "./mime-type.ts";

/**
 * Which type `Content-Type` tells of.
 *
 *     "extracted"          the last that parses
 *     "extracted-or-any"   the same; where none parses, the last that has a slash in it
 *     "first"              what stands before the first comma, if that parses; what is extracted has the charset
 *     "whole"              all of it as one type, if that parses; a charset counts in any case
 */
export type TypeOfResponse = "extracted" | "extracted-or-any" | "first" | "whole";

const textXml: MimeType = {
  type: "text",
  subtype: "xml",
  essence: "text/xml",
  parameters: new Map(),
};

/** Null where no type is told. */
export function toldMimeType(headers: HeaderList, told: TypeOfResponse): MimeType | null {
  const extracted =
    told === "extracted" || told === "extracted-or-any" ? extractMimeType(headers) : null;
  if (told === "extracted" || extracted !== null) return extracted;
  const value = headers.get("Content-Type");
  if (value === null) return null;
  if (told === "extracted-or-any") return looseMimeType(value);
  return parseMimeType(told === "whole" ? value : value.split(",", 1)[0]!);
}

/** https://xhr.spec.whatwg.org/#response-mime-type */
export function responseMimeType(headers: HeaderList, told: TypeOfResponse): MimeType {
  // 1. Let mimeType be the result of extracting a MIME type from xhr's response's header list.
  // 2. If mimeType is failure, then set mimeType to text/xml.
  // 3. Return mimeType.
  const mimeType = toldMimeType(headers, told);
  if (told === "extracted" || told === "extracted-or-any") return mimeType ?? textXml;
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
