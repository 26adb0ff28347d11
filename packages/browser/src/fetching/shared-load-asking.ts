import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { mayBeAskedAbout } from "./shared-load-freshness.ts";
import type { FetchStart } from "./user-agent.ts";
import { asAskedFor, freshened, withBody } from "./shared-load-response.ts";
import type { SharedLoad } from "./shared-load.ts";

/** What the request is made to ask about; null where nothing tells it from another answer. */
export function heldIn(load: SharedLoad, request: FetchRequest): SharedLoad | null {
  const { head } = load;
  // NB: What still comes may never come to its end: Source/WebCore/loader/cache/CachedResource.cpp, canUseCacheValidator.
  if (head === null || !load.isWhole || load.request.urlList.length > 1) return null;
  if (!mayBeAskedAbout(head, load, request)) return null;
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
export const reviving =
  (
    held: SharedLoad,
    start: (params: FetchStart) => Promise<FetchResponse>,
    onRevived: () => void,
    onReplaced: () => void,
  ) =>
  async (params: FetchStart): Promise<FetchResponse> => {
    const response = await start(params);
    const answer = response.internalResponse ?? response;
    // NB: Where a redirect has led elsewhere, that is the answer.
    const isAnswered = params.request.asksAboutMemory && answer.status === 304;
    if (response.type === "error" || !isAnswered) {
      onReplaced();
      return response;
    }
    onRevived();
    const known = freshened(await held.response, answer.headerList, held.request, params.agent);
    held.response = Promise.resolve(known);
    const { headerList } = known.internalResponse ?? known;
    held.head = { ...held.head!, headerList, time: params.agent.clock.date() };
    const own = withBody(known, held.open(), params.request);
    // NB: A picture is as readable as it was to who asked for it first.
    return params.request.destination === "image" ? own : asAskedFor(own, held, params.request);
  };
