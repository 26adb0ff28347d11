import {
  isForbiddenRequestHeader,
  isHeaderName,
  isHeaderValue,
  normalizeHeaderValue,
  parseMimeType,
} from "@crosswalk/cors/protocol";
import type { FailureCause } from "../page-fetch.ts";
import { byteString, type NotByteString } from "../byte-string.ts";
import { requestErrorSteps } from "./handle-errors.ts";
import { openRequest } from "./open-request.ts";
import { prepareSend } from "./prepare-send.ts";
import type { ResponseType } from "./received-response.ts";
import { failInSend, runSend } from "./run-send.ts";
import { startTimer } from "./send-timers.ts";
import { XmlHttpRequestEventTarget } from "./xml-http-request-event-target.ts";
import {
  DONE,
  HEADERS_RECEIVED,
  LOADING,
  OPENED,
  UNSENT,
  type XmlHttpRequestContext,
  XmlHttpRequestState,
} from "./xml-http-request-state.ts";
import { XmlHttpRequestUpload } from "./xml-http-request-upload.ts";

const responseTypes: ReadonlySet<string> = new Set([
  "",
  "arraybuffer",
  "blob",
  "document",
  "json",
  "text",
]);
const octetStream = parseMimeType("application/octet-stream")!;

/**
 * `XMLHttpRequest` as in a window. There are two limits: without a `DOMParser` no document is parsed, so
 * `responseXML` and a `response` of type `document` are null; and a synchronous `send` throws, because
 * whatever answers the request runs on the event loop that it would stop. `sendSynchronously` does the
 * same for those who can await it.
 *
 * https://xhr.spec.whatwg.org/#interface-xmlhttprequest
 */
export class PageXmlHttpRequest extends XmlHttpRequestEventTarget {
  static readonly UNSENT: number = UNSENT;
  static readonly OPENED: number = OPENED;
  static readonly HEADERS_RECEIVED: number = HEADERS_RECEIVED;
  static readonly LOADING: number = LOADING;
  static readonly DONE: number = DONE;
  readonly UNSENT: number = UNSENT;
  readonly OPENED: number = OPENED;
  readonly HEADERS_RECEIVED: number = HEADERS_RECEIVED;
  readonly LOADING: number = LOADING;
  readonly DONE: number = DONE;
  readonly upload: XmlHttpRequestUpload = new XmlHttpRequestUpload();

  readonly #xhr: XmlHttpRequestState;

  constructor(context: XmlHttpRequestContext) {
    super();
    this.#xhr = new XmlHttpRequestState(context, this);
  }

  /** Why the last request failed; scripts in browsers are not told. Null while none has. */
  get cause(): FailureCause | null {
    return this.#xhr.cause;
  }

  get readyState(): number {
    return this.#xhr.state;
  }

  /** https://xhr.spec.whatwg.org/#the-open()-method */
  open(
    method: string,
    url: string | URL,
    ...rest: [async?: boolean, username?: string | null, password?: string | null]
  ): void {
    this.#xhr.requireArguments("open", 2, arguments.length);
    openRequest(this.#xhr, method, url, rest);
  }

  /** https://xhr.spec.whatwg.org/#the-setrequestheader()-method */
  setRequestHeader(name: string, value: string): void {
    const xhr = this.#xhr;
    xhr.requireArguments("setRequestHeader", 2, arguments.length);

    // 1. If this's state is not opened, then throw an "InvalidStateError" DOMException.
    // 2. If this's send() invoked is true, then throw an "InvalidStateError" DOMException.
    xhr.requireUnsent("setRequestHeader");

    // 3. Normalize value.
    const refusalOf =
      (argument: number): NotByteString =>
      (...at) =>
        xhr.messages.notByteString("setRequestHeader", argument, ...at);
    const headerName = byteString(name, refusalOf(1));
    const normalized = normalizeHeaderValue(byteString(value, refusalOf(2)));

    // 4. If name is not a header name or value is not a header value, then throw a "SyntaxError"
    //    DOMException.
    if (!isHeaderName(headerName))
      throw new DOMException(xhr.messages.invalidHeaderName(headerName), "SyntaxError");
    if (!isHeaderValue(normalized))
      throw new DOMException(xhr.messages.invalidHeaderValue(normalized), "SyntaxError");

    // 5. If (name, value) is a forbidden request-header, then return.
    const { forbidden } = xhr.context.agent.engine.headers;
    if (
      isForbiddenRequestHeader(headerName, normalized) ||
      forbidden.has(headerName.toLowerCase())
    ) {
      xhr.tellOfIgnored("requestHeader", headerName);
      return;
    }

    // 6. Combine (name, value) in this's author request headers.
    xhr.authorRequestHeaders.combine(headerName, normalized);
  }

  /** https://xhr.spec.whatwg.org/#the-timeout-attribute */
  get timeout(): number {
    return this.#xhr.timeout;
  }

  set timeout(milliseconds: number) {
    const xhr = this.#xhr;
    // 1. If the current global object is a Window object and this's synchronous is true, then throw an
    //    "InvalidAccessError" DOMException.
    this.#requireAsynchronous("timeout");

    // 2. Set this's timeout to the given value.
    // NOTE: This implies that the timeout attribute can be set while fetching is in progress. If that
    //       occurs it will still be measured relative to the start of fetching.
    xhr.timeout = milliseconds >>> 0;
    const { lateTimeout } = xhr.context.agent.engine.xhr;
    if (xhr.sending !== null && (lateTimeout || xhr.stopTimer !== null))
      startTimer(xhr, xhr.sending);
  }

  /** https://xhr.spec.whatwg.org/#the-withcredentials-attribute */
  get withCredentials(): boolean {
    return this.#xhr.withCredentials;
  }

  set withCredentials(value: boolean) {
    const xhr = this.#xhr;
    // 1. If this's state is not unsent or opened, then throw an "InvalidStateError" DOMException.
    // 2. If this's send() invoked is true, then throw an "InvalidStateError" DOMException.
    if (xhr.state > OPENED || xhr.isSent) {
      throw new DOMException(xhr.messages.withCredentialsTooLate, "InvalidStateError");
    }
    // 3. Set this's cross-origin credentials to the given value.
    xhr.withCredentials = Boolean(value);
  }

  /** https://xhr.spec.whatwg.org/#the-send()-method */
  send(body: unknown = null): void {
    const xhr = this.#xhr;
    const sending = prepareSend(xhr, this.upload, body);
    if (xhr.isSynchronous) {
      xhr.end(DONE);
      throw new DOMException(
        "A synchronous request would stop the event loop that answers it: open it with async true, or await PageXmlHttpRequest.sendSynchronously(…)",
        "NetworkError",
      );
    }

    // 11. If this's synchronous is false:
    const { failsUnstarted, unstartedUploadFails, unstartedFailsInSend } =
      xhr.context.agent.engine.xhr;
    xhr.throttle.forgetAmount();
    if (failsUnstarted(xhr.url!, xhr.method)) {
      if (!unstartedUploadFails) sending.upload.giveUp();
      if (unstartedFailsInSend) {
        failInSend(xhr, sending);
        return;
      }
    } else {
      // 11.1. Fire a progress event named loadstart at this with 0 and 0.
      xhr.fire("loadstart");

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

  /** What a synchronous `send` does, where waiting is possible. */
  static sendSynchronously(xhr: PageXmlHttpRequest, body: unknown = null): Promise<void> {
    return runSend(xhr.#xhr, prepareSend(xhr.#xhr, xhr.upload, body));
  }

  /** https://xhr.spec.whatwg.org/#the-abort()-method */
  abort(): void {
    const xhr = this.#xhr;
    // NB: What was refused at once is under way no more, though nobody has been told.
    if (xhr.sending?.request.isRefusedAtOnce === true) return;
    // 1. Abort this's fetch controller.
    const url = this.responseURL;
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

  get responseURL(): string {
    const xhr = this.#xhr;
    if (xhr.response !== null || xhr.state !== DONE) return xhr.response?.url ?? xhr.abortedUrl;
    const url = xhr.failed?.url ?? "";
    return url === "" ? xhr.abortedUrl : url;
  }

  get status(): number {
    return this.#xhr.response?.status ?? 0;
  }

  get statusText(): string {
    return this.#xhr.response?.statusText ?? "";
  }

  /** https://xhr.spec.whatwg.org/#the-getresponseheader()-method */
  getResponseHeader(name: string): string | null {
    const xhr = this.#xhr;
    xhr.requireArguments("getResponseHeader", 1, arguments.length);
    const headerName = byteString(name);
    const value = xhr.response?.headers.get(headerName) ?? null;
    const credentialsMode = xhr.withCredentials ? "include" : "same-origin";
    if (value === null && xhr.response?.isKeptFromScripts(headerName, credentialsMode) === true)
      xhr.tellOfIgnored("responseHeader", headerName);
    return value;
  }

  /** https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method */
  getAllResponseHeaders(): string {
    return this.#xhr.response?.serializedHeaders ?? "";
  }

  /** https://xhr.spec.whatwg.org/#the-overridemimetype()-method */
  overrideMimeType(mime: string): void {
    this.#xhr.requireArguments("overrideMimeType", 1, arguments.length);

    // 1. If this's state is loading or done, then throw an "InvalidStateError" DOMException.
    this.#requireUnread("overrideMimeType");

    // 2. Set this's override MIME type to the result of parsing mime.
    // 3. If this's override MIME type is failure, then set this's override MIME type to
    //    application/octet-stream.
    this.#xhr.overrideMimeType = parseMimeType(String(mime)) ?? octetStream;
  }

  /** https://xhr.spec.whatwg.org/#the-responsetype-attribute */
  get responseType(): ResponseType {
    return this.#xhr.responseType;
  }

  set responseType(value: ResponseType) {
    // "If S is not one of the enumeration's values, then return undefined." (Web IDL)
    if (!responseTypes.has(value)) {
      this.#xhr.tellOfIgnored("responseType", String(value));
      return;
    }

    // 2. If this's state is loading or done, then throw an "InvalidStateError" DOMException.
    this.#requireUnread("responseType");

    // 3. If the current global object is a Window object and this's synchronous is true, then throw an
    //    "InvalidAccessError" DOMException.
    this.#requireAsynchronous("responseType");

    // 4. Set this's response type to the given value.
    this.#xhr.responseType = value;
  }

  /** https://xhr.spec.whatwg.org/#the-response-attribute */
  get response(): unknown {
    const xhr = this.#xhr;
    // 1. If this's response type is the empty string or "text": if this's state is not loading or done,
    //    then return the empty string; return the result of getting a text response for this.
    if (xhr.responseType === "" || xhr.responseType === "text") return this.responseText;

    // 2. If this's state is not done, then return null.
    // 3. If this's response object is failure, then return null.
    // NB: A network error has no response object to make, but for an empty one in Firefox.
    if (xhr.state !== DONE) return null;
    if (xhr.response === null)
      return xhr.responseType === "arraybuffer" ? (xhr.failed?.buffer ?? null) : null;

    // 4. If this's response object is non-null, then return it. […]
    return xhr.response.object(xhr.reading);
  }

  /** https://xhr.spec.whatwg.org/#the-responsetext-attribute */
  get responseText(): string {
    const xhr = this.#xhr;
    // 1. If this's response type is not the empty string or "text", then throw an "InvalidStateError"
    //    DOMException.
    if (xhr.responseType !== "" && xhr.responseType !== "text") {
      throw new DOMException(
        xhr.messages.otherType("responseText", xhr.responseType),
        "InvalidStateError",
      );
    }
    // 2. If this's state is not loading or done, then return the empty string.
    // 3. Return the result of getting a text response for this.
    const shown = xhr.state === LOADING || xhr.state === DONE ? xhr.response : xhr.aborted;
    return shown?.text(xhr.reading, xhr.state === DONE) ?? "";
  }

  /** https://xhr.spec.whatwg.org/#the-responsexml-attribute */
  get responseXML(): object | null {
    const xhr = this.#xhr;
    // 1. If this's response type is not the empty string or "document", then throw an
    //    "InvalidStateError" DOMException.
    if (xhr.responseType !== "" && xhr.responseType !== "document") {
      throw new DOMException(
        xhr.messages.otherType("responseXML", xhr.responseType),
        "InvalidStateError",
      );
    }
    // 2. If this's state is not done, then return null.
    // 3. Assert: this's response object is not failure.
    // 4. If this's response object is non-null, then return it.
    // 5. Set a document response for this.
    // 6. Return this's response object.
    if (xhr.state !== DONE || xhr.response === null) return null;
    return xhr.response.object(xhr.reading) as object | null;
  }

  get onreadystatechange(): ((event: Event) => unknown) | null {
    return this.handler("readystatechange");
  }

  set onreadystatechange(handler: unknown) {
    this.setHandler("readystatechange", handler);
  }

  get [Symbol.toStringTag](): string {
    return "XMLHttpRequest";
  }

  #requireUnread(member: string): void {
    if (this.#xhr.state !== LOADING && this.#xhr.state !== DONE) return;
    throw new DOMException(this.#xhr.messages.typeTooLate(member), "InvalidStateError");
  }

  #requireAsynchronous(member: "timeout" | "responseType"): void {
    if (!this.#xhr.isSynchronous) return;
    throw new DOMException(this.#xhr.messages.synchronousSet(member), "InvalidAccessError");
  }
}
