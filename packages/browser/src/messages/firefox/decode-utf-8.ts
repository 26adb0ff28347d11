/** Bytes beyond ASCII are taken for UTF-8, which most of them are not. */
export function decodeUtf8(text: string): string {
  if (!/[\x80-\xff]/.test(text)) return text;
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}
