import type { FailedFont } from "../messages.ts";

/**
 * What came for a font and is none.
 *
 * third_party/blink/renderer/core/css/remote_font_face_source.cc, NotifyFinished
 */
export function failedFontLines({ url, fault }: FailedFont): readonly string[] {
  if (fault.kind !== "undecodable") return [];
  const said = fault.complaints.map(({ text }) => text).join("\n");
  const line = `Failed to decode downloaded font: ${url.href}`;
  return said === "" ? [line] : [line, `OTS parsing error: ${said}`];
}
