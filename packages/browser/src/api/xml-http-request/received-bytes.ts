/** What has come of a body so far. */
export class ReceivedBytes {
  /** What came since it was asked for. */
  #chunks: Uint8Array[] = [];
  #joined: Uint8Array = new Uint8Array();
  #room: Uint8Array = this.#joined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** Puts in front what came before any of it. */
  prepend(chunk: Uint8Array): void {
    const { bytes } = this;
    this.#chunks = [chunk, bytes];
    this.#joined = this.#room = new Uint8Array();
    this.#length += chunk.length;
  }

  /** All of it. However often it is asked for, each byte is copied a few times at most. */
  get bytes(): Uint8Array {
    const [first, second] = this.#chunks;
    if (first === undefined) return this.#joined;
    if (this.#joined.length === 0 && second === undefined) {
      this.#joined = first;
    } else {
      this.#join();
    }
    this.#chunks = [];
    return this.#joined;
  }

  #join(): void {
    let offset = this.#joined.length;
    if (this.#room.length < this.#length) {
      // What is read while it comes will be read again.
      const size = offset === 0 ? this.#length : Math.max(this.#length, offset * 2);
      this.#room = new Uint8Array(size);
      this.#room.set(this.#joined);
    }
    for (const chunk of this.#chunks) {
      this.#room.set(chunk, offset);
      offset += chunk.length;
    }
    this.#joined = this.#room.subarray(0, offset);
  }
}
