import { type HeaderList, isHttpTabOrSpaceByte, trimBytes } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { isConditional } from "./cache-mode.ts";

/**
 * Chromium's HTTP cache may have to ask for a part of what is asked for, so it takes `Range` apart and
 * writes it anew: `BYTES = 00-5,` goes out as `bytes=0-5`. What it doesn't understand, or must not
 * touch, goes as it is.
 *
 * net/http/http_cache_transaction.cc, SetRequest; net/http/http_util.cc, ParseRangeHeader
 */
export function rewriteRange(
  { method, cacheMode }: FetchRequest,
  headerList: HeaderList,
  { headers }: EngineProfile,
): void {
  if (!headers.rewritesRange || method !== "GET" || cacheMode === "no-store") return;
  const value = headerList.get("Range");
  if (value === null || isConditional(headerList)) return;
  const range = parseRange(value);
  if (range !== null) headerList.set("Range", `bytes=${range}`);
}

const MAX_POSITION = 2n ** 63n - 1n;

/** The one range that the value names, as it is written in that cache's way, or null. */
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
