import type { Patience } from "./body.ts";
import type { Clock } from "./clock.ts";

/** How much more is taken of a body that has been turned away from. */
export interface CachePatience {
  readonly maxBytes: number;
  readonly milliseconds: number;
}

/** A body that a cache keeps, as far as reading it on needs to know it. */
interface KeptBody {
  readonly size: number;
  readonly isOver: boolean;
  readonly isKept: boolean;
  pull(): Promise<void>;
}

/** What a user agent reads for its cache alone, of bodies that those who asked for them have turned away from. */
export class ReadingForCache {
  readonly #brief: CachePatience;
  readonly #maxBytes: number;
  readonly #clock: Clock;
  readonly #onGrown: () => void;
  #bytes = 0;

  constructor(
    brief: CachePatience,
    /** Of all that are under way together: a cache counts what it keeps once it has come. */
    maxBytes: number,
    clock: Clock,
    onGrown: () => void,
  ) {
    this.#brief = brief;
    this.#maxBytes = maxBytes;
    this.#clock = clock;
    this.#onGrown = onGrown;
  }

  /** Turns away in the end, or once that has lasted too long. */
  async readOn(body: KeptBody, patience: Patience, turnAway: () => void): Promise<void> {
    const isBrief = patience === "brief";
    const limit = isBrief ? this.#brief.maxBytes : Infinity;
    const stop = isBrief ? this.#clock.schedule(turnAway, this.#brief.milliseconds) : null;
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
      stop?.();
      turnAway();
      this.#onGrown();
    }
  }
}
