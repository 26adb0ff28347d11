// What is longer than a platform's timers can be would be over at once.
const LONGEST_DELAY = 2 ** 31 - 1;

/** A timer that can be set anew. */
export class Timer {
  #timeout: ReturnType<typeof setTimeout> | null = null;

  /** Calls back after so many milliseconds, infinitely many being never, and forgets what it was set to before. */
  start(milliseconds: number, callback: () => void): void {
    this.stop();
    if (milliseconds !== Number.POSITIVE_INFINITY)
      this.#timeout = setTimeout(callback, Math.min(milliseconds, LONGEST_DELAY));
  }

  /** A process may end without waiting for it; a web page has no end of that kind. */
  unref(): void {
    (this.#timeout as { unref?(): unknown } | null)?.unref?.();
  }

  stop(): void {
    if (this.#timeout !== null) clearTimeout(this.#timeout);
    this.#timeout = null;
  }
}
