/** What is said of the first character that is no byte; null for words of our own. */
export type NotByteString = (index: number, character: number) => string | null;

/** https://webidl.spec.whatwg.org/#es-ByteString */
export function byteString(value: unknown, refusal: NotByteString = () => null): string {
  const text = String(value);
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character > 0xff) {
      throw new TypeError(
        refusal(index, character) ??
          `The character at index ${index} is not a byte: ${JSON.stringify(text)}`,
      );
    }
  }
  return text;
}
