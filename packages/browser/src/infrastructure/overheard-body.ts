import { leftToCache, readAll, type ResponseBody, type TurningAway } from "./body.ts";

/** What happens to a body beside what its reader learns of it. */
interface Overhearing {
  /** Somebody begins to read it. */
  readonly onBegun?: () => void;
  /** These have come, for who reads it chunk by chunk. */
  readonly onBytes?: (bytes: Uint8Array) => void;
  /** It has broken off. */
  readonly onLost?: (cause: unknown) => void;
  /** It has come to its end or broken off, or nobody reads on: how it ended. */
  readonly onOver?: (how: "read" | "left") => void;
}

/** The same body, of which somebody else hears what becomes of it. */
export function overheard(body: ResponseBody, hearing: Overhearing): ResponseBody {
  return new OverheardBody(body, hearing);
}

// NB: A class, as each fetch of a script has one: closures and a generator around a body cost more than its reading.
class OverheardBody implements ResponseBody {
  readonly bytes?: () => Promise<Uint8Array>;
  readonly leaveToCache?: NonNullable<ResponseBody["leaveToCache"]>;
  readonly #body: ResponseBody;
  readonly #hearing: Overhearing;

  constructor(body: ResponseBody, hearing: Overhearing) {
    this.#body = body;
    this.#hearing = hearing;
    if (body.bytes !== undefined || hearing.onBytes === undefined) this.bytes = this.#all;
    if (body.leaveToCache !== undefined) {
      const onLeft = (): void => hearing.onOver?.("left");
      this.leaveToCache = leftToCache(body, onLeft, hearing.onLost).leaveToCache!;
    }
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return new OverheardReading(this.#body, this.#hearing);
  }

  cancel(by?: TurningAway): void {
    this.#hearing.onOver?.("left");
    this.#body.cancel?.(by);
  }

  async #all(): Promise<Uint8Array> {
    const { onBegun, onLost, onOver } = this.#hearing;
    onBegun?.();
    try {
      return await readAll(this.#body);
    } catch (cause) {
      onLost?.(cause);
      throw cause;
    } finally {
      onOver?.("read");
    }
  }
}

class OverheardReading implements AsyncIterator<Uint8Array> {
  readonly #body: ResponseBody;
  readonly #hearing: Overhearing;
  #chunks: AsyncIterator<Uint8Array> | null = null;
  #isOver = false;

  constructor(body: ResponseBody, hearing: Overhearing) {
    this.#body = body;
    this.#hearing = hearing;
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#isOver) return { done: true, value: undefined };
    if (this.#chunks === null) {
      this.#hearing.onBegun?.();
      this.#chunks = this.#body[Symbol.asyncIterator]();
    }
    try {
      const next = await this.#chunks.next();
      if (next.done === true) this.#end("read");
      else this.#hearing.onBytes?.(next.value);
      return next;
    } catch (cause) {
      if (!this.#isOver) this.#hearing.onLost?.(cause);
      this.#end("read");
      throw cause;
    }
  }

  async return(): Promise<IteratorResult<Uint8Array>> {
    // NB: What nobody has begun to read hasn't been left.
    const chunks = this.#chunks;
    if (chunks !== null) this.#end("left");
    this.#isOver = true;
    await chunks?.return?.();
    return { done: true, value: undefined };
  }

  #end(how: "read" | "left"): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#hearing.onOver?.(how);
  }
}
