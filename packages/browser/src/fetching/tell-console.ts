import type { ResponseBody } from "../infrastructure/body.ts";
import { currentUrl } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { overheard } from "../infrastructure/overheard-body.ts";
import type { FetchStart } from "./user-agent.ts";

const READING_A_BODY = ["https://fetch.spec.whatwg.org/#concept-body-consume-body", ""] as const;

/** Loads, and prints on the page's console what the browser says of it: before, after, and once a body breaks off. */
export async function toldToConsole(
  params: FetchStart,
  load: () => Promise<FetchResponse>,
): Promise<FetchResponse> {
  const { request, agent } = params;
  const { messages } = agent.engine;
  const tell = (texts: readonly string[]): void => {
    const url = currentUrl(request).href;
    for (const text of texts) request.client.console?.({ text, url });
  };
  tell(messages.started(request));
  const response = await load();
  if (response.failure !== null) {
    // NB: Whoever has ended it hears no more of it, whatever comes of what goes on.
    const isGivenUp = params.signal?.aborted === true && !request.isRefusedAtOnce;
    if (!isGivenUp) tellFailure(params, response.failure);
    return response;
  }
  const passed = messages.passed(response.internalResponse ?? response, request);
  // NB: Who waits for all of it, and gets nothing of what breaks off, isn't told of its head before.
  let untold =
    request.synchronous && agent.engine.xhr.synchronousBrokenBody === "error" ? passed : [];
  if (untold.length === 0) tell(passed);
  const onLost = (cause: unknown): void => {
    untold = [];
    // What a script ends itself is no failure.
    if (params.signal?.aborted === true) return;
    tellFailure(
      params,
      otherFailure("TransportFailed", currentUrl(request), READING_A_BODY, { cause }),
    );
  };
  const { internalResponse } = response;
  // Its reader isn't the only one to learn that it has broken off.
  const onOver = (): void => {
    tell(untold);
    untold = [];
  };
  const told = (body: ResponseBody | null): ResponseBody | null =>
    body === null ? null : overheard(body, { onLost, onOver });
  if ((internalResponse ?? response).body === null) onOver();
  return {
    ...response,
    body: told(response.body),
    internalResponse:
      internalResponse === null ? null : { ...internalResponse, body: told(internalResponse.body) },
  };
}

function tellFailure({ request, agent }: FetchStart, failure: NetworkFailure): void {
  const { messages } = agent.engine;
  const reasons = messages.console(failure, request)?.split(/\n(?=[^])/) ?? [];
  const resource = messages.failedResource(failure, request);
  for (const text of resource === null ? reasons : [...reasons, resource])
    request.client.console?.({ text, url: failure.url });
}
