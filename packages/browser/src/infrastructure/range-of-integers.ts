import { type Failure, failure, type SingleRange } from "@crosswalk/cors/protocol";
import { digitsOfInteger } from "./digits-of-integer.ts";

/**
 * A single range as WebKit reads it: the unit in any case, and on either side of the first hyphen whatever
 * an integer may look like.
 *
 * Source/WebCore/platform/network/HTTPParsers.cpp, parseRange
 */
export function parseRangeOfIntegers(value: string): SingleRange | Failure {
  const sides = /^bytes[\t ]*=([^-]*)-([^]*)$/i.exec(value);
  if (sides === null) return failure;
  const [start, end] = sides.slice(1).map(positionOf) as [Position, Position];
  if (start === failure || end === failure || (start === null && end === null)) return failure;
  return start !== null && end !== null && start > end ? failure : [start, end];
}

type Position = bigint | null | Failure;

function positionOf(side: string): Position {
  if (side === "") return null;
  const digits = digitsOfInteger(side);
  return digits === null ? failure : BigInt(digits);
}
