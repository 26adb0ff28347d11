/** A request that is answered or refused a moment after its case has ended still belongs to it. */
export const SETTLE = 15;

/** Browsers close idle connections after a minute or two. */
export const CONNECTIONS_LAST = 30_000;

/** Firefox takes a look-up for newer than a preflight result that came up to some 100 ms after it. */
export const LOOKUP_SETTLES = 500;
