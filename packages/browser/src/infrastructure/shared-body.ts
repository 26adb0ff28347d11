import type { ResponseBody } from "./body.ts";

/** A reader's place in a body that others read as well. */
interface Reader {
  readonly waiting: Uint8Array[];
}

/**
 * A response's body that can be read several times while it comes in and after: what a cache keeps.
 * Nothing is read before someone asks for it, and nothing twice.
 */
export class SharedBody {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #readers: Set<Reader> = new Set();
  readonly #maxBytes: number;
  readonly #onEnd: (end: "complete" | "lost") => void;
  #kept: Uint8Array[] | null = [];
  #size = 0;
  #isComplete = false;
  #pulling: Promise<void> | null = null;

  /** A body is lost when it turns out too long, is broken off, or is given up. */
  constructor(
    source: AsyncIterable<Uint8Array>,
    maxBytes: number,
    onEnd: (end: "complete" | "lost") => void,
  ) {
    this.#source = source[Symbol.asyncIterator]();
    this.#maxBytes = maxBytes;
    this.#onEnd = onEnd;
  }

  /** Bytes kept so far. */
  get size(): number {
    return this.#size;
  }

  /** A body that starts from the first byte. It must not be asked for once the body is lost. */
  open(): ResponseBody {
    const reader: Reader = { waiting: [...(this.#kept ?? [])] };
    this.#readers.add(reader);
    const iterate = (): AsyncGenerator<Uint8Array> => this.#read(reader);
    return { [Symbol.asyncIterator]: iterate };
  }

  async *#read(reader: Reader): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const chunk = reader.waiting.shift();
        if (chunk !== undefined) yield chunk;
        else if (this.#isComplete) return;
        else await (this.#pulling ??= this.#pull().finally(() => (this.#pulling = null)));
      }
    } finally {
      this.#readers.delete(reader);
      if (this.#readers.size === 0 && !this.#isComplete) await this.#giveUp();
    }
  }

  async #pull(): Promise<void> {
    let result: IteratorResult<Uint8Array>;
    try {
      result = await this.#source.next();
    } catch (error) {
      this.#lose();
      throw error;
    }
    if (result.done === true) {
      this.#isComplete = true;
      if (this.#kept !== null) this.#onEnd("complete");
      return;
    }
    const chunk = result.value;
    for (const { waiting } of this.#readers) waiting.push(chunk);
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) this.#lose();
    this.#kept?.push(chunk);
  }

  /** The last reader has turned away before the end. */
  async #giveUp(): Promise<void> {
    this.#lose();
    await this.#source.return?.();
  }

  #lose(): void {
    if (this.#kept === null) return;
    this.#kept = null;
    this.#onEnd("lost");
  }
}
