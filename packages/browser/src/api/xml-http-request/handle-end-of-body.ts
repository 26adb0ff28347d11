import { microtaskCheckpoint } from "../../infrastructure/microtask-checkpoint.ts";
import type { Progress } from "./progress-throttle.ts";
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
  const { lastProgress, nothingHasLength, headOfDataLoads } = rules;
  const isBodiless =
    sending.request.method === "HEAD" || nullBodyStatuses.has(xhr.response!.status);
  // 3. Let transmitted be xhr's received bytes's length.
  const { loaded: transmitted, received } = response;
  const length = transmitted === 0 && !nothingHasLength ? 0 : response.length;

  if (!xhr.isSynchronous && headOfDataLoads && isBodiless && response.holdsData) {
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
    if (!xhr.isCurrent(sending)) {
      if (rules.endOfNothingOutlives && received.length === 0) await endOfStrayNothing(xhr);
      return;
    }
  }

  // 7. Set xhr's state to done.
  // 8. Set xhr's send() invoked to false.
  // 9. Fire an event named readystatechange at xhr.
  xhr.finish();
  xhr.isSent = false;
  xhr.isPastTimeouts = !rules.timeoutOutlivesAnswers;
  xhr.state = DONE;
  const { replaced } = xhr;
  await (rules.progressOutlivesRequests ? xhr.throttle.flushHeld() : xhr.throttle.flush());
  if (xhr.replaced !== replaced && !rules.progressOutlivesRequests) return;
  xhr.become(xhr.state);
  await xhr.letScriptsGoOn();
  if (rules.doneEndsWithRequest && xhr.replaced !== replaced) return;

  // 10. Fire a progress event named load at xhr with transmitted and length.
  const loaded = leftAtEnd(xhr, "load", { loaded: transmitted, total: length });
  xhr.fire("load", loaded.loaded, loaded.total);
  await xhr.letScriptsGoOn();

  // 11. Fire a progress event named loadend at xhr with transmitted and length.
  // NB: Or with what a script has left of them.
  const isReplaced = xhr.replaced !== replaced;
  const ended = isReplaced ? leftAtEnd(xhr, "loadend", loaded) : loaded;
  xhr.fire("loadend", ended.loaded, ended.total);
}

const nothing: Progress = { loaded: 0, total: 0 };

/** What an event at the end tells of what has come. */
function leftAtEnd(xhr: XmlHttpRequestState, type: "load" | "loadend", come: Progress): Progress {
  switch (xhr.context.agent.engine.xhr.endTells) {
    case "what-has-come":
      return come;
    case "what-has-come-unless-sent":
      return xhr.sending === null ? come : nothing;
    case "what-is-left":
      return type === "load" ? come : nothing;
    case "what-load-finds":
      if (type === "loadend" || xhr.state === DONE || xhr.state === UNSENT) return come;
      return xhr.sending === null ? { ...nothing, total: come.total } : nothing;
  }
}

/** The end of an empty body goes on, though a script has put another request in the place of its own. */
async function endOfStrayNothing(xhr: XmlHttpRequestState): Promise<void> {
  xhr.failed = null;
  xhr.become(DONE);
  await microtaskCheckpoint();
  // NB: Only who has sent it anew has reset what Firefox goes by here.
  xhr.fire(xhr.sending === null ? "error" : "load");
  await microtaskCheckpoint();
  xhr.fire("loadend");
}
