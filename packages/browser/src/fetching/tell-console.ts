import { joined, type ResponseBody } from "../infrastructure/body.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { overheard } from "../infrastructure/overheard-body.ts";
import { isTypeAwaited } from "./http-cache-refusal.ts";
import type { FetchStart, UserAgent } from "./user-agent.ts";

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
  const held = passed.length === 0 ? null : heldUntil(request, response, agent);
  if (held === null) tell(passed);
  let untold = held === null ? [] : passed;
  const tellHeld = (): void => {
    tell(untold);
    untold = [];
  };
  const onLost = (cause: unknown): void => {
    // What a script ends itself is no failure.
    const isEnded = params.signal?.aborted === true;
    if (held === "end" || isEnded) untold = [];
    if (isEnded) return;
    tellHeld();
    tellFailure(
      params,
      otherFailure("TransportFailed", currentUrl(request), READING_A_BODY, { cause }),
    );
  };
  const { internalResponse } = response;
  // Its reader isn't the only one to learn that it has broken off.
  const onOver = (how: "read" | "left"): void => {
    if (held === "type" && how === "left") untold = [];
    tellHeld();
  };
  const { headerList } = internalResponse ?? response;
  let start: Uint8Array = new Uint8Array();
  const onBytes = (bytes: Uint8Array): void => {
    if (untold.length === 0) return;
    start = joined([start, bytes]);
    if (!isTypeAwaited(headerList, start)) tellHeld();
  };
  const hearing = { onLost, onOver, ...(held === "type" ? { onBytes } : {}) };
  const told = (body: ResponseBody | null): ResponseBody | null =>
    body === null ? null : overheard(body, hearing);
  if ((internalResponse ?? response).body === null) tellHeld();
  return {
    ...response,
    body: told(response.body),
    internalResponse:
      internalResponse === null ? null : { ...internalResponse, body: told(internalResponse.body) },
  };
}

/** What has to have come before a console is told of a response: its end, as much as its type is looked for in, or null. */
function heldUntil(
  { initiator, synchronous }: FetchRequest,
  { internalResponse, headerList }: FetchResponse,
  { engine }: UserAgent,
): "end" | "type" | null {
  // NB: Who waits for all of it, and gets nothing of what breaks off, isn't told of its head before.
  if (synchronous && engine.xhr.synchronousBrokenBody === "error") return "end";
  const isAwaited =
    initiator === "xmlhttprequest" &&
    engine.xhr.awaitsType &&
    isTypeAwaited(internalResponse?.headerList ?? headerList, new Uint8Array());
  return isAwaited ? "type" : null;
}

// NB: Some lines have their own end beside what joins them.
const LINE_BREAK = /\n(?!\n|$)/;

function tellFailure({ request, agent }: FetchStart, failure: NetworkFailure): void {
  const { messages } = agent.engine;
  const reasons = messages.console(failure, request)?.split(LINE_BREAK) ?? [];
  const resource = messages.failedResource(failure, request);
  for (const text of resource === null ? reasons : [...reasons, resource])
    request.client.console?.({ text, url: failure.url });
}
