import type { PageResourceTiming } from "./resource-timing.ts";

// https://w3c.github.io/resource-timing/#dfn-resource-timing-buffer-size-limit: what no script has changed.
const LIMIT = 250;

/** An entry, which a page has once what it is of is over. */
interface Noted {
  readonly entry: PageResourceTiming;
  /** When what it is of was begun, among all that was. */
  readonly turn: number;
  /** By the clock, when that is over, so far as is known; infinite while it is not. */
  over: number;
}

/** What a page may learn of the timing of what it has fetched. */
export class ResourceTimings {
  #noted: Noted[] = [];
  #begun = 0;

  /** Counts in what is begun. */
  begin(): number {
    return ++this.#begun;
  }

  get isFull(): boolean {
    return this.#noted.length >= LIMIT;
  }

  add(noted: Noted): void {
    this.#noted.push(noted);
  }

  /** Those of what is over by then, in the order in which that was begun. */
  entries(now: number): PageResourceTiming[] {
    return this.#noted
      .filter(({ over }) => over <= now)
      .sort((one, other) => one.turn - other.turn)
      .map(({ entry }) => entry);
  }

  /** Forgets those of what is over. */
  clear(now: number): void {
    this.#noted = this.#noted.filter(({ over }) => over > now);
  }
}

export type { Noted };
