import type { HeaderList } from "@crosswalk/cors/protocol";
import { contentTypeOf, isJavaScriptType } from "./content-type.ts";
import type { Destination } from "./fetch-request.ts";

/** https://fetch.spec.whatwg.org/#determine-nosniff */
export function isNosniff(headers: HeaderList): boolean {
  const values = headers.getDecodeAndSplit("X-Content-Type-Options");
  return values?.[0]?.toLowerCase() === "nosniff";
}

/** Whether what came for a script is none, by its type. */
export function isBlockedAsScript(headers: HeaderList): boolean {
  return isBlockedByNosniff(headers) || isBlockedByMimeType(headers);
}

/** https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff? */
function isBlockedByNosniff(headers: HeaderList): boolean {
  // 1. If determine nosniff with response's header list is false, then return allowed.
  if (!isNosniff(headers)) return false;

  // 2. Let mimeType be the result of extracting a MIME type from response's header list.
  // 4. If destination is script-like and mimeType is failure or is not a JavaScript MIME type, then
  //    return blocked.
  return !isJavaScriptType(contentTypeOf(headers));
}

/** https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type? */
export function isBlockedByMimeType(headers: HeaderList): boolean {
  // 1. Let mimeType be the result of extracting a MIME type from response's header list.
  const type = contentTypeOf(headers);

  // 2. If mimeType is failure, then return allowed.
  if (type === null) return false;

  // 4. If destination is script-like and one of the following is true: mimeType's essence starts with
  //    "audio/", "image/", or "video/"; mimeType's essence is "text/csv", then return blocked.
  return ["audio", "image", "video"].includes(type.type) || type.essence === "text/csv";
}

/** https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff? */
export function isBlockedAsStyle(headers: HeaderList): boolean {
  // 5. If destination is "style" and mimeType is failure or its essence is not "text/css", then return
  //    blocked.
  return isNosniff(headers) && contentTypeOf(headers)?.essence !== "text/css";
}

/** The elements whose scripts are modules. */
export const modules: ReadonlySet<string | null> = new Set(["import", "module"]);

/** Whether what an element asks for cannot be used, whatever is in it. */
export function isBlockedByType(
  { destination, element }: { readonly destination: Destination; readonly element: string | null },
  headers: HeaderList,
): boolean {
  switch (destination) {
    case "script":
      return modules.has(element)
        ? !isJavaScriptType(contentTypeOf(headers))
        : isBlockedAsScript(headers);
    case "style":
      return isBlockedAsStyle(headers);
    default:
      return false;
  }
}
