import { isRedirectStatus } from "@crosswalk/cors/protocol";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { freshnessOf } from "../infrastructure/freshness.ts";
import { textOf } from "../infrastructure/http-cache.ts";
import type { StoredResponse } from "../infrastructure/stored-response.ts";
import { httpCacheKeyOf, isOfPageAlone } from "./http-cache-key.ts";
import type { HttpCachePlan } from "./http-cache-plan.ts";
import { locationUrl } from "./location-url.ts";
import type { UserAgent } from "./user-agent.ts";

// https://fetch.spec.whatwg.org/#http-redirect-fetch, step 7
const MAX_REDIRECTS = 20;

/** Whether what is stored leads elsewhere than who asks would be led, and is not to be gone by. */
export function leadsAstray(
  plan: HttpCachePlan,
  request: FetchRequest,
  agent: UserAgent,
  now: number,
): boolean {
  const { use, stored } = plan;
  const { httpCache: rules } = agent.engine;
  if (use === "reuse" && rules.leadsOnce && !leadsOn(plan, request)) return true;
  const isGiven = use === "reuse" || use === "reuse-and-revalidate";
  return (
    isGiven &&
    isRedirectStatus(stored!.status) &&
    isOfPageAlone(request, rules) &&
    !endIsKept(stored!, request, agent, now)
  );
}

/** Whether a stored response leads a request nowhere, or where it has not led it before. */
function leadsOn({ key, stored }: HttpCachePlan, request: FetchRequest): boolean {
  const [last, before] = [request.urlList.at(-1)!, request.urlList.at(-2)];
  if (before !== undefined && before.href === last.href) return false;
  if (!isRedirectStatus(stored!.status) || !stored!.headerList.contains("Location")) return true;
  const text = textOf(key!);
  const ledBy = (request.ledBy ??= new Set());
  if (ledBy.has(text)) return false;
  ledBy.add(text);
  return true;
}

/**
 * Whether what a page alone has kept leads to what it has kept, too: it has all of the way or nothing.
 *
 * third_party/blink/renderer/platform/loader/fetch/resource.cc, CanReuseRedirectChain
 */
function endIsKept(
  first: StoredResponse,
  request: FetchRequest,
  agent: UserAgent,
  now: number,
): boolean {
  const { httpCache: rules } = agent.engine;
  let [asked, stored] = [request, first];
  while (asked.urlList.length <= MAX_REDIRECTS) {
    const next = leadingFrom(stored, asked, agent);
    if (next === null) return true;
    asked = { ...asked, urlList: [...asked.urlList, next] };
    const found = agent.httpCache.get(httpCacheKeyOf(asked, rules)!);
    if (found === null) return false;
    const { age, lifetime } = freshnessOf(found, now, rules);
    if (age >= lifetime) return false;
    stored = found;
  }
  return false;
}

function leadingFrom(
  { status, headerList }: StoredResponse,
  request: FetchRequest,
  { engine }: UserAgent,
): URL | null {
  if (!isRedirectStatus(status)) return null;
  const location = locationUrl({ headerList }, currentUrl(request), engine);
  return location === "failure" ? null : location;
}
