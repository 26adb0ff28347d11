import type { UserAgent } from "../fetching/user-agent.ts";
import type { Client } from "../infrastructure/client.ts";
import type { PageResourceTiming } from "../infrastructure/resource-timing.ts";

/** `performance`, as far as it is about what a page has loaded. Of that it keeps the first 250 entries. */
export class PagePerformance {
  readonly #client: Client;
  readonly #agent: UserAgent;

  constructor(client: Client, agent: UserAgent) {
    this.#client = client;
    this.#agent = agent;
  }

  /** Of what is over: what a script fetches once it was read to its end or left. */
  getEntries(): PageResourceTiming[] {
    return this.#client.timings.entries(this.#agent.clock.now());
  }

  getEntriesByType(type: string): PageResourceTiming[] {
    return this.getEntries().filter(({ entryType }) => entryType === type);
  }

  getEntriesByName(name: string, type = "resource"): PageResourceTiming[] {
    return this.getEntriesByType(type).filter((entry) => entry.name === name);
  }

  /** Makes room for others. */
  clearResourceTimings(): void {
    this.#client.timings.clear(this.#agent.clock.now());
  }
}
