import type { HeaderList } from "@crosswalk/cors/protocol";
import { isBlockedAsScript, isNosniff } from "../../infrastructure/blocked-type.ts";
import { isJavaScriptType, contentTypeOf } from "../../infrastructure/content-type.ts";
import type { TypedKind } from "../messages.ts";

/**
 * Of a script, by the address that was asked for first.
 *
 * Source/WebCore/dom/LoadableClassicScript.cpp
 */
export function refusedTypeLines(
  kind: TypedKind,
  url: URL,
  headers: HeaderList,
): readonly string[] {
  if (kind !== "script" || !isBlockedAsScript(headers)) return [];
  const isOfNosniff = isNosniff(headers) && !isJavaScriptType(contentTypeOf(headers));
  const reason = isOfNosniff
    ? '"X-Content-Type-Options: nosniff" was given and its Content-Type is not a script MIME type.'
    : `${asWritten(headers)} is not a script MIME type.`;
  return [`Refused to execute ${url.href} as script because ${reason}`];
}

const asWritten = (headers: HeaderList): string =>
  (headers.get("Content-Type") ?? "").split(";", 1)[0]!.trim();
