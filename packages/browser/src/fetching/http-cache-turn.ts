import { systemClock } from "../infrastructure/clock.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { type HttpCacheKey, textOf } from "../infrastructure/http-cache.ts";
import type { QueuePlace } from "../infrastructure/http-cache-queue.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";
import { cacheModeOf } from "./cache-mode.ts";
import { writtenKeyOf } from "./http-cache-key.ts";
import { type CacheWish, wishOf } from "./http-cache-plan.ts";
import type { FetchParams } from "./user-agent.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { isPromise } from "../infrastructure/is-promise.ts";

/** Of who waits for nobody, and for whom nobody waits. */
export const free: QueuePlace = { leave: () => false, isSuperseded: () => false };

/** Of who goes without the cache rather than wait. */
export const passing: QueuePlace = { leave: () => false, isSuperseded: () => false };

/**
 * Waits for the requests that fetch the same, in user agents that queue. RFC 9111 knows no such queue;
 * without one, what a first response would have answered goes out several times. Who need not wait is
 * told at once: to wait for what is there already would let others get ahead.
 */
export function takeTurn(
  params: FetchParams,
  key: HttpCacheKey | null,
  wish: CacheWish,
): QueuePlace | Promise<QueuePlace> {
  const { request, agent, signal } = params;
  const { httpCache: rules } = agent.engine;
  if (key === null) return takeWritersTurn(params);
  if (cacheModeOf(request, agent.engine) === "no-store") return free;
  const text = textOf(key);
  const isXhr = request.initiator === "xmlhttprequest" && !request.synchronous;
  if (rules.xhrPassesQueue && isXhr && agent.httpCacheQueue.isBusy(text)) return passing;
  // NB: For what is never kept by itself there is nothing to wait for.
  const isHeadOfGet = request.method === "HEAD" && rules.head === "validates-get";
  if (isHeadOfGet) {
    const isThere = agent.httpCache.get(key) !== null || agent.httpCacheQueue.isBusy(text);
    if (!isThere || wish === "reloaded") return free;
  }
  if (rules.reloadPassesQueue && wish === "reloaded") return agent.httpCacheQueue.enterAnew(text);
  return counted(request, agent.httpCacheQueue.enter(text, signal));
}

/** The time that one waits for others is its own: else each in a row would have all of its limit once more. */
function counted(
  { initial }: FetchRequest,
  turn: QueuePlace | Promise<QueuePlace>,
): QueuePlace | Promise<QueuePlace> {
  if (!("leave" in turn) && initial !== null) initial.startedAt ??= systemClock.now();
  return turn;
}

/** A turn that is over with what it is for, though a transport that hears of no abort goes on with it. */
export function endedByAbort(turn: QueuePlace, signal: AbortSignal | null): QueuePlace {
  if (signal === null || turn === free || turn === passing) return turn;
  let isLeft = false;
  const leave = (): boolean => {
    if (isLeft) return false;
    isLeft = true;
    stop();
    return turn.leave();
  };
  // NB: Most transports hear of it, and what they make of it comes first.
  const stop = followSignal(signal, () => setTimeout(leave));
  return { leave, isSuperseded: () => turn.isSuperseded() };
}

/** Of what is no question to the cache, but may invalidate what the answer to one is. */
function takeWritersTurn({
  request,
  agent,
  signal,
}: FetchParams): QueuePlace | Promise<QueuePlace> {
  const { httpCache: rules } = agent.engine;
  const key = rules.writesQueue ? writtenKeyOf(request, rules) : null;
  if (key === null || cacheModeOf(request, agent.engine) === "no-store") return free;
  const text = textOf(key);
  if (wishOf(request, agent) === "reloaded") return agent.httpCacheQueue.enterAnew(text);
  if (agent.httpCache.get(key) === null && !agent.httpCacheQueue.isBusy(text)) return free;
  return counted(request, agent.httpCacheQueue.enter(text, signal));
}

/** What came in one's turn, once that is over. */
export function left(
  turn: QueuePlace,
  outcome: FetchResponse | Promise<FetchResponse>,
): FetchResponse | Promise<FetchResponse> {
  if (isPromise(outcome))
    return outcome.then(
      (response) => left(turn, response),
      (error: unknown) => lost(turn, error),
    );
  // NB: Who waited goes on before the page, which is elsewhere, has heard and asks for more.
  return turn.leave() ? new Promise((resolve) => setTimeout(resolve)).then(() => outcome) : outcome;
}

/** What went wrong in one's turn, which is over then. */
export function lost(turn: QueuePlace, error: unknown): Promise<never> {
  turn.leave();
  return Promise.reject(error);
}
