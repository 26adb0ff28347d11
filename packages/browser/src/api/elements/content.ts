import type { HeaderList } from "@crosswalk/cors/protocol";
import { contentTypeOf, isJavaScriptType } from "../../infrastructure/content-type.ts";

/** https://fetch.spec.whatwg.org/#determine-nosniff */
export function isNosniff(headers: HeaderList): boolean {
  const values = headers.getDecodeAndSplit("X-Content-Type-Options");
  return values?.[0]?.toLowerCase() === "nosniff";
}

/** Whether what came for a script is none, by its type. */
export function isBlockedAsScript(headers: HeaderList): boolean {
  return isBlockedByNosniff(headers) || isBlockedByType(headers);
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
function isBlockedByType(headers: HeaderList): boolean {
  // 1. Let mimeType be the result of extracting a MIME type from response's header list.
  const type = contentTypeOf(headers);

  // 2. If mimeType is failure, then return allowed.
  if (type === null) return false;

  // 4. If destination is script-like and one of the following is true: mimeType's essence starts with
  //    "audio/", "image/", or "video/"; mimeType's essence is "text/csv", then return blocked.
  return ["audio", "image", "video"].includes(type.type) || type.essence === "text/csv";
}

const imageSignatures: readonly string[] = [
  "\x89PNG\r\n\x1a\n",
  "\xff\xd8\xff",
  "GIF87a",
  "GIF89a",
  "BM",
  "\x00\x00\x01\x00",
  "\x00\x00\x02\x00",
];

/**
 * Whether bytes begin as an image does. Nothing is decoded: what begins well is taken to go on so.
 *
 * https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
 */
export function beginsAsImage(bytes: Uint8Array): boolean {
  const text = latin1(bytes, 16);
  if (imageSignatures.some((signature) => text.startsWith(signature))) return true;
  return /^RIFF[^]{4}WEBPVP/.test(text) || /^[^]{4}ftyp(?:avif|avis)/.test(text);
}

const mediaSignatures: readonly string[] = [
  "\x1a\x45\xdf\xa3",
  "OggS\0",
  "fLaC",
  "ID3",
  "\xff\xfb",
  "\xff\xf3",
  "\xff\xf1",
  "\xff\xf9",
];

/** https://mimesniff.spec.whatwg.org/#matching-an-audio-or-video-type-pattern */
export function beginsAsMedia(bytes: Uint8Array): boolean {
  const text = latin1(bytes, 16);
  if (mediaSignatures.some((signature) => text.startsWith(signature))) return true;
  return (
    /^RIFF[^]{4}(?:WAVE|AVI )/.test(text) ||
    /^[^]{4}ftyp/.test(text) ||
    /^FORM[^]{4}AIFF/.test(text)
  );
}

const fontSignatures: readonly string[] = ["\0\x01\0\0", "OTTO", "ttcf", "true", "wOFF", "wOF2"];

/** https://mimesniff.spec.whatwg.org/#matching-a-font-type-pattern */
export function beginsAsFont(bytes: Uint8Array): boolean {
  const text = latin1(bytes, 4);
  return fontSignatures.some((signature) => text.startsWith(signature));
}

/** https://w3c.github.io/webvtt/#webvtt-parser */
export function beginsAsWebVtt(text: string): boolean {
  return /^WEBVTT(?:[ \t\r\n]|$)/.test(text);
}

function latin1(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}
