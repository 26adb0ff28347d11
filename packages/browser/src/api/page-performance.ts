import type { PageResourceTiming } from "../infrastructure/resource-timing.ts";

/** `performance`, as far as it is about what a page has loaded. Of that it keeps the first 250 entries. */
export class PagePerformance {
  readonly #timings: PageResourceTiming[];

  constructor(timings: PageResourceTiming[]) {
    this.#timings = timings;
  }

  getEntries(): PageResourceTiming[] {
    return [...this.#timings];
  }

  getEntriesByType(type: string): PageResourceTiming[] {
    return this.#timings.filter(({ entryType }) => entryType === type);
  }

  getEntriesByName(name: string, type = "resource"): PageResourceTiming[] {
    return this.getEntriesByType(type).filter((entry) => entry.name === name);
  }

  /** Makes room for others. */
  clearResourceTimings(): void {
    this.#timings.length = 0;
  }
}
