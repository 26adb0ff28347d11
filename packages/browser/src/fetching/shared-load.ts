import type { HeaderList } from "@crosswalk/cors/protocol";
import type { BoundedMap } from "../infrastructure/bounded-map.ts";
import type { Clock } from "../infrastructure/clock.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";
import { SharedBody } from "../infrastructure/shared-body.ts";
import type { LoadedHead } from "./shared-load-freshness.ts";
import type { FetchStart } from "./user-agent.ts";
import { isOfElement, isPreload } from "./shared-load-part.ts";
import { bodyOf } from "./shared-load-response.ts";
import { reviving } from "./shared-load-asking.ts";

/** What a page loads, or has loaded, for whoever asks for the same. */
export interface SharedLoad {
  /** As it was made; redirects change it. */
  readonly request: FetchRequest;
  readonly headers: HeaderList;
  response: Promise<FetchResponse>;
  /** What has come of it; null while it is under way. */
  head: LoadedHead | null;
  /** The response's body for one more reader. */
  open(): FetchResponse["body"];
  /** Counts one in until the load is over; the load ends once all whom it was for have turned away. */
  enter(signal: AbortSignal | null): void;
  /** Whether it asks about what the page held by then. */
  asksAboutHeld: boolean;
  /** Whether it has turned out to hold, for who asks before anything else happens to the page. */
  holdsThisTurn: boolean;
  /** Whether the page has an entry of resource timing of it as what was found. */
  isNotedFound: boolean;
  /** Whether its last byte is there. */
  isWhole: boolean;
  /** How many bytes are. */
  readonly size: number;
  /** Aborted once nothing more comes. */
  readonly end: AbortSignal;
}

export type Loads = BoundedMap<SharedLoad>;

// As the HTTP caches have it: a sixteenth of a cache of 64 MiB.
const MAX_KEPT_BYTES = 4 * 1024 * 1024;

// NB: Turns are the platform's, unless who keeps the time says otherwise: it may stand still.
function atNextTurn(clock: Clock, callback: () => void): void {
  if (clock.nextTurn === undefined) setTimeout(callback);
  else clock.nextTurn(callback);
}

/** Begins a load that answers all who come while it lasts, and remembers it by its key. */
export function begin(
  params: FetchStart,
  start: (params: FetchStart) => Promise<FetchResponse>,
  held: SharedLoad | null,
  loads: Loads,
  key: string,
  onReplaced: () => void,
): SharedLoad {
  const { request, agent } = params;
  const revive = (): void => {
    held!.holdsThisTurn = true;
    if (loads.get(key) === load) loads.set(key, held!);
  };
  const asking = held === null ? start : reviving(held, start, revive, onReplaced);
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
    for (const one of [load, held])
      if (one?.holdsThisTurn === true) atNextTurn(agent.clock, () => (one.holdsThisTurn = false));
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
    holdsThisTurn: false,
    isNotedFound: false,
    isWhole: false,
    get size(): number {
      return body?.size ?? 0;
    },
    end: end.signal,
    response: asking({ ...params, signal: controller.signal }).then(
      (response) => {
        const { status, headerList } = response.internalResponse ?? response;
        // NB: A preload for scripts that has failed has failed for who takes it.
        const isLost = response.type === "error" && !isPreload(request);
        if (isLost || (isOfElement(request) && status >= 400)) forget();
        const url = currentUrl(request).href;
        load.head = { url, status, headerList, time: agent.clock.date() };
        load.holdsThisTurn = load.asksAboutHeld && request.isRevalidated;
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
