import { type ResponseBody, requireBytes } from "../../infrastructure/body.ts";
import { microtaskCheckpoint } from "../../infrastructure/microtask-checkpoint.ts";
import { ProgressTimer } from "./progress-timer.ts";
import { ReceivedBytes } from "./received-bytes.ts";
import type { ReceivedResponse } from "./received-response.ts";
import {
  DONE,
  HEADERS_RECEIVED,
  LOADING,
  OPENED,
  type Sending,
  UNSENT,
  type XmlHttpRequestState,
} from "./xml-http-request-state.ts";

// "If not roughly 50ms have passed since these steps were last invoked, then return."
const PROGRESS_INTERVAL = 50;

/** `processBodyChunk`. Whether the last bytes came too soon for an event of their own. */
export async function readBody(
  xhr: XmlHttpRequestState,
  sending: Sending,
  body: ResponseBody,
  response: ReceivedResponse,
  isAwaited: (bytes: Uint8Array) => boolean,
): Promise<boolean> {
  const { clock, engine } = xhr.context.agent;
  const { xhr: rules } = engine;
  const { received } = response;
  const isThrottled = rules.progressHeld === "until-due";
  let last = Number.NEGATIVE_INFINITY;
  let isWithheld = false;
  let isTold = false;
  const timer =
    rules.progressHeld === "until-tick" && !xhr.isSynchronous
      ? new ProgressTimer(clock, () => tellByTimer(xhr, sending, response))
      : null;
  const tell = async (): Promise<boolean> => {
    last = clock.now();
    isTold = true;
    if (!(await announceHeaders(xhr, sending, response, "bytes"))) {
      if (rules.chunksOutliveRequests) await tellOfStray(xhr, received);
      if (rules.abortKeepsChunk && xhr.state === UNSENT) xhr.aborted = response;
      return false;
    }

    // 3. If this's state is headers received, then set this's state to loading.
    // 4. Fire an event named readystatechange at this.
    // NOTE: Web compatibility is the reason readystatechange fires more often than this's state
    //       changes.
    if (xhr.state !== LOADING || rules.tellsLoading === "each-time") {
      xhr.become(LOADING);
      await microtaskCheckpoint();
      if (xhr.state === UNSENT && rules.abortLetsEventsEnd === "yes") {
        // NB: The script that aborted it from within one event is told the next all the same.
        await xhr.throttle.take({ loaded: 0, total: response.length });
        return false;
      }
      if (!xhr.isCurrent(sending)) {
        tellOfReplaced(xhr, response);
        if (rules.chunksOutliveRequests) await xhr.throttle.take({ loaded: 0, total: 0 });
        return false;
      }
    }

    // 5. Fire a progress event named progress at this with this's received bytes's length and length.
    const { progress } = response;
    if (!isThrottled) xhr.fire("progress", progress.loaded, progress.total);
    else if (!rules.progressOutlivesRequests || xhr.target.listensTo("progress"))
      await xhr.throttle.take(progress);
    await microtaskCheckpoint();
    return xhr.isCurrent(sending);
  };
  if (timer !== null && xhr.target.listensTo("progress")) timer.start();
  try {
    for await (const bytes of body) {
      requireBytes(bytes);
      if (!xhr.isCurrent(sending)) return false;
      if (bytes.length === 0) continue;

      // 1. Append bytes to this's received bytes.
      response.append(bytes);
      if (xhr.isSynchronous) continue;

      // 2. If not roughly 50ms have passed since these steps were last invoked, then return.
      isWithheld = timer === null ? !isThrottled && clock.now() - last < PROGRESS_INTERVAL : isTold;
      if (isWithheld || (!isTold && isAwaited(received.bytes))) {
        timer?.hold();
        continue;
      }
      if (!(await tell())) return false;
      if (response.isDecodedInPieces) timer?.hold();
      else timer?.start();
    }
    if (timer !== null) {
      // NB: What is told meanwhile is told before the end.
      await timer.told;
      if (!xhr.isCurrent(sending)) return false;
      isWithheld = timer.holds;
    }
  } finally {
    timer?.stop();
  }
  const isUntold = !xhr.isSynchronous && received.length > 0 && !isTold;
  if (!isUntold) return isWithheld;
  await tell();
  return false;
}

async function tellByTimer(
  xhr: XmlHttpRequestState,
  sending: Sending,
  response: ReceivedResponse,
): Promise<void> {
  if (!xhr.isCurrent(sending)) return;
  const { loaded, total } = response.progress;
  xhr.become(LOADING);
  await microtaskCheckpoint();
  if (xhr.isCurrent(sending)) xhr.fire("progress", loaded, total);
  else tellOfReplaced(xhr, response);
}

/** A script has aborted it from within readystatechange, or put another in its place, and may hear of progress yet. */
function tellOfReplaced(xhr: XmlHttpRequestState, response: ReceivedResponse): void {
  if (xhr.context.agent.engine.xhr.abortLetsEventsEnd !== "progress-of-own") return;
  if (xhr.state === UNSENT && !response.isOwn) return;
  // NB: Of what is under way by now nothing is known.
  xhr.fire("progress", 0, xhr.sending === null ? response.length : 0);
}

/** Where that has been put off until now. Whether this is still what the script waits for. */
export async function announceHeaders(
  xhr: XmlHttpRequestState,
  sending: Sending,
  response: ReceivedResponse,
  come: "bytes" | "nothing",
): Promise<boolean> {
  if (xhr.response !== response) xhr.show(response);
  if (xhr.isSynchronous || xhr.state >= HEADERS_RECEIVED) return true;
  xhr.become(HEADERS_RECEIVED);
  await microtaskCheckpoint();
  if (xhr.isCurrent(sending)) return true;
  const { chunksOutliveRequests } = xhr.context.agent.engine.xhr;
  if (come === "nothing" && chunksOutliveRequests) await endOfStray(xhr);
  return false;
}

/** The end of an empty body whose request is gone by now passes for that of the next one. */
async function endOfStray(xhr: XmlHttpRequestState): Promise<void> {
  const isAborted = xhr.state === UNSENT;
  xhr.terminate();
  xhr.end(DONE);
  xhr.become(DONE);
  if (isAborted) return;
  await microtaskCheckpoint();
  xhr.fire("load");
  await microtaskCheckpoint();
  xhr.fire("loadend");
}

/** What comes of a chunk whose request is gone by now passes for what has come of the next one. */
async function tellOfStray(xhr: XmlHttpRequestState, received: ReceivedBytes): Promise<void> {
  if (xhr.state !== OPENED) return;
  const stray = new ReceivedBytes();
  stray.append(received.bytes);
  xhr.stray = stray;
  xhr.become(LOADING);
  await microtaskCheckpoint();
  await xhr.throttle.take({ loaded: xhr.stray === stray ? stray.length : 0, total: 0 });
}
