import { abortable } from "../infrastructure/abortable-body.ts";
import { BoundedMap } from "../infrastructure/bounded-map.ts";
import type { Client } from "../infrastructure/client.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import { integrityFailure, matchesIntegrity } from "./integrity.ts";
import { noteFound } from "./note-timing.ts";
import { isFleeting } from "./shared-load-freshness.ts";
import type { FetchStart } from "./user-agent.ts";
import { partOf, asksAboutHeld, isPreload } from "./shared-load-part.ts";
import { asAskedFor, withBody } from "./shared-load-response.ts";
import { type Loads, begin } from "./shared-load.ts";
import { suits, isStillGood, isHeldFrom } from "./shared-load-matches.ts";
import { heldIn, reviving } from "./shared-load-asking.ts";
import { untilAborted } from "./until-aborted.ts";

/** Who holds loads of its own beside these. */
interface LoadListener {
  /** A request is about to be made, and has not found its answer in memory. */
  readonly onRequest: (request: FetchRequest) => void;
  /** What was loaded from there is to be forgotten. */
  readonly onCleared: (isFromThere: (url: URL) => boolean) => void;
}

// With bodies of at most MAX_KEPT_BYTES: 64 MiB a page, as much as an HTTP cache.
const MAX_LOADS = 16;
/**
 * What pages are loading and what they have loaded: WebKit's memory cache, as far as scripts' requests
 * go. It has one load an address, the last one.
 *
 * Source/WebCore/loader/cache/CachedResourceLoader.cpp, CachedRawResource.cpp
 */
export class SharedLoads {
  readonly #loads: WeakMap<Client, Loads> = new WeakMap();
  readonly #listeners: WeakMap<Client, Map<object, LoadListener>> = new WeakMap();

  /** Has what becomes of a page's memory from now on told to who holds loads of its own; one listener an owner. */
  listen(client: Client, owner: object, listener: LoadListener): void {
    const known = this.#listeners.get(client);
    if (known === undefined) this.#listeners.set(client, new Map([[owner, listener]]));
    else known.set(owner, listener);
  }

  #tell(request: FetchRequest): void {
    for (const listener of this.#listeners.get(request.client)?.values() ?? [])
      listener.onRequest(request);
  }

  /** Forgets what a page has loaded from an origin, or all that it has loaded if that is its own. */
  clear(client: Client, origin: string): void {
    const isOwn = client.origin.serialization === origin;
    const isFromThere = (url: URL): boolean => isOwn || url.origin === origin;
    const loads = this.#loadsOf(client);
    for (const [key, { request }] of loads.entries())
      if (isFromThere(request.urlList[0]!)) loads.delete(key);
    for (const { onCleared } of this.#listeners.get(client)?.values() ?? []) onCleared(isFromThere);
  }

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
    const isAlike = known !== undefined && part !== "replaces" && suits(known, request);
    // NB: What was preloaded in another mode stays for those whom it is for.
    const isAside = isPreload(request) && isPreload(known?.request) && !isAlike;
    if (isAside && known!.request.mode !== request.mode) return start(params);
    // NB: What an element may not have of what another one has been given is asked for beside that.
    if (isAlike && isHeldFrom(known, request)) return start(params);
    const reused = isAlike && isStillGood(known, request, agent) ? known : null;
    // NB: Whose answer comes from elsewhere goes on in another turn, and so does a fetch, whose body is read behind it.
    if (reused === null) for (const load of loads.values()) load.holdsThisTurn = false;
    else if (part === "takes") reused.holdsThisTurn = false;
    // NB: Who asks past all caches leaves what was there where it is, but for what may not be stored.
    const isLeft = isPreload(known?.request) || (known?.head != null && !isFleeting(known.head));
    if (reused === null && request.cacheMode === "no-store" && part === "takes" && isLeft)
      return start(params);
    const held =
      reused === null && isAlike && asksAboutHeld(request, agent) ? heldIn(known, request) : null;
    // NB: What still holds is as it was for all who have it.
    if (reused === null && held === null) this.#tell(request);
    const onReplaced = (): void => this.#tell(request);
    if (reused === null && part !== "shares") {
      loads.delete(key);
      if (held === null && !isAlike) return start(params);
      const onRevived = (): void => void (loads.get(key) ?? loads.set(key, known!));
      if (held === null) {
        const response = await start(params);
        // NB: So it is where the HTTP cache has been told that what it holds is still right.
        if (request.isRevalidated) onRevived();
        return response;
      }
      return reviving(held, start, onRevived, onReplaced)(params);
    }
    request.sharesLoad = reused !== null;
    const load = reused ?? begin(params, start, held, loads, key, onReplaced);
    if (reused === null) load.asksAboutHeld = isAlike;
    // NB: What may not be stored is gone once it was taken.
    const isTaken = part === "takes" && load.isWhole && !isPreload(load.request);
    if (isTaken && (load.head === null || isFleeting(load.head))) loads.delete(key);
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
    if (reused !== null && !load.isNotedFound)
      load.isNotedFound = noteFound(params, load.request, response);
    const own = asAskedFor(withBody(response, body, request), load, request);
    return reused !== null && request.integrity !== load.request.integrity
      ? checked(own, params)
      : own;
  }

  /** Whether what is held from there was asked for in another mode, or is for no second one, whoever asks. */
  isOfOthers(client: Client, url: URL, mode: FetchRequest["mode"]): boolean {
    const load = this.#loadsOf(client).get(withoutFragment(url));
    if (load === undefined) return false;
    const variesByAll = load.head?.headerList.get("Vary")?.includes("*") === true;
    return variesByAll || load.request.mode !== mode;
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

async function checked(
  response: FetchResponse,
  { request, agent }: FetchStart,
): Promise<FetchResponse> {
  if (response.type === "error" || request.integrity === "") return response;
  const verdict = await matchesIntegrity(response, request, agent.engine.integrity);
  if (verdict.ok) return verdict.response;
  const failure = integrityFailure(currentUrl(request), verdict.digest);
  const { status, statusText, headerList } = response.internalResponse ?? response;
  const told = { status, statusText, headerList, size: verdict.size ?? 0 };
  return networkError({ ...failure, response: told });
}
