import type { EngineProfile } from "../engines/engine.ts";
import type { CookieContext } from "../infrastructure/cookie-store.ts";
import type { Client } from "../infrastructure/client.ts";
import { currentUrl, type FetchRequest, redirectTaintOf } from "../infrastructure/fetch-request.ts";
import {
  hostOf,
  isSameSite,
  isSchemelesslySameSite,
  isWithinSiteOf,
} from "../infrastructure/site.ts";

/**
 * Which cookies a request may carry, and its response set.
 *
 * https://fetch.spec.whatwg.org/#determine-the-same-site-mode
 */
export function cookieContextOf(request: FetchRequest, engine: EngineProfile): CookieContext {
  const { cookies } = engine;
  const isSite = cookies.scheme === "schemeful" ? isSameSite : isSchemelesslySameSite;
  const { client } = request;
  const target = currentUrl(request).origin;

  // "If request's redirect-taint is "cross-site", then return "cross-site"", and likewise for a client
  // that has a cross-site ancestor, or a URL of another site than the top-level document's.
  const isFirstParty =
    !hasAncestorOfOther(client, engine) && isSite(client.topLevelOrigin.serialization, target);
  const isUntainted =
    request.urlList.length === 1 ||
    cookies.redirectTaint === "ignored" ||
    redirectTaintOf(request) !== "cross-site";
  const isBetweenSites = !isFirstParty || !isSite(request.origin.serialization, target);
  const isSameSiteRequest =
    cookies.sameSite === "when-sent"
      ? client.topLevelUrlOrigin === "null" || isWithinSiteOf(target, client.topLevelUrlOrigin)
      : !isBetweenSites && isUntainted;
  const mode = isSameSiteRequest ? "same-site" : "cross-site";

  switch (cookies.thirdParty) {
    case "allowed":
      return { mode, unpartitioned: true, partition: null };
    case "only-sent": {
      const context = { mode, unpartitioned: true, partition: null } as const;
      // NB: A page without a host, as that of a file is, has no third parties.
      return client.topLevelUrlOrigin === "null"
        ? context
        : { ...context, firstPartyHost: hostOf(client.topLevelUrlOrigin) };
    }
    case "partitioned": {
      // NB: caps/OriginAttributes.cpp: what is of the top-level site and asked for by a frame that isn't has its own, "f".
      const isForeign = !isFirstParty && isSite(client.topLevelOrigin.serialization, target);
      const partition = isForeign
        ? `${client.networkPartitionKey} foreign`
        : client.networkPartitionKey;
      const context = { mode, unpartitioned: isFirstParty, partition } as const;
      const isForSetting = cookies.redirectTaint === "when-sent" && !isUntainted && !isBetweenSites;
      return isForSetting ? { ...context, settingMode: "same-site" } : context;
    }
    case "partitioned-only":
      // NB: net/cookies/cookie_partition_key.h, AncestorChainBit: what is of another site, or within one, has its own.
      return {
        mode,
        unpartitioned: isFirstParty,
        partition: isFirstParty
          ? client.networkPartitionKey
          : `${client.networkPartitionKey} cross-site`,
      };
  }
}

/** Whether a document above it, up to the top-level one, is of another site. */
function hasAncestorOfOther(client: Client, { cookies }: EngineProfile): boolean {
  return cookies.scheme === "schemeful" ? client.hasCrossSiteAncestor : client.hasForeignAncestor;
}

/** https://privacycg.github.io/storage-access-headers/ */
export function storageAccessOf(
  request: FetchRequest,
  engine: EngineProfile,
): "none" | "inactive" | null {
  // NB: A preflight tells of the request that it asks for.
  const { credentialsMode, keepalive, initiator } = request.preflightFor ?? request;
  if (credentialsMode !== "include") return null;
  if (engine.keepaliveIsDetached && keepalive && initiator === "fetch") return null;
  const isSite = engine.cookies.scheme === "schemeful" ? isSameSite : isSchemelesslySameSite;
  const { client } = request;
  // NB: Firefox sends none once it sends a tainted origin.
  if (engine.storageAccess !== "actual" && redirectTaintOf(request) !== "same-origin") return null;
  const target = currentUrl(request).origin;
  if (!isSite(client.topLevelOrigin.serialization, target)) return "none";
  return hasAncestorOfOther(request.client, engine) ? "inactive" : null;
}
