import { currentUrl } from "../infrastructure/fetch-request.ts";
import type { CookieContext } from "../infrastructure/cookie-store.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { clearSiteData, takeClearSiteData } from "./clear-site-data.ts";
import type { FetchParams } from "./user-agent.ts";

/**
 * Keeps the cookies of a response and clears what it wants to have cleared, whether or not it may be shared; null where
 * there is nothing to wait for.
 */
export function honourState(
  params: FetchParams,
  /** Null where no cookie is set. */
  context: CookieContext | null,
  response: FetchResponse,
): Promise<void> | null {
  const cleared = takeClearSiteData(response, params.agent.engine);
  if (context === null) return null;
  const lines = response.headerList.getAll("Set-Cookie");
  return lines.length === 0 && cleared === null ? null : honour(params, context, lines, cleared);
}

async function honour(
  { request, agent }: FetchParams,
  context: CookieContext,
  lines: readonly string[],
  cleared: string | null,
): Promise<void> {
  for (const line of lines) await agent.cookies.set(currentUrl(request), context, line);
  if (cleared !== null) await clearSiteData(currentUrl(request), cleared, context, agent);
}
