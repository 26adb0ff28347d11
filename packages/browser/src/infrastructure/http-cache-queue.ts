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
    let leave!: () => void;
    const done = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const own = previous === undefined ? done : Promise.all([previous, done]).then(() => {});
    this.#last.set(key, own);
    void own.then(() => {
      if (this.#last.get(key) === own) this.#last.delete(key);
    });
    if (previous === undefined) return leave;
    return Promise.race([previous, aborted(signal)]).then(() => leave);
  }
}

function aborted(signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}
