import { type ArgumentCheck, isObject } from "../infrastructure/argument-check.ts";

/** The limits of real requests; what is over one of them is a network error. */
export interface TransportTimeLimits {
  /** Milliseconds until a connection must stand; 10 seconds if left out. */
  readonly connectTimeout?: number;
  /** Milliseconds from a request's end until the head of a response must have come; 30 seconds if left out. */
  readonly headersTimeout?: number;
  /** Milliseconds between two parts of a response's body; 30 seconds if left out. */
  readonly bodyTimeout?: number;
  /**
   * Milliseconds from a request's start until its response must have come whole, however steadily it
   * trickles, preflights and redirects included; 5 minutes if left out, `Infinity` for no limit.
   */
  readonly timeLimit?: number;
}

const limits = [
  "connectTimeout",
  "headersTimeout",
  "bodyTimeout",
  "timeLimit",
] as const satisfies readonly (keyof TransportTimeLimits)[];

/** Checks options that are limits and, at most, these others. */
export function checkTimeLimits(
  check: ArgumentCheck,
  options: TransportTimeLimits,
  others: readonly string[] = [],
): void {
  if (!isObject(options)) {
    check.require(false, "options", options, "{ timeLimit: 5000 }, or nothing");
    return;
  }
  check.requireKnown(options, [...limits, ...others]);
  for (const name of limits) {
    const { [name]: given } = options;
    const isLimit = given === undefined || (typeof given === "number" && given >= 0);
    check.require(isLimit, name, given, "milliseconds, as 5000");
  }
}
