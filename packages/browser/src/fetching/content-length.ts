import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { isUntold } from "../infrastructure/body.ts";

/**
 * HTTP-network-or-cache fetch, steps 8.5 to 8.8: the bytes that `Content-Length` tells; null where there is none.
 *
 * https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
 */
export function contentLengthOf(
  { body, method }: FetchRequest,
  { headers }: EngineProfile,
): number | null {
  if (body !== null && !isUntold(body, headers)) return body.length;
  return method === "POST" || method === "PUT" ? 0 : null;
}
