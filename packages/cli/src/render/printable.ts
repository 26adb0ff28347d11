/**
 * What comes from servers and pasted texts, for a terminal: control characters, which could move the cursor or change what was
 * printed before, are shown by their code.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
