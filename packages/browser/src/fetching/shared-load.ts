import type { HeaderList } from "@crosswalk/cors/protocol";
import { corsCheck } from "@crosswalk/cors/protocol";
import { abortable } from "../infrastructure/abortable-body.ts";
import { BoundedMap } from "../infrastructure/bounded-map.ts";
import type { Client } from "../infrastructure/client.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { opaqueFilteredResponse } from "../infrastructure/filtered-response.ts";
import { SharedBody } from "../infrastructure/shared-body.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import { isConditional } from "./cache-mode.ts";
import { includesCredentialsOf } from "./http-cache-key.ts";
import { integrityFailure, matchesIntegrity } from "./integrity.ts";
import {
  isFleeting,
  type LoadedHead,
  mayBeAskedAbout,
  mayBeReused,
} from "./shared-load-freshness.ts";
import type { FetchStart, UserAgent } from "./user-agent.ts";

interface SharedLoad {
  /** As it was made; redirects change it. */
  readonly request: FetchRequest;
  headers: HeaderList;
  readonly response: Promise<FetchResponse>;
  /** What has come of it; null while it is under way. */
  head: LoadedHead | null;
  /** The response's body for one more reader. */
  open(): FetchResponse["body"];
  /** Counts one in until the load is over; the load ends once all whom it was for have turned away. */
  enter(signal: AbortSignal | null): void;
  /** Whether it asks about what the page held by then. */
  asksAboutHeld: boolean;
  /** What it was, if it was asked about and still held. */
  revived: SharedLoad | null;
  /** Whether its last byte is there. */
  isWhole: boolean;
  /** How many bytes are. */
  readonly size: number;
  /** Aborted once nothing more comes. */
  readonly end: AbortSignal;
}

/** Hears of a request that is about to be made, and has not found its answer in memory. */
type LoadListener = (request: FetchRequest) => void;

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
  readonly #listeners: WeakMap<Client, Map<object, LoadListener>> = new WeakMap();

  /** Has what a page loads from now on told to who holds loads of its own; one listener an owner. */
  listen(client: Client, owner: object, listener: LoadListener): void {
    const known = this.#listeners.get(client);
    if (known === undefined) this.#listeners.set(client, new Map([[owner, listener]]));
    else known.set(owner, listener);
  }

  #tell(request: FetchRequest): void {
    for (const listener of this.#listeners.get(request.client)?.values() ?? []) listener(request);
  }

  /** What the page is loading or has loaded already, or what `start` makes of it. */
  async join(
    params: FetchStart,
    start: (params: FetchStart) => Promise<FetchResponse>,
  ): Promise<FetchResponse> {
    const { request, agent, signal } = params;
    const part = partOf(request, agent);
    if (part === "none") return start(params);
    const loads = this.#loadsOf(request.client);
    const key = withoutFragment(currentUrl(request));
    const known = loads.get(key);
    const isAlike = known !== undefined && part !== "replaces" && suits(known, request);
    // NB: What an element may not have of what another one has been given is asked for beside that.
    if (isAlike && isHeldFrom(known, request)) return start(params);
    const reused = isAlike && isStillGood(known, request, agent) ? known : null;
    if (reused === null) this.#tell(request);
    // NB: Who asks past all caches leaves what was there where it is, but for what may not be stored.
    const isLeft = isPreload(known?.request) || (known?.head != null && !isFleeting(known.head));
    if (reused === null && request.cacheMode === "no-store" && part === "takes" && isLeft)
      return start(params);
    const held =
      reused === null && isAlike && asksAboutHeld(request, agent) ? heldIn(known, request) : null;
    if (reused === null && part !== "shares") {
      loads.delete(key);
      if (held === null) return start(params);
      return reviving(held, start, () => void (loads.get(key) ?? loads.set(key, held)))(params);
    }
    request.sharesLoad = reused !== null;
    const load = reused ?? begin(params, start, held, loads, key);
    if (reused === null) load.asksAboutHeld = isAlike;
    // NB: What may not be stored is gone once it was taken; what was asked about will be asked about again.
    if (part === "takes" && load.isWhole && !isPreload(load.request)) {
      if (load.revived !== null) loads.set(key, load.revived);
      else if (load.head === null || isFleeting(load.head)) loads.delete(key);
    }
    load.enter(signal);
    // NB: Opened at once where it is under way: its other readers may turn away meanwhile.
    let body = load.head === null ? null : load.open();
    if (load.head !== null) {
      const { url, status, headerList } = load.head;
      const headers = [...headerList];
      params.trace?.({ kind: "reused", url, status, headers, cacheState: "local" });
    }
    const response = await untilAborted(load.response, params);
    if (response.failure !== null)
      return reused === null ? response : networkError({ ...response.failure, isTold: true });
    body ??= load.open();
    if (body !== null && signal !== null) body = abortable(body, signal, load.end);
    const own = asAskedFor(withBody(response, body, request), load, request);
    return reused !== null && request.integrity !== load.request.integrity
      ? checked(own, params)
      : own;
  }

  /** Lets go of what has turned out to be nothing that can be used, if there is anything of it. */
  forgetUndecodable({ client, urlList }: FetchRequest): void {
    const loads = this.#loadsOf(client);
    const key = withoutFragment(urlList[0]!);
    if (loads.get(key)?.size !== 0) loads.delete(key);
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
  held: SharedLoad | null,
  loads: Loads,
  key: string,
): SharedLoad {
  const { request, agent } = params;
  const revive = (): void => {
    load.revived = held;
    load.headers = held!.headers;
  };
  const asking = held === null ? start : reviving(held, start, revive);
  const controller = new AbortController();
  const end = new AbortController();
  let body: SharedBody | null = null;
  let takers = 0;
  const forget = (): void => {
    if (loads.get(key) === load) loads.delete(key);
  };
  const finish = (): void => {
    load.isWhole = true;
    end.abort();
  };
  const leave = (): void => {
    if (--takers > 0) return;
    forget();
    controller.abort();
  };
  const load: SharedLoad = {
    request,
    headers: request.headerList.clone(),
    head: null,
    asksAboutHeld: false,
    revived: null,
    isWhole: false,
    get size(): number {
      return body?.size ?? 0;
    },
    end: end.signal,
    response: asking({ ...params, signal: controller.signal }).then(
      (response) => {
        const { status, headerList } = response.internalResponse ?? response;
        if (response.type === "error" || (isOfElement(request) && status >= 400)) forget();
        const url = currentUrl(request).href;
        load.head = { url, status, headerList, time: agent.clock.date() };
        const own = bodyOf(response, request);
        if (own === null) finish();
        else
          body = new SharedBody(own, Infinity, (how) => {
            finish();
            if (how === "lost" || body!.size > MAX_KEPT_BYTES) forget();
          });
        return response;
      },
      (error: unknown) => {
        forget();
        throw error;
      },
    ),
    open: () => body?.open() ?? null,
    enter(signal) {
      takers++;
      if (signal !== null) followSignal(end.signal, followSignal(signal, leave));
    },
  };
  loads.set(key, load);
  return load;
}

async function checked(
  response: FetchResponse,
  { request, agent }: FetchStart,
): Promise<FetchResponse> {
  if (response.type === "error" || request.integrity === "") return response;
  const verdict = await matchesIntegrity(response, request, agent.engine.integrity);
  if (verdict.ok) return verdict.response;
  const failure = integrityFailure(currentUrl(request), verdict.digest);
  return networkError({ ...failure, response: response.internalResponse ?? response });
}

/**
 *     "shares"     its load is kept for others
 *     "takes"      it takes what others have loaded, and leaves nothing
 *     "finds"      it takes what elements have loaded, and is held elsewhere if that is nothing
 *     "replaces"   what was loaded from its address is gone
 *     "none"       it has nothing to do with any of this
 */
function partOf(
  request: FetchRequest,
  agent: UserAgent,
): "shares" | "takes" | "finds" | "replaces" | "none" {
  const { initiator, synchronous, method, body, integrity } = request;
  if (synchronous) return "none";
  if (isHeld(request, agent)) return request.element === "preload" ? "finds" : "shares";
  const isScript = initiator === "fetch" || initiator === "xmlhttprequest";
  if (isPreload(request)) return "shares";
  if (method !== "GET" || body !== null || !isScript) return "replaces";
  // NB: What integrity is checked of is kept until it is whole.
  return initiator === "xmlhttprequest" || integrity !== "" ? "shares" : "takes";
}

const heldElements: ReadonlySet<string | null> = new Set([
  "font",
  "import",
  "module",
  "script",
  "stylesheet",
  "svg-use",
  "track",
]);
const heldDestinations: ReadonlySet<string> = new Set(["font", "script", "style", "track"]);

const isOfElement = ({ element, destination }: FetchRequest): boolean =>
  heldElements.has(element) || (element === "preload" && heldDestinations.has(destination));

/** Whether it is held, or still comes, for who asks without CORS, and not for this one who asks with. */
function isHeldFrom({ request: loaded, head }: SharedLoad, request: FetchRequest): boolean {
  if (loaded.mode === request.mode) return false;
  if (head === null) return true;
  const { origin, credentialsMode } = request;
  // NB: At each of its addresses: a redirect may have led to what others own.
  const isOwn = loaded.urlList.every((url) => url.origin === origin.serialization);
  if (request.mode !== "cors" || isOwn) return false;
  const check = { origin: origin.serialization, credentialsMode };
  return !corsCheck(check, head.headerList).ok;
}

/** For an element that asks in another mode than the one that has loaded it. */
function asAskedFor(
  response: FetchResponse,
  { request: { mode } }: SharedLoad,
  request: FetchRequest,
): FetchResponse {
  if (mode === request.mode || response.type === "basic" || !isOfElement(request)) return response;
  const internal = response.internalResponse ?? response;
  return request.mode === "no-cors"
    ? opaqueFilteredResponse({ ...internal, body: response.body })
    : { ...internal, type: "cors" };
}

/** Whether a page holds what comes of it in memory. NB: Where there is an HTTP cache, that keeps it as well. */
const isHeld = (request: FetchRequest, { keepsResponses }: UserAgent): boolean =>
  isOfElement(request) && !keepsResponses;

/** Whether it asks whether what its page has loaded still holds, where no HTTP cache does. */
const asksAboutHeld = (request: FetchRequest, agent: UserAgent): boolean =>
  isHeld(request, agent) || (!agent.keepsResponses && request.cacheMode === "default");

/** An element looks through what its page may not read. */
const seesThrough = ({ type }: FetchResponse, request: FetchRequest): boolean =>
  type === "opaque" && isOfElement(request);

function bodyOf(response: FetchResponse, request: FetchRequest): FetchResponse["body"] {
  return seesThrough(response, request) ? response.internalResponse!.body : response.body;
}

function withBody(
  response: FetchResponse,
  body: FetchResponse["body"],
  request: FetchRequest,
): FetchResponse {
  return seesThrough(response, request)
    ? { ...response, internalResponse: { ...response.internalResponse!, body } }
    : { ...response, body };
}

/** What the request is made to ask about; null where nothing tells it from another answer. */
function heldIn(load: SharedLoad, request: FetchRequest): SharedLoad | null {
  const { head } = load;
  // NB: What still comes may never come to its end: Source/WebCore/loader/cache/CachedResource.cpp, canUseCacheValidator.
  if (head === null || !load.isWhole || load.request.urlList.length > 1) return null;
  if (!mayBeAskedAbout(head, load, request.headerList)) return null;
  for (const [name, validator] of validators) {
    const value = head.headerList.get(validator) ?? "";
    if (value === "") continue;
    request.headerList.set(name, value);
    request.asksAboutMemory = true;
  }
  return request.asksAboutMemory ? load : null;
}

const validators: readonly (readonly [name: string, validator: string])[] = [
  ["If-Modified-Since", "Last-Modified"],
  ["If-None-Match", "ETag"],
];

/** A start that comes to what is held where the answer is that it still holds. */
const reviving =
  (
    held: SharedLoad,
    start: (params: FetchStart) => Promise<FetchResponse>,
    onRevived: () => void,
  ) =>
  async (params: FetchStart): Promise<FetchResponse> => {
    const response = await start(params);
    const { status, headerList } = response.internalResponse ?? response;
    // NB: Where a redirect has led elsewhere, that is the answer.
    const isAnswered = params.request.asksAboutMemory && status === 304;
    if (response.type === "error" || !isAnswered) return response;
    onRevived();
    const known = await held.response;
    const own = (known.internalResponse ?? known).headerList;
    for (const [name, value] of headerList) own.set(name, value);
    return asAskedFor(withBody(known, held.open(), params.request), held, params.request);
  };

/** Whether it is a preload for scripts. */
const isPreload = (request: FetchRequest | undefined): boolean =>
  request?.element === "preload" && request.destination === "";

/** CachedRawResource::canReuse */
function suits(load: SharedLoad, request: FetchRequest): boolean {
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
    credentialsMode === load.request.credentialsMode
  );
}

/** CachedResourceLoader::determineRevalidationPolicy */
function isStillGood(load: SharedLoad, request: FetchRequest, agent: UserAgent): boolean {
  const { head } = load;
  switch (request.cacheMode) {
    case "force-cache":
    case "only-if-cached":
      return head === null || mayBeReused(head, load, request.headerList, "whatever", agent);
    case "default": {
      // NB: What was preloaded is used whatever its headers say.
      const wish = isPreload(load.request) ? "whatever" : "fresh";
      return head === null || mayBeReused(head, load, request.headerList, wish, agent);
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

/** What aborts one of those who wait is no matter to the others. */
export function untilAborted(
  response: Promise<FetchResponse>,
  { request, signal }: FetchStart,
): Promise<FetchResponse> {
  if (signal === null || request.isRefusedAtOnce) return response;
  return new Promise((resolve, reject) => {
    const fail = (): void =>
      resolve(networkError(otherFailure("Aborted", currentUrl(request), ["#concept-fetch", ""])));
    const unfollow = followSignal(signal, fail);
    response.then(resolve, reject).finally(unfollow);
  });
}
