import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, withBody } from "../infrastructure/fetch-response.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { InflightBody, inflightOf } from "../infrastructure/inflight-keepalive.ts";
import { overheard } from "../infrastructure/overheard-body.ts";
import type { UserAgent } from "./user-agent.ts";

/** "If the sum of contentLength and inflightKeepaliveBytes is greater than 64 kibibytes". */
const MAX_KEEPALIVE_BYTES = 64 * 1024;

/** What nobody can read any more is not under way any longer, if it is found out. */
const forgotten = new FinalizationRegistry<() => void>((forget) => forget());

/** Counts the request's body as under way while the work lasts, if there is room for it. */
export async function countedAsInflight(
  request: FetchRequest,
  { engine: { elements, keepaliveLingers }, clock }: Pick<UserAgent, "engine" | "clock">,
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
  const own = new InflightBody(length, inflight);
  const linger = (milliseconds: number): void => own.endsIn(milliseconds, clock);
  let response: FetchResponse;
  try {
    response = await work();
  } catch (error) {
    linger(0);
    throw error;
  }
  const { unread, over, failed } = keepaliveLingers;
  const { type, body: answer } = response;
  if (initiator === "beacon") linger(elements.beaconLingers);
  else if (type === "error") linger(failed);
  else if (answer === null || isEmpty(response)) linger(over);
  else if (unread === 0) linger(0);
  else {
    linger(unread);
    const heard = overheard(answer, {
      onOver: (how) => {
        forgotten.unregister(own);
        linger(how === "read" ? 0 : over);
      },
    });
    forgotten.register(heard, () => linger(0), own);
    return withBody(response, heard);
  }
  return response;
}

const isEmpty = ({ headerList }: FetchResponse): boolean =>
  headerList.get("content-length") === "0";

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step 8.10 */
export function keepaliveTooLarge(request: FetchRequest): NetworkFailure | null {
  // NB: In the order in which scripts asked: what comes later has no part in what there is room for.
  if (request.body === null || !request.exceedsKeepalive) return null;
  const place = ["#concept-http-network-or-cache-fetch", "8.10"] as const;
  return otherFailure("KeepaliveTooLarge", currentUrl(request), place);
}
