const SHORTEST_DECLARATION = 8;
const BEGIN = [0x3c, 0x3f, 0x78, 0x6d, 0x6c]; // <?xml
const END = 0x3e; // >

/**
 * How much of an XML text is shown while it comes. What is too short for a declaration of its encoding, or breaks
 * off within one, is put by; and where that is always so, again of what comes after that.
 */
export class XmlSoFar {
  readonly #awaited: "at-start" | "always";
  #length = 0;
  #shown = 0;
  #start: number[] = [];
  #isClosed = false;

  constructor(awaited: "at-start" | "always") {
    this.#awaited = awaited;
  }

  get length(): number {
    return this.#shown;
  }

  append(chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#awaited === "at-start" && this.#shown > 0) {
      this.#shown = this.#length;
      return;
    }
    this.#start.push(...chunk.subarray(0, SHORTEST_DECLARATION - this.#start.length));
    this.#isClosed ||= chunk.includes(END);
    if (this.#start.length < SHORTEST_DECLARATION) return;
    if (!this.#isClosed && BEGIN.every((byte, index) => this.#start[index] === byte)) return;
    this.#shown = this.#length;
    this.#start = [];
    this.#isClosed = false;
  }
}
