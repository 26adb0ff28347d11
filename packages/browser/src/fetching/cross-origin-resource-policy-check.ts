import type { EngineProfile } from "../engines/engine.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { isOpaque, isSameOrigin, originOfUrl, type Origin } from "../infrastructure/origin.ts";
import { hasDomain, isSchemelesslySameSite } from "../infrastructure/site.ts";
import { isAddress } from "../infrastructure/url.ts";

/** https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check */
export function isBlockedByCrossOriginResourcePolicy(
  origin: Origin,
  url: URL,
  response: FetchResponse,
  engine: EngineProfile,
): boolean {
  // 3. If the cross-origin resource policy internal check with origin, "unsafe-none", response, and
  //    forNavigation returns blocked, then return blocked.
  // NOTE: This step is needed because we don't want to report violations not related to
  //       Cross-Origin Embedder Policy below.
  // 1. If forNavigation is true and embedderPolicyValue is "unsafe-none", then return allowed.
  // 2. Let policy be the result of getting `Cross-Origin-Resource-Policy` from response's header list.
  const policy = response.headerList.get("Cross-Origin-Resource-Policy");

  // 5. Switch on policy:
  switch (policy) {
    case "same-origin":
      // If origin is same origin with response's URL's origin, then return allowed. Otherwise, return
      // blocked.
      return !isSameOrigin(origin, originOfUrl(url));
    case "same-site":
      // If all of the following are true: origin is schemelessly same site with response's URL's
      // origin; origin's scheme is "https" or response's URL's scheme is not "https"; then return
      // allowed. Otherwise, return blocked.
      if (!engine.siteOfHostsWithoutDomain && !hasDomain(url))
        return !(isSameOrigin(origin, originOfUrl(url)) || isNobodysOfLabel(origin, url));
      return !(
        isSchemelesslySameSite(origin.serialization, url.origin) &&
        (origin.serialization.startsWith("https:") || url.protocol !== "https:")
      );
    default:
      // 3. If policy is neither `same-origin`, `same-site`, nor `cross-origin`, then set policy to null.
      // null or `cross-origin`: return allowed.
      return false;
  }
}

/** Nobody's origin has no domain either, and that is the same then; an address is no name that could have one. */
function isNobodysOfLabel(origin: Origin, url: URL): boolean {
  return isOpaque(origin) && url.protocol !== "https:" && !isAddress(url);
}
