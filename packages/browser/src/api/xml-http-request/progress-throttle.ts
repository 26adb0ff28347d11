import type { Clock } from "../../infrastructure/clock.ts";

// third_party/blink/renderer/core/xmlhttprequest/xml_http_request_progress_event_throttle.cc
const INTERVAL = 50;

export interface Progress {
  readonly loaded: number;
  readonly total: number;
}

/** Lets progress through, though not oftener than each 50 milliseconds: of what comes sooner, the last. */
export class ProgressThrottle {
  readonly #clock: Clock;
  readonly #tell: (progress: Progress) => Promise<void>;
  #held: Progress | null = null;
  #stop: (() => void) | null = null;
  /** Until when what comes is held back. Nothing waits for it but what is held. */
  #heldUntil: number = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, tell: (progress: Progress) => Promise<void>) {
    this.#clock = clock;
    this.#tell = tell;
  }

  async take(progress: Progress): Promise<void> {
    const now = this.#clock.now();
    if (this.#stop === null && now >= this.#heldUntil) {
      await this.#let(progress);
      return;
    }
    this.#held = progress;
    this.#stop ??= this.#clock.schedule(() => this.#tellDue(), this.#heldUntil - now);
  }

  /** Tells what is held, as nothing comes after it. */
  async flush(): Promise<void> {
    const held = this.#held;
    this.clear();
    if (held !== null) await this.#tell(held);
  }

  /** The same, but what comes next is held back as long as if it came of the same request. */
  async flushHeld(): Promise<void> {
    if (this.#held !== null) await this.flush();
  }

  /** What is held is of a request that another one has taken the place of. */
  forgetAmount(): void {
    if (this.#held !== null) this.#held = { loaded: 0, total: 0 };
  }

  clear(): void {
    this.#stop?.();
    this.#stop = this.#held = null;
    this.#heldUntil = Number.NEGATIVE_INFINITY;
  }

  #tellDue(): void {
    const held = this.#held;
    this.#stop = this.#held = null;
    if (held !== null) void this.#let(held);
  }

  async #let(progress: Progress): Promise<void> {
    this.#heldUntil = this.#clock.now() + INTERVAL;
    await this.#tell(progress);
  }
}
