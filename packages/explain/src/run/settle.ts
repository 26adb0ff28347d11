import type { ManualClock } from "@crosswalk/browser";

// What a request waits for on the clock is a retry or a deadline; none of them is further off than this.
const MOST_TURNS = 400;
const TURNS_BEFORE_TIME_PASSES = 5;
const MILLISECONDS_A_TURN = 50;

/** Awaits work on a clock that moves only while something waits for it. */
export async function settle<T>(work: Promise<T>, clock: ManualClock): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 0))]);
    // NB: Set by the callback above, which TypeScript doesn't see.
    if (isDone as boolean) break;
    if (turn >= TURNS_BEFORE_TIME_PASSES) clock.advance(MILLISECONDS_A_TURN);
  }
  return done;
}
