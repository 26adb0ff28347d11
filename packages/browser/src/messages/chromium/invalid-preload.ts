/** What a request may be for, and a preload not. */
const unsupported: ReadonlySet<string> = new Set([
  "audio",
  "audioworklet",
  "document",
  "embed",
  "manifest",
  "object",
  "paintworklet",
  "report",
  "sharedworker",
  "video",
  "worker",
  "xslt",
]);

const supported: ReadonlySet<string> = new Set([
  "fetch",
  "font",
  "image",
  "script",
  "style",
  "track",
]);

const checked: ReadonlySet<string> = new Set(["font", "script", "style"]);

/** third_party/blink/renderer/core/loader/preload_helper.cc, PreloadIfNeeded */
export function invalidPreloadLines(
  as: string,
  hasAddress: boolean,
  integrity: string,
): readonly string[] {
  if (!hasAddress) return ["<link rel=preload> has an invalid `href` value"];
  if (supported.has(as)) {
    return integrity === "" || checked.has(as)
      ? []
      : [
          "The `integrity` attribute is currently ignored for preload destinations that do not support subresource integrity. See https://crbug.com/981419 for more information",
        ];
  }
  return [
    unsupported.has(as)
      ? "<link rel=preload> uses an unsupported `as` value"
      : "<link rel=preload> must have a valid `as` value",
  ];
}
