/** The largest integer of 64 bits. */
export const MAX_INTEGER: bigint = 2n ** 64n - 1n;

/** The digits of a 64-bit integer as WebKit reads it, null where it reads none. */
export function digitsOfInteger(value: string): string | null {
  const digits = /^[\t\n\v\f\r ]*\+?([0-9]+)[\t\n\v\f\r ]*$/.exec(value)?.[1];
  return digits === undefined || BigInt(digits) > MAX_INTEGER ? null : digits;
}
