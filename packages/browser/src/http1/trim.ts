import { isHttpTabOrSpaceByte } from "@crosswalk/cors/protocol";

const CR = 0x0d;

/** What some stacks take for blank around a value. */
export const isBlankOrReturn = (byte: number): boolean => byte === CR || isHttpTabOrSpaceByte(byte);

/** By hand, as `trimBytes` is. */
export function trimEnd(value: string, isTrimmed: (byte: number) => boolean): string {
  let end = value.length;
  while (end > 0 && isTrimmed(value.charCodeAt(end - 1))) end--;
  return value.slice(0, end);
}
