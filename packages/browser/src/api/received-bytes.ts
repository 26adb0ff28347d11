/** What has come of a body so far. */
export class ReceivedBytes {
  #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** All of it, joined at most once between two chunks. */
  get bytes(): Uint8Array {
    const [first, second] = this.#chunks;
    if (first === undefined) return new Uint8Array();
    if (second === undefined) return first;
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    this.#chunks = [bytes];
    return bytes;
  }
}
