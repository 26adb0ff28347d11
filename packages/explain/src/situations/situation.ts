import type { CauseId } from "../cause-id.ts";
import type { Scenario } from "../scenario.ts";

/** Something that people run into, as a scenario, with the cause that it really has. */
export interface Situation {
  /** Its number in the list of situations; one may have several scenarios. */
  readonly number: number;
  readonly title: string;
  readonly cause: CauseId;
  readonly scenario: Scenario;
  /**
   * Why no change of headers, request or page makes it succeed in every browser; absent where one does.
   *
   *     "network"   nothing is answered, or the wrong thing
   *     "user"      it is the user's or the browser's to decide
   *     "works"     nothing is broken; it is only to be known
   */
  readonly unfixable?: "network" | "user" | "works";
}
