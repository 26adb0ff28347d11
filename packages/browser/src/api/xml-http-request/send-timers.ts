import { requestErrorSteps } from "./handle-errors.ts";
import type { Sending, XmlHttpRequestState } from "./xml-http-request-state.ts";

export function startTimer(xhr: XmlHttpRequestState, sending: Sending): void {
  const { clock } = xhr.context.agent;
  xhr.stopTimer?.();
  xhr.stopTimer = null;
  xhr.isOverdue = false;
  if (xhr.timeout === 0 || xhr.isPastTimeouts) return;
  // "[…] this's timeout milliseconds have passed since now."
  const remaining = Math.max(0, sending.startedAt + xhr.timeout - clock.now());
  // NB: A limit that has passed by the time it is set comes before the end of a body that is there already.
  xhr.isOverdue = remaining === 0;
  xhr.stopTimer = clock.schedule(() => timeOut(xhr, sending), remaining);
}

export function timeOut(xhr: XmlHttpRequestState, sending: Sending): void {
  if (!xhr.isCurrent(sending)) return;
  // "[…] set this's timed out to true and terminate this's fetch controller."
  xhr.terminate();
  // NB: Whoever moves a clock by hand sees all that is due.
  for (const _ of requestErrorSteps(xhr, "timeout", sending.request, sending.upload)) continue;
}

/** A body of which nothing is told for long is told to be gone. */
export function startUploadTimer(xhr: XmlHttpRequestState, sending: Sending): void {
  const { clock, engine } = xhr.context.agent;
  const { uploadToldAfter, uploadToldOf } = engine.xhr;
  const { body } = sending.request;
  if (uploadToldAfter === null || xhr.isSynchronous || body === null || body.length === 0) return;
  xhr.stopUploadTimer ??= clock.schedule(() => {
    if (!xhr.isCurrent(sending)) return;
    // Another hop starts it anew.
    xhr.stopUploadTimer = null;
    if (uploadToldOf === "end") sending.upload.completeEarly(sending.request);
    else sending.upload.tellOfProgress();
  }, uploadToldAfter);
}
