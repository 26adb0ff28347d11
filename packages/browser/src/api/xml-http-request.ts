import {
  corsUnsafeRequestHeaderNames,
  HeaderList,
  isCorsSafelistedMethod,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isHeaderName,
  isHeaderValue,
  isMethod,
  type MimeType,
  normalizeHeaderValue,
  normalizeMethod,
  parseMimeType,
} from "@crosswalk/cors/protocol";
import { fetch } from "../fetching/fetch.ts";
import { bytesBeforeType } from "../fetching/http-cache-refusal.ts";
import type { EngineProfile } from "../engines/engine.ts";
import type { UserAgent } from "../fetching/user-agent.ts";
import { type BlobUrlEntry, originOfEntry } from "../infrastructure/blob-url-store.ts";
import type { RequestBody, ResponseBody } from "../infrastructure/body.ts";
import type { Client } from "../infrastructure/client.ts";
import {
  createFetchRequest,
  currentUrl,
  type FetchRequest,
} from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { microtaskCheckpoint } from "../infrastructure/microtask-checkpoint.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { isSameOrigin } from "../infrastructure/origin.ts";
import { parseUrlWith } from "../infrastructure/url-rules.ts";
import { includesCredentials, isHttpScheme, withoutFragment } from "../infrastructure/url.ts";
import type { Trace } from "../trace.ts";
import { causeOf, type FailureCause } from "./page-fetch.ts";
import { ScriptProgressEvent } from "./progress-event.ts";
import { type Progress, ProgressThrottle } from "./progress-throttle.ts";
import { ReceivedBytes } from "./received-bytes.ts";
import { ReceivedResponse, type ResponseType } from "./received-response.ts";
import { byteString, type NotByteString } from "./script-headers.ts";
import { UploadProgress } from "./upload-progress.ts";
import { extractRequestBody, nameUnsentType } from "./xml-http-request-body.ts";
import { XmlHttpRequestEventTarget } from "./xml-http-request-event-target.ts";
import type { XmlHttpRequestMessages } from "../messages/xml-http-request/xml-http-request.ts";
import { XmlHttpRequestUpload } from "./xml-http-request-upload.ts";

const UNSENT = 0;
const OPENED = 1;
const HEADERS_RECEIVED = 2;
const LOADING = 3;
const DONE = 4;

// "If not roughly 50ms have passed since these steps were last invoked, then return."
const PROGRESS_INTERVAL = 50;

const responseTypes: ReadonlySet<string> = new Set([
  "",
  "arraybuffer",
  "blob",
  "document",
  "json",
  "text",
]);
const octetStream = parseMimeType("application/octet-stream")!;

/** What a page gives its requests. */
export interface XmlHttpRequestContext {
  readonly client: Client;
  readonly agent: UserAgent;
  readonly trace: Trace | null;
}

/** One `send`, until it ends or something takes its place. */
interface Sending {
  readonly request: FetchRequest;
  readonly controller: AbortController;
  readonly upload: UploadProgress;
  readonly startedAt: number;
}

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

  readonly #context: XmlHttpRequestContext;
  #state = UNSENT;
  #isSent = false;
  /** Whether it was aborted since it was opened, before it was sent. */
  #isAbortedUnsent = false;
  #isSynchronous = false;
  #method = "GET";
  #url: URL | null = null;
  #blobUrlEntry: BlobUrlEntry | null = null;
  #authorRequestHeaders: HeaderList = new HeaderList();
  #withCredentials = false;
  #timeout = 0;
  #responseType: ResponseType = "";
  #overrideMimeType: MimeType | null = null;
  /** Null for a network error. */
  #response: ReceivedResponse | null = null;
  #failed: Remains | null = null;
  /** What has come of a request that another one has taken the place of since. */
  #stray: ReceivedBytes | null = null;
  readonly #throttle: ProgressThrottle;
  /** Whether progress was told since the state changed. */
  #isProgressTold = false;
  /** Of the response that was there when it was aborted. */
  #abortedUrl = "";
  /** What came of the body of a request that was aborted meanwhile. */
  #aborted: ReceivedResponse | null = null;
  #sending: Sending | null = null;
  /** How often a script has put something else in the place of what there was, by `open` or `abort`. */
  #replaced = 0;
  #stopTimer: (() => void) | null = null;
  #stopUploadTimer: (() => void) | null = null;
  #isOverdue = false;
  /** While events tell of a failure. */
  #ending: Promise<void> | null = null;

  /** Why the last request failed; scripts in browsers are not told. */
  cause: FailureCause | null = null;

  constructor(context: XmlHttpRequestContext) {
    super();
    this.#context = context;
    this.#throttle = new ProgressThrottle(context.agent.clock, (progress) =>
      this.#tellOfProgress(progress),
    );
  }

  get readyState(): number {
    return this.#state;
  }

  /** https://xhr.spec.whatwg.org/#the-open()-method */
  open(
    method: string,
    url: string | URL,
    ...rest: [async?: boolean, username?: string | null, password?: string | null]
  ): void {
    const { client } = this.#context;
    const messages = this.#messages;

    // 2. If method is not a method, then throw a "SyntaxError" DOMException.
    const name = byteString(method, (...at) => messages.notByteString("open", 1, ...at));
    if (!isMethod(name)) throw new DOMException(messages.invalidMethod(name), "SyntaxError");

    // 3. If method is a forbidden method, then throw a "SecurityError" DOMException.
    if (isForbiddenMethod(name))
      throw new DOMException(messages.forbiddenMethod(name), "SecurityError");

    // 5. Let parsedURL be the result of encoding-parsing a URL url, relative to this's relevant settings
    //    object.
    // 6. If parsedURL is failure, then throw a "SyntaxError" DOMException.
    const parsedUrl = parseUrlWith(this.#context.agent.engine.urls, String(url), client.baseUrl);
    if (parsedUrl === null) throw new DOMException(messages.invalidUrl(String(url)), "SyntaxError");

    // 7. If the async argument is omitted, set async to true, and set username and password to null.
    // NOTE: Unfortunately legacy content prevents treating the async argument being undefined identical
    //       from it being omitted.
    const isAsync = rest.length === 0 || Boolean(rest[0]);
    const [, username = null, password = null] = rest;

    // 8. If parsedURL's host is non-null: if the username argument is not null, set the username given
    //    parsedURL and username; if the password argument is not null, set the password given parsedURL
    //    and password.
    // NB: The setters do nothing to a URL without a host.
    if (username !== null) parsedUrl.username = username;
    if (password !== null) parsedUrl.password = password;

    // 9. If async is false, the current global object is a Window object, and either this's timeout is
    //    not 0 or this's response type is not the empty string, then throw an "InvalidAccessError"
    //    DOMException.
    if (!isAsync && (this.#timeout !== 0 || this.#responseType !== "")) {
      const what = this.#timeout !== 0 ? "timeout" : "responseType";
      throw new DOMException(messages.synchronousOpen(what), "InvalidAccessError");
    }

    // 10. Terminate this's fetch controller.
    this.#replaced++;
    this.#terminate();

    // 11. Set variables associated with the object as follows:
    this.#isSent = false;
    this.#isAbortedUnsent = false;
    this.#method = normalizeMethod(name);
    this.#url = parsedUrl;
    this.#blobUrlEntry = client.blobUrls.resolve(parsedUrl);
    this.#authorRequestHeaders = new HeaderList();
    this.#isSynchronous = !isAsync;
    this.#response = null;
    this.#failed = null;
    this.#stray = null;
    this.#abortedUrl = "";
    this.#aborted = null;
    this.cause = null;

    // 12. If this's state is not opened: set this's state to opened; fire an event named
    //     readystatechange at this.
    if (this.#state !== OPENED) this.#become(OPENED);
  }

  /** https://xhr.spec.whatwg.org/#the-setrequestheader()-method */
  setRequestHeader(name: string, value: string): void {
    // 1. If this's state is not opened, then throw an "InvalidStateError" DOMException.
    // 2. If this's send() invoked is true, then throw an "InvalidStateError" DOMException.
    this.#requireUnsent("setRequestHeader");

    // 3. Normalize value.
    const refusalOf =
      (argument: number): NotByteString =>
      (...at) =>
        this.#messages.notByteString("setRequestHeader", argument, ...at);
    const headerName = byteString(name, refusalOf(1));
    const normalized = normalizeHeaderValue(byteString(value, refusalOf(2)));

    // 4. If name is not a header name or value is not a header value, then throw a "SyntaxError"
    //    DOMException.
    if (!isHeaderName(headerName))
      throw new DOMException(this.#messages.invalidHeaderName(headerName), "SyntaxError");
    if (!isHeaderValue(normalized))
      throw new DOMException(this.#messages.invalidHeaderValue(normalized), "SyntaxError");

    // 5. If (name, value) is a forbidden request-header, then return.
    if (isForbiddenRequestHeader(headerName, normalized)) return;
    if (this.#context.agent.engine.headers.forbidden.has(headerName.toLowerCase())) return;

    // 6. Combine (name, value) in this's author request headers.
    this.#authorRequestHeaders.combine(headerName, normalized);
  }

  /** https://xhr.spec.whatwg.org/#the-timeout-attribute */
  get timeout(): number {
    return this.#timeout;
  }

  set timeout(milliseconds: number) {
    // 1. If the current global object is a Window object and this's synchronous is true, then throw an
    //    "InvalidAccessError" DOMException.
    this.#requireAsynchronous("timeout");

    // 2. Set this's timeout to the given value.
    // NOTE: This implies that the timeout attribute can be set while fetching is in progress. If that
    //       occurs it will still be measured relative to the start of fetching.
    this.#timeout = milliseconds >>> 0;
    const { lateTimeout } = this.#context.agent.engine.xhr;
    if (this.#sending !== null && (lateTimeout || this.#stopTimer !== null))
      this.#startTimer(this.#sending);
  }

  /** https://xhr.spec.whatwg.org/#the-withcredentials-attribute */
  get withCredentials(): boolean {
    return this.#withCredentials;
  }

  set withCredentials(value: boolean) {
    // 1. If this's state is not unsent or opened, then throw an "InvalidStateError" DOMException.
    // 2. If this's send() invoked is true, then throw an "InvalidStateError" DOMException.
    if (this.#state > OPENED || this.#isSent) {
      throw new DOMException(this.#messages.withCredentialsTooLate, "InvalidStateError");
    }
    // 3. Set this's cross-origin credentials to the given value.
    this.#withCredentials = Boolean(value);
  }

  /** https://xhr.spec.whatwg.org/#the-send()-method */
  send(body: unknown = null): void {
    const sending = this.#prepare(body);
    if (this.#isSynchronous) {
      this.#end(DONE);
      throw new DOMException(
        "A synchronous request would stop the event loop that answers it: open it with async true, or await PageXmlHttpRequest.sendSynchronously(…)",
        "NetworkError",
      );
    }

    // 11. If this's synchronous is false:
    const { failsUnstarted, unstartedUploadFails } = this.#context.agent.engine.xhr;
    if (failsUnstarted(this.#url!, this.#method)) {
      if (!unstartedUploadFails) sending.upload.giveUp();
    } else {
      // 11.1. Fire a progress event named loadstart at this with 0 and 0.
      this.#fire("loadstart");

      // 11.5. If this's upload complete is false and this's upload listener is true, then fire a progress
      //       event named loadstart at this's upload object with requestBodyTransmitted and
      //       requestBodyLength.
      sending.upload.start();
    }

    // 11.6. If this's state is not opened or this's send() invoked is false, then return.
    // NB: Nor may it be another `send` by now.
    if (!this.#isCurrent(sending)) return;
    void this.#run(sending);
  }

  /** What a synchronous `send` does, where waiting is possible. */
  static sendSynchronously(xhr: PageXmlHttpRequest, body: unknown = null): Promise<void> {
    return xhr.#run(xhr.#prepare(body));
  }

  /** https://xhr.spec.whatwg.org/#the-abort()-method */
  abort(): void {
    // NB: What was refused at once is under way no more, though nobody has been told.
    if (this.#sending?.request.isRefusedAtOnce === true) return;
    // 1. Abort this's fetch controller.
    const url = this.responseURL;
    const { request = null, upload = null } = this.#sending ?? {};
    this.#replaced++;
    this.#terminate();
    if (this.#state === OPENED && !this.#isSent) this.#isAbortedUnsent = true;

    // 2. If this's state is opened with this's send() invoked being true, headers received, or loading,
    //    then run the request error steps for this and abort.
    if (
      (this.#state === OPENED && this.#isSent) ||
      this.#state === HEADERS_RECEIVED ||
      this.#state === LOADING
    ) {
      // NB: The script that calls this goes on before any other does.
      for (const _ of this.#errorSteps("abort", request, upload)) continue;
    }

    // 3. If this's state is done, then set this's state to unsent and this's response to a network
    //    error.
    // NOTE: No readystatechange event is dispatched.
    if (this.#state === DONE) this.#end(UNSENT);
    if (this.#context.agent.engine.xhr.abortKeepsUrl) this.#abortedUrl = url;
  }

  get responseURL(): string {
    if (this.#response !== null || this.#state !== DONE)
      return this.#response?.url ?? this.#abortedUrl;
    const url = this.#failed?.url ?? "";
    return url === "" ? this.#abortedUrl : url;
  }

  get status(): number {
    return this.#response?.status ?? 0;
  }

  get statusText(): string {
    return this.#response?.statusText ?? "";
  }

  /** https://xhr.spec.whatwg.org/#the-getresponseheader()-method */
  getResponseHeader(name: string): string | null {
    return this.#response?.headers.get(byteString(name)) ?? null;
  }

  /** https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method */
  getAllResponseHeaders(): string {
    return this.#response?.serializedHeaders ?? "";
  }

  /** https://xhr.spec.whatwg.org/#the-overridemimetype()-method */
  overrideMimeType(mime: string): void {
    // 1. If this's state is loading or done, then throw an "InvalidStateError" DOMException.
    this.#requireUnread("overrideMimeType");

    // 2. Set this's override MIME type to the result of parsing mime.
    // 3. If this's override MIME type is failure, then set this's override MIME type to
    //    application/octet-stream.
    this.#overrideMimeType = parseMimeType(String(mime)) ?? octetStream;
  }

  /** https://xhr.spec.whatwg.org/#the-responsetype-attribute */
  get responseType(): ResponseType {
    return this.#responseType;
  }

  set responseType(value: ResponseType) {
    // "If S is not one of the enumeration's values, then return undefined." (Web IDL)
    if (!responseTypes.has(value)) return;

    // 2. If this's state is loading or done, then throw an "InvalidStateError" DOMException.
    this.#requireUnread("responseType");

    // 3. If the current global object is a Window object and this's synchronous is true, then throw an
    //    "InvalidAccessError" DOMException.
    this.#requireAsynchronous("responseType");

    // 4. Set this's response type to the given value.
    this.#responseType = value;
  }

  /** https://xhr.spec.whatwg.org/#the-response-attribute */
  get response(): unknown {
    // 1. If this's response type is the empty string or "text": if this's state is not loading or done,
    //    then return the empty string; return the result of getting a text response for this.
    if (this.#responseType === "" || this.#responseType === "text") return this.responseText;

    // 2. If this's state is not done, then return null.
    // 3. If this's response object is failure, then return null.
    // NB: A network error has no response object to make, but for an empty one in Firefox.
    if (this.#state !== DONE) return null;
    if (this.#response === null)
      return this.#responseType === "arraybuffer" ? (this.#failed?.buffer ?? null) : null;

    // 4. If this's response object is non-null, then return it. […]
    return this.#response.object(this.#reading);
  }

  /** https://xhr.spec.whatwg.org/#the-responsetext-attribute */
  get responseText(): string {
    // 1. If this's response type is not the empty string or "text", then throw an "InvalidStateError"
    //    DOMException.
    if (this.#responseType !== "" && this.#responseType !== "text") {
      throw new DOMException(
        this.#messages.otherType("responseText", this.#responseType),
        "InvalidStateError",
      );
    }
    // 2. If this's state is not loading or done, then return the empty string.
    // 3. Return the result of getting a text response for this.
    const shown = this.#state === LOADING || this.#state === DONE ? this.#response : this.#aborted;
    return shown?.text(this.#reading) ?? "";
  }

  /** https://xhr.spec.whatwg.org/#the-responsexml-attribute */
  get responseXML(): object | null {
    // 1. If this's response type is not the empty string or "document", then throw an
    //    "InvalidStateError" DOMException.
    if (this.#responseType !== "" && this.#responseType !== "document") {
      throw new DOMException(
        this.#messages.otherType("responseXML", this.#responseType),
        "InvalidStateError",
      );
    }
    // 2. If this's state is not done, then return null.
    // 3. Assert: this's response object is not failure.
    // 4. If this's response object is non-null, then return it.
    // 5. Set a document response for this.
    // 6. Return this's response object.
    if (this.#state !== DONE || this.#response === null) return null;
    return this.#response.object(this.#reading) as object | null;
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

  get #reading(): {
    readonly responseType: ResponseType;
    readonly overrideMimeType: MimeType | null;
  } {
    return { responseType: this.#responseType, overrideMimeType: this.#overrideMimeType };
  }

  get #messages(): XmlHttpRequestMessages {
    return this.#context.agent.engine.messages.xmlHttpRequest;
  }

  #requireUnsent(member: string): void {
    if (this.#state !== OPENED)
      throw new DOMException(this.#messages.notOpened(member, false), "InvalidStateError");
    if (this.#isSent)
      throw new DOMException(this.#messages.notOpened(member, true), "InvalidStateError");
  }

  #requireUnread(member: string): void {
    if (this.#state !== LOADING && this.#state !== DONE) return;
    throw new DOMException(this.#messages.typeTooLate(member), "InvalidStateError");
  }

  #requireAsynchronous(member: "timeout" | "responseType"): void {
    if (!this.#isSynchronous) return;
    throw new DOMException(this.#messages.synchronousSet(member), "InvalidAccessError");
  }

  /** What `send` does before anything is to be seen of it. */
  #prepare(given: unknown): Sending {
    // 1. If this's state is not opened, then throw an "InvalidStateError" DOMException.
    // 2. If this's send() invoked is true, then throw an "InvalidStateError" DOMException.
    this.#requireUnsent("send");
    const { engine, clock } = this.#context.agent;

    // 3. If this's request method is `GET` or `HEAD`, then set body to null.
    const isNull = given == null || this.#method === "GET" || this.#method === "HEAD";

    // 4. If body is not null: […]
    const writtenType = this.#authorRequestHeaders.get("Content-Type");
    const body = isNull ? null : extractRequestBody(given, this.#authorRequestHeaders, engine);
    if (isNull) nameUnsentType(given, this.#authorRequestHeaders, engine);

    // 5. If one or more event listeners are registered on this's upload object, then set this's upload
    //    listener to true.
    const { hasListeners } = this.upload;

    // 6. Let req be a new request, initialized as follows: […]
    const sentType = this.#authorRequestHeaders.get("Content-Type");
    const types = {
      bodyType: writtenType === null ? sentType : null,
      writtenType: engine.xhr.preflightsWrittenType ? writtenType : null,
    };
    // NB: To who listens WebKit sends an empty body as none, while its type stands.
    const isDropped =
      engine.xhr.listenedNothingIsNoBody && hasListeners && body !== null && body.length === 0;
    const request = this.#createRequest(isDropped ? null : body, types, hasListeners);

    // 10. Set this's send() invoked to true.
    this.#isSent = true;
    const upload = new UploadProgress({
      target: this.upload,
      rules: engine.xhr,
      hasListeners,
      length: isWithoutUpload(given, body, engine) ? null : body.length,
      isSynchronous: this.#isSynchronous,
      isSimple: isSimple(request, this.#context.agent),
    });
    const sending = { request, controller: new AbortController(), upload, startedAt: clock.now() };
    this.#sending = sending;
    return sending;
  }

  #createRequest(
    body: RequestBody | null,
    types: Pick<FetchRequest, "bodyType" | "writtenType">,
    uploadListener: boolean,
  ): FetchRequest {
    const { client, agent } = this.#context;
    const { uploadListenerPreflight, synchronousIsBare } = agent.engine;
    // NB: Where a listener matters for the sake of its events, it matters only if there will be any.
    const isHeard = uploadListenerPreflight === "always" || (body !== null && !this.#isSynchronous);
    const forcesPreflight =
      uploadListener && isHeard && !(synchronousIsBare && this.#isSynchronous);
    const url = this.#url!;
    return createFetchRequest(url, client, this.#authorRequestHeaders.clone(), {
      method: this.#method,
      blobUrlEntry: this.#blobUrlEntry,
      unsafeRequestFlag: true,
      body,
      ...types,
      mode: "cors",
      useCorsPreflightFlag: forcesPreflight,
      credentialsMode: this.#withCredentials ? "include" : "same-origin",
      useUrlCredentialsFlag: includesCredentials(url),
      initiator: "xmlhttprequest",
      synchronous: this.#isSynchronous,
    });
  }

  // NB: What scripts wait for goes on before the next event, unless the events are their own doing.
  async #run(sending: Sending): Promise<void> {
    const { agent, trace } = this.#context;
    const { request, controller, upload } = sending;
    this.#startTimer(sending);
    const response = await fetch({
      request,
      agent,
      signal: controller.signal,
      trace,
      onRequestStarted: () => {
        upload.leave();
        this.#startUploadTimer(sending);
      },
      onRequestSent: (sent) => {
        if (this.#isCurrent(sending)) upload.sent(sent);
      },
    });
    // NB: What a script sends while it is told of the end of another is told of after that.
    if (this.#ending !== null) await this.#ending;
    if (!this.#isCurrent(sending)) return;
    if (response.failure !== null) {
      // NB: Only a time limit ends what Firefox never hears of again.
      if (!this.#isSynchronous && isLost(request, response.failure, agent)) {
        this.cause = causeOf(response.failure, request, agent);
        return;
      }
      await this.#fail(sending, response.failure);
    } else if (this.#isAbortedUnsent && agent.engine.xhr.abortsUnsent && !this.#isSynchronous) {
      await this.#abortAnswered(sending, response);
    } else {
      await this.#processResponse(sending, response);
    }
  }

  /** What was aborted before there was anything to abort. */
  async #abortAnswered(sending: Sending, response: FetchResponse): Promise<void> {
    const { request, upload } = sending;
    this.#terminate();
    const steps = this.#errorSteps("abort", request, upload, response);
    for (const _ of steps) if (!(await this.#outlastsCheckpoint())) return;
    this.#end(UNSENT);
  }

  /** https://xhr.spec.whatwg.org/#the-send()-method, `processResponse` */
  async #processResponse(sending: Sending, response: FetchResponse): Promise<void> {
    sending.upload.complete();
    if (!this.#isCurrent(sending)) return;

    // 1. Set this's response to response.
    const { engine, documentParser } = this.#context.agent;
    const received = new ReceivedResponse(
      withLocalType(response, this.#overrideMimeType, engine),
      engine,
      documentParser,
    );
    const isAtOnce = this.#isSynchronous || engine.xhr.announcesHeaders === "at-once";
    if (isAtOnce) this.#show(received);
    if (!this.#isSynchronous && isAtOnce) {
      // 4. Set this's state to headers received.
      // 5. Fire an event named readystatechange at this.
      this.#become(HEADERS_RECEIVED);
      await microtaskCheckpoint();
      // 6. If this's state is not headers received, then return.
      if (!this.#isCurrent(sending)) return;
    }

    // 7. If this's response's body is null, then run handle response end-of-body for this and return.
    // 12. Incrementally read this's response's body, given processBodyChunk, processEndOfBody,
    //     processBodyError, and this's relevant global object.
    let withheld = false;
    try {
      if (response.body !== null) {
        const { headerList } = response.internalResponse ?? response;
        const awaited = engine.xhr.awaitsType ? bytesBeforeType(headerList) : 0;
        withheld = await this.#readBody(sending, response.body, received, awaited);
      }
    } catch (cause) {
      if (!this.#isCurrent(sending)) return;
      // processBodyError: 1. Set this's response to a network error. 2. Run handle errors for this.
      const place = ["https://xhr.spec.whatwg.org/#the-send()-method", "11.9.11"] as const;
      await this.#fail(
        sending,
        otherFailure("TransportFailed", currentUrl(sending.request), place, { cause }),
      );
      return;
    }
    if (!this.#isCurrent(sending)) return;
    const come = received.received.length === 0 ? "nothing" : "bytes";
    if (!(await this.#announceHeaders(sending, received, come))) return;
    if (this.#isOverdue) this.#timeOut(sending);
    else await this.#handleEndOfBody(sending, received, withheld);
  }

  #show(response: ReceivedResponse): void {
    if (this.#stray !== null && this.#responseType !== "blob") response.append(this.#stray);
    this.#stray = null;
    this.#response = response;
  }

  /** Where that has been put off until now. Whether this is still what the script waits for. */
  async #announceHeaders(
    sending: Sending,
    response: ReceivedResponse,
    come: "bytes" | "nothing",
  ): Promise<boolean> {
    if (this.#response !== response) this.#show(response);
    if (this.#isSynchronous || this.#state >= HEADERS_RECEIVED) return true;
    this.#become(HEADERS_RECEIVED);
    const isLeft = come === "nothing" && !this.#isCurrent(sending);
    if (isLeft && this.#context.agent.engine.xhr.chunksOutliveRequests) await this.#endOfStray();
    await microtaskCheckpoint();
    return this.#isCurrent(sending);
  }

  /** The end of an empty body whose request is gone by now passes for that of the next one. */
  async #endOfStray(): Promise<void> {
    const isAborted = this.#state === UNSENT;
    this.#terminate();
    this.#end(DONE);
    this.#become(DONE);
    if (isAborted || !(await this.#outlastsCheckpoint())) return;
    this.#fire("load");
    if (await this.#outlastsCheckpoint()) this.#fire("loadend");
  }

  /** `processBodyChunk`. Whether the last bytes came too soon for an event of their own. */
  async #readBody(
    sending: Sending,
    body: ResponseBody,
    response: ReceivedResponse,
    awaited: number,
  ): Promise<boolean> {
    const { clock, engine } = this.#context.agent;
    const { xhr } = engine;
    const { received } = response;
    const isThrottled = xhr.progressHeld === "until-due";
    let last = Number.NEGATIVE_INFINITY;
    let isWithheld = false;
    let isTold = false;
    const tell = async (): Promise<boolean> => {
      last = clock.now();
      isTold = true;
      if (!(await this.#announceHeaders(sending, response, "bytes"))) {
        if (xhr.chunksOutliveRequests) await this.#tellOfStray(received);
        if (xhr.abortKeepsChunk && this.#state === UNSENT) this.#aborted = response;
        return false;
      }

      // 3. If this's state is headers received, then set this's state to loading.
      // 4. Fire an event named readystatechange at this.
      // NOTE: Web compatibility is the reason readystatechange fires more often than this's state
      //       changes.
      if (this.#state !== LOADING || (xhr.tellsLoading === "each-time" && !isThrottled)) {
        this.#become(LOADING);
        if (this.#state === UNSENT && xhr.abortLetsEventsEnd === "progress-of-own") {
          if (response.isOwn) this.#fire("progress");
          return false;
        }
        if (this.#state === UNSENT && xhr.abortLetsEventsEnd === "yes") {
          // NB: The script that aborted it from within one event is told the next all the same.
          this.#fire("progress", 0, response.length);
          return false;
        }
        await microtaskCheckpoint();
        if (!this.#isCurrent(sending)) {
          if (xhr.chunksOutliveRequests) await this.#throttle.take({ loaded: 0, total: 0 });
          return false;
        }
      }

      // 5. Fire a progress event named progress at this with this's received bytes's length and length.
      const { progress } = response;
      if (isThrottled) await this.#throttle.take(progress);
      else this.#fire("progress", progress.loaded, progress.total);
      await microtaskCheckpoint();
      return this.#isCurrent(sending);
    };
    for await (const bytes of body) {
      if (!this.#isCurrent(sending)) return false;
      if (bytes.length === 0) continue;

      // 1. Append bytes to this's received bytes.
      received.append(bytes);
      if (this.#isSynchronous) continue;

      // 2. If not roughly 50ms have passed since these steps were last invoked, then return.
      isWithheld = !isThrottled && clock.now() - last < PROGRESS_INTERVAL;
      if (isWithheld || received.length < awaited) continue;
      if (!(await tell())) return false;
    }
    const isUntold = !this.#isSynchronous && received.length > 0 && !isTold;
    if (!isUntold) return isWithheld;
    await tell();
    return false;
  }

  /** What comes of a chunk whose request is gone by now passes for what has come of the next one. */
  async #tellOfStray(received: ReceivedBytes): Promise<void> {
    if (this.#state !== OPENED) return;
    const stray = new ReceivedBytes();
    stray.append(received.bytes);
    this.#stray = stray;
    this.#become(LOADING);
    await microtaskCheckpoint();
    await this.#throttle.take({ loaded: this.#stray === stray ? stray.length : 0, total: 0 });
  }

  async #tellOfProgress({ loaded, total }: Progress): Promise<void> {
    if (this.#state === LOADING && this.#isProgressTold) {
      const replaced = this.#replaced;
      this.dispatchEvent(new Event("readystatechange"));
      await microtaskCheckpoint();
      if (this.#replaced !== replaced) return;
    }
    this.#isProgressTold = true;
    this.#fire("progress", loaded, total);
  }

  /** https://xhr.spec.whatwg.org/#handle-response-end-of-file */
  async #handleEndOfBody(
    sending: Sending,
    response: ReceivedResponse,
    isWithheld: boolean,
  ): Promise<void> {
    const { xhr, nullBodyStatuses } = this.#context.agent.engine;
    const { lastProgress, bodilessHasLength, headOfDataLoads } = xhr;
    const isBodiless =
      sending.request.method === "HEAD" || nullBodyStatuses.has(this.#response!.status);
    const length = isBodiless && !bodilessHasLength ? 0 : response.length;

    // 3. Let transmitted be xhr's received bytes's length.
    const { loaded: transmitted, received } = response;

    if (!this.#isSynchronous && headOfDataLoads && isBodiless && response.isData) {
      this.#become(LOADING);
      await microtaskCheckpoint();
      if (!this.#isCurrent(sending)) return;
      this.#fire("progress");
      await microtaskCheckpoint();
      if (!this.#isCurrent(sending)) return;
    }

    // 6. If xhr's synchronous is false, then fire a progress event named progress at xhr with
    //    transmitted and length.
    const isTold = received.length > 0 && !response.isData;
    const isDue =
      isWithheld || lastProgress === "always" || (lastProgress === "unless-told" && !isTold);
    if (!this.#isSynchronous && isDue) {
      this.#fire("progress", transmitted, length);
      await microtaskCheckpoint();
      if (!this.#isCurrent(sending)) return;
    }

    // 7. Set xhr's state to done.
    // 8. Set xhr's send() invoked to false.
    // 9. Fire an event named readystatechange at xhr.
    this.#finish();
    this.#isSent = false;
    this.#state = DONE;
    const replaced = this.#replaced;
    await this.#throttle.flush();
    if (this.#replaced !== replaced) return;
    this.#become(DONE);
    if (!(await this.#outlastsCheckpoint())) return;
    if (xhr.doneEndsWithRequest && this.#replaced !== replaced) return;

    // 10. Fire a progress event named load at xhr with transmitted and length.
    this.#fire("load", transmitted, length);
    if (!(await this.#outlastsCheckpoint())) return;

    // 11. Fire a progress event named loadend at xhr with transmitted and length.
    this.#fire("loadend", transmitted, length);
  }

  /** https://xhr.spec.whatwg.org/#handle-errors */
  async #fail({ request, upload }: Sending, failure: NetworkFailure): Promise<void> {
    const { agent } = this.#context;
    this.cause = causeOf(failure, request, agent);
    if (!this.#isSynchronous) {
      if (ofNetwork.has(failure.code) && failure.isOfPreflight !== true) upload.lost();
      this.#ending = this.#tellOfError(request, upload);
      await this.#ending;
      this.#ending = null;
      return;
    }
    const isSilent =
      agent.engine.xhr.synchronousMixedContentIsSilent &&
      failure.code === "MixedContent" &&
      request.urlList.length === 1;
    this.#end(isSilent ? OPENED : DONE);
    this.#failed = remainsOf(request, agent);
    if (isSilent) return;
    if (agent.engine.xhr.synchronousErrorEvents(request.urlList[0]!, request.method)) {
      this.#become(DONE);
      this.#fire("error");
      this.#fire("loadend");
    }
    // 4. If xhr's synchronous is true, then throw exception.
    const message = agent.engine.messages.xmlHttpRequest.networkError(
      request.urlList[0]!,
      request.method,
    );
    throw new DOMException(message, "NetworkError");
  }

  async #tellOfError(request: FetchRequest, upload: UploadProgress): Promise<void> {
    for (const _ of this.#errorSteps("error", request, upload))
      if (!(await this.#outlastsCheckpoint())) return;
  }

  /** https://xhr.spec.whatwg.org/#request-error-steps, event by event */
  *#errorSteps(
    event: "abort" | "error" | "timeout",
    request: FetchRequest | null,
    upload: UploadProgress | null,
    answered: FetchResponse | null = null,
  ): Generator<void> {
    // 1. Set xhr's state to done.
    // 2. Set xhr's send() invoked to false.
    // 3. Set xhr's response to a network error.
    this.#end(DONE);
    this.#throttle.clear();
    if (request !== null) this.#failed = remainsOf(request, this.#context.agent);
    if (answered?.type === "basic") {
      const { engine, documentParser } = this.#context.agent;
      this.#response = new ReceivedResponse(answered, engine, documentParser);
    }

    // 5. Fire an event named readystatechange at xhr.
    this.#become(DONE);
    yield;

    // 6. If xhr's upload complete is false: […]
    upload?.fail(event);

    // 7. Fire a progress event named event at xhr with 0 and 0.
    this.#fire(event);
    yield;

    // 8. Fire a progress event named loadend at xhr with 0 and 0.
    this.#fire("loadend");
  }

  #startTimer(sending: Sending): void {
    const { clock } = this.#context.agent;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#isOverdue = false;
    if (this.#timeout === 0) return;
    // "[…] this's timeout milliseconds have passed since now."
    const remaining = Math.max(0, sending.startedAt + this.#timeout - clock.now());
    // NB: A limit that has passed by the time it is set comes before the end of a body that is there already.
    this.#isOverdue = remaining === 0;
    this.#stopTimer = clock.schedule(() => this.#timeOut(sending), remaining);
  }

  #timeOut(sending: Sending): void {
    if (!this.#isCurrent(sending)) return;
    // "[…] set this's timed out to true and terminate this's fetch controller."
    this.#terminate();
    // NB: Whoever moves a clock by hand sees all that is due.
    for (const _ of this.#errorSteps("timeout", sending.request, sending.upload)) continue;
  }

  /** A body of which nothing is told for long is told to be gone. */
  #startUploadTimer(sending: Sending): void {
    const { clock, engine } = this.#context.agent;
    const { uploadToldAfter, uploadToldOf } = engine.xhr;
    const { body } = sending.request;
    if (uploadToldAfter === null || this.#isSynchronous || body === null || body.length === 0)
      return;
    this.#stopUploadTimer ??= clock.schedule(() => {
      if (!this.#isCurrent(sending)) return;
      if (uploadToldOf === "end") sending.upload.completeEarly();
      else sending.upload.tellOfProgress();
    }, uploadToldAfter);
  }

  /**
   * Lets scripts go on between two events at the end. Whether they have left it at that: what they have begun
   * anew must not be taken for what has ended.
   */
  async #outlastsCheckpoint(): Promise<boolean> {
    if (this.#isSynchronous) return true;
    const replaced = this.#replaced;
    await microtaskCheckpoint();
    return this.#replaced === replaced;
  }

  #isCurrent(sending: Sending): boolean {
    return this.#sending === sending;
  }

  /** https://fetch.spec.whatwg.org/#fetch-controller-terminate */
  #terminate(): void {
    const sending = this.#sending;
    this.#finish();
    sending?.controller.abort();
  }

  #finish(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#stopUploadTimer?.();
    this.#stopUploadTimer = null;
    this.#sending = null;
  }

  #end(state: number): void {
    this.#finish();
    this.#isSent = false;
    this.#state = state;
    this.#response = null;
    this.#stray = null;
  }

  #become(state: number): void {
    this.#state = state;
    this.#isProgressTold = false;
    this.dispatchEvent(new Event("readystatechange"));
  }

  #fire(type: string, transmitted = 0, length = 0): void {
    this.dispatchEvent(new ScriptProgressEvent(type, transmitted, length));
  }
}

/** What the network itself finds wrong, without a look at CORS. */
const ofNetwork: ReadonlySet<NetworkFailure["code"]> = new Set([
  "InvalidLocation",
  "RedirectLimit",
  "TransportFailed",
] as const);

/** What a script can still tell of a request that failed. */
interface Remains {
  readonly url: string;
  readonly buffer: ArrayBuffer | null;
}

function remainsOf(request: FetchRequest, { engine }: UserAgent): Remains {
  const { failureKeepsUrl, failureHasBuffer } = engine.xhr;
  const url = currentUrl(request);
  const { blobUrlEntry, method } = request;
  const isTold =
    failureKeepsUrl &&
    request.responseTainting === "basic" &&
    // NB: It is looked up only by who may ask for it.
    (url.protocol !== "blob:" || blobUrlEntry !== null || method !== "GET") &&
    isSameOrigin(request.origin, originOfEntry(blobUrlEntry, url));
  return {
    url: isTold ? withoutFragment(url) : "",
    buffer: failureHasBuffer ? new ArrayBuffer(0) : null,
  };
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

/** Whether there is nothing of which its upload object would tell. */
function isWithoutUpload(
  given: unknown,
  body: RequestBody | null,
  { xhr }: EngineProfile,
): body is null {
  if (body === null) return true;
  return xhr.emptyParametersAreNoBody && given instanceof URLSearchParams && body.length === 0;
}

/** Whether the request could have been made without script. */
function isSimple(
  { urlList, origin, method, headerList }: FetchRequest,
  { engine }: UserAgent,
): boolean {
  return (
    urlList[0]!.origin !== origin.serialization &&
    isCorsSafelistedMethod(method) &&
    corsUnsafeRequestHeaderNames(headerList, engine.rules).length === 0
  );
}
