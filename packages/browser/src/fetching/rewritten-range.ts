import type { HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { parseRange } from "../infrastructure/parsed-range.ts";
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
