import { type FetchRequest, redirectTaintOf } from "../infrastructure/fetch-request.ts";
import { cacheModeOf } from "./cache-mode.ts";
import type { FetchParams, UserAgent } from "./user-agent.ts";
import { queryOf } from "./preflight-cache-query.ts";

/**
 * The conditions of HTTP fetch, step 4.1: whether what is remembered covers the request.
 *
 * https://fetch.spec.whatwg.org/#concept-http-fetch
 */
export function isCoveredByPreflightCache(
  { request, agent }: FetchParams,
  unsafeHeaderNames: readonly string[],
): boolean {
  const { preflightCache: rules } = agent.engine;
  if (rules.bypassedBy.has(cacheModeOf(request, agent.engine))) return false;
  if (isUnkept(request, agent)) return false;
  const query = queryOf(request, agent, unsafeHeaderNames);
  return agent.preflightCache.covers(query, agent.clock.now());
}

/** Whether the result for what a redirect has tainted is neither kept nor looked up. */
export const isUnkept = (request: FetchRequest, { engine }: UserAgent): boolean =>
  engine.preflightCache.origin === "untainted" && redirectTaintOf(request) !== "same-origin";

/** https://fetch.spec.whatwg.org/#concept-cache-clear */
export function clearPreflightCache({ request, agent }: FetchParams): void {
  agent.preflightCache.clear(queryOf(request, agent, []));
}
