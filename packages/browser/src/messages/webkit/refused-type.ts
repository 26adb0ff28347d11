import type { HeaderList } from "@crosswalk/cors/protocol";
import { isBlockedAsScript, isNosniff } from "../../infrastructure/blocked-type.ts";
import { isJavaScriptType, contentTypeOf } from "../../infrastructure/content-type.ts";
import { firstType, isOneType } from "../../infrastructure/given-type.ts";
import type { TypedKind } from "../messages.ts";

/**
 * Of a script, by the address that was asked for first; `given` has all types that were given.
 *
 * Source/WebCore/dom/LoadableClassicScript.cpp
 */
export function refusedTypeLines(
  kind: TypedKind,
  url: URL,
  headers: HeaderList,
  given: HeaderList = headers,
): readonly string[] {
  if (kind !== "script" || !isBlockedAsScript(headers)) return [];
  const isOfNosniff = isNosniff(headers) && !isJavaScriptType(contentTypeOf(headers));
  const reason = isOfNosniff
    ? '"X-Content-Type-Options: nosniff" was given and its Content-Type is not a script MIME type.'
    : `${typeTold(given)} is not a script MIME type.`;
  return [`Refused to execute ${url.href} as script because ${reason}`];
}

// NB: Another type is told than it was refused for: what libsoup calls it, and that sniffs a script as text.
function typeTold(given: HeaderList): string {
  const line = given.getAll("Content-Type").at(-1) ?? "";
  return isOneType(line) ? firstType(line).split(";", 1)[0]! : "text/plain";
}
