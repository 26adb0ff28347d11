import { isCorsUnsafeRequestHeaderByte } from "@crosswalk/cors/protocol";
import { MAX_INTEGER } from "../infrastructure/digits-of-integer.ts";

/** A range whose positions fit into the integers of the browser that parses it. */
export function rangeWithin(limit: bigint): (value: string, isSafelisted: boolean) => boolean {
  return (value, isSafelisted) =>
    isSafelisted && (value.match(/[0-9]+/g) ?? []).every((digits) => BigInt(digits) <= limit);
}

const safelistedTypes: ReadonlySet<string> = new Set([
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
]);

/**
 * What Firefox takes for a simple content type: the type ends with white space already, parameters may
 * be anything, and a semicolon at the end is one too many unless it is the first.
 *
 * netwerk/base/nsURLHelper.cpp, net_ParseMediaType
 */
export function isFirefoxContentType(value: string): boolean {
  if (!isAscii(value) || value.includes(",")) return false;
  if ([...value].some((character) => isCorsUnsafeRequestHeaderByte(character.charCodeAt(0))))
    return false;
  const [, type = "", rest = ""] = /^([^\t ;]*)([^]*)$/.exec(value)!;
  if (!safelistedTypes.has(type.toLowerCase())) return false;
  const semicolon = rest.indexOf(";");
  if (semicolon === -1) return /^[\t ]*$/.test(rest);
  return !rest.endsWith(";") || semicolon === rest.length - 1;
}

export function isAscii(value: string): boolean {
  return !/[^\0-\x7f]/.test(value);
}

/** What WebKit takes for a simple range: the unit in any case, signs, feeds around numbers, white space of any kind at the end. */
export function isWebKitRange(value: string): boolean {
  const range = /^bytes=[\v\f]*\+?([0-9]+)[\v\f]*-(?:[\v\f]*\+?([0-9]+)[\t\v\f ]*)?$/i.exec(value);
  if (range === null) return false;
  const start = BigInt(range[1]!);
  const end = range[2] === undefined ? MAX_INTEGER : BigInt(range[2]);
  return start <= end && end <= MAX_INTEGER;
}
