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
  { engine, cookies, httpCache }: UserAgent,
): Promise<void> {
  // 1. If response's url is not a potentially trustworthy URL, then return.
  if (!isPotentiallyTrustworthy(url)) return;

  // "If the value contains "*", then let types be the list of all."
  const given = new Set(value.split(",").map((type) => type.trim()));
  const isCleared = (type: "cache" | "cookies"): boolean =>
    engine.clearSiteData.types.has(type) && (given.has(`"${type}"`) || given.has('"*"'));
  if (isCleared("cache")) httpCache.deleteOrigin?.(url.origin);
  if (isCleared("cookies")) await cookies.clear?.(url, engine.clearSiteData.cookiesOf, context);
}

/** The header's value, which is no longer there where nobody is shown it; null where it does nothing yet. */
export function takeClearSiteData(
  { headerList }: FetchResponse,
  { isShown, by }: EngineProfile["clearSiteData"],
): string | null {
  if (by !== "whatever-sets-cookies") return null;
  const value = headerList.get("Clear-Site-Data");
  if (value !== null && !isShown) headerList.delete("Clear-Site-Data");
  return value;
}
