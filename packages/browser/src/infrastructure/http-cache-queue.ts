/** Lets one request at a time fetch what others want as well. */
export class HttpCacheQueue {
  readonly #last: Map<string, Promise<void>> = new Map();

  isBusy(key: string): boolean {
    return this.#last.has(key);
  }

  /**
   * Gives what to call on leaving: at once where nobody is before, else once all who are have left, or
   * the signal is aborted.
   */
  enter(key: string, signal: AbortSignal | null): (() => void) | Promise<() => void> {
    const previous = this.#last.get(key);
    const leave = this.#append(key, previous ?? null);
    if (previous === undefined) return leave;
    return Promise.race([previous, aborted(signal)]).then(() => leave);
  }

  /** Begins a queue of its own, which others join from then on, and gives what to call on leaving. */
  enterAnew(key: string): () => void {
    return this.#append(key, null);
  }

  #append(key: string, previous: Promise<void> | null): () => void {
    let leave!: () => void;
    const done = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const own = previous === null ? done : Promise.all([previous, done]).then(() => {});
    this.#last.set(key, own);
    void own.then(() => {
      if (this.#last.get(key) === own) this.#last.delete(key);
    });
    return leave;
  }
}

function aborted(signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}
