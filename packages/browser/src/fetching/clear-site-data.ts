import type { EngineProfile } from "../engines/engine.ts";
import type { CookieContext } from "../infrastructure/cookie-store.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { isPotentiallyTrustworthy } from "../infrastructure/url.ts";
import type { UserAgent } from "./user-agent.ts";

/**
 * Forgets what a server wants to have forgotten. Nothing of what went without credentials is its to clear.
 *
 * https://w3c.github.io/webappsec-clear-site-data/#clear-response
 */
export async function clearSiteData(
  url: URL,
  value: string,
  context: CookieContext,
  agent: UserAgent,
): Promise<void> {
  clearCache(url, value, agent);
  const { engine, cookies } = agent;
  if (isCleared("cookies", url, value, engine))
    await cookies.clear?.(url, engine.clearSiteData.cookiesOf, context);
}

/** Forgets what the cache has of an origin, if a server wants that. */
export function clearCache(url: URL, value: string, { engine, httpCache }: UserAgent): void {
  if (isCleared("cache", url, value, engine)) httpCache.deleteOrigin?.(url.origin);
}

function isCleared(
  type: "cache" | "cookies",
  url: URL,
  value: string,
  { clearSiteData: { types } }: EngineProfile,
): boolean {
  // 1. If response's url is not a potentially trustworthy URL, then return.
  if (!types.has(type) || !isPotentiallyTrustworthy(url)) return false;
  // "If the value contains "*", then let types be the list of all."
  const given = value.split(",").map((one) => one.trim());
  return given.includes(`"${type}"`) || given.includes('"*"');
}

/** The header's value; null where it does nothing yet. */
export function toldClearSiteData(
  { headerList }: FetchResponse,
  { clearSiteData: { by } }: EngineProfile,
): string | null {
  return by === "whatever-sets-cookies" ? headerList.get("Clear-Site-Data") : null;
}

/** The same, and it is no longer there where nobody is shown it. */
export function takeClearSiteData(response: FetchResponse, engine: EngineProfile): string | null {
  const value = toldClearSiteData(response, engine);
  if (value !== null && !engine.clearSiteData.isShown)
    response.headerList.delete("Clear-Site-Data");
  return value;
}
