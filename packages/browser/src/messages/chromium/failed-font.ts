import type { FailedFont } from "../messages.ts";

/**
 * What came for a font and is none. Of all that can be wrong with one, its first four bytes are looked at.
 *
 * third_party/blink/renderer/core/css/remote_font_face_source.cc, NotifyFinished
 */
export function failedFontLines({ url, fault }: FailedFont): readonly string[] {
  if (fault.kind !== "undecodable") return [];
  const { bytes } = fault;
  const line = `Failed to decode downloaded font: ${url.href}`;
  if (bytes.length === 0) return [line];
  if (bytes.length < 4) return [line, "OTS parsing error: file less than 4 bytes"];
  const version = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0);
  return [line, `OTS parsing error: invalid sfntVersion: ${version}`];
}
