import type { MimeType } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../../engines/engine.ts";
import { brokenOff, fetch } from "../../fetching/fetch.ts";
import { isTypeAwaited } from "../../fetching/http-cache-refusal.ts";
import type { UserAgent } from "../../fetching/user-agent.ts";
import { letGo } from "../../infrastructure/body.ts";
import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../../infrastructure/fetch-response.ts";
import { microtaskCheckpoint } from "../../infrastructure/microtask-checkpoint.ts";
import { type NetworkFailure, otherFailure } from "../../infrastructure/network-error.ts";
import { isHttpScheme } from "../../infrastructure/url.ts";
import type { Trace } from "../../trace.ts";
import { causeOf } from "../failure-cause.ts";
import { handleEndOfBody } from "./handle-end-of-body.ts";
import { handleErrors, requestErrorSteps } from "./handle-errors.ts";
import { announceHeaders, readBody } from "./read-body.ts";
import { ReceivedResponse } from "./received-response.ts";
import { startTimer, startUploadTimer, timeOut } from "./send-timers.ts";
import {
  HEADERS_RECEIVED,
  type Sending,
  UNSENT,
  type XmlHttpRequestState,
} from "./xml-http-request-state.ts";

export function runSend(xhr: XmlHttpRequestState, sending: Sending): Promise<void> {
  const running = run(xhr, sending);
  // NB: To whoever waits a synchronous one says itself what it failed by.
  return xhr.isSynchronous ? running : running.catch((error) => breakOff(xhr, sending, error));
}

/** Nobody would hear of what was given to the browser and fails. */
function breakOff(xhr: XmlHttpRequestState, sending: Sending, error: unknown): void {
  if (!xhr.isCurrent(sending)) return;
  const { agent, trace } = xhr.context;
  const { request, upload } = sending;
  xhr.cause = causeOf(brokenOff({ request, trace }, error), request, agent);
  for (const _ of requestErrorSteps(xhr, "error", request, upload)) continue;
}

// NB: What scripts wait for goes on before the next event, unless the events are their own doing.
async function run(xhr: XmlHttpRequestState, sending: Sending): Promise<void> {
  const { agent } = xhr.context;
  const { request, controller, upload } = sending;
  const trace = xhr.ending === null ? xhr.context.trace : traceUntilForgotten(xhr, sending);
  startTimer(xhr, sending);
  const response = await fetch({
    request,
    agent,
    signal: controller.signal,
    trace,
    onRequestStarted: () => {
      upload.leave();
      startUploadTimer(xhr, sending);
    },
    onRequestSent: (sent) => {
      if (xhr.isCurrent(sending)) upload.sent(sent, request);
    },
  });
  // NB: What a script sends while it is told of the end of another is told of after that.
  if (xhr.ending !== null) await xhr.ending;
  if (!xhr.isCurrent(sending)) return;
  if (isNeverDone(xhr, request, response)) {
    xhr.isStuck = true;
    // NB: Nobody reads what came of it, and its connection is for others.
    letGo((response.internalResponse ?? response).body, "long");
    xhr.end(UNSENT);
    return;
  }
  if (response.failure !== null) {
    // NB: Only a time limit ends what Firefox never hears of again.
    if (!xhr.isSynchronous && isLost(request, response.failure, agent)) {
      xhr.cause = causeOf(response.failure, request, agent);
      return;
    }
    await handleErrors(xhr, sending, response.failure);
  } else if (xhr.isAbortedUnsent && agent.engine.xhr.abortsUnsent && !xhr.isSynchronous) {
    await abortAnswered(xhr, sending, response);
  } else {
    await processResponse(xhr, sending, response);
  }
}

/**
 * Whether nobody is told of the end of what was aborted before it was sent, though its script waits for that. What CORS
 * keeps from a page it hears of.
 */
function isNeverDone(
  { isAbortedUnsent, isSynchronous, context }: XmlHttpRequestState,
  { responseTainting, urlList }: FetchRequest,
  { failure }: FetchResponse,
): boolean {
  if (!isAbortedUnsent || !isSynchronous || !context.agent.engine.xhr.abortsUnsent) return false;
  return failure === null || (responseTainting === "basic" && isHttpScheme(urlList[0]!));
}

/** What is forgotten has gone out all the same, but no further than to the first who answers. */
function traceUntilForgotten(xhr: XmlHttpRequestState, sending: Sending): Trace {
  const { trace } = xhr.context;
  return (entry) => {
    trace?.(entry);
    if (entry.kind === "received" && !xhr.isCurrent(sending)) sending.controller.abort();
  };
}

/** Tells of the error before the script goes on, and learns the reason by and by. */
export function failInSend(xhr: XmlHttpRequestState, { request, upload }: Sending): void {
  const { agent, trace } = xhr.context;
  const { replaced } = xhr;
  const learn = (failure: NetworkFailure | null): void => {
    if (failure !== null && xhr.replaced === replaced) xhr.cause = causeOf(failure, request, agent);
  };
  void fetch({ request, agent, signal: null, trace }).then(
    ({ failure }) => learn(failure),
    (error: unknown) => learn(brokenOff({ request, trace }, error)),
  );
  for (const _ of requestErrorSteps(xhr, "error", request, upload)) continue;
}

/** What was aborted before there was anything to abort. */
async function abortAnswered(
  xhr: XmlHttpRequestState,
  sending: Sending,
  response: FetchResponse,
): Promise<void> {
  const { request, upload } = sending;
  xhr.terminate();
  const { replaced } = xhr;
  for (const _ of requestErrorSteps(xhr, "abort", request, upload, response))
    await microtaskCheckpoint();
  // NB: What was promised to be told at the end still finds it done.
  await microtaskCheckpoint();
  if (xhr.replaced === replaced) xhr.end(UNSENT);
}

/** https://xhr.spec.whatwg.org/#the-send()-method, `processResponse` */
async function processResponse(
  xhr: XmlHttpRequestState,
  sending: Sending,
  response: FetchResponse,
): Promise<void> {
  const { upload } = sending;
  upload.complete();
  if (upload.telling !== null) await upload.telling;
  if (!xhr.isCurrent(sending)) return;

  // 1. Set this's response to response.
  const { engine, documentParser } = xhr.context.agent;
  const own = withLocalType(response, xhr.overrideMimeType, engine);
  const isCounted = !sending.request.sharesLoad || engine.xhr.countsPreloaded;
  const received = new ReceivedResponse(own, engine, documentParser, isCounted);
  const isAtOnce = xhr.isSynchronous || engine.xhr.announcesHeaders === "at-once";
  if (isAtOnce) xhr.show(received);
  if (!xhr.isSynchronous && isAtOnce) {
    // 4. Set this's state to headers received.
    // 5. Fire an event named readystatechange at this.
    xhr.become(HEADERS_RECEIVED);
    await microtaskCheckpoint();
    // 6. If this's state is not headers received, then return.
    if (!xhr.isCurrent(sending)) return;
  }

  // 7. If this's response's body is null, then run handle response end-of-body for this and return.
  // 12. Incrementally read this's response's body, given processBodyChunk, processEndOfBody,
  //     processBodyError, and this's relevant global object.
  let withheld = false;
  try {
    if (response.body !== null) {
      const { headerList } = response.internalResponse ?? response;
      const isAwaited = (bytes: Uint8Array): boolean =>
        engine.xhr.awaitsType && isTypeAwaited(headerList, bytes);
      withheld = await readBody(xhr, sending, response.body, received, isAwaited);
    }
  } catch (cause) {
    if (!xhr.isCurrent(sending)) return;
    // NB: Who has a status doesn't take it for the network's failure.
    const isLeftNothing = engine.xhr.synchronousBrokenBody === "nothing";
    if (xhr.isSynchronous && isLeftNothing && received.received.length > 0) {
      const empty = new ReceivedResponse(own, engine, documentParser);
      xhr.show(empty);
      await handleEndOfBody(xhr, sending, empty, false);
      return;
    }
    // processBodyError: 1. Set this's response to a network error. 2. Run handle errors for this.
    const place = ["https://xhr.spec.whatwg.org/#the-send()-method", "11.9.11"] as const;
    await handleErrors(
      xhr,
      sending,
      otherFailure("TransportFailed", currentUrl(sending.request), place, { cause }),
    );
    return;
  }
  if (!xhr.isCurrent(sending)) return;
  const come = received.received.length === 0 ? "nothing" : "bytes";
  if (!(await announceHeaders(xhr, sending, received, come))) return;
  if (xhr.isOverdue) timeOut(xhr, sending);
  else await handleEndOfBody(xhr, sending, received, withheld);
}

/** The response with the type that a script gives, where that takes the place of what never was a header of HTTP. */
function withLocalType(
  response: FetchResponse,
  override: MimeType | null,
  { xhr }: EngineProfile,
): FetchResponse {
  if (!xhr.overridesLocalType || override === null || isHttpScheme(response.urlList.at(-1)!))
    return response;
  const headerList = response.headerList.clone();
  const charset = override.parameters.get("charset");
  headerList.set(
    "Content-Type",
    charset === undefined ? override.essence : `${override.essence};charset=${charset}`,
  );
  return { ...response, headerList };
}

function isLost(
  { urlList }: FetchRequest,
  { code }: NetworkFailure,
  { engine }: UserAgent,
): boolean {
  return engine.xhr.losesBlockedRedirects && code === "BadPort" && urlList.length > 1;
}
