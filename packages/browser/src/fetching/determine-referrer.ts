import type { EngineProfile } from "../engines/engine.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { isOpaque, serializedOriginOf } from "../infrastructure/origin.ts";
import type { ReferrerPolicy } from "../infrastructure/referrer-policy.ts";
import { isSchemelesslySameSite } from "../infrastructure/site.ts";
import { copyOf, isHttpScheme, isPotentiallyTrustworthy } from "../infrastructure/url.ts";

/** "If the result of serializing referrerURL is a string whose length is greater than 4096". */
const MAX_REFERRER_LENGTH = 4096;

/** https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer */
export function determineReferrer(
  request: FetchRequest,
  engine: EngineProfile,
): "no-referrer" | URL {
  // 1. Let policy be request's referrer policy.
  const policy = request.referrerPolicy;

  // 2. Let environment be request's client.
  // 3. Switch on request's referrer: "client": […] If environment's global object is a Window object,
  //    then: […] if document's origin is an opaque origin, return no referrer. […] Let referrerSource
  //    be document's URL. A URL: let referrerSource be request's referrer.
  // NB: What a data: document refers by is not an HTTP(S) URL, so the next step drops it.
  if (request.referrer === "no-referrer") return "no-referrer";
  if (
    request.referrer === "client" &&
    isOpaque(request.client.origin) &&
    !engine.referrer.fromOpaqueOrigin
  ) {
    return "no-referrer";
  }
  if (
    request.referrer === "client" &&
    request.initiator === "fetch" &&
    request.client.isSrcdoc &&
    engine.referrer.fromSrcdocFetch === "nothing"
  ) {
    return "no-referrer";
  }
  // NB: Elements refer by the document's own URL, which is none.
  const isOfScript =
    request.initiator === "fetch" ||
    request.initiator === "xmlhttprequest" ||
    request.destination === "worker" ||
    (request.element === "import" && request.client.isBlank);
  if (request.referrer === "client" && request.client.scriptsAloneRefer && !isOfScript)
    return "no-referrer";
  const referrerSource =
    request.referrer === "client" ? request.client.referrerUrl : request.referrer;

  // 4. Let request's referrerURL be the result of stripping referrerSource for use as a referrer.
  // 5. Let referrerOrigin be the result of stripping referrerSource for use as a referrer, with the
  //    origin-only flag set to true.
  if (referrerSource === null || !isHttpScheme(referrerSource)) return "no-referrer";
  const { whole, originOnly: referrerOrigin } = strippedBothWays(referrerSource);
  let referrerUrl = whole;

  // 6. If the result of serializing referrerURL is a string whose length is greater than 4096, set
  //    referrerURL to referrerOrigin.
  if (referrerUrl.href.length > MAX_REFERRER_LENGTH) referrerUrl = referrerOrigin;

  // 8. Execute the switch statements corresponding to the value of policy:
  const url = currentUrl(request);
  // NB: Firefox tells by the page's origin, whatever its elements refer by.
  const isOfOpaque =
    engine.elements.sandboxReferrer === "origin" && isOpaque(request.client.origin);
  const isCrossOrigin = isOfOpaque || serializedOriginOf(referrerUrl) !== serializedOriginOf(url);
  const isDowngrade =
    engine.referrer.downgrade === "scheme"
      ? referrerUrl.protocol === "https:" && url.protocol !== "https:"
      : isPotentiallyTrustworthy(referrerUrl) && !isPotentiallyTrustworthy(url);
  const isHeldBack = isPolicyHeldBack(policy, referrerUrl.origin, url, engine);
  // NB: A policy that is held back is so for this hop; the next one starts from where this one did, if that one told
  //     of anything. But of what is made apart from its page nobody knows where it started.
  const isApart = engine.keepaliveIsDetached && request.keepalive && request.initiator === "fetch";
  const isKept = engine.referrer.relaxesOnReturn && !isApart && !isDowngrade;
  request.heldReferrer = isHeldBack && isKept ? request.referrer : null;
  switch (isHeldBack ? "strict-origin-when-cross-origin" : policy) {
    case "no-referrer":
      return "no-referrer";
    case "origin":
      return referrerOrigin;
    case "unsafe-url":
      return referrerUrl;
    case "strict-origin":
      return isDowngrade ? "no-referrer" : referrerOrigin;
    case "":
    case "strict-origin-when-cross-origin":
      if (!isCrossOrigin) return referrerUrl;
      return isDowngrade ? "no-referrer" : referrerOrigin;
    case "same-origin":
      return isCrossOrigin ? "no-referrer" : referrerUrl;
    case "origin-when-cross-origin":
      return isCrossOrigin ? referrerOrigin : referrerUrl;
    case "no-referrer-when-downgrade":
      return isDowngrade ? "no-referrer" : referrerUrl;
  }
}

/** Whether a policy that tells another site more than the default counts as the default. */
export function isPolicyHeldBack(
  policy: ReferrerPolicy,
  origin: string,
  url: URL,
  { referrer }: EngineProfile,
): boolean {
  const isRelaxed =
    policy === "unsafe-url" ||
    policy === "origin-when-cross-origin" ||
    policy === "no-referrer-when-downgrade";
  return isRelaxed && !referrer.relaxesAcrossSites && !isSchemelesslySameSite(origin, url.origin);
}

/** A URL stripped without and with the origin-only flag. */
interface Stripped {
  readonly whole: URL;
  readonly originOnly: URL;
}

// A page's own URL is what most of its requests refer by.
const strippedUrls: WeakMap<URL, Stripped> = new WeakMap();

function strippedBothWays(url: URL): Stripped {
  const known = strippedUrls.get(url);
  if (known !== undefined) return known;
  const originOnly = stripped(copyOf(url));
  originOnly.pathname = "";
  originOnly.search = "";
  const result = { whole: stripped(url), originOnly };
  strippedUrls.set(url, result);
  return result;
}

/** https://w3c.github.io/webappsec-referrer-policy/#strip-url */
function stripped(url: URL): URL {
  if (url.username === "" && url.password === "" && url.hash === "") return url;
  const copy = copyOf(url);
  copy.username = "";
  copy.password = "";
  copy.hash = "";
  return copy;
}
