import type { Clock } from "../../infrastructure/clock.ts";

// dom/xhr/XMLHttpRequestMainThread.cpp, NS_PROGRESS_EVENT_INTERVAL
const INTERVAL = 50;

/**
 * Tells of what has come since the last event each time that it runs out, and runs on from then. When there was
 * nothing to tell, what comes next starts it anew.
 *
 * dom/xhr/XMLHttpRequestMainThread.cpp, HandleProgressTimerCallback
 */
export class ProgressTimer {
  /** Whether something has come that no event has told of. */
  holds = false;
  /** What is being told just now, or was last. */
  told: Promise<void> | null = null;
  readonly #clock: Clock;
  readonly #tell: () => Promise<void>;
  #stop: (() => void) | null = null;

  constructor(clock: Clock, tell: () => Promise<void>) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Keeps for the next time what has come. */
  hold(): void {
    this.holds = true;
    this.start();
  }

  /** Unless it runs already. */
  start(): void {
    this.#stop ??= this.#clock.schedule(() => this.#tick(), INTERVAL);
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #tick(): void {
    this.#stop = null;
    if (!this.holds) return;
    this.holds = false;
    this.told = this.#tell();
    this.start();
  }
}
