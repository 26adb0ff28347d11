import { ManualClock } from "@crosswalk/browser";

/** Plays time as fast as it can: a page's turns are over when it moves, however long the platform takes for what is of one turn. */
export class ReplayClock extends ManualClock {
  nextTurn(callback: () => void): void {
    this.schedule(callback, 0);
  }
}
