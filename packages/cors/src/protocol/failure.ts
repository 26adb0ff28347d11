/** What an algorithm of the standard returns when it fails, where null is taken for "absent". */
export const failure: unique symbol = Symbol("failure");

export type Failure = typeof failure;
