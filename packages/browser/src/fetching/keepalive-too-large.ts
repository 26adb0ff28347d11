import type { Client } from "../infrastructure/client.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import type { UserAgent } from "./user-agent.ts";

/** "If the sum of contentLength and inflightKeepaliveBytes is greater than 64 kibibytes". */
const MAX_KEEPALIVE_BYTES = 64 * 1024;

// What a script does next, in milliseconds, and no more.
const BEACON_LINGERS = 10;

/** Bytes of a page's bodies that are kept alive and under way. */
const inflightKeepaliveBytes = new WeakMap<Client, number>();

/** Counts the request's body as under way while the work lasts, if there is room for it. */
export async function countedAsInflight<T>(
  request: FetchRequest,
  { engine: { elements }, clock }: Pick<UserAgent, "clock" | "engine">,
  work: () => Promise<T>,
): Promise<T> {
  const { client, body, initiator } = request;
  const length = body?.length ?? 0;
  if (body === null || length === 0) return work();
  // NB: What has no limit takes nothing of what others have.
  if (initiator === "beacon" && !elements.limitsBeacons) return work();
  const inflight = inflightKeepaliveBytes.get(client) ?? 0;
  if (inflight + length > MAX_KEEPALIVE_BYTES) {
    request.exceedsKeepalive = true;
    return work();
  }
  inflightKeepaliveBytes.set(client, inflight + length);
  const release = (): void =>
    void inflightKeepaliveBytes.set(client, inflightKeepaliveBytes.get(client)! - length);
  try {
    return await work();
  } finally {
    // NB: A browser's `sendBeacon` waits for nothing, so what a script does next finds the beacon under way. Here
    //     it is told once there is an answer.
    if (initiator === "beacon") clock.schedule(release, BEACON_LINGERS);
    else release();
  }
}

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step 8.9 */
export function keepaliveTooLarge(request: FetchRequest): NetworkFailure | null {
  // NB: In the order in which scripts asked: what comes later has no part in what there is room for.
  if (request.body === null || !request.exceedsKeepalive) return null;
  const place = ["#concept-http-network-or-cache-fetch", "8.9"] as const;
  return otherFailure("KeepaliveTooLarge", currentUrl(request), place);
}
