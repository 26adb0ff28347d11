import { abortable } from "../infrastructure/abortable-body.ts";
import type { ResponseBody } from "../infrastructure/body.ts";
import type { Client } from "../infrastructure/client.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { opaqueRedirectFilteredResponse } from "../infrastructure/filtered-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { SharedBody } from "../infrastructure/shared-body.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import { isConditional } from "./cache-mode.ts";
import { integrityFailure, matchesIntegrity } from "./integrity.ts";
import { untilAborted } from "./until-aborted.ts";
import type { FetchStart } from "./user-agent.ts";

interface Preload {
  readonly request: FetchRequest;
  readonly response: Promise<FetchResponse>;
  /** Null while it is under way. */
  status: number | null;
  /** Bytes that are kept of it so far. */
  held: number;
  /** Whether it has turned out to be longer than there was room for. */
  isTooLong: boolean;
  /** The response's body for one more reader. */
  open(): ResponseBody | null;
}

// A page that preloads more than this uses none of it.
const MAX_PRELOADS = 256;
// As much as all that a page has loaded (./shared-load.ts).
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/**
 * What `<link rel=preload>` has asked for, until something takes it: one a page, address and kind of
 * resource. Pictures are no part of this: a page asks for each once.
 */
export class Preloads {
  readonly #ofClients: WeakMap<Client, Map<string, Preload>> = new WeakMap();
  /** Whether none was ever made, so that looking can be saved. */
  isEmpty = true;

  /** What was preloaded for the request, or what `start` makes of it. */
  async take(
    params: FetchStart,
    start: (params: FetchStart) => Promise<FetchResponse>,
  ): Promise<FetchResponse> {
    const { request } = params;
    const isTaken = params.agent.engine.elements.preload.isTaken;
    const key = keyOf(request);
    if (key === null && isTaken !== null) this.#tellOfOtherMethod(params);
    // NB: What not even its like would take is not kept.
    if (isTaken === null || key === null || !isTaken(request, request)) return start(params);
    const preloads = this.#of(request.client);
    const known = preloads.get(key);
    if (request.element === "preload") {
      const shared =
        known !== undefined && isTaken(known.request, request) ? await answer(known, params) : null;
      if (shared !== null) return shared;
      const preload = begin(params, start, preloads);
      this.isEmpty = false;
      if (preloads.size < MAX_PRELOADS) preloads.set(key, preload);
      return withBody(await preload.response, openedLate(preload));
    }
    if (known === undefined || !fits(known, request)) return start(params);
    if (!isTaken(known.request, request)) {
      tellMismatch(params, known);
      return start(params);
    }
    preloads.delete(key);
    return (await answer(known, params)) ?? start(params);
  }

  #tellOfOtherMethod(params: FetchStart): void {
    const { request } = params;
    const key = request.method === "GET" ? null : keyOf(request, "GET");
    const known = key === null ? undefined : this.#ofClients.get(request.client)?.get(key);
    if (known !== undefined && fits(known, request)) tellMismatch(params, known);
  }

  #of(client: Client): Map<string, Preload> {
    let preloads = this.#ofClients.get(client);
    if (preloads === undefined) this.#ofClients.set(client, (preloads = new Map()));
    return preloads;
  }
}

function tellMismatch({ request, agent }: FetchStart, preload: Preload): void {
  const url = withoutFragment(currentUrl(request));
  for (const text of agent.engine.messages.mismatchedPreload(url, preload.request, request))
    request.client.console?.({ text, url });
}

const kinds: ReadonlySet<string> = new Set(["", "font", "script", "style", "track"]);

/** Null of what no preload is for. */
function keyOf(request: FetchRequest, method = request.method): string | null {
  const { destination } = request;
  if (!kinds.has(destination) || method !== "GET") return null;
  return `${destination} ${withoutFragment(currentUrl(request))}`;
}

function begin(
  params: FetchStart,
  start: (params: FetchStart) => Promise<FetchResponse>,
  preloads: ReadonlyMap<string, Preload>,
): Preload {
  let body: SharedBody | null = null;
  // NB: Nobody knows how long those under way will be. So it is the one for which no room is left that goes.
  const hold = (bytes: number): void => {
    preload.held = bytes;
    let total = bytes;
    for (const other of preloads.values()) if (other !== preload) total += other.held;
    if (total <= MAX_KEPT_BYTES) return;
    preload.isTooLong = true;
    preload.held = 0;
    body = null;
  };
  const preload: Preload = {
    request: params.request,
    status: null,
    held: 0,
    isTooLong: false,
    response: start(params).then((response) => {
      preload.status = (response.internalResponse ?? response).status;
      const source = bodyOf(response);
      if (source !== null) {
        const shared = new SharedBody(source, MAX_KEPT_BYTES, () => {
          if (!preload.isTooLong) hold(shared.size);
        });
        body = shared;
        // What breaks off does so for whoever takes it.
        readAhead(shared, preload, hold).catch(() => undefined);
      }
      return response;
    }),
    open: () => body?.open() ?? null,
  };
  return preload;
}

/** Whether or not somebody takes it: left unread, it would keep its connection from others. */
async function readAhead(
  body: SharedBody,
  preload: Preload,
  hold: (bytes: number) => void,
): Promise<void> {
  for await (const _ of body.open()) {
    if (!preload.isTooLong) hold(body.size);
    if (preload.isTooLong) return;
  }
}

const bodyOf = (response: FetchResponse): ResponseBody | null =>
  response.type === "opaque" ? response.internalResponse!.body : response.body;

/** For the preload itself, which may never read it: nothing is gathered for it meanwhile. */
const openedLate = (preload: Preload): ResponseBody => ({
  [Symbol.asyncIterator]() {
    if (preload.isTooLong) throw new Error("the preload was too long to keep");
    return preload.open()![Symbol.asyncIterator]();
  },
});

function opened(preload: Preload, signal: AbortSignal | null): ResponseBody | null {
  const body = preload.open();
  return body === null || signal === null ? body : abortable(body, signal, null);
}

function withBody(response: FetchResponse, body: ResponseBody | null): FetchResponse {
  if (bodyOf(response) === null) return response;
  return response.type === "opaque"
    ? { ...response, internalResponse: { ...response.internalResponse!, body } }
    : { ...response, body };
}

/** What every engine looks at that takes preloads. */
function fits({ status }: Preload, request: FetchRequest): boolean {
  return (
    !request.synchronous &&
    !request.keepalive &&
    !isConditional(request.headerList) &&
    status !== 304
  );
}

/** Null where its beginning is gone. */
async function answer(preload: Preload, params: FetchStart): Promise<FetchResponse | null> {
  const { request } = params;
  // NB: A preload goes on when who takes it gives up.
  const response = await untilAborted(preload.response, params);
  if (preload.isTooLong) return null;
  request.sharesLoad = true;
  // What became of it was told when it was preloaded.
  if (response.failure !== null) return networkError({ ...response.failure, isTold: true });
  const url = currentUrl(request);
  const own = withBody(response, opened(preload, params.signal));
  if (preload.request.urlList.length > 1 && request.redirectMode !== "follow") {
    if (request.redirectMode === "manual")
      return opaqueRedirectFilteredResponse({ ...own, urlList: [url] });
    return networkError(otherFailure("RedirectDisallowed", url, ["#concept-http-fetch", "6.3"]));
  }
  if (request.integrity === "" || preload.request.integrity === request.integrity) return own;
  const verdict = await matchesIntegrity(own, request, params.agent.engine.integrity);
  return verdict.ok ? verdict.response : networkError(integrityFailure(url, verdict.digest));
}
