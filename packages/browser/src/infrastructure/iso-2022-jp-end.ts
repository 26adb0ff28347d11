const ESC = "\u001B";

/** What an escape sequence is followed by. */
type CharacterSet = "one-byte" | "two-bytes";

const characterSets: ReadonlyMap<string, CharacterSet> = new Map([
  ["(B", "one-byte"],
  ["(J", "one-byte"],
  ["(I", "one-byte"],
  ["$@", "two-bytes"],
  ["$B", "two-bytes"],
]);

/**
 * What ISO-2022-JP makes of an end after the bytes so far. A decoder keeps what it has begun to itself: an escape sequence, or
 * the first of two bytes.
 *
 * https://encoding.spec.whatwg.org/#iso-2022-jp-decoder
 */
export class Iso2022JpEnd {
  /** The last whole escape sequence, without ESC. */
  #escape = "(B";
  /** The last two bytes. */
  #before = "";

  /**
   * Takes the next bytes, `last` being what a decoder made of the last one, and tells what an end after them would add.
   * `decode` reads bytes from the beginning to an end.
   */
  take(come: Uint8Array, last: string, decode: (bytes: Uint8Array) => string): string {
    let isWhole = false;
    let before = this.#before;
    for (const byte of come) {
      const escape = before.slice(1) + String.fromCharCode(byte);
      isWhole = before.startsWith(ESC) && characterSets.has(escape);
      if (isWhole) this.#escape = escape;
      before = before.slice(-1) + String.fromCharCode(byte);
    }
    this.#before = before;
    const final = before.slice(-1);

    // escape start: "Otherwise [also at the end of the queue]: […] return error."
    if (final === ESC) return "\uFFFD";
    // escape: "Restore « lead, byte » to ioQueue, set […] state to […] output state, and return error."
    const isBegun = before.startsWith(ESC);
    if (isBegun && (final === "(" || final === "$"))
      return `\uFFFD${decode(bytesOf(`${ESC}${this.#escape}${final}`))}`;
    // trail byte: "End-of-queue: set […] state to lead byte and return error."
    const isLead = final >= "!" && final <= "~" && (last === "" || isBegun);
    return characterSets.get(this.#escape) === "two-bytes" && isLead && !isWhole ? "\uFFFD" : "";
  }
}

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));
