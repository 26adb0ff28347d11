import { joined, leave, type Patience, type ResponseBody, requireBytes } from "./body.ts";
import { systemClock } from "./clock.ts";
import type { ReadingForCache } from "./reading-for-cache.ts";

/** A body for one who reads what others read as well, from its first byte. */
class Reader implements ResponseBody {
  readonly #body: SharedBody;
  #waiting: Uint8Array[];
  /** Whether it reads no more: what comes then is for others. */
  #hasTurnedAway = false;
  #isLeft = false;

  constructor(body: SharedBody, waiting: Uint8Array[]) {
    this.#body = body;
    this.#waiting = waiting;
  }

  take(chunk: Uint8Array): void {
    if (!this.#hasTurnedAway) this.#waiting = withLast(this.#waiting, chunk);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      // NB: Who turns away while a chunk is waited for is heard here: a generator ends by itself at a `yield` alone.
      while (!this.#hasTurnedAway) {
        const chunk = this.#waiting.shift();
        if (chunk !== undefined) yield chunk;
        else if (this.#body.isOver) return;
        else await this.#body.pull();
      }
    } finally {
      this.cancel();
    }
  }

  async bytes(): Promise<Uint8Array> {
    try {
      while (!this.#hasTurnedAway && !this.#body.isOver) await this.#body.pull();
      const chunks = this.#waiting;
      this.#waiting = [];
      return joined(chunks);
    } finally {
      this.cancel();
    }
  }

  cancel(): void {
    // NB: What is left to the cache is its own to end.
    if (this.#hasTurnedAway) return;
    this.#hasTurnedAway = true;
    this.#body.drop(this);
  }

  leaveToCache(patience: Patience, onLost: (cause: unknown) => void = () => undefined): void {
    // NB: Not where it has only come to its end: whoever leaves it is told that it broke off.
    if (this.#isLeft) return;
    this.#isLeft = true;
    this.#hasTurnedAway = true;
    this.#waiting = [];
    const { forCache } = this.#body;
    const turnAway = (): void => this.#body.drop(this);
    if (forCache === null) turnAway();
    else forCache.readOn(this.#body, patience, turnAway).catch(onLost);
  }
}

/**
 * A response's body that can be read several times while it comes in and after: what a cache keeps.
 * Nothing is read before someone asks for it, and nothing twice.
 */
export class SharedBody {
  readonly #body: ResponseBody;
  readonly #source: AsyncIterator<Uint8Array>;
  #readers: Reader[] = [];
  readonly #maxBytes: number;
  readonly #onEnd: (end: "complete" | "lost") => void;
  /** What reads it on for the cache that keeps it; null where none does. */
  readonly forCache: ReadingForCache | null;
  /** When its response came, in milliseconds since 1970 by the platform's time: to ask for that is cheap. */
  readonly since: number = systemClock.date();
  #kept: Uint8Array[] | null = [];
  #size = 0;
  #isOver = false;
  #fault: { readonly error: unknown } | null = null;
  #pulling: Promise<void> | null = null;

  /** A body is lost when it turns out too long, is broken off, or is given up. */
  constructor(
    source: ResponseBody,
    maxBytes: number,
    onEnd: (end: "complete" | "lost") => void,
    forCache: ReadingForCache | null = null,
  ) {
    this.forCache = forCache;
    this.#body = source;
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
    const kept = this.#kept ?? [];
    const reader = new Reader(this, kept.length === 0 ? [] : kept.slice());
    this.#readers = withLast(this.#readers, reader);
    return reader;
  }

  /** Whether more than one reads it. */
  get isReadByOthers(): boolean {
    return this.#readers.length > 1;
  }

  /** Whether it can still be opened. */
  get isKept(): boolean {
    return this.#kept !== null;
  }

  /** Whether nothing more comes. Throws what it was broken off with: a part must not pass for the whole. */
  get isOver(): boolean {
    if (this.#fault !== null) throw this.#fault.error;
    return this.#isOver;
  }

  /** Brings one chunk to all readers. */
  pull(): Promise<void> {
    return (this.#pulling ??= this.#next().then(this.#take, this.#break));
  }

  #next(): Promise<IteratorResult<Uint8Array>> {
    try {
      return this.#source.next();
    } catch (error) {
      // What is locked by somebody else throws at once.
      return Promise.reject(error);
    }
  }

  readonly #break = (error: unknown): never => {
    this.#pulling = null;
    this.#isOver = true;
    this.#fault = { error };
    this.#lose();
    throw error;
  };

  readonly #take = (result: IteratorResult<Uint8Array>): void => {
    this.#pulling = null;
    if (result.done === true) {
      this.#isOver = true;
      if (this.#kept !== null) this.#onEnd("complete");
      return;
    }
    const chunk = result.value;
    try {
      requireBytes(chunk);
    } catch (error) {
      return this.#break(error);
    }
    for (const reader of this.#readers) reader.take(chunk);
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) this.#lose();
    if (this.#kept !== null) this.#kept = withLast(this.#kept, chunk);
  };

  /** Keeps nothing of it any more: it comes to its end for those who read it already. */
  keepNoMore(): void {
    this.#lose();
  }

  /** Reads no more for that one. */
  drop(reader: ResponseBody): void {
    // NB: Mostly there is one.
    if (this.#readers.at(-1) === reader) this.#readers.pop();
    else this.#readers = this.#readers.filter((other) => other !== reader);
    if (this.#readers.length > 0 || this.#isOver) return;
    // The last one has turned away before the end.
    this.#isOver = true;
    this.#lose();
    this.#cancel();
  }

  // It is tempting to make this a function in the constructor, which alone has the body. Such functions made V8
  // keep every exchange through its young collections, where a body in process is a platform's stream.
  #cancel(): void {
    leave(this.#body, this.#source);
  }

  #lose(): void {
    if (this.#kept === null) return;
    this.#kept = null;
    this.#onEnd("lost");
  }
}

/** The array with one more. The first one that is pushed makes room for seventeen, and mostly there is one. */
function withLast<T>(array: T[], last: T): T[] {
  if (array.length === 0) return [last];
  array.push(last);
  return array;
}
