// What follows from one event, as long as it is no task of its own, is some promises long.
const MICROTASKS = 32;

/**
 * Ends once the promises that wait have gone on, as far as that is one after the other.
 *
 * https://html.spec.whatwg.org/#perform-a-microtask-checkpoint
 */
export async function microtaskCheckpoint(): Promise<void> {
  for (let count = 0; count < MICROTASKS; count++) await Promise.resolve();
}
