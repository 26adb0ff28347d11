import {
  corsUnsafeRequestHeaderNames,
  type HeaderList,
  isCorsNonWildcardRequestHeaderName,
  isCorsSafelistedMethod,
  isRequestBodyHeaderName,
} from "@crosswalk/cors/protocol";
import { judgedBodyType } from "./judged-body-type.ts";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest, InitialRequest } from "../infrastructure/fetch-request.ts";
import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";

/** A redirect on its way from one URL to the next. */
interface Hop {
  readonly status: number;
  /** Whether it has made a `GET` without body of the request. */
  readonly isRewritten: boolean;
  /** Whether that is what the standard has it do. */
  readonly isStandard: boolean;
  readonly from: URL;
  readonly to: URL;
}

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, step 12 */
export function becomesGet(status: number, method: string): boolean {
  return (
    ((status === 301 || status === 302) && method === "POST") ||
    (status === 303 && method !== "GET" && method !== "HEAD")
  );
}

/** What a redirect leaves of the headers, and which of them a preflight asks about. */
export function redirectHeaders(request: FetchRequest, hop: Hop, engine: EngineProfile): void {
  const { initial } = request;
  const { redirects } = engine;
  if (initial !== null && redirects.restoresHeaders === "always") {
    restoreHeaders(request, initial, hop, engine);
    return;
  }
  const isRestored = redirects.restoresHeaders === "with-cors" && isCorsHop(request, hop);
  if (initial !== null) {
    if (isRestored) {
      const hadAuthorization = request.headerList.contains("Authorization");
      request.headerList = initial.headerList.clone();
      if (!hadAuthorization) request.headerList.delete("Authorization");
    }
    request.preflightHeaderList =
      redirects.preflightHeaders === "current" ? request.headerList : initial.headerList.clone();
  }
  // NB: WebKit's network process drops what was the body's, then goes back to the headers of the first
  //     hop. Its page drops them once more, where the standard has it so and no script waits.
  const isUnattended = engine.synchronousIsBare && request.synchronous;
  if (isUnattended && !isRestored && hop.isRewritten) request.headerList.delete("Content-Type");
  const isAttended = isRestored ? hop.isStandard : hop.isRewritten;
  dropHeaders(request.headerList, isAttended && !isUnattended, hop);
  const type = initial?.headerList.get("Content-Type") ?? null;
  if (redirects.typeComesBack && (hop.status === 307 || hop.status === 308) && type !== null)
    request.headerList.set("Content-Type", type);
  // NB: The network stack finds its own anew for each address.
  if (redirects.dropsUserAgent && !isRestored) request.headerList.delete("User-Agent");
  if (!request.keepalive && !isHome(request, hop)) {
    removeFrom(request.headerList, (name) => redirects.droppedAwayFromHome.has(name.toLowerCase()));
  }
}

/** A frame of another origin than the top-level page's is at home nowhere. */
function isHome({ origin, client }: FetchRequest, { to }: Hop): boolean {
  return isSameOrigin(origin, originOfUrl(to)) && isSameOrigin(origin, client.topLevelOrigin);
}

function isCorsHop({ responseTainting, mode, origin }: FetchRequest, { to }: Hop): boolean {
  return responseTainting === "cors" || (mode === "cors" && !isSameOrigin(origin, originOfUrl(to)));
}

/**
 * The headers of the first request, less what this redirect would take from that. A preflight asks about
 * them if that, or the method, calls for one; otherwise about what the preflight before asked about.
 *
 * dom/fetch/FetchDriver.cpp, AsyncOnChannelRedirect; netwerk/protocol/http/nsCORSListenerProxy.cpp,
 * CheckPreflightNeeded
 */
function restoreHeaders(
  request: FetchRequest,
  initial: InitialRequest,
  hop: Hop,
  engine: EngineProfile,
): void {
  const { bodyType, body } = request;
  if (request.initiator !== "fetch" && request.initiator !== "xmlhttprequest") {
    // NB: Nobody goes back to anything where no script waits; what is asked about stays the same.
    request.preflightHeaderList = initial.preflightHeaderList;
    dropHeaders(request.headerList, hop.isRewritten, hop);
    return;
  }
  request.headerList = initial.headerList.clone();
  dropHeaders(request.headerList, becomesGet(hop.status, initial.method), hop);
  const asked = initial.preflightHeaderList.clone();
  if (bodyType !== null && body !== null) {
    request.headerList.append("Content-Type", bodyType);
    asked.append("Content-Type", judgedBodyType(bodyType, request, engine));
  }
  const asksAnew =
    request.useCorsPreflightFlag ||
    !isCorsSafelistedMethod(request.method) ||
    corsUnsafeRequestHeaderNames(asked, engine.rules).length > 0;
  if (!asksAnew && request.wasPreflighted) return;
  dropHeaders(asked, hop.isRewritten, hop);
  request.preflightHeaderList = asked;
}

function dropHeaders(list: HeaderList, dropsBody: boolean, { from, to }: Hop): void {
  if (dropsBody) removeFrom(list, isRequestBodyHeaderName);
  if (!isSameOrigin(originOfUrl(from), originOfUrl(to)))
    removeFrom(list, isCorsNonWildcardRequestHeaderName);
}

function removeFrom(list: HeaderList, isGone: (name: string) => boolean): void {
  for (const name of list.names()) if (isGone(name)) list.delete(name);
}
