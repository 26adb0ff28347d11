import type { PageResourceTiming } from "./resource-timing.ts";

// https://w3c.github.io/resource-timing/#dfn-resource-timing-buffer-size-limit: what no script has changed.
const LIMIT = 250;

/** An entry, which a page has once what it is of is over. */
export interface Noted {
  readonly entry: PageResourceTiming;
  /** When what it is of was begun, among all that was. */
  readonly turn: number;
  /** By the clock, when that is over, so far as is known; infinite while it is not. */
  readonly over: number;
}

/** What a page may learn of the timing of what it has fetched. */
export class ResourceTimings {
  // NB: Without those of which nobody knows when they are over: that may be never, and they would take the room of others.
  #noted: Changing[] = [];
  #begun = 0;

  /** Counts in what is begun. */
  begin(): number {
    return ++this.#begun;
  }

  get isFull(): boolean {
    return this.#noted.length >= LIMIT;
  }

  add(entry: PageResourceTiming, turn: number, over: number): Noted {
    const noted = { entry, turn, over: Infinity };
    this.change(noted, over);
    return noted;
  }

  /** Takes note of when something is over, as far as is known by now. */
  change(noted: Noted, over: number): void {
    const changing: Changing = noted;
    if (over === Infinity) this.#remove(changing);
    else if (changing.over === Infinity && !this.isFull) this.#noted.push(changing);
    changing.over = over;
  }

  #remove(noted: Changing): void {
    // NB: Mostly it is the last one, and to cut that out makes an array for each fetch.
    if (this.#noted.at(-1) === noted) {
      this.#noted.pop();
      return;
    }
    const place = this.#noted.lastIndexOf(noted);
    if (place !== -1) this.#noted.splice(place, 1);
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

type Changing = { -readonly [Name in keyof Noted]: Noted[Name] };
