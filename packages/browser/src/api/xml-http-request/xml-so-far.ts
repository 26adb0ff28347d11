const SHORTEST_DECLARATION = 8;
const BEGIN = [0x3c, 0x3f, 0x78, 0x6d, 0x6c]; // <?xml
const END = 0x3e; // >

/**
 * How much of an XML text WebKit shows while it comes. What is too short for a declaration of its encoding, or breaks
 * off within one, it puts by; and so again of what comes after that.
 */
export class XmlSoFar {
  #length = 0;
  #shown = 0;
  #start: number[] = [];
  #isClosed = false;

  get length(): number {
    return this.#shown;
  }

  append(chunk: Uint8Array): void {
    this.#length += chunk.length;
    this.#start.push(...chunk.subarray(0, SHORTEST_DECLARATION - this.#start.length));
    this.#isClosed ||= chunk.includes(END);
    if (this.#start.length < SHORTEST_DECLARATION) return;
    if (!this.#isClosed && BEGIN.every((byte, index) => this.#start[index] === byte)) return;
    this.#shown = this.#length;
    this.#start = [];
    this.#isClosed = false;
  }
}
