import type { Client } from "../infrastructure/client.ts";
import type { Clock } from "../infrastructure/clock.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";

// A page that has asked for nothing else by then, in milliseconds, does not do so at once. In Chromium the task comes first
// at times after 2 ms, and always after 10.
const PATIENCE = 10;

interface Waiting {
  /** By what was given what is stored. */
  readonly starts: Map<FetchRequest, () => void>;
  readonly stopTimer: () => void;
}

/**
 * Looks whether what was given still holds, which wait until a page that asks for something else at once has
 * done so: Chromium's pages post a task for them.
 *
 * third_party/blink/renderer/platform/loader/fetch/resource_fetcher.cc, ScheduleStaleRevalidate
 */
export class LateRevalidations {
  readonly #waiting: WeakMap<Client, Waiting> = new WeakMap();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(request: FetchRequest, start: () => void): void {
    const { client } = request;
    const waiting = this.#waiting.get(client);
    if (waiting !== undefined) {
      waiting.starts.set(request, start);
      return;
    }
    const stopTimer = this.#clock.schedule(() => this.take(client)?.(), PATIENCE);
    this.#waiting.set(client, { starts: new Map([[request, start]]), stopTimer });
  }

  /** Who may not see what it was given doesn't look. */
  drop(request: FetchRequest): void {
    this.#waiting.get(request.client)?.starts.delete(request);
  }

  /** What starts all of the page's that have waited for something else to be asked for; null where none have. */
  take(client: Client): (() => void) | null {
    const waiting = this.#waiting.get(client);
    if (waiting === undefined) return null;
    this.#waiting.delete(client);
    waiting.stopTimer();
    return () => {
      for (const start of waiting.starts.values()) start();
    };
  }
}
