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
