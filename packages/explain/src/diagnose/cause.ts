import type { CauseId } from "../cause-id.ts";
import type { ChangePlace, Evidence, StandardPlace } from "../explanation.ts";
import type { RunFacts } from "./run-facts.ts";

/** Something that stops a request, or that ought to be known of it. */
export interface Cause {
  readonly id: CauseId;
  /** Whether it keeps the page from what it asked for, or is only good to know. */
  readonly role: "cause" | "note";
  /** Numbers in the list of situations. */
  readonly situations: readonly number[];
  /** Whether it is a matter of CORS. */
  readonly cors: boolean;
  /** Where the standard has it, for what no failure of a run leads to. */
  readonly standard?: StandardPlace;
  /** Null where the run doesn't show it. */
  find(facts: RunFacts): CauseWords | null;
}

/** What is said of it. */
export interface CauseWords {
  /** At most twelve words. */
  readonly title: string;
  readonly why: string;
  readonly change: string;
  readonly where: ChangePlace;
  readonly evidence: readonly Evidence[];
  /** Where it is another place than the cause's own. */
  readonly standard?: StandardPlace;
}
