import { requestErrorSteps } from "./handle-errors.ts";
import {
  DONE,
  HEADERS_RECEIVED,
  LOADING,
  OPENED,
  UNSENT,
  type XmlHttpRequestState,
} from "./xml-http-request-state.ts";

/** https://xhr.spec.whatwg.org/#the-abort()-method */
export function abortRequest(xhr: XmlHttpRequestState, url: string): void {
  // NB: What was refused at once is under way no more, though nobody has been told.
  if (xhr.sending?.request.isRefusedAtOnce === true) return;
  // 1. Abort this's fetch controller.
  const { request = null, upload = null } = xhr.sending ?? {};
  xhr.replaced++;
  xhr.terminate();
  if (xhr.state === OPENED && !xhr.isSent) xhr.isAbortedUnsent = true;

  // 2. If this's state is opened with this's send() invoked being true, headers received, or loading,
  //    then run the request error steps for this and abort.
  if (
    (xhr.state === OPENED && xhr.isSent) ||
    xhr.state === HEADERS_RECEIVED ||
    xhr.state === LOADING
  ) {
    // NB: The script that calls this goes on before any other does.
    for (const _ of requestErrorSteps(xhr, "abort", request, upload)) continue;
  }

  // 3. If this's state is done, then set this's state to unsent and this's response to a network
  //    error.
  // NOTE: No readystatechange event is dispatched.
  if (xhr.state === DONE) xhr.end(UNSENT);
  // NB: What a script has opened meanwhile has its own.
  if (xhr.context.agent.engine.xhr.abortKeepsUrl && xhr.state === UNSENT) xhr.abortedUrl = url;
}
