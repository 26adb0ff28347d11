import { type MimeType, parseMimeType } from "@crosswalk/cors/protocol";
import { contentTypeOf } from "../../infrastructure/content-type.ts";
import type { ElementRules, TypedContent } from "../../infrastructure/element-rules.ts";
import { lastType } from "../../infrastructure/given-type.ts";
import type { LoadedResponse } from "./loaded-response.ts";

/** The type by which a response is judged to be something. */
export function typeAs(
  content: TypedContent,
  { headers, givenHeaders }: LoadedResponse,
  { lastTypeLine, firstTypeCounts }: ElementRules,
): MimeType | null {
  const last = lastTypeLine.get(content);
  if (last !== undefined) return lastType(givenHeaders, last);
  // NB: Of a list, what is no type is no type even where the standard would look for another one.
  return firstTypeCounts
    ? parseMimeType(headers.get("Content-Type") ?? "")
    : contentTypeOf(headers);
}
