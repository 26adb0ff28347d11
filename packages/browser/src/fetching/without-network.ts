import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import type { HttpCachePlan } from "./http-cache-plan.ts";
import { revalidate } from "./revalidation.ts";
import { reuse } from "./stored-answer.ts";
import type { FetchParams } from "./user-agent.ts";

/** What the cache alone gives, or null; what is behind it is asked in the background. */
export function withoutNetwork(
  params: FetchParams,
  plan: HttpCachePlan,
  ask: (revalidation: FetchParams) => Promise<FetchResponse>,
): FetchResponse | null {
  const { request } = params;
  request.wasAnsweredByCache = plan.use === "reuse" || plan.use === "reuse-and-revalidate";
  if (!request.wasAnsweredByCache) return notCached(params);
  const given = reuse(params, plan.stored!);
  if (plan.use === "reuse-and-revalidate") revalidate(params, given, ask);
  return given;
}

/** A network error for whoever wants nothing of the network; null for others. */
export function notCached({ request, agent }: FetchParams): FetchResponse | null {
  // 10.1. If httpRequest's cache mode is "only-if-cached", then return a network error.
  if (request.cacheMode !== "only-if-cached" || agent.engine.httpCache.onlyIfCachedGoesOut)
    return null;
  const place = ["#concept-http-network-or-cache-fetch", "10.1"] as const;
  return networkError(otherFailure("NotCached", currentUrl(request), place));
}
