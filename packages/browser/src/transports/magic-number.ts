/** Whether bytes start with these, or may yet. */
export function startsLike(bytes: Uint8Array, magic: readonly number[]): 0 | "incomplete" | "none" {
  if (magic.some((byte, index) => index < bytes.length && bytes[index] !== byte)) return "none";
  return bytes.length < magic.length ? "incomplete" : 0;
}
