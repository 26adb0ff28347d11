import type { EngineProfile } from "../engines/engine.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";

/** "If the sum of contentLength and inflightKeepaliveBytes is greater than 64 kibibytes". */
const MAX_KEEPALIVE_BYTES = 64 * 1024;

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step 8.9 */
export function keepaliveTooLarge(
  request: FetchRequest,
  { elements }: EngineProfile,
): NetworkFailure | null {
  if (request.initiator === "beacon" && !elements.limitsBeacons) return null;
  const length = request.body?.length ?? 0;
  if (length <= MAX_KEEPALIVE_BYTES) return null;
  const place = ["#concept-http-network-or-cache-fetch", "8.9"] as const;
  return otherFailure("KeepaliveTooLarge", currentUrl(request), place);
}
