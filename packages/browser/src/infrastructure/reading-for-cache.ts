import type { Patience } from "./body.ts";
import { type Clock, systemClock } from "./clock.ts";

// Firefox waits for as long as it takes. A stream that never sends again would keep its connection for good.
const LONGEST_WAIT = 500;

/** How much more is taken of a body that has been turned away from. */
export interface CachePatience {
  readonly maxBytes: number;
  readonly milliseconds: number;
  /**
   * How long after what comes next the rest of a body may come that a script has cancelled; null where it has no more
   * than others.
   */
  readonly cancelled: number | null;
}

/** A body that a cache keeps, as far as reading it on needs to know it. */
interface KeptBody {
  readonly size: number;
  /** When its response came, in milliseconds since 1970 by the platform's time. */
  readonly since: number;
  readonly isOver: boolean;
  readonly isKept: boolean;
  pull(): Promise<void>;
}

/** What a user agent reads for its cache alone, of bodies that those who asked for them have turned away from. */
export class ReadingForCache {
  readonly #brief: CachePatience;
  readonly #maxBytes: number;
  readonly #onGrown: () => void;
  readonly #clocks: readonly Clock[];
  #bytes = 0;

  constructor(
    brief: CachePatience,
    /** Of all that are under way together: a cache counts what it keeps once it has come. */
    maxBytes: number,
    onGrown: () => void,
    clock: Clock = systemClock,
  ) {
    this.#brief = brief;
    this.#maxBytes = maxBytes;
    this.#onGrown = onGrown;
    // NB: By the platform's time, too, whatever clock the browser goes by: one that nobody moves would hold a
    // connection for ever.
    this.#clocks = clock === systemClock ? [systemClock] : [systemClock, clock];
  }

  /** Turns away in the end, or once that has lasted too long. */
  async readOn(body: KeptBody, patience: Patience, turnAway: () => void): Promise<void> {
    const { cancelled } = this.#brief;
    if (patience === "cancelled" && cancelled !== null)
      return this.#readNext(body, cancelled, turnAway);
    const isBrief = patience !== "long";
    const limit = isBrief ? this.#brief.maxBytes : Infinity;
    const stops = isBrief
      ? this.#clocks.map((clock) => clock.schedule(turnAway, this.#brief.milliseconds))
      : [];
    let counted = 0;
    try {
      while (!body.isOver && body.isKept) {
        this.#bytes += body.size - counted;
        counted = body.size;
        if (counted > limit || this.#bytes > this.#maxBytes) return;
        await body.pull();
      }
    } finally {
      this.#bytes -= counted;
      for (const stop of stops) stop();
      turnAway();
      this.#onGrown();
    }
  }

  /** What is at hand, and what comes next with what is right behind it. */
  async #readNext(body: KeptBody, after: number, turnAway: () => void): Promise<void> {
    const before = body.size;
    // NB: What comes right behind the head is at hand here before anything can be asked for.
    const isAtOnce = before === 0 && systemClock.date() - body.since < this.#brief.milliseconds;
    let hasCome = false;
    let counted = 0;
    const stop = systemClock.schedule(turnAway, LONGEST_WAIT);
    try {
      while (!body.isOver && body.isKept) {
        this.#bytes += body.size - counted;
        counted = body.size;
        if (counted - before > this.#brief.maxBytes || this.#bytes > this.#maxBytes) return;
        const askedAt = systemClock.now();
        const stopWaiting = hasCome ? systemClock.schedule(turnAway, after) : stayOn;
        await body.pull().finally(stopWaiting);
        hasCome ||= isAtOnce || systemClock.now() - askedAt > after;
      }
    } finally {
      this.#bytes -= counted;
      stop();
      turnAway();
      this.#onGrown();
    }
  }
}

const stayOn = (): void => undefined;
