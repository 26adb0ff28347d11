import type { Client } from "../infrastructure/client.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { SharedBody } from "../infrastructure/shared-body.ts";
import type { FetchStart } from "./user-agent.ts";

interface SharedLoad {
  readonly response: Promise<FetchResponse>;
  /** The response's body for one more reader. */
  open(): FetchResponse["body"];
  /** Ends the load once everyone who wanted it has been counted out. */
  leave(): void;
  takers: number;
}

/** The loads under way that pages share. */
export class SharedLoads {
  readonly #loads: WeakMap<Client, Map<string, SharedLoad>> = new WeakMap();

  /** What the page is loading already, or what `start` makes of it. */
  async join(
    params: FetchStart,
    start: (params: FetchStart) => Promise<FetchResponse>,
  ): Promise<FetchResponse> {
    const { request, signal } = params;
    const loads = this.#loadsOf(request.client);
    const key = keyOf(request);
    const load = loads.get(key) ?? begin(params, start, loads, key);
    load.takers++;
    signal?.addEventListener("abort", () => load.leave(), { once: true });
    const response = await Promise.race([load.response, aborted(params)]);
    return response.body === null ? response : { ...response, body: load.open() };
  }

  #loadsOf(client: Client): Map<string, SharedLoad> {
    const known = this.#loads.get(client);
    if (known !== undefined) return known;
    const loads = new Map<string, SharedLoad>();
    this.#loads.set(client, loads);
    return loads;
  }
}

function begin(
  params: FetchStart,
  start: (params: FetchStart) => Promise<FetchResponse>,
  loads: Map<string, SharedLoad>,
  key: string,
): SharedLoad {
  const controller = new AbortController();
  const forget = (): void => void loads.delete(key);
  let body: SharedBody | null = null;
  const load: SharedLoad = {
    takers: 0,
    response: start({ ...params, signal: controller.signal }).then((response) => {
      if (response.body === null) forget();
      else body = new SharedBody(response.body, Infinity, forget);
      return response;
    }),
    open: () => body?.open() ?? null,
    leave() {
      if (--load.takers === 0) controller.abort();
    },
  };
  loads.set(key, load);
  return load;
}

/** Whether requests of a page share their load while it is under way. */
export function mayShare({ request, agent }: FetchStart): boolean {
  return (
    agent.engine.xhr.sharesLoads &&
    request.initiator === "xmlhttprequest" &&
    !request.synchronous &&
    request.method === "GET" &&
    request.body === null
  );
}

function keyOf(request: FetchRequest): string {
  const { credentialsMode, headerList, useCorsPreflightFlag } = request;
  return JSON.stringify([
    currentUrl(request).href,
    credentialsMode,
    useCorsPreflightFlag,
    [...headerList],
  ]);
}

function aborted({ request, signal }: FetchStart): Promise<FetchResponse> {
  return new Promise((resolve) => {
    const fail = (): void =>
      resolve(networkError(otherFailure("Aborted", currentUrl(request), ["#concept-fetch", ""])));
    if (signal?.aborted === true) fail();
    signal?.addEventListener("abort", fail, { once: true });
  });
}
