import {
  HeaderList,
  isCorsSafelistedMethod,
  isCorsSafelistedRequestHeader,
  isRedirectStatus,
  preflightCheck,
  preflightRequestHeaders,
} from "@crosswalk/cors/protocol";
import { digitsOfInteger } from "../engines/value-judges.ts";
import { drain } from "../infrastructure/body.ts";
import type { PreflightQuery } from "../infrastructure/cors-preflight-cache.ts";
import {
  currentUrl,
  type FetchRequest,
  redirectTaintOf,
  serializedOrigin,
} from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { corsCheckFailure, otherFailure } from "../infrastructure/network-error.ts";
import { isOpaque, isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import { cacheModeOf } from "./cache-mode.ts";
import { httpNetworkOrCacheFetch } from "./http-network-or-cache-fetch.ts";
import { isRefusedUnfollowed } from "./refused-location.ts";
import type { FetchParams, UserAgent } from "./user-agent.ts";

/**
 * Returns null where the request may go, otherwise the network error.
 *
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export async function corsPreflightFetch(
  params: FetchParams,
  unsafeHeaderNames: readonly string[],
): Promise<FetchResponse | null> {
  const { request, agent } = params;
  const { rules, preflightCache: cacheRules } = agent.engine;

  // 1. Let preflight be a new request whose method is `OPTIONS`, URL list is a clone of request's URL
  //    list, initiator is request's initiator, destination is request's destination, origin is
  //    request's origin, referrer is request's referrer, referrer policy is request's referrer policy,
  //    mode is "cors", and response tainting is "cors".
  // 2. Append (`Accept`, `*/*`) to preflight's header list.
  // 3. Append (`Access-Control-Request-Method`, request's method) to preflight's header list.
  // 4. Let headers be the CORS-unsafe request-header names with request's header list.
  // 5. If headers is not empty, then: […]
  const { headers: headerRules, redirects } = agent.engine;
  const isRedirected = request.urlList.length > 1;
  const preflight: FetchRequest = {
    ...request,
    method: "OPTIONS",
    urlList: redirects.preflightOrigin === "own" ? [currentUrl(request)] : [...request.urlList],
    preflightFor: request,
    finishHeaders: null,
    sentOrigin: null,
    referrer:
      isRedirected && redirects.preflightReferrer === "initial"
        ? (request.initial?.referrer ?? "no-referrer")
        : request.referrer,
    headerList: HeaderList.from(
      preflightRequestHeaders({ method: request.method, unsafeHeaderNames }),
    ),
    unsafeRequestFlag: false,
    body: null,
    mode: "cors",
    responseTainting: "cors",
    credentialsMode: "same-origin",
    redirectMode: "follow",
    cacheMode: headerRules.preflightInheritsCacheMode
      ? cacheModeOf(request, agent.engine)
      : "default",
    useCorsPreflightFlag: false,
    useUrlCredentialsFlag: false,
    keepalive: false,
    integrity: "",
  };

  const userAgent = request.headerList.get("User-Agent");
  if (headerRules.preflightInheritsUserAgent && userAgent !== null) {
    preflight.headerList.append("User-Agent", userAgent);
  }

  // 6. Let response be the result of running HTTP-network-or-cache fetch given a new fetch params
  //    whose request is preflight.
  const signal = agent.engine.preflightOutlivesAbort ? null : params.signal;
  const response = await httpNetworkOrCacheFetch(
    { ...params, request: preflight, signal },
    "preflight",
  );
  if (response.type === "error") return networkError({ ...response.failure!, isOfPreflight: true });
  const url = currentUrl(request);
  if (
    redirects.locationBeforeCors &&
    isRedirectStatus(response.status) &&
    isRefusedUnfollowed(response, url, agent.engine)
  ) {
    response.body?.cancel?.();
    const parameter = response.headerList.get("Location") ?? "";
    const place = ["#cors-preflight-fetch-0", "6"] as const;
    return networkError({
      ...otherFailure("InvalidLocation", url, place, { parameter }),
      isOfPreflight: true,
    });
  }
  const unfinished = await neededBody(response, params);
  if (unfinished !== null) return unfinished;

  // 7. If a CORS check for request and response returns success and response's status is an ok
  //    status, then: […]
  const origin = serializedOrigin(preflight);
  const result = preflightCheck(
    {
      credentialsMode: request.credentialsMode,
      origin,
      method: request.method,
      headers: request.preflightHeaderList,
      unsafeHeaderNames: inOrder(request, unsafeHeaderNames, agent),
      useCorsPreflightFlag:
        request.useCorsPreflightFlag && agent.engine.forcedPreflightAllowsMethod,
    },
    {
      status: response.status,
      headers: withReadMaxAge(judgedHeaders(request, response, agent), agent),
    },
    rules,
  );

  // 8. Otherwise, return a network error.
  if (!result.ok) {
    // NB: Nobody waits for the rest of what is refused.
    response.body?.cancel?.();
    if (cacheRules.keepsFailed && !isUnkept(request, agent))
      keepFailed(params, response, unsafeHeaderNames, origin);
    return networkError(corsCheckFailure(result.error, currentUrl(request), response));
  }

  const reading = readFurther(response, params);

  // 7.10. If max-age is greater than an imposed limit on max-age, then set max-age to the imposed limit.
  const maxAge = Math.min(result.maxAge, cacheRules.maxAgeLimit);

  // 7.11. If the user agent does not provide for a cache, then return response.
  // 7.12 to 7.15. [For each method and header name, a cache entry is renewed or created.]
  const { methods, headerNames } = result;
  if (!cacheRules.unkeptBy.has(cacheModeOf(request, agent.engine)) && !isUnkept(request, agent))
    agent.preflightCache.store(
      queryOf(request, agent, unsafeHeaderNames),
      { methods, headerNames, maxAge },
      agent.clock.now(),
    );

  // 7.16. Return response.
  if (reading !== null) await reading;
  return null;
}

/** What a preflight's body says is nobody's concern; whether it comes to an end is that of some. */
async function neededBody(
  { body }: FetchResponse,
  { request, agent }: FetchParams,
): Promise<FetchResponse | null> {
  if (body === null || agent.engine.preflightBody !== "needed") return null;
  try {
    await drain(body);
    return null;
  } catch (cause) {
    const place = ["#cors-preflight-fetch-0", "6"] as const;
    return networkError(otherFailure("TransportFailed", currentUrl(request), place, { cause }));
  }
}

/** What a granted request waits for, though nothing can go wrong with it; null where that is nothing. */
function readFurther({ body }: FetchResponse, { agent }: FetchParams): Promise<void> | null {
  if (body === null) return null;
  switch (agent.engine.preflightBody) {
    case "needed":
      return null;
    case "left":
      body.cancel?.();
      return null;
    case "awaited":
      return drain(body).catch(() => undefined);
  }
}

/**
 * The names in the order in which an engine looks at them, which tells which one it complains about.
 * Those that are unsafe only because all values together are too long come last.
 */
function inOrder(
  request: FetchRequest,
  unsafeHeaderNames: readonly string[],
  { engine }: UserAgent,
): readonly string[] {
  if (engine.headers.order === null || unsafeHeaderNames.length < 2) return unsafeHeaderNames;
  const order = new Map(engine.headers.order(request).map((name, index) => [name, index] as const));
  const isSafelisted = (name: string): boolean =>
    isCorsSafelistedRequestHeader(name, request.preflightHeaderList.get(name) ?? "", engine.rules);
  const rank = (name: string): number =>
    (isSafelisted(name) ? order.size + 1 : 0) + (order.get(name) ?? order.size);
  return [...unsafeHeaderNames].sort((one, other) => rank(one) - rank(other));
}

/**
 * A `Location` of nothing leads nowhere, to whom that is not a redirect.
 *
 * A preflight in the page's own name that goes to the page's own origin needs no one's leave: its
 * headers are taken for granting that.
 */
function judgedHeaders(
  request: FetchRequest,
  response: FetchResponse,
  agent: UserAgent,
): HeaderList {
  const { redirects } = agent.engine;
  const isOwn =
    redirects.preflightOrigin === "own" &&
    isSameOrigin(request.origin, originOfUrl(currentUrl(request)));
  if (
    !isOwn &&
    redirects.emptyLocation === "ignored" &&
    response.headerList.get("Location") === ""
  ) {
    const headers = response.headerList.clone();
    headers.delete("Location");
    return headers;
  }
  if (!isOwn) return response.headerList;
  const headers = response.headerList.clone();
  headers.set("Access-Control-Allow-Origin", request.origin.serialization);
  headers.set("Access-Control-Allow-Credentials", "true");
  return headers;
}

/** With `Access-Control-Max-Age` in digits alone, where the engine makes do with less. */
function withReadMaxAge(headers: HeaderList, { engine }: UserAgent): HeaderList {
  const value = headers.get("Access-Control-Max-Age");
  if (engine.preflightCache.maxAgeSyntax === "delta-seconds" || value === null) return headers;
  const digits = digitsOfInteger(value);
  if (digits === value) return headers;
  const read = headers.clone();
  // What isn't read at all counts as what nobody could read; a negative number is one.
  if (!value.startsWith("-")) read.set("Access-Control-Max-Age", digits ?? "unreadable");
  return read;
}

/** WebKit keeps what a response permits before it looks whether that is enough. */
function keepFailed(
  { request, agent }: FetchParams,
  response: FetchResponse,
  unsafeHeaderNames: readonly string[],
  origin: string,
): void {
  const { rules, preflightCache: cacheRules } = agent.engine;
  const asked = {
    credentialsMode: request.credentialsMode,
    origin,
    method: "GET",
    headers: [],
    useCorsPreflightFlag: false,
  };
  const result = preflightCheck(
    asked,
    { status: response.status, headers: withReadMaxAge(response.headerList, agent) },
    rules,
  );
  if (!result.ok) return;
  const { methods, headerNames } = result;
  const maxAge = Math.min(result.maxAge, cacheRules.maxAgeLimit);
  agent.preflightCache.store(
    queryOf(request, agent, unsafeHeaderNames),
    { methods, headerNames, maxAge },
    agent.clock.now(),
  );
}

/**
 * The conditions of HTTP fetch, step 4.1: whether what is remembered covers the request.
 *
 * https://fetch.spec.whatwg.org/#concept-http-fetch
 */
export function isCoveredByPreflightCache(
  { request, agent }: FetchParams,
  unsafeHeaderNames: readonly string[],
): boolean {
  const { preflightCache: rules } = agent.engine;
  if (rules.bypassedBy.has(cacheModeOf(request, agent.engine))) return false;
  if (isUnkept(request, agent)) return false;
  const query = queryOf(request, agent, unsafeHeaderNames);
  if (!agent.preflightCache.covers(query, agent.clock.now())) return false;
  if (!isOfNewAddress(request, agent)) return true;
  agent.preflightCache.clear(query);
  return false;
}

/**
 * Whether what is kept passes for older than the record of its address. Firefox looks for such a record, by which it
 * makes one, for each family of addresses.
 */
function isOfNewAddress({ urlList, client }: FetchRequest, agent: UserAgent): boolean {
  const { droppedOfNewAddresses } = agent.engine.preflightCache;
  const { hostname } = urlList.at(-1)!;
  if (droppedOfNewAddresses === 0 || !isAddress(hostname)) return false;
  const key = `${client.networkPartitionKey} ${hostname}`;
  const times = agent.addressesMet.get(key) ?? 0;
  if (times < droppedOfNewAddresses) agent.addressesMet.set(key, times + 1);
  return times < droppedOfNewAddresses;
}

const isAddress = (hostname: string): boolean => /^(?:\[|[0-9.]+$)/.test(hostname);

const isUnkept = (request: FetchRequest, { engine }: UserAgent): boolean =>
  engine.preflightCache.origin === "untainted" && redirectTaintOf(request) !== "same-origin";

/** https://fetch.spec.whatwg.org/#concept-cache-clear */
export function clearPreflightCache({ request, agent }: FetchParams): void {
  agent.preflightCache.clear(queryOf(request, agent, []));
}

const ownNames: WeakMap<FetchRequest, string> = new WeakMap();
let lastOwnName = 0;

function keyOrigin(request: FetchRequest, { engine }: UserAgent): string {
  const { origin, keepsForOpaqueTopLevel } = engine.preflightCache;
  if (
    !keepsForOpaqueTopLevel &&
    (isOpaque(request.client.topLevelOrigin) || isOpaque(request.origin))
  )
    return ownName(request);
  // A tainted origin is one that nobody has had before, where an engine takes it for an opaque one.
  if (origin === "unreplaced" && isReplaced(request))
    return `${ownName(request)} ${originsLeft(request)}`;
  return origin === "serialized" ? serializedOrigin(request) : request.origin.serialization;
}

/** NB: A file's origin is none of the opaque ones, which no redirect replaces, though it looks like them. */
function isReplaced(request: FetchRequest): boolean {
  const { client, origin } = request;
  return client.baseUrl.protocol === "file:"
    ? redirectTaintOf(request) !== "same-origin"
    : serializedOrigin(request) !== origin.serialization;
}

/** A name that no other request has. */
function ownName(request: FetchRequest): string {
  const name = ownNames.get(request) ?? `null ${++lastOwnName}`;
  ownNames.set(request, name);
  return name;
}

const originsLeft = ({ urlList }: FetchRequest): number =>
  urlList.filter((url, index) => index > 0 && url.origin !== urlList[index - 1]!.origin).length;

function queryOf(
  request: FetchRequest,
  agent: UserAgent,
  unsafeHeaderNames: readonly string[],
): PreflightQuery {
  return {
    networkPartitionKey: request.client.networkPartitionKey,
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
