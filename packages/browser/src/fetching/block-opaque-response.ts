import type { HeaderList } from "@crosswalk/cors/protocol";
import { brokenOff } from "../infrastructure/body.ts";
import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { undecodable } from "./await-opaque-response.ts";
import { httpCacheKeyOf } from "./http-cache-key.ts";
import {
  isFoundUndecodable,
  judgeOpaqueType,
  judgeOpaqueTypeOfScripts,
  lookForData,
  lookForScript,
} from "./opaque-response-blocking.ts";
import type { FetchParams } from "./user-agent.ts";
import { traceFailure } from "./trace-step.ts";

function withType(headerList: HeaderList, type: string | null): HeaderList {
  if (type === null) return headerList;
  const typed = headerList.clone();
  typed.set("Content-Type", type);
  return typed;
}

/** A network error where what came is not for the element that asked for it. */
export async function blockOpaque(
  params: FetchParams,
  response: FetchResponse,
): Promise<FetchResponse> {
  const internalResponse = response.internalResponse!;
  const { body } = internalResponse;
  const { request, agent } = params;
  const needsScript = agent.engine.blocksOpaqueResponses === "unless-script";
  const verdict = needsScript
    ? judgeOpaqueTypeOfScripts(internalResponse)
    : judgeOpaqueType(internalResponse);
  if (verdict === "allowed" || (verdict === "sniffed" && body === null)) return response;
  let passed = response;
  let isBlocked = verdict === "blocked";
  if (!isBlocked) {
    try {
      const seen = needsScript
        ? await lookForScript(internalResponse, body!)
        : await lookForData(internalResponse, body!);
      isBlocked = seen.isBlocked;
      // NB: To Firefox it is of the type that it looks like from now on; scripts' types it has looked at before.
      const type = request.destination === "script" ? null : (seen.type ?? null);
      const headerList = withType(internalResponse.headerList, type);
      passed = {
        ...response,
        internalResponse: { ...internalResponse, headerList, body: seen.body },
      };
    } catch (cause) {
      if (needsScript) request.timingAllowFailed = true;
      if (needsScript && isFoundUndecodable(internalResponse, cause))
        return undecodable(params, cause);
      // What breaks off does so for whoever reads it.
      const left = brokenOff(body!, cause);
      return { ...response, internalResponse: { ...internalResponse, body: left } };
    }
  }
  if (!isBlocked) return passed;
  if (needsScript) request.timingAllowFailed = true;
  agent.lateRevalidations.drop(request);
  (passed.internalResponse!.body ?? body)?.cancel?.();
  // NB: What its type alone tells of never got into the HTTP cache: nobody has read it to its end. What was read
  // to its end stays there, and so does what came from there.
  const isLost = verdict === "sniffed" && !needsScript && !request.wasAnsweredByCache;
  const key = isLost ? httpCacheKeyOf(request, agent.engine.httpCache) : null;
  if (key !== null) agent.httpCache.delete(key);
  // A script that fetches is given an empty response instead, which it cannot tell from any other.
  if (request.destination === "")
    return { ...response, internalResponse: { ...internalResponse, body: null } };
  const place = ["https://whatpr.org/fetch/1442.html#orb-algorithm", ""] as const;
  const failure = otherFailure("OpaqueResponseBlocked", currentUrl(request), place);
  if (params.trace !== null) traceFailure(params.trace, failure);
  return networkError(failure);
}
