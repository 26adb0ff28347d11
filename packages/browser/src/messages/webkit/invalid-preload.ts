/** What a request may be for, and a preload is silent about. */
const unloaded: ReadonlySet<string> = new Set([
  "audio",
  "document",
  "embed",
  "environmentmap",
  "iframe",
  "manifest",
  "model",
  "object",
  "report",
  "video",
  "xslt",
]);

const loaded: ReadonlySet<string> = new Set(["fetch", "font", "image", "script", "style", "track"]);

/** Source/WebCore/loader/LinkLoader.cpp, resourceTypeFromAsAttribute and preloadIfNeeded */
export function invalidPreloadLines(as: string, hasAddress: boolean): readonly string[] {
  if (as === "") return ["<link rel=preload> cannot have the empty string as `as` value"];
  if (unloaded.has(as)) return [];
  if (!loaded.has(as)) return ["<link rel=preload> must have a valid `as` value"];
  return hasAddress ? [] : ["<link rel=preload> has an invalid `href` value"];
}
