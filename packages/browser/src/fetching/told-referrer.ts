import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { isWithinSiteOf } from "../infrastructure/site.ts";
import type { UserAgent } from "./user-agent.ts";

/**
 * What `Referer` says of a referrer. A network process cuts it hop by hop, of which the page that follows
 * redirects knows nothing: so the request's own referrer stays whole.
 */
export function toldReferrer(
  referrer: URL,
  request: FetchRequest,
  { engine, session }: UserAgent,
): string {
  if (session === "persistent" || engine.ephemeral.thirdPartyReferrer === "by-policy")
    return referrer.href;
  const isFirstParty = isWithinSiteOf(request.client.topLevelUrlOrigin, currentUrl(request).origin);
  return isFirstParty ? referrer.href : `${referrer.origin}/`;
}
