import type { Client } from "../infrastructure/client.ts";
import { systemClock } from "../infrastructure/clock.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { overheard } from "../infrastructure/overheard-body.ts";
import type { UserAgent } from "./user-agent.ts";

/** "If the sum of contentLength and inflightKeepaliveBytes is greater than 64 kibibytes". */
const MAX_KEEPALIVE_BYTES = 64 * 1024;

/** Bytes of a page's bodies that are kept alive and under way, or count as such until some moment. */
const inflightKeepalive = new WeakMap<Client, Set<{ readonly length: number; until: number }>>();

function inflightOf(client: Client): Set<{ readonly length: number; until: number }> {
  const known = inflightKeepalive.get(client) ?? new Set();
  inflightKeepalive.set(client, known);
  // NB: By the platform's time, whatever clock the browser goes by: one that nobody moves would hold them for ever.
  const now = systemClock.now();
  for (const body of known) if (body.until <= now) known.delete(body);
  return known;
}

/** Counts the request's body as under way while the work lasts, if there is room for it. */
export async function countedAsInflight(
  request: FetchRequest,
  { engine: { elements, keepaliveLingers } }: Pick<UserAgent, "engine">,
  work: () => Promise<FetchResponse>,
): Promise<FetchResponse> {
  const { client, body, initiator } = request;
  const length = body?.length ?? 0;
  if (body === null || length === 0) return work();
  // NB: What has no limit takes nothing of what others have.
  if (initiator === "beacon" && !elements.limitsBeacons) return work();
  const inflight = inflightOf(client);
  const inflightKeepaliveBytes = [...inflight].reduce((sum, body) => sum + body.length, 0);
  if (inflightKeepaliveBytes + length > MAX_KEEPALIVE_BYTES) {
    request.exceedsKeepalive = true;
    return work();
  }
  const own = { length, until: Infinity };
  inflight.add(own);
  let lingers = 0;
  try {
    const response = await work();
    if (initiator === "beacon") {
      lingers = elements.beaconLingers;
      return response;
    }
    lingers = response.type === "error" ? 0 : keepaliveLingers;
    return lingers === 0 || response.body === null
      ? response
      : { ...response, body: overheard(response.body, { onOver: () => inflight.delete(own) }) };
  } finally {
    if (lingers > 0) own.until = systemClock.now() + lingers;
    else inflight.delete(own);
  }
}

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step 8.9 */
export function keepaliveTooLarge(request: FetchRequest): NetworkFailure | null {
  // NB: In the order in which scripts asked: what comes later has no part in what there is room for.
  if (request.body === null || !request.exceedsKeepalive) return null;
  const place = ["#concept-http-network-or-cache-fetch", "8.9"] as const;
  return otherFailure("KeepaliveTooLarge", currentUrl(request), place);
}
