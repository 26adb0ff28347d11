import { corsCheck } from "@crosswalk/cors/protocol";
import {
  currentUrl,
  type FetchRequest,
  serializedOrigin,
} from "../infrastructure/fetch-request.ts";
import { drain } from "../infrastructure/body.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { corsCheckFailure } from "../infrastructure/network-error.ts";
import { isRefused } from "./http-cache-refusal.ts";
import { toldToConsole } from "./tell-console.ts";
import type { FetchParams } from "./user-agent.ts";

/**
 * Step 8.25.2.1: "let revalidateRequest be a clone of request […] set revalidateRequest's cache mode
 * set to "no-cache" […] in parallel, run main fetch given a new fetch params whose request is
 * revalidateRequest."
 */
function revalidationOf(
  { request, agent, trace, recurse }: FetchParams,
  initiator: FetchRequest["initiator"],
): FetchParams {
  const clone: FetchRequest = {
    ...request,
    urlList: [...request.urlList],
    headerList: request.headerList.clone(),
    // NB: A page that looks later looks in vain where another look has just renewed it.
    cacheMode: agent.engine.httpCache.revalidatesLate ? request.cacheMode : "no-cache",
    initiator,
    turn: null,
  };
  return {
    request: clone,
    agent,
    signal: null,
    trace,
    onRequestStarted: null,
    onRequestSent: null,
    recurse,
  };
}

/** Looks behind whoever was given what is stored whether that still holds: at once, or once its page asks for something else. */
export function revalidate(
  params: FetchParams,
  given: FetchResponse,
  ask: (revalidation: FetchParams) => Promise<FetchResponse>,
): void {
  const { request, agent } = params;
  if (!agent.engine.httpCache.revalidatesLate) {
    goOn(ask(revalidationOf(params, request.initiator)));
  } else if (!isRefused(request, given, agent.engine)) {
    const later = revalidationOf(params, "revalidation");
    agent.lateRevalidations.add(request, () => goOn(toldRevalidation(later, () => ask(later))));
  }
}

/** Whoever was given the stored response has what it asked for, and nobody waits for this one. */
function goOn(revalidating: Promise<FetchResponse>): void {
  void revalidating
    .then(({ body }) => (body === null ? undefined : drain(body)))
    // What fails here has failed for nobody.
    .catch(() => undefined);
}

/** What a page asks by itself, whose console is told of it. */
function toldRevalidation(
  revalidation: FetchParams,
  fetchAgain: () => Promise<FetchResponse>,
): Promise<FetchResponse> {
  const { request } = revalidation;
  const load = async (): Promise<FetchResponse> => {
    const response = await fetchAgain();
    const { credentialsMode, responseTainting } = request;
    if (response.type === "error" || responseTainting !== "cors") return response;
    const origin = serializedOrigin(request);
    const check = corsCheck({ credentialsMode, origin }, response.headerList);
    return check.ok
      ? response
      : networkError(corsCheckFailure(check.error, currentUrl(request), response));
  };
  return toldToConsole(revalidation, load);
}
