import { HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import {
  basicFilteredResponse,
  corsFilteredResponse,
  opaqueFilteredResponse,
} from "../infrastructure/filtered-response.ts";
import { letGo } from "../infrastructure/body.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { clearPreflightCache } from "./preflight-cache-lookup.ts";
import { withoutEmptyLines } from "./header-lines.ts";
import { integrityFailure, matchesIntegrity } from "./integrity.ts";
import { isUnwantedPart } from "./unrequested-range.ts";
import { isWatched } from "./opaque-response-blocking.ts";
import type { FetchParams } from "./user-agent.ts";
import { traceFailure, traceStep } from "./trace-step.ts";
import { awaitOpaque } from "./await-opaque-response.ts";
import { blockOpaque } from "./block-opaque-response.ts";
import { tellUpgrade } from "./upgrade-insecure-request.ts";

const MAIN_FETCH = "#concept-main-fetch";

const nothingKept: ReadonlySet<string> = new Set();

/**
 * Main fetch, steps 14 to 22. Nothing is waited for where nobody looks into the body.
 *
 * https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export function finished(
  params: FetchParams,
  response: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  const { request } = params;
  const { engine } = params.agent;
  if (response.type === "error") {
    if (params.trace !== null) traceFailure(params.trace, response.failure!);
    if (engine.preflightCache.clearedBy === "refusal" && isRefusal(request, response, engine))
      clearPreflightCache(params);
    return response;
  }
  let result = response;
  // The lines that the CORS check has counted are no longer needed apart.
  if (engine.headers.emptyLines === "dropped") {
    const lines = response.headerList.entries();
    const kept = withoutEmptyLines(lines, nothingKept);
    if (kept !== lines) result = { ...response, headerList: HeaderList.from(kept) };
  }

  if (request.upgradedFrom !== undefined) result = tellUpgrade(request, result, engine);

  // 14. If response is not a network error and response is not a filtered response, then:
  if (result.internalResponse === null) {
    // 14.1. If request's response tainting is "cors", then: [the CORS-exposed header-name list]
    // 14.2. Set response to the following filtered response with response as its internal response,
    //       depending on request's response tainting.
    switch (request.responseTainting) {
      case "basic":
        result = basicFilteredResponse(result);
        break;
      case "cors":
        result = corsFilteredResponse(
          result,
          request,
          engine.headers.wildcardOutlivesNonsense && request.initiator === "fetch"
            ? "outlives-nonsense"
            : "in-valid-list",
        );
        break;
      case "opaque":
        result = opaqueFilteredResponse(result);
        break;
    }
    if (params.trace !== null)
      traceStep(params.trace, request, [MAIN_FETCH, "14.2"], "filtered", `as ${result.type}`);
  }

  // 15. Let internalResponse be response, if response is a network error; otherwise response's
  //     internal response.
  const internalResponse = result.internalResponse ?? result;

  // 20. If response's type is "opaque", internalResponse's status is 206 or 416, internalResponse's
  //     range-requested flag is set, and request's header list does not contain `Range`, then set
  //     response and internalResponse to a network error.
  // NB: A script that fetches is given what is opaque anyhow.
  if (
    result.type === "opaque" &&
    request.initiator !== "fetch" &&
    isUnwantedPart(request, internalResponse, engine)
  ) {
    request.timingAllowFailed = true;
    letGo(internalResponse.body);
    return refused(
      params,
      otherFailure("RangeNotRequested", currentUrl(request), [MAIN_FETCH, "20"]),
    );
  }

  // 21. If response is not a network error and either request's method is `HEAD` or `CONNECT`, or
  //     internalResponse's status is a null body status, set internalResponse's body to null and
  //     disregard any enqueuing toward it (if any).
  if (request.method === "HEAD" || engine.nullBodyStatuses.has(internalResponse.status)) {
    internalResponse.body?.cancel?.();
    result = { ...result, body: null };
  }

  if (result.type === "opaque" && isWatched(request, engine))
    return blockOpaque(params, result).then((passed) =>
      passed.type === "error" ? passed : checkIntegrity(params, passed, internalResponse),
    );

  if (result.type === "opaque" && engine.opaqueBytesAwaited > 0) {
    return awaitOpaque(params, result).then((awaited) =>
      awaited.type === "error" ? awaited : checkIntegrity(params, awaited, internalResponse),
    );
  }
  return checkIntegrity(params, result, internalResponse);
}

/** Step 22. */
function checkIntegrity(
  params: FetchParams,
  response: FetchResponse,
  internalResponse: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  const { request, agent } = params;
  // 22. If request's integrity metadata is not the empty string, then:
  if (request.integrity === "") return response;
  return matchesIntegrity(response, request, agent.engine.integrity).then((verdict) => {
    if (verdict.ok) return verdict.response;
    const { fault = null, size } = verdict;
    const url = currentUrl(request);
    const failure =
      fault === null
        ? integrityFailure(url, verdict.digest)
        : otherFailure("TransportFailed", url, [MAIN_FETCH, "22"], { cause: fault.cause });
    const { status, statusText, headerList } = internalResponse;
    const { body } = response.type === "opaque" ? internalResponse : response;
    // NB: What is opaque may be refused unread.
    letGo(body);
    const told = { status, statusText, headerList, ...(size === undefined ? {} : { size }) };
    return refused(params, { ...failure, response: told });
  });
}

/** What main fetch makes a network error of once it has been filtered. */
function refused({ trace }: FetchParams, failure: NetworkFailure): FetchResponse {
  if (trace !== null) traceFailure(trace, failure);
  return networkError(failure);
}

/** Whether a request with CORS failed otherwise than by a redirect that its script didn't want. */
function isRefusal(
  { responseTainting, urlList }: FetchRequest,
  { failure }: FetchResponse,
  { preflightCache }: EngineProfile,
): boolean {
  if (failure?.code === "Aborted" && urlList.length > 1 && !preflightCache.clearedByLateAborts)
    return false;
  return responseTainting === "cors" && failure?.code !== "RedirectDisallowed";
}
