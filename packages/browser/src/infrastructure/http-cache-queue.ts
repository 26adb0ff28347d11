import { followSignal } from "./follow-signal.ts";

/** One's place in a queue. */
export interface QueuePlace {
  /** To be called once the response's headers are there, or there will be none. Gives whether it is another's turn then. */
  leave(): boolean;
  /** Whether another queue has begun meanwhile, for something newer. */
  isSuperseded(): boolean;
}

/** Who fetches something, and who waits for it, in the order in which they came. It is the place of whose turn it is. */
class Line implements QueuePlace {
  readonly key: string;
  readonly waiting: (() => void)[] = [];
  /** Whether another one has begun since. */
  isOld = false;
  readonly #queue: HttpCacheQueue;

  constructor(key: string, queue: HttpCacheQueue) {
    this.key = key;
    this.#queue = queue;
  }

  leave(): boolean {
    const next = this.waiting.shift();
    if (next === undefined) this.#queue.end(this);
    next?.();
    return next !== undefined;
  }

  isSuperseded(): boolean {
    return this.isOld;
  }
}

const givenUp: QueuePlace = { leave: () => false, isSuperseded: () => true };

/** Lets one request at a time fetch what others want as well. */
export class HttpCacheQueue {
  // NB: One of the lines stands apart. Mostly it is the only one, and a map that becomes empty is made anew.
  #only: Line | null = null;
  readonly #others: Map<string, Line> = new Map();

  isBusy(key: string): boolean {
    return this.#lineOf(key) !== undefined;
  }

  /**
   * Gives one's place at once where nobody is before, else once all who are have left, or the signal is
   * aborted.
   */
  enter(key: string, signal: AbortSignal | null): QueuePlace | Promise<QueuePlace> {
    const line = this.#lineOf(key);
    if (line === undefined) return this.#begin(new Line(key, this));
    return new Promise<QueuePlace>((resolve) => {
      const begin = (): void => {
        stop();
        resolve(line);
      };
      const giveUp = (): void => {
        line.waiting.splice(line.waiting.indexOf(begin), 1);
        resolve(givenUp);
      };
      let stop = (): void => undefined;
      line.waiting.push(begin);
      if (signal?.aborted === true) giveUp();
      else if (signal !== null) stop = followSignal(signal, giveUp);
    });
  }

  /** Begins a queue of its own, which others join from then on. */
  enterAnew(key: string): QueuePlace {
    this.supersede(key);
    return this.#begin(new Line(key, this));
  }

  /** Lets nobody join who is there: what comes of it is out of date before it comes. */
  supersede(key: string): void {
    const previous = this.#lineOf(key);
    if (previous === undefined) return;
    previous.isOld = true;
    this.end(previous);
  }

  /** Lets nobody join a line any more. */
  end(line: Line): void {
    if (this.#only === line) this.#only = null;
    else if (this.#others.get(line.key) === line) this.#others.delete(line.key);
  }

  #begin(line: Line): QueuePlace {
    if (this.#only === null) this.#only = line;
    else this.#others.set(line.key, line);
    return line;
  }

  #lineOf(key: string): Line | undefined {
    if (this.#only?.key === key) return this.#only;
    return this.#others.size === 0 ? undefined : this.#others.get(key);
  }
}
