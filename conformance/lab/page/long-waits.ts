// What is longer than this nobody waits for.
const LONGEST_WAIT = 20_000;

/** Where a page has the laboratory's clock skip so many milliseconds, with them as the query. */
export const SKIP_PATH = "/lab/skip";

export const isSkipped = (wait: number): boolean => wait >= LONGEST_WAIT;
