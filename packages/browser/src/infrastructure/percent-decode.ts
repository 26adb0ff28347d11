/**
 * Of a part of a URL, which is ASCII.
 *
 * https://url.spec.whatwg.org/#string-percent-decode
 */
export function percentDecode(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let position = 0; position < text.length; position++) {
    const hex = text.slice(position + 1, position + 3);
    if (text[position] === "%" && /^[0-9A-Fa-f]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      position += 2;
    } else {
      bytes.push(text.charCodeAt(position));
    }
  }
  return Uint8Array.from(bytes);
}
