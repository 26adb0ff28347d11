/** Who fetches something, and who waits for it, in the order in which they came. */
interface Line {
  readonly waiting: (() => void)[];
  /** Whether another one has begun since. */
  isOld: boolean;
}

/** One's place in a queue. */
export interface QueuePlace {
  /** Says that one has left, and gives whether somebody else has his turn now. */
  readonly leave: () => boolean;
  /** Whether another queue has begun meanwhile, for something newer. */
  readonly isSuperseded: () => boolean;
}

/** Lets one request at a time fetch what others want as well. */
export class HttpCacheQueue {
  readonly #lines: Map<string, Line> = new Map();

  isBusy(key: string): boolean {
    return this.#lines.has(key);
  }

  /**
   * Gives one's place at once where nobody is before, else once all who are have left, or the signal is
   * aborted.
   */
  enter(key: string, signal: AbortSignal | null): QueuePlace | Promise<QueuePlace> {
    const line = this.#lines.get(key);
    if (line === undefined) return this.enterAnew(key);
    return new Promise<QueuePlace>((resolve) => {
      const begin = (): void => {
        signal?.removeEventListener("abort", giveUp);
        resolve(this.#placeIn(key, line));
      };
      const giveUp = (): void => {
        line.waiting.splice(line.waiting.indexOf(begin), 1);
        resolve({ leave: () => false, isSuperseded: () => true });
      };
      line.waiting.push(begin);
      if (signal?.aborted === true) giveUp();
      else signal?.addEventListener("abort", giveUp, { once: true });
    });
  }

  /** Begins a queue of its own, which others join from then on. */
  enterAnew(key: string): QueuePlace {
    const previous = this.#lines.get(key);
    if (previous !== undefined) previous.isOld = true;
    const line: Line = { waiting: [], isOld: false };
    this.#lines.set(key, line);
    return this.#placeIn(key, line);
  }

  #placeIn(key: string, line: Line): QueuePlace {
    const isLast = (): boolean => this.#lines.get(key) === line;
    return {
      isSuperseded: () => line.isOld,
      leave: () => {
        const next = line.waiting.shift();
        if (next === undefined && isLast()) this.#lines.delete(key);
        next?.();
        return next !== undefined;
      },
    };
  }
}
