import type { Change, FixPlace } from "../explanation.ts";
import type { RunFacts } from "../diagnose/run-facts.ts";

/** Something to be tried against one cause. */
export interface Proposal {
  /** In the imperative, as a title. */
  readonly title: string;
  readonly place: FixPlace;
  /** `rule` is an index into the answers of the scenario that was run. */
  readonly changes: readonly Change[];
  readonly cost: number;
}

export type Propose = (facts: RunFacts) => readonly Proposal[];

// What a change costs decides which fixes come first. A server's header is the cheapest: it is one line, and it is where
// CORS is decided. What the page or the request has to do otherwise costs more, and moving a server most.
export const COST_OF_HEADER = 1;
export const COST_OF_PREFLIGHT = 2;
export const COST_OF_STATUS = 2;
export const COST_OF_REQUEST = 2;
export const COST_OF_LESS = 3;
export const COST_OF_PAGE = 3;
export const COST_OF_SERVER = 4;
