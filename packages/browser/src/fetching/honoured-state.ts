import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { CookieContext } from "../infrastructure/cookie-store.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { RefusedCookie } from "../infrastructure/refused-cookie.ts";
import { type Clearing, clearSiteData, toldClearSiteData } from "./clear-site-data.ts";
import { cookieContextOf } from "./cookie-context.ts";
import type { FetchParams, UserAgent } from "./user-agent.ts";

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
  const { request, agent } = params;
  const cleared = toldClearSiteData(request, response, context !== null, agent.engine);
  if (!agent.engine.clearSiteData.isShown && response.headerList.contains("Clear-Site-Data")) {
    tellClearing(request, agent, response, context !== null);
    response.headerList.delete("Clear-Site-Data");
  }
  const lines = context === null ? [] : response.headerList.getAll("Set-Cookie");
  if (lines.length === 0 && cleared === null) return null;
  return honour(params, context ?? cookieContextOf(request, agent.engine), lines, cleared);
}

async function honour(
  { request, agent }: FetchParams,
  context: CookieContext,
  lines: readonly string[],
  cleared: Clearing | null,
): Promise<void> {
  const url = currentUrl(request);
  for (const line of lines) {
    const refused = (await agent.cookies.set(url, context, line)) ?? null;
    if (refused !== null) tellRefusal(request, agent, refused);
  }
  if (cleared !== null) await clearSiteData(cleared, context, agent);
}

function tellClearing(
  request: FetchRequest,
  { engine }: UserAgent,
  { headerList }: FetchResponse,
  mayClear: boolean,
): void {
  const url = currentUrl(request);
  const value = headerList.get("Clear-Site-Data") ?? "";
  for (const text of engine.messages.clearedData?.(value, url, mayClear) ?? [])
    request.client.console?.({ text, url: url.href });
}

function tellRefusal(request: FetchRequest, { engine }: UserAgent, refused: RefusedCookie): void {
  const text = engine.messages.refusedCookie(refused, request);
  if (text !== null) request.client.console?.({ text, url: currentUrl(request).href });
}
