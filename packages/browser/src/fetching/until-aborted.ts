import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import type { FetchStart } from "./user-agent.ts";

/** What aborts one of those who wait is no matter to the others. */
export function untilAborted(
  response: Promise<FetchResponse>,
  { request, signal }: FetchStart,
): Promise<FetchResponse> {
  if (signal === null || request.isRefusedAtOnce) return response;
  return new Promise((resolve, reject) => {
    const fail = (): void =>
      resolve(networkError(otherFailure("Aborted", currentUrl(request), ["#concept-fetch", ""])));
    const unfollow = followSignal(signal, fail);
    response.then(resolve, reject).finally(unfollow);
  });
}
