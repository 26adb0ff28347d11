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
  if (!agent.preflightCache.covers(query, agent.clock.now())) return false;
  if (!isOfNewAddress(request, agent)) return true;
  agent.preflightCache.clear(query);
  return false;
}

/**
 * Whether what is kept passes for older than the record of its address. Firefox looks for such a record, by which it
 * makes one, for each family of addresses.
 */
function isOfNewAddress({ urlList, client }: FetchRequest, agent: UserAgent): boolean {
  const { droppedOfNewAddresses } = agent.engine.preflightCache;
  const { hostname } = urlList.at(-1)!;
  if (droppedOfNewAddresses === 0 || !isAddress(hostname)) return false;
  const key = `${client.networkPartitionKey} ${hostname}`;
  const times = agent.addressesMet.get(key) ?? 0;
  if (times < droppedOfNewAddresses) agent.addressesMet.set(key, times + 1);
  return times < droppedOfNewAddresses;
}

const isAddress = (hostname: string): boolean => /^(?:\[|[0-9.]+$)/.test(hostname);

/** Whether the result for what a redirect has tainted is neither kept nor looked up. */
export const isUnkept = (request: FetchRequest, { engine }: UserAgent): boolean =>
  engine.preflightCache.origin === "untainted" && redirectTaintOf(request) !== "same-origin";

/** https://fetch.spec.whatwg.org/#concept-cache-clear */
export function clearPreflightCache({ request, agent }: FetchParams): void {
  agent.preflightCache.clear(queryOf(request, agent, []));
}
