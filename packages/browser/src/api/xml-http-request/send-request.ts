import { isSimple, prepareSend } from "./prepare-send.ts";
import { failInSend, runSend } from "./run-send.ts";
import { DONE, type XmlHttpRequestState } from "./xml-http-request-state.ts";
import type { XmlHttpRequestUpload } from "./xml-http-request-upload.ts";

/** https://xhr.spec.whatwg.org/#the-send()-method */
export function sendRequest(
  xhr: XmlHttpRequestState,
  upload: XmlHttpRequestUpload,
  body: unknown,
): void {
  const sending = prepareSend(xhr, upload, body);
  if (xhr.isSynchronous) {
    xhr.end(DONE);
    throw new DOMException(
      "A synchronous request would stop the event loop that answers it: open it with async true, or await PageXmlHttpRequest.sendSynchronously(…)",
      "NetworkError",
    );
  }

  // 11. If this's synchronous is false:
  const { failsUnstarted, unstartedFailsInSend } = xhr.context.agent.engine.xhr;
  xhr.throttle.forgetAmount();
  if (failsUnstarted(xhr.url!, xhr.method)) {
    if (unstartedFailsInSend) {
      failInSend(xhr, sending);
      return;
    }
  } else {
    // 11.1. Fire a progress event named loadstart at this with 0 and 0.
    xhr.fire("loadstart");
    if (xhr.isCurrent(sending)) sending.upload.begin(isSimple(sending.request, xhr.context.agent));

    // 11.5. If this's upload complete is false and this's upload listener is true, then fire a progress
    //       event named loadstart at this's upload object with requestBodyTransmitted and
    //       requestBodyLength.
    sending.upload.start();
  }

  // 11.6. If this's state is not opened or this's send() invoked is false, then return.
  // NB: Nor may it be another `send` by now.
  if (!xhr.isCurrent(sending)) return;
  void runSend(xhr, sending);
}
