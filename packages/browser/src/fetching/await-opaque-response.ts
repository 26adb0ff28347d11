import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { type ResponseBody, withBytesAtHand } from "../infrastructure/body.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import type { FetchParams } from "./user-agent.ts";

/** What looks into opaque responses notices those that break off while it does. */
export async function awaitOpaque(
  params: FetchParams,
  response: FetchResponse,
  body: ResponseBody,
): Promise<FetchResponse> {
  const { request, agent, trace } = params;
  const internalResponse = response.internalResponse!;
  try {
    const withBody = await withBytesAtHand(body, agent.engine.opaqueBytesAwaited);
    return { ...response, internalResponse: { ...internalResponse, body: withBody } };
  } catch (cause) {
    // What can't be decoded is found out later.
    if (cause instanceof UnreadableResponse && cause.fault === "undecodable") return response;
    const place = ["#concept-main-fetch", "14"] as const;
    const failure = otherFailure("TransportFailed", currentUrl(request), place, { cause });
    trace?.({ kind: "failed", failure });
    return networkError(failure);
  }
}
