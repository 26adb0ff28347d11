import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { type ResponseBody, withBytesAtHand } from "../infrastructure/body.ts";
import { contentTypeOf } from "../infrastructure/content-type.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { isFoundUndecodable, judgeOpaqueTypeOfScripts } from "./opaque-response-blocking.ts";
import type { FetchParams } from "./user-agent.ts";
import { traceFailure } from "./trace-step.ts";

/** What looks into opaque responses notices those that break off while it does. */
export async function awaitOpaque(
  params: FetchParams,
  response: FetchResponse,
  body: ResponseBody,
): Promise<FetchResponse> {
  const internalResponse = response.internalResponse!;
  try {
    const withBody = await withBytesAtHand(body, params.agent.engine.opaqueBytesAwaited);
    return { ...response, internalResponse: { ...internalResponse, body: withBody } };
  } catch (cause) {
    const isUndecodable = cause instanceof UnreadableResponse && cause.fault === "undecodable";
    // What can't be decoded is found out later, unless its type has it looked into.
    const isFound =
      isFoundUndecodable(internalResponse, cause) &&
      contentTypeOf(internalResponse.headerList) !== null &&
      judgeOpaqueTypeOfScripts(internalResponse) === "sniffed";
    return isUndecodable && !isFound ? response : undecodable(params, cause);
  }
}

/** What an opaque response is that breaks off while it is looked into. */
export function undecodable({ request, trace }: FetchParams, cause: unknown): FetchResponse {
  const place = ["#concept-main-fetch", "14"] as const;
  const failure = otherFailure("TransportFailed", currentUrl(request), place, { cause });
  if (trace !== null) traceFailure(trace, failure);
  return networkError(failure);
}
