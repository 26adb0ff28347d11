import { ArgumentCheck } from "./argument-check.ts";

/** All that the engine knows of time. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Milliseconds since 1970: what dates in messages are compared with. */
  date(): number;
  /** Calls back once, after so many milliseconds, unless the returned function is called before. */
  schedule(callback: () => void, milliseconds: number): () => void;
  /** Calls back once the page turns to another task, for who says when that is; without it the platform does. */
  nextTurn?(callback: () => void): void;
}

// What is longer than a platform's timers can be would be over at once.
const LONGEST_DELAY = 2 ** 31 - 1;

/** The platform's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  schedule(callback, milliseconds) {
    const timer = setTimeout(callback, Math.min(milliseconds, LONGEST_DELAY));
    return () => clearTimeout(timer);
  },
};

/** A clock that moves when it is told to. */
export class ManualClock implements Clock {
  readonly #start: number;
  #now = 0;
  #waiting: { readonly at: number; readonly callback: () => void }[] = [];

  /** `startsAt` is the date when it stands at 0, in milliseconds since 1970. */
  constructor(startsAt: number = Date.now()) {
    const check = new ArgumentCheck("new ManualClock(startsAt)");
    const example = "milliseconds since 1970, as Date.UTC(2026, 0, 1), or nothing";
    check.require(Number.isFinite(startsAt), "startsAt", startsAt, example);
    check.done();
    this.#start = startsAt;
  }

  now(): number {
    return this.#now;
  }

  date(): number {
    return this.#start + this.#now;
  }

  schedule(callback: () => void, milliseconds: number): () => void {
    const entry = { at: this.#now + milliseconds, callback };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  advance(milliseconds: number): void {
    const check = new ArgumentCheck("clock.advance(milliseconds)");
    const isForward = Number.isFinite(milliseconds) && milliseconds >= 0;
    check.require(isForward, "milliseconds", milliseconds, "a number from 0 on, as 1000");
    check.done();
    this.#now += milliseconds;
    const due = this.#waiting
      .filter(({ at }) => at <= this.#now)
      .sort((one, other) => one.at - other.at);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
    for (const { callback } of due) callback();
  }
}
