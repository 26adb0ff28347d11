import { joined, type ResponseBody } from "./body.ts";

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
  readonly #cancel: () => void;
  readonly #readers: Set<Reader> = new Set();
  readonly #maxBytes: number;
  readonly #onEnd: (end: "complete" | "lost") => void;
  #kept: Uint8Array[] | null = [];
  #size = 0;
  /** Whether nothing more comes. */
  #isOver = false;
  #pulling: Promise<void> | null = null;

  /** A body is lost when it turns out too long, is broken off, or is given up. */
  constructor(source: ResponseBody, maxBytes: number, onEnd: (end: "complete" | "lost") => void) {
    this.#source = source[Symbol.asyncIterator]();
    this.#cancel = () => {
      if (source.cancel !== undefined) source.cancel();
      else this.#source.return?.().then(undefined, () => undefined);
    };
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
    return {
      [Symbol.asyncIterator]: () => this.#read(reader),
      bytes: () => this.#readAll(reader),
      cancel: () => this.#drop(reader),
    };
  }

  async *#read(reader: Reader): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const chunk = reader.waiting.shift();
        if (chunk !== undefined) yield chunk;
        else if (this.#isOver) return;
        else await (this.#pulling ??= this.#pull());
      }
    } finally {
      this.#drop(reader);
    }
  }

  async #readAll(reader: Reader): Promise<Uint8Array> {
    try {
      while (!this.#isOver) await (this.#pulling ??= this.#pull());
      return joined(reader.waiting.splice(0));
    } finally {
      this.#drop(reader);
    }
  }

  async #pull(): Promise<void> {
    let result: IteratorResult<Uint8Array>;
    try {
      result = await this.#source.next();
    } catch (error) {
      this.#isOver = true;
      this.#lose();
      throw error;
    } finally {
      this.#pulling = null;
    }
    if (result.done === true) {
      this.#isOver = true;
      if (this.#kept !== null) this.#onEnd("complete");
      return;
    }
    const chunk = result.value;
    for (const { waiting } of this.#readers) waiting.push(chunk);
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) this.#lose();
    this.#kept?.push(chunk);
  }

  #drop(reader: Reader): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0 || this.#isOver) return;
    // The last one has turned away before the end.
    this.#isOver = true;
    this.#lose();
    this.#cancel();
  }

  #lose(): void {
    if (this.#kept === null) return;
    this.#kept = null;
    this.#onEnd("lost");
  }
}
