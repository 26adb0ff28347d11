import { isHttpTabOrSpaceByte, trimBytes } from "@crosswalk/cors/protocol";

const MAX_POSITION = 2n ** 63n - 1n;

/**
 * The one range that a `Range` header names, as Chromium's HTTP cache writes it, or null.
 *
 * net/http/http_util.cc, ParseRangeHeader
 */
export function parseRange(value: string): string | null {
  const match = /^[ \t]*bytes[ \t]*=(.*)$/i.exec(value);
  const [range, ...others] = (match?.[1] ?? "")
    .split(",")
    .map((element) => trimBytes(element, isHttpTabOrSpaceByte))
    .filter((element) => element !== "");
  if (range === undefined || others.length > 0) return null;
  const positions = /^(?:\+?(\d+))?[ \t]*-[ \t]*(?:\+?(\d+))?$/.exec(range);
  if (positions === null) return null;
  const [start, end] = [positions[1], positions[2]].map((digits) =>
    digits === undefined ? null : BigInt(digits),
  ) as [bigint | null, bigint | null];
  if ((start ?? 0n) > MAX_POSITION || (end ?? 0n) > MAX_POSITION) return null;
  if (start === null) return end === null || end === 0n ? null : `-${end}`;
  if (end !== null && end < start) return null;
  return `${start}-${end ?? ""}`;
}
