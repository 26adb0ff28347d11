import type { HeaderList } from "@crosswalk/cors/protocol";
import { corsCheck } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { isConditional } from "./cache-mode.ts";
import { includesCredentialsOf } from "./http-cache-key.ts";
import { mayBeReused } from "./shared-load-freshness.ts";
import type { UserAgent } from "./user-agent.ts";
import { isOfElement, isPreload } from "./shared-load-part.ts";
import type { SharedLoad } from "./shared-load.ts";

/** Whether it is held, or still comes, for who asks without CORS, and not for this one who asks with. */
export function isHeldFrom({ request: loaded, head }: SharedLoad, request: FetchRequest): boolean {
  // NB: Of fonts no second one is asked what it is for: CachedResourceLoader::shouldUpdateCachedResourceWithCurrentRequest
  if (loaded.mode === request.mode || request.destination === "font") return false;
  if (head === null) return true;
  const { origin, credentialsMode } = request;
  // NB: At the address that was asked for: of where redirects have led no more than the last answer is looked at.
  const isOwn = loaded.urlList[0]!.origin === origin.serialization;
  if (request.mode !== "cors" || isOwn) return false;
  const check = { origin: origin.serialization, credentialsMode };
  return !corsCheck(check, head.headerList).ok;
}

/** CachedRawResource::canReuse */
export function suits(load: SharedLoad, request: FetchRequest): boolean {
  const { headerList, mode, cacheMode, credentialsMode, destination, element } = request;
  if (isOfElement(request) || isOfElement(load.request))
    return (
      isOfElement(load.request) &&
      destination === load.request.destination &&
      (element === "svg-use") === (load.request.element === "svg-use") &&
      isWithCookies(load.request) === isWithCookies(request)
    );
  if (mode !== load.request.mode || isConditional(headerList)) return false;
  if (!haveSame(headerList, load.headers) || isWithCookies(load.request) !== isWithCookies(request))
    return false;
  return (
    mode === "no-cors" ||
    cacheMode !== "default" ||
    isPreload(load.request) ||
    credentialsMode === load.request.credentialsMode
  );
}

/** CachedResourceLoader::determineRevalidationPolicy */
export function isStillGood(load: SharedLoad, request: FetchRequest, agent: UserAgent): boolean {
  const { head } = load;
  switch (request.cacheMode) {
    case "force-cache":
    case "only-if-cached":
      return head === null || mayBeReused(head, load, request, "whatever", agent);
    case "default": {
      // NB: What was preloaded is used whatever its headers say.
      const wish = isPreload(load.request) ? "whatever" : "fresh";
      return head === null || mayBeReused(head, load, request, wish, agent);
    }
    default:
      return false;
  }
}

/** At its first address: what a redirect makes of a request is no matter here. */
function isWithCookies(request: FetchRequest): boolean {
  // NB: What is asked for with `crossorigin` has what it says, on the page's own origin as well.
  const isSaid = isPreload(request) || isOfElement(request);
  if (isSaid && request.mode === "cors") return request.credentialsMode === "include";
  const isOwn = request.urlList[0]!.origin === request.origin.serialization;
  return includesCredentialsOf({ ...request, responseTainting: isOwn ? "basic" : "cors" });
}

const uncounted: ReadonlySet<string> = new Set([
  "accept",
  "cache-control",
  "pragma",
  "referer",
  "user-agent",
]);

function haveSame(one: HeaderList, other: HeaderList): boolean {
  const names = [...one.names(), ...other.names()];
  return names.every(
    (name) => uncounted.has(name.toLowerCase()) || one.get(name) === other.get(name),
  );
}
