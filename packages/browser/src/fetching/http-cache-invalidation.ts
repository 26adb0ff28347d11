import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { textOf } from "../infrastructure/http-cache.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import { parseUrlWith } from "../infrastructure/url-rules.ts";
import { cacheModeOf } from "./cache-mode.ts";
import { includesCredentialsOf, keyRangeOf, writtenKeyOf } from "./http-cache-key.ts";
import type { UserAgent } from "./user-agent.ts";

/** Whether what a request has come to takes from the cache what is stored for its URL. */
export function isInvalidating(
  request: FetchRequest,
  { status }: FetchResponse,
  { engine }: UserAgent,
): boolean {
  const { isCause, withoutStoring } = engine.httpCache.invalidation;
  if (!isCause(request, status)) return false;
  return withoutStoring || cacheModeOf(request, engine) !== "no-store";
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-4.4 */
export function invalidate(request: FetchRequest, response: FetchResponse, agent: UserAgent): void {
  const { httpCache: rules } = agent.engine;
  const networkPartitionKey = request.client.httpCachePartitionKey;
  // NB: What is kept apart is not within reach.
  const credentials = rules.keyedByCredentials ? includesCredentialsOf(request) : null;
  const range = keyRangeOf(request, rules);
  // NB: Who has waited for its turn finds nobody under way but itself.
  const reachesUnderWay =
    rules.invalidation.underWay && !(rules.writesQueue && writtenKeyOf(request, rules) !== null);
  const forget = (target: URL): void => {
    const url = withoutFragment(target);
    const asked = { networkPartitionKey, url, credentials, range, forScript: false };
    const key = { ...asked, method: "GET" } as const;
    agent.httpCache.delete(key);
    if (reachesUnderWay) agent.httpCacheQueue.supersede(textOf(key));
  };
  const url = currentUrl(request);
  forget(url);
  if (!rules.invalidation.locations) return;
  for (const name of ["Location", "Content-Location"]) {
    const value = response.headerList.get(name);
    const target = value === null ? null : parseUrlWith(agent.engine.urls, value, url);
    // "However, a cache MUST NOT trigger an invalidation under these conditions if the origin […] of the
    // URI to be invalidated differs from that of the target URI".
    if (target?.origin === url.origin) forget(target);
  }
}
