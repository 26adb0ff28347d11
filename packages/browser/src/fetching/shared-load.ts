import type { HeaderList } from "@crosswalk/cors/protocol";
import { BoundedMap } from "../infrastructure/bounded-map.ts";
import type { Client } from "../infrastructure/client.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { SharedBody } from "../infrastructure/shared-body.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import { isConditional } from "./cache-mode.ts";
import { includesCredentialsOf } from "./http-cache-key.ts";
import { matchesIntegrity } from "./integrity.ts";
import { type LoadedHead, mayBeReused } from "./shared-load-freshness.ts";
import type { FetchStart, UserAgent } from "./user-agent.ts";

interface SharedLoad {
  /** As it was made; redirects change it. */
  readonly request: FetchRequest;
  readonly headers: HeaderList;
  readonly response: Promise<FetchResponse>;
  /** What has come of it; null while it is under way. */
  head: LoadedHead | null;
  /** The response's body for one more reader. */
  open(): FetchResponse["body"];
  /** Ends the load once everyone who wanted it has been counted out. */
  leave(): void;
  takers: number;
  /** Whether its last byte is there. */
  isWhole: boolean;
}

type Loads = BoundedMap<SharedLoad>;

// With bodies of at most MAX_KEPT_BYTES: 64 MiB a page, as much as an HTTP cache.
const MAX_LOADS = 16;
// As the HTTP caches have it: a sixteenth of a cache of 64 MiB.
const MAX_KEPT_BYTES = 4 * 1024 * 1024;

/**
 * What pages are loading and what they have loaded: WebKit's memory cache, as far as scripts' requests
 * go. It has one load an address, the last one.
 *
 * Source/WebCore/loader/cache/CachedResourceLoader.cpp, CachedRawResource.cpp
 */
export class SharedLoads {
  readonly #loads: WeakMap<Client, Loads> = new WeakMap();

  /** What the page is loading or has loaded already, or what `start` makes of it. */
  async join(
    params: FetchStart,
    start: (params: FetchStart) => Promise<FetchResponse>,
  ): Promise<FetchResponse> {
    const { request, agent, signal } = params;
    const part = partOf(request);
    if (part === "none") return start(params);
    const loads = this.#loadsOf(request.client);
    const key = withoutFragment(currentUrl(request));
    const known = loads.get(key);
    const reused =
      known !== undefined && part !== "replaces" && mayTake(known, request, agent) ? known : null;
    if (reused === null && part !== "shares") {
      loads.delete(key);
      return start(params);
    }
    const load = reused ?? begin(params, start, loads, key);
    // NB: A `fetch` keeps no bytes, and nor does what it takes over when that is all there.
    if (part === "takes" && load.isWhole) loads.delete(key);
    if (load.head === null) {
      load.takers++;
      signal?.addEventListener("abort", () => load.leave(), { once: true });
    } else {
      const { url, status, headerList } = load.head;
      const headers = [...headerList];
      params.trace?.({ kind: "reused", url, status, headers, cacheState: "local" });
    }
    const response = await Promise.race([load.response, aborted(params)]);
    if (response.failure !== null && reused !== null)
      return networkError({ ...response.failure, isTold: true });
    const own = response.body === null ? response : { ...response, body: load.open() };
    return reused !== null && request.integrity !== load.request.integrity
      ? checked(own, request)
      : own;
  }

  #loadsOf(client: Client): Loads {
    const known = this.#loads.get(client);
    if (known !== undefined) return known;
    const loads: Loads = new BoundedMap(MAX_LOADS);
    this.#loads.set(client, loads);
    return loads;
  }
}

function begin(
  params: FetchStart,
  start: (params: FetchStart) => Promise<FetchResponse>,
  loads: Loads,
  key: string,
): SharedLoad {
  const { request, agent } = params;
  const controller = new AbortController();
  let body: SharedBody | null = null;
  const forget = (): void => {
    if (loads.get(key) === load) loads.delete(key);
  };
  const load: SharedLoad = {
    request,
    headers: request.headerList.clone(),
    head: null,
    takers: 0,
    isWhole: false,
    response: start({ ...params, signal: controller.signal }).then((response) => {
      if (response.type === "error") forget();
      const { status, headerList } = response.internalResponse ?? response;
      const url = currentUrl(request).href;
      load.head = { url, status, headerList, time: agent.clock.date() };
      if (response.body !== null)
        body = new SharedBody(response.body, Infinity, (end) => {
          load.isWhole = true;
          if (end === "lost" || body!.size > MAX_KEPT_BYTES) forget();
        });
      else load.isWhole = true;
      return response;
    }),
    open: () => body?.open() ?? null,
    leave() {
      if (--load.takers > 0) return;
      forget();
      controller.abort();
    },
  };
  loads.set(key, load);
  return load;
}

async function checked(response: FetchResponse, request: FetchRequest): Promise<FetchResponse> {
  if (response.type === "error" || request.integrity === "") return response;
  const verdict = await matchesIntegrity(response, request.integrity);
  if (verdict.ok) return verdict.response;
  const place = ["#concept-main-fetch", "22"] as const;
  const parameter = verdict.digest ?? "";
  const failure = otherFailure("SubresourceIntegrity", currentUrl(request), place, { parameter });
  return networkError({ ...failure, response: response.internalResponse ?? response });
}

/**
 *     "shares"     its load is kept for others
 *     "takes"      it takes what others have loaded, and leaves nothing
 *     "replaces"   what was loaded from its address is gone
 *     "none"       it has nothing to do with any of this
 */
function partOf(request: FetchRequest): "shares" | "takes" | "replaces" | "none" {
  const { initiator, synchronous, method, body, integrity } = request;
  if (synchronous) return "none";
  const isScript = initiator === "fetch" || initiator === "xmlhttprequest";
  if (method !== "GET" || body !== null || !isScript) return "replaces";
  // NB: What integrity is checked of is kept until it is whole.
  return initiator === "xmlhttprequest" || integrity !== "" ? "shares" : "takes";
}

/** CachedRawResource::canReuse, and CachedResourceLoader::determineRevalidationPolicy */
function mayTake(load: SharedLoad, request: FetchRequest, agent: UserAgent): boolean {
  const { headerList, mode, cacheMode, credentialsMode } = request;
  if (mode !== load.request.mode || isConditional(headerList)) return false;
  if (!haveSame(headerList, load.headers) || isWithCookies(load.request) !== isWithCookies(request))
    return false;
  const { head } = load;
  switch (cacheMode) {
    case "force-cache":
    case "only-if-cached":
      return head === null || mayBeReused(head, load, headerList, "whatever", agent);
    case "default":
      return (
        credentialsMode === load.request.credentialsMode &&
        (head === null || mayBeReused(head, load, headerList, "fresh", agent))
      );
    default:
      return false;
  }
}

/** At its first address: what a redirect makes of a request is no matter here. */
function isWithCookies(request: FetchRequest): boolean {
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

function aborted({ request, signal }: FetchStart): Promise<FetchResponse> {
  return new Promise((resolve) => {
    const fail = (): void =>
      resolve(networkError(otherFailure("Aborted", currentUrl(request), ["#concept-fetch", ""])));
    if (signal?.aborted === true) fail();
    signal?.addEventListener("abort", fail, { once: true });
  });
}
