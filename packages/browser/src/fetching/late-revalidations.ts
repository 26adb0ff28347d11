import type { Clock } from "../infrastructure/clock.ts";

// A page that has asked for nothing else by then, in milliseconds, does not do so at once.
const PATIENCE = 100;

/**
 * Looks whether what was given still holds, which wait until a page that asks for something else at once has
 * done so: Chromium's pages post a task for them.
 *
 * third_party/blink/renderer/platform/loader/fetch/resource_fetcher.cc, ScheduleStaleRevalidate
 */
export class LateRevalidations {
  #waiting: (() => void)[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(start: () => void): void {
    this.#waiting.push(start);
    if (this.#waiting.length === 1) this.#clock.schedule(() => this.take()?.(), PATIENCE);
  }

  /** What starts all that have waited for something else to be asked for; null where none have. */
  take(): (() => void) | null {
    if (this.#waiting.length === 0) return null;
    const waiting = this.#waiting;
    this.#waiting = [];
    return () => {
      for (const start of waiting) start();
    };
  }
}
