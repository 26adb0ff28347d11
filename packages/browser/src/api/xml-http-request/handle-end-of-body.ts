import { microtaskCheckpoint } from "../../infrastructure/microtask-checkpoint.ts";
import type { ReceivedResponse } from "./received-response.ts";
import {
  DONE,
  LOADING,
  type Sending,
  UNSENT,
  type XmlHttpRequestState,
} from "./xml-http-request-state.ts";

/** https://xhr.spec.whatwg.org/#handle-response-end-of-file */
export async function handleEndOfBody(
  xhr: XmlHttpRequestState,
  sending: Sending,
  response: ReceivedResponse,
  isWithheld: boolean,
): Promise<void> {
  const { xhr: rules, nullBodyStatuses } = xhr.context.agent.engine;
  const { lastProgress, bodilessHasLength, headOfDataLoads, endOutlivesRequests } = rules;
  const isBodiless =
    sending.request.method === "HEAD" || nullBodyStatuses.has(xhr.response!.status);
  // 3. Let transmitted be xhr's received bytes's length.
  const { loaded: transmitted, received } = response;
  // NB: Decoded, even what was told to have a length may be nothing.
  const isNothing = rules.total === "of-what-comes" && received.length === 0;
  const length = isNothing || (isBodiless && !bodilessHasLength) ? 0 : response.length;

  if (!xhr.isSynchronous && headOfDataLoads && isBodiless && response.isData) {
    xhr.become(LOADING);
    await microtaskCheckpoint();
    if (!xhr.isCurrent(sending)) return;
    xhr.fire("progress");
    await microtaskCheckpoint();
    if (!xhr.isCurrent(sending)) return;
  }

  // 6. If xhr's synchronous is false, then fire a progress event named progress at xhr with
  //    transmitted and length.
  const isTold = transmitted > 0;
  const isDue =
    isWithheld ||
    lastProgress === "always" ||
    (lastProgress === "unless-told" && !isTold) ||
    (!response.isCounted && received.length > 0);
  if (!xhr.isSynchronous && isDue) {
    xhr.fire("progress", transmitted, length);
    await microtaskCheckpoint();
    if (!xhr.isCurrent(sending)) return;
  }

  // 7. Set xhr's state to done.
  // 8. Set xhr's send() invoked to false.
  // 9. Fire an event named readystatechange at xhr.
  xhr.finish();
  xhr.isSent = false;
  xhr.state = DONE;
  const replaced = xhr.replaced;
  await (rules.progressOutlivesRequests ? xhr.throttle.flushHeld() : xhr.throttle.flush());
  if (xhr.replaced !== replaced && !endOutlivesRequests) return;
  xhr.become(xhr.state);
  if (!(await xhr.outlastsCheckpoint())) return;
  if (rules.doneEndsWithRequest && xhr.replaced !== replaced) return;

  // 10. Fire a progress event named load at xhr with transmitted and length.
  fireAtEnd(xhr, "load", transmitted, length);
  const isAborted = xhr.state === UNSENT;
  if (!(await xhr.outlastsCheckpoint())) return;

  // 11. Fire a progress event named loadend at xhr with transmitted and length.
  // NB: Or with what an abort has left of them.
  if (isAborted && rules.loadendTells === "what-is-left") xhr.fire("loadend");
  else fireAtEnd(xhr, "loadend", transmitted, length);
}

function fireAtEnd(
  xhr: XmlHttpRequestState,
  type: "load" | "loadend",
  transmitted: number,
  length: number,
): void {
  const { endOutlivesRequests } = xhr.context.agent.engine.xhr;
  // NB: Of what is under way by now nothing has come.
  if (endOutlivesRequests && xhr.sending !== null) xhr.fire(type);
  else xhr.fire(type, transmitted, length);
}
