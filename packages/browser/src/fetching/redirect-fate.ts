import { isRedirectStatus } from "@crosswalk/cors/protocol";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { RedirectFate } from "../infrastructure/http-cache-rules.ts";
import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import { includesCredentials, isHttpScheme } from "../infrastructure/url.ts";
import { isBadPort } from "./bad-port.ts";
import { isRefused } from "./http-cache-refusal.ts";
import { locationUrl } from "./location-url.ts";
import type { UserAgent } from "./user-agent.ts";

/** What will come of a redirect; null of what is none. */
export function redirectFateOf(
  request: FetchRequest,
  response: FetchResponse,
  agent: UserAgent,
): RedirectFate | null {
  const { engine } = agent;
  if (!isRedirectStatus(response.status)) return null;
  if ((response.headerList.get("Location") ?? "") === "") return "unled";
  // NB: Firefox asks who may read it once it knows what will become of it.
  if (request.redirectMode !== "follow") return "unfollowed";
  if (isRefused(request, response, engine)) return "failed";
  const location = locationUrl(response, currentUrl(request), engine);
  if (!(location instanceof URL)) return "failed";
  if (!isHttpScheme(location))
    return request.mode === "no-cors" && isOfOthers(location) ? "handed-on" : "failed";
  return mayFollow(request, location, agent) ? "followed" : "failed";
}

/** Schemes that browsers know themselves. */
const web: ReadonlySet<string> = new Set([
  "about:",
  "blob:",
  "chrome:",
  "data:",
  "file:",
  "javascript:",
  "resource:",
  "view-source:",
  "ws:",
  "wss:",
]);

/** Whether another program may open it. */
const isOfOthers = ({ protocol }: URL): boolean => !web.has(protocol);

/**
 * https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, steps 7 to 10, and what main fetch blocks: bad ports, and
 * other origins where the mode is "same-origin"
 */
function mayFollow(request: FetchRequest, location: URL, { engine }: UserAgent): boolean {
  const { mode, responseTainting, redirectCount, keepalive, origin } = request;
  const { limit, keepaliveLimit } = engine.redirects;
  if (redirectCount === (keepalive ? keepaliveLimit : limit) || isBadPort(location)) return false;
  const isOwn = isSameOrigin(origin, originOfUrl(location));
  if (mode === "same-origin" && !isOwn) return false;
  if (!includesCredentials(location)) return true;
  return responseTainting !== "cors" && (mode !== "cors" || isOwn);
}
