/** A range whose positions fit into the integers of the browser that parses it. */
export function rangeWithin(limit: bigint): (value: string, isSafelisted: boolean) => boolean {
  return (value, isSafelisted) =>
    isSafelisted && (value.match(/[0-9]+/g) ?? []).every((digits) => BigInt(digits) <= limit);
}

export function isAscii(value: string): boolean {
  return !/[^\0-\x7f]/.test(value);
}

const MAX_POSITION = 2n ** 64n - 1n;

/** What WebKit takes for a simple range: the unit in any case, a sign, white space of any kind at the end. */
export function isWebKitRange(value: string): boolean {
  const range = /^bytes=\+?([0-9]+)-(?:\+?([0-9]+))?[\t\v\f ]*$/i.exec(value);
  if (range === null) return false;
  const start = BigInt(range[1]!);
  const end = range[2] === undefined ? MAX_POSITION : BigInt(range[2]);
  return start <= end && end <= MAX_POSITION;
}
