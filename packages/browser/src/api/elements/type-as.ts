import { type MimeType, parseMimeType } from "@crosswalk/cors/protocol";
import { contentTypeOf } from "../../infrastructure/content-type.ts";
import type { ElementRules, TypedContent } from "../../infrastructure/element-rules.ts";
import { firstType, isOneType } from "../../infrastructure/given-type.ts";
import type { LoadedResponse } from "./loaded-response.ts";

/**
 * The type by which a response is judged to be something.
 *
 * Where the last line counts alone, that is what libsoup calls the type (`soup_message_headers_get_one`, and
 * `content_type_setter` in libsoup/soup-message-headers.c for what is sniffed where it is no single type).
 */
export function typeAs(
  content: TypedContent,
  { headers, givenHeaders }: LoadedResponse,
  { lastTypeLine, firstTypeCounts }: ElementRules,
): MimeType | null {
  const last = lastTypeLine.get(content);
  // NB: Of a list, what is no type is no type even where the standard would look for another one.
  if (last === undefined)
    return firstTypeCounts
      ? parseMimeType(headers.get("Content-Type") ?? "")
      : contentTypeOf(headers);
  const line = givenHeaders.getAll("Content-Type").at(-1) ?? "";
  if (last === "one-type" && !isOneType(line)) return null;
  return parseMimeType(firstType(line));
}
