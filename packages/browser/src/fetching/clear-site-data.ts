import type { EngineProfile } from "../engines/engine.ts";
import type { Client } from "../infrastructure/client.ts";
import type { CookieContext } from "../infrastructure/cookie-store.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { isOpaque } from "../infrastructure/origin.ts";
import { isPotentiallyTrustworthy } from "../infrastructure/url.ts";
import type { UserAgent } from "./user-agent.ts";

/**
 * Forgets what a server wants to have forgotten. Whose responses may ask for it, an entry says: `clearSiteData.by`.
 *
 * https://w3c.github.io/webappsec-clear-site-data/#clear-response
 */
export async function clearSiteData(
  clearing: Clearing,
  context: CookieContext,
  agent: UserAgent,
): Promise<void> {
  clearCache(clearing, agent);
  const { url, value, client } = clearing;
  const { engine, cookies, sharedLoads } = agent;
  if (isCleared("memory", url, value, engine)) sharedLoads.clear(client, url.origin);
  if (isCleared("cookies", url, value, engine))
    await cookies.clear?.(url, engine.clearSiteData.cookiesOf, context);
}

/** Forgets what the cache has of an origin, if a server wants that. */
export function clearCache(
  { url, value, client }: Clearing,
  { engine, httpCache }: UserAgent,
): void {
  if (!isCleared("cache", url, value, engine)) return;
  const { cacheOf } = engine.clearSiteData;
  if (cacheOf === "all-partitions") httpCache.deleteOrigin?.(url.origin);
  else httpCache.deleteOrigin?.(url.origin, client.httpCachePartitionKey);
}

function isCleared(
  type: "cache" | "cookies" | "memory",
  url: URL,
  value: string,
  { clearSiteData: { types } }: EngineProfile,
): boolean {
  // 1. If response's url is not a potentially trustworthy URL, then return.
  if (!types.has(type) || !isPotentiallyTrustworthy(url)) return false;
  // "If the value contains "*", then let types be the list of all."
  const given = value.split(",").map((one) => one.trim());
  const word = type === "memory" ? "cache" : type;
  return given.includes(`"${word}"`) || given.includes('"*"');
}

/** What a response wants to have cleared as it comes; null of nothing. */
export function toldClearSiteData(
  request: FetchRequest,
  { headerList }: FetchResponse,
  setsCookies: boolean,
  { clearSiteData: { by, xhrClears } }: EngineProfile,
): Clearing | null {
  if (by === "last-response" || (by === "whatever-sets-cookies" && !setsCookies)) return null;
  const { client } = request;
  const value = headerList.get("Clear-Site-Data");
  if (value === null) return null;
  if (xhrClears === "who-answers" || request.initiator !== "xmlhttprequest")
    return { value, url: currentUrl(request), client };
  const { origin } = client;
  return isOpaque(origin) ? null : { value, url: new URL(origin.serialization), client };
}

/** Whose data goes, and what of it. */
export interface Clearing {
  readonly value: string;
  readonly url: URL;
  /** Who was answered so. */
  readonly client: Client;
}
