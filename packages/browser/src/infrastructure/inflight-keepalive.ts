import type { Client } from "./client.ts";
import { type Clock, systemClock } from "./clock.ts";

/** A body that a page keeps alive and that is under way, or counts as such for a while. */
export class InflightBody {
  readonly length: number;
  readonly #others: Set<InflightBody>;
  #forgets: readonly (() => void)[] = [];

  constructor(length: number, others: Set<InflightBody>) {
    this.length = length;
    this.#others = others;
    others.add(this);
  }

  /** By the browser's clock or the platform's, whichever is sooner: one that nobody moves would hold it for ever. */
  endsIn(milliseconds: number, clock: Clock): void {
    for (const forget of this.#forgets) forget();
    if (milliseconds === 0) this.#others.delete(this);
    else if (milliseconds !== Infinity)
      this.#forgets = [systemClock, clock].map((each) =>
        each.schedule(() => this.endsIn(0, clock), milliseconds),
      );
  }
}

const inflightKeepalive = new WeakMap<Client, Set<InflightBody>>();

/** https://fetch.spec.whatwg.org/#concept-fetch-group */
export function inflightOf(client: Client): Set<InflightBody> {
  const known = inflightKeepalive.get(client) ?? new Set();
  inflightKeepalive.set(client, known);
  return known;
}
