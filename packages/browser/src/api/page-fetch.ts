import { brokenOff, fetch } from "../fetching/fetch.ts";
import type { EngineProfile } from "../engines/engine.ts";
import type { UserAgent } from "../fetching/user-agent.ts";
import type { Client } from "../infrastructure/client.ts";
import { bodyOfBytes, letGo, type RequestBody } from "../infrastructure/body.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import type { BodyState } from "../messages/messages.ts";
import type { Trace } from "../trace.ts";
import { bodyErrorOf } from "./body-error.ts";
import { causeOf } from "./failure-cause.ts";
import type { FetchInit } from "./fetch-init.ts";
import { lateBytesOf } from "./platform-source.ts";
import { createRequest, isRefusedStream } from "./request-init.ts";
import { signalOf, sourceOf } from "./script-request.ts";
import { ScriptResponse } from "./script-response.ts";

/** https://fetch.spec.whatwg.org/#fetch-method */
export function pageFetch(
  client: Client,
  agent: UserAgent,
  input: string | URL | Request,
  init: FetchInit,
  trace: Trace | null,
): Promise<ScriptResponse> {
  // 2. Let requestObject be the result of invoking the initial value of Request as constructor with
  //    input and init as arguments. If this throws an exception, reject p with it and return p.
  try {
    const { engine } = agent;
    const signal = signalOf(input, init, engine.messages.misuse);
    const source = sourceOf(input, client, engine);
    const request = createRequest(client, engine, source, init);
    // NB: What is not to be sent nobody reads.
    if (signal?.aborted !== true) request.body = lockedBody(request.body, engine);
    const reading = lateBytesOf(source, init);
    return reading === null
      ? fetchRequest(request, agent, signal, trace)
      : fetchOnceRead(reading, request, agent, signal, trace);
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Whoever sends a stream reads it, and no script does from then on. */
function lockedBody(body: RequestBody | null, engine: EngineProfile): RequestBody | null {
  if (body === null || body.source !== null || isRefusedStream(body, engine)) return body;
  const reader = body.stream.getReader();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { ...body, stream };
}

function cancelBody(body: RequestBody | null, reason: unknown): void {
  // NB: Nothing comes of it where the stream has failed already, or a transport reads it, which hears of the signal itself.
  if (body?.source === null) body.stream.cancel(reason).catch(() => undefined);
}

async function fetchOnceRead(
  reading: Promise<unknown>,
  request: FetchRequest,
  agent: UserAgent,
  signal: AbortSignal | null,
  trace: Trace | null,
): Promise<ScriptResponse> {
  const read = reading.catch((cause: unknown) => {
    const place = ["https://fetch.spec.whatwg.org/#concept-http-network-fetch", ""] as const;
    const failure = otherFailure("TransportFailed", currentUrl(request), place, { cause });
    throw networkErrorOf(failure, request, agent);
  });
  await untilAborted(read, signal);
  return fetchRequest(request, agent, signal, trace);
}

/** From step 4 on. */
function fetchRequest(
  request: FetchRequest,
  agent: UserAgent,
  signal: AbortSignal | null,
  trace: Trace | null,
): Promise<ScriptResponse> {
  const { engine } = agent;

  // 4. If requestObject's signal is aborted, then: abort the fetch() call with p, request, null, and
  //    requestObject's signal's abort reason.
  if (signal?.aborted === true) {
    // https://fetch.spec.whatwg.org/#abort-fetch, step 2: If request's body is non-null and is readable, then
    // cancel request's body with error.
    if (engine.scripts.cancelsUnsent) cancelBody(request.body, signal.reason);
    throw signal.reason;
  }
  if (isRefusedStream(request.body, engine))
    throw new DOMException(engine.messages.misuse.streamUnsupported(), "NotSupportedError");

  // 12. Set controller to the result of calling fetch given request and processResponse given response
  //     being these steps:
  const fetching = fetch({ request, agent, signal, trace });
  const fetched = request.isRefusedAtOnce
    ? fetching
    : untilAborted(fetching, signal, reasonsOf(engine, "fetch"));
  return fetched.then(
    (response) => responseObject(response, request, agent, signal),
    (error: unknown) => {
      if (signal?.aborted === true) {
        cancelBody(request.body, signal.reason);
        throw error;
      }
      throw networkErrorOf(brokenOff({ request, trace }, error), request, agent);
    },
  );
}

/** Steps 12.3 and 12.4. */
function responseObject(
  response: FetchResponse,
  request: FetchRequest,
  agent: UserAgent,
  signal: AbortSignal | null,
): ScriptResponse {
  const { engine } = agent;

  // 12.3. If response is a network error, then reject p with a TypeError and abort these steps.
  if (response.failure !== null) throw networkErrorOf(response.failure, request, agent);

  // NB: Of what a script may not read nobody reads anything.
  const { internalResponse } = response;
  if (response.body === null && internalResponse !== null)
    letGo(internalResponse.body, response.type === "opaque" ? "long" : "brief");

  // 12.4. Set responseObject to the result of creating a Response object, given response, "immutable",
  //       and relevantRealm.
  // NB: "abort the fetch() call" puts the signal's reason in place of what the network makes of it.
  return new ScriptResponse(
    withShownBody(response, request.method, engine),
    engine,
    (cause, state) =>
      signal?.aborted === true
        ? reasonsOf(engine, state)(signal)
        : bodyErrorOf(cause, state, request, agent),
    signal,
  );
}

/** A response without a body may show an empty one. */
function withShownBody(
  response: FetchResponse,
  method: string,
  { nullBodyStatuses, tellsNoBody }: EngineProfile,
): FetchResponse {
  const { type, status, body } = response;
  if (body !== null || type === "opaque") return response;
  const isTold =
    type === "opaqueredirect"
      ? tellsNoBody.has("opaque-redirect")
      : (method === "HEAD" && tellsNoBody.has("head")) ||
        (nullBodyStatuses.has(status) && tellsNoBody.has("status"));
  return isTold ? response : { ...response, body: bodyOfBytes(new Uint8Array()) };
}

/** What a script gets whose signal came while it waited. */
const reasonsOf =
  ({ scripts, messages }: EngineProfile, waiting: "fetch" | BodyState) =>
  ({ reason }: AbortSignal): Error =>
    scripts.ownAbortErrors.has(waiting) ? messages.misuse.body.aborted() : (reason as Error);

/** The error that a script sees, with what it isn't told as the cause. */
function networkErrorOf(
  failure: NetworkFailure,
  request: FetchRequest,
  agent: UserAgent,
): TypeError {
  const { messages } = agent.engine;
  return new TypeError(messages.failed, { cause: causeOf(failure, request, agent) });
}

/** A transport may take its time to notice that nobody waits any more; a script doesn't. */
function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | null,
  reasonOf: (signal: AbortSignal) => Error = ({ reason }) => reason as Error,
): Promise<T> {
  if (signal === null) return work;
  if (signal.aborted) {
    // While the request went out: no event comes any more, and what comes of the work is no matter.
    work.catch(() => undefined);
    return Promise.reject(reasonOf(signal));
  }
  return new Promise((resolve, reject) => {
    const unfollow = followSignal(signal, () => reject(reasonOf(signal)));
    work.then(resolve, reject).finally(unfollow);
  });
}
