/** Who fetches something, and who waits for it, in the order in which they came. */
interface Line {
  readonly waiting: (() => void)[];
}

/** Says that one has left, and gives whether somebody else has his turn now. */
export type Leave = () => boolean;

/** Lets one request at a time fetch what others want as well. */
export class HttpCacheQueue {
  readonly #lines: Map<string, Line> = new Map();

  isBusy(key: string): boolean {
    return this.#lines.has(key);
  }

  /**
   * Gives what to call on leaving: at once where nobody is before, else once all who are have left, or
   * the signal is aborted.
   */
  enter(key: string, signal: AbortSignal | null): Leave | Promise<Leave> {
    const line = this.#lines.get(key);
    if (line === undefined) return this.enterAnew(key);
    return new Promise<Leave>((resolve) => {
      const begin = (): void => {
        signal?.removeEventListener("abort", giveUp);
        resolve(() => this.#leave(key, line));
      };
      const giveUp = (): void => {
        line.waiting.splice(line.waiting.indexOf(begin), 1);
        resolve(() => false);
      };
      line.waiting.push(begin);
      if (signal?.aborted === true) giveUp();
      else signal?.addEventListener("abort", giveUp, { once: true });
    });
  }

  /** Begins a queue of its own, which others join from then on, and gives what to call on leaving. */
  enterAnew(key: string): Leave {
    const line: Line = { waiting: [] };
    this.#lines.set(key, line);
    return () => this.#leave(key, line);
  }

  #leave(key: string, line: Line): boolean {
    const next = line.waiting.shift();
    if (next === undefined && this.#lines.get(key) === line) this.#lines.delete(key);
    next?.();
    return next !== undefined;
  }
}
