import { parseMimeType } from "@crosswalk/cors/protocol";
import type { FailureCause } from "../failure-cause.ts";
import { byteString } from "../byte-string.ts";
import { abortRequest } from "./abort-request.ts";
import { openRequest } from "./open-request.ts";
import { sendRequest } from "./send-request.ts";
import { setRequestHeader } from "./set-request-header.ts";
import { prepareSend } from "./prepare-send.ts";
import type { ResponseType } from "./received-response.ts";
import { runSend } from "./run-send.ts";
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
    openRequest(this.#unstuck, method, url, rest);
  }

  /** https://xhr.spec.whatwg.org/#the-setrequestheader()-method */
  setRequestHeader(name: string, value: string): void {
    this.#xhr.requireArguments("setRequestHeader", 2, arguments.length);
    setRequestHeader(this.#unstuck, name, value);
  }

  /** https://xhr.spec.whatwg.org/#the-timeout-attribute */
  get timeout(): number {
    return this.#xhr.timeout;
  }

  set timeout(milliseconds: number) {
    const xhr = this.#unstuck;
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
    const xhr = this.#unstuck;
    // 1. If this's state is not unsent or opened, then throw an "InvalidStateError" DOMException.
    // 2. If this's send() invoked is true, then throw an "InvalidStateError" DOMException.
    if (xhr.state > OPENED || xhr.isUnderWay) {
      throw new DOMException(xhr.messages.withCredentialsTooLate, "InvalidStateError");
    }
    // 3. Set this's cross-origin credentials to the given value.
    xhr.withCredentials = Boolean(value);
  }

  /** https://xhr.spec.whatwg.org/#the-send()-method */
  send(body: unknown = null): void {
    sendRequest(this.#xhr, this.upload, body);
  }

  /** What a synchronous `send` does, where waiting is possible. */
  static sendSynchronously(xhr: PageXmlHttpRequest, body: unknown = null): Promise<void> {
    return runSend(xhr.#xhr, prepareSend(xhr.#xhr, xhr.upload, body));
  }

  /** https://xhr.spec.whatwg.org/#the-abort()-method */
  abort(): void {
    abortRequest(this.#unstuck, this.responseURL);
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
    this.#xhr.requireArguments("getResponseHeader", 1, arguments.length);
    const xhr = this.#unstuck;
    const headerName = byteString(name);
    const value = (xhr.response ?? xhr.left)?.headers.get(headerName) ?? null;
    const credentialsMode = xhr.withCredentials ? "include" : "same-origin";
    if (value === null && xhr.response?.isKeptFromScripts(headerName, credentialsMode) === true)
      xhr.tellOfIgnored("responseHeader", headerName);
    return value;
  }

  /** https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method */
  getAllResponseHeaders(): string {
    return this.#unstuck.response?.serializedHeaders ?? "";
  }

  /** https://xhr.spec.whatwg.org/#the-overridemimetype()-method */
  overrideMimeType(mime: string): void {
    this.#xhr.requireArguments("overrideMimeType", 1, arguments.length);
    const xhr = this.#unstuck;

    // 1. If this's state is loading or done, then throw an "InvalidStateError" DOMException.
    this.#requireUnread("overrideMimeType");

    // 2. Set this's override MIME type to the result of parsing mime.
    // 3. If this's override MIME type is failure, then set this's override MIME type to
    //    application/octet-stream.
    xhr.overrideMimeType = parseMimeType(String(mime)) ?? octetStream;
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
    const xhr = this.#unstuck;

    // 2. If this's state is loading or done, then throw an "InvalidStateError" DOMException.
    this.#requireUnread("responseType");

    // 3. If the current global object is a Window object and this's synchronous is true, then throw an
    //    "InvalidAccessError" DOMException.
    this.#requireAsynchronous("responseType");

    // 4. Set this's response type to the given value.
    xhr.responseType = value;
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

  /** The state for what a script does or asks by a method, or changes. */
  get #unstuck(): XmlHttpRequestState {
    this.#xhr.requireUnstuck();
    return this.#xhr;
  }

  #requireUnread(member: string): void {
    if (this.#xhr.state !== LOADING && this.#xhr.state !== DONE) return;
    throw new DOMException(this.#xhr.messages.typeTooLate(member), "InvalidStateError");
  }

  #requireAsynchronous(member: "timeout" | "responseType"): void {
    if (this.#xhr.isSynchronous) this.#xhr.refuseSynchronous("set", member);
  }
}
