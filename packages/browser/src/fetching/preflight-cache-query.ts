import { isCorsSafelistedMethod } from "@crosswalk/cors/protocol";
import type { PreflightQuery } from "../infrastructure/cors-preflight-cache.ts";
import {
  currentUrl,
  type FetchRequest,
  redirectTaintOf,
  serializedOrigin,
} from "../infrastructure/fetch-request.ts";
import { isOpaque, type Origin } from "../infrastructure/origin.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import type { UserAgent } from "./user-agent.ts";

const ownNames: WeakMap<FetchRequest | Origin, string> = new WeakMap();
let lastOwnName = 0;

/** The origin under which the result is kept. */
function keyOrigin(request: FetchRequest, { engine }: UserAgent): string {
  const { origin, keepsForOpaqueTopLevel, tellsOpaqueOriginsApart } = engine.preflightCache;
  if (
    !keepsForOpaqueTopLevel &&
    (isOpaque(request.client.topLevelOrigin) || isOpaque(request.origin))
  )
    return ownName(request);
  // A tainted origin is one that nobody has had before, where an engine takes it for an opaque one.
  if (origin === "unreplaced" && isReplaced(request))
    return `${ownName(request)} ${originsLeft(request)}`;
  // A server sees `null` of each alike.
  if (tellsOpaqueOriginsApart && isOpaque(request.origin)) return ownName(request.origin);
  return origin === "serialized" ? serializedOrigin(request) : request.origin.serialization;
}

function partitionOf(
  { client: { networkPartitionKey, topLevelOrigin } }: FetchRequest,
  { engine: { preflightCache } }: UserAgent,
): string {
  return preflightCache.partition === "top-level-site" || isOpaque(topLevelOrigin)
    ? networkPartitionKey
    : topLevelOrigin.serialization;
}

/** NB: A file's origin is none of the opaque ones, which no redirect replaces, though it looks like them. */
function isReplaced(request: FetchRequest): boolean {
  const { client, origin } = request;
  return client.baseUrl.protocol === "file:"
    ? redirectTaintOf(request) !== "same-origin"
    : serializedOrigin(request) !== origin.serialization;
}

/** A name that no other request, or no other origin, has. */
function ownName(owner: FetchRequest | Origin): string {
  const name = ownNames.get(owner) ?? `null ${++lastOwnName}`;
  ownNames.set(owner, name);
  return name;
}

const originsLeft = ({ urlList }: FetchRequest): number =>
  urlList.filter((url, index) => index > 0 && url.origin !== urlList[index - 1]!.origin).length;

/** What the CORS-preflight cache is asked for a request, and what a preflight's result is kept under. */
export function queryOf(
  request: FetchRequest,
  agent: UserAgent,
  unsafeHeaderNames: readonly string[],
): PreflightQuery {
  return {
    networkPartitionKey: partitionOf(request, agent),
    origin: keyOrigin(request, agent),
    url: agent.engine.preflightCache.keyHasFragment
      ? currentUrl(request).href
      : withoutFragment(currentUrl(request)),
    credentials: request.credentialsMode === "include",
    method: request.method,
    // "either request's method is not a CORS-safelisted method or request's use-CORS-preflight flag is
    // set"
    isMethodFree: isCorsSafelistedMethod(request.method) && !request.useCorsPreflightFlag,
    unsafeHeaderNames,
  };
}
