import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { bodyOfBytes, withBytesAtHand } from "../infrastructure/body.ts";
import { contentTypeOf } from "../infrastructure/content-type.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import {
  isFoundUndecodable,
  judgeOpaqueTypeOfScripts,
  lookForScript,
} from "./opaque-response-blocking.ts";
import type { FetchParams } from "./user-agent.ts";
import { traceFailure } from "./trace-step.ts";
import { isUnwantedPart } from "./unrequested-range.ts";

/**
 * Firefox looks into what a script may not see as into what elements load. What is blocked comes to the script as anything
 * opaque does, and its timing tells nothing; but by then Firefox has waited for what it looks into, and noticed if that broke off.
 *
 * netwerk/protocol/http/HttpBaseChannel.cpp, PerformOpaqueResponseSafelistCheckBeforeSniff and …AfterSniff
 */
export async function awaitOpaque(
  params: FetchParams,
  response: FetchResponse,
): Promise<FetchResponse> {
  const { request } = params;
  const { engine } = params.agent;
  const internalResponse = response.internalResponse!;
  const isTyped = contentTypeOf(internalResponse.headerList) !== null;
  const verdict = isUnwantedPart(request, internalResponse, engine)
    ? "blocked"
    : judgeOpaqueTypeOfScripts(internalResponse);
  if (verdict === "blocked") request.timingAllowFailed = true;
  // NB: What nobody has told the type of waits for another's look in any case.
  if (isTyped && verdict !== "sniffed") return response;
  const body = internalResponse.body ?? bodyOfBytes(new Uint8Array());
  try {
    const atHand = isTyped ? body : await withBytesAtHand(body, engine.opaqueBytesAwaited);
    const parsing = request.timingAllowFailed ? "awaited" : "parsed";
    const seen = await lookForScript(internalResponse, atHand, parsing);
    if (seen.isBlocked) request.timingAllowFailed = true;
    return internalResponse.body === null
      ? response
      : { ...response, internalResponse: { ...internalResponse, body: seen.body } };
  } catch (cause) {
    if (isTyped) request.timingAllowFailed = true;
    const isUndecodable = cause instanceof UnreadableResponse && cause.fault === "undecodable";
    // What can't be decoded is found out later, unless its type has it looked into.
    const isFound = isTyped && isFoundUndecodable(internalResponse, cause);
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
