import {
  corsUnsafeRequestHeaderNames,
  HeaderList,
  isCorsSafelistedMethod,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isHeaderName,
  isHeaderValue,
  isMethod,
  normalizeHeaderValue,
  normalizeMethod,
  parseMimeType,
} from "@crosswalk/cors/protocol";
import { fetch } from "../fetching/fetch.ts";
import type { UserAgent } from "../fetching/user-agent.ts";
import { readAll } from "../infrastructure/body.ts";
import type { Client } from "../infrastructure/client.ts";
import { createFetchRequest, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { includesCredentials, parseUrl } from "../infrastructure/url.ts";
import type { Trace } from "../trace.ts";
import { type ExtractedBody, extractBody } from "./extract-body.ts";
import { randomBoundary } from "./multipart.ts";
import { causeOf, type FailureCause } from "./page-fetch.ts";
import { ScriptProgressEvent } from "./progress-event.ts";
import { byteString } from "./script-headers.ts";
import { XmlHttpRequestEventTarget, XmlHttpRequestUpload } from "./xml-http-request-event-target.ts";

const UNSENT = 0;
const OPENED = 1;
const HEADERS_RECEIVED = 2;
const LOADING = 3;
const DONE = 4;

/** What a page gives its requests. */
export interface XmlHttpRequestContext {
  readonly client: Client;
  readonly agent: UserAgent;
  readonly trace: Trace | null;
}

type ResponseKind = "" | "arraybuffer" | "blob" | "document" | "json" | "text";

const responseKinds: ReadonlySet<string> = new Set(["", "arraybuffer", "blob", "document", "json", "text"]);

/** https://xhr.spec.whatwg.org/#interface-xmlhttprequest */
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
  #isSynchronous = false;
  #method = "GET";
  #url: URL | null = null;
  #headers: HeaderList = new HeaderList();
  #withCredentials = false;
  #timeout = 0;
  #responseKind: ResponseKind = "";
  #mimeType: string | null = null;
  #response: FetchResponse | null = null;
  #received: Uint8Array = new Uint8Array();
  #responseObject: unknown = undefined;
  #isUploadComplete = true;
  #hasUploadListeners = false;
  #hasBody = false;
  #bodyLength = 0;
  #controller: AbortController | null = null;
  #stopTimer: (() => void) | null = null;

  /** Why the last request failed; scripts in browsers are not told. */
  cause: FailureCause | null = null;

  constructor(context: XmlHttpRequestContext) {
    super();
    this.#context = context;
  }

  get readyState(): number {
    return this.#state;
  }

  /** https://xhr.spec.whatwg.org/#the-open()-method */
  open(method: string, url: string | URL, isAsync = true, username?: string | null, password?: string | null): void {
    // 2. If method is not a method, then throw a "SyntaxError" DOMException.
    const name = byteString(method);
    if (!isMethod(name)) throw new DOMException(`'${name}' is not a valid HTTP method.`, "SyntaxError");

    // 3. If method is a forbidden method, then throw a "SecurityError" DOMException.
    if (isForbiddenMethod(name)) throw new DOMException(`'${name}' HTTP method is unsupported.`, "SecurityError");

    // 5. Let parsedURL be the result of encoding-parsing a URL given url, relative to this's relevant
    //    settings object.
    // 6. If parsedURL is failure, then throw a "SyntaxError" DOMException.
    const parsed = parseUrl(String(url), this.#context.client.baseUrl);
    if (parsed === null) throw new DOMException(`Failed to parse URL from ${String(url)}`, "SyntaxError");

    // 8. If parsedURL's host is non-null, then: if the username argument is not null, set the username
    //    given parsedURL and username; if the password argument is not null, set the password.
    if (parsed.host !== "") {
      if (username != null) parsed.username = username;
      if (password != null) parsed.password = password;
    }

    // 9. If async is false, the current global object is a Window object, and either this's timeout is
    //    not 0 or this's response type is not the empty string, then throw an "InvalidAccessError"
    //    DOMException.
    if (!isAsync && (this.#timeout !== 0 || this.#responseKind !== "")) {
      throw new DOMException("A synchronous request has neither timeout nor responseType", "InvalidAccessError");
    }

    // 10. Terminate this's fetch controller.
    this.#controller?.abort();
    this.#controller = null;
    this.#stopTimer?.();

    // 11. Set variables associated with the object.
    this.#isSent = false;
    this.#method = normalizeMethod(name);
    this.#url = parsed;
    this.#isSynchronous = !isAsync;
    this.#headers = new HeaderList();
    this.#response = null;
    this.#received = new Uint8Array();
    this.#responseObject = undefined;
    this.cause = null;

    // 12. If this's state is not opened, then: set this's state to opened; fire an event named
    //     readystatechange at this.
    if (this.#state !== OPENED) this.#become(OPENED);
  }

  /** https://xhr.spec.whatwg.org/#the-setrequestheader()-method */
  setRequestHeader(name: string, value: string): void {
    // 1. If this's state is not opened, then throw an "InvalidStateError" DOMException.
    // 2. If this's send() flag is set, then throw an "InvalidStateError" DOMException.
    this.#requireUnsent();

    // 3. Normalize value.
    const normalized = normalizeHeaderValue(byteString(value));

    // 4. If name is not a header name or value is not a header value, then throw a "SyntaxError"
    //    DOMException.
    if (!isHeaderName(byteString(name)) || !isHeaderValue(normalized)) {
      throw new DOMException("The header cannot be set", "SyntaxError");
    }

    // 5. If (name, value) is a forbidden request-header, then return.
    if (isForbiddenRequestHeader(name, normalized)) return;
    if (this.#context.agent.engine.headers.forbidden.has(name.toLowerCase())) return;

    // 6. Combine (name, value) in this's author request headers.
    this.#headers.combine(name, normalized);
  }

  get timeout(): number {
    return this.#timeout;
  }

  set timeout(milliseconds: number) {
    if (this.#isSynchronous && this.#state === OPENED) {
      throw new DOMException("A synchronous request has no timeout", "InvalidAccessError");
    }
    this.#timeout = milliseconds;
  }

  get withCredentials(): boolean {
    return this.#withCredentials;
  }

  set withCredentials(value: boolean) {
    // 1. If this's state is not unsent or opened, then throw an "InvalidStateError" DOMException.
    // 2. If this's send() flag is set, then throw an "InvalidStateError" DOMException.
    if (this.#state > OPENED || this.#isSent) throw new DOMException("It is too late", "InvalidStateError");
    this.#withCredentials = value;
  }

  /** https://xhr.spec.whatwg.org/#the-send()-method */
  send(body: unknown = null): void {
    this.#requireUnsent();
    if (this.#isSynchronous) {
      // Nothing here can wait without giving way. See `sendSynchronously`.
      throw new DOMException("Synchronous requests are not supported", "NetworkError");
    }
    this.#start(body).catch((error: unknown) => {
      throw error;
    });
  }

  /** What a synchronous `send` does, for those who can await it. */
  static sendSynchronously(xhr: PageXmlHttpRequest, body: unknown = null): Promise<void> {
    xhr.#requireUnsent();
    return xhr.#start(body);
  }

  abort(): void {
    // 1. Abort this's fetch controller.
    this.#controller?.abort();
    // 2. If this's state is opened with this's send() flag set, headers received, or loading, then run
    //    the request error steps for this and abort.
    if ((this.#state === OPENED && this.#isSent) || this.#state === HEADERS_RECEIVED || this.#state === LOADING) {
      this.#fail("abort");
    }
    // 3. If this's state is done, then set this's state to unsent and this's response to a network error.
    if (this.#state === DONE) {
      this.#state = UNSENT;
      this.#response = null;
    }
  }

  get responseURL(): string {
    const href = this.#response?.urlList.at(-1)?.href ?? "";
    const hash = href.indexOf("#");
    return hash === -1 ? href : href.slice(0, hash);
  }

  get status(): number {
    return this.#response?.status ?? 0;
  }

  get statusText(): string {
    return this.#response?.statusText ?? "";
  }

  getResponseHeader(name: string): string | null {
    return this.#response?.headerList.get(name) ?? null;
  }

  /** https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method */
  getAllResponseHeaders(): string {
    // 2. Let initialHeaders be the result of running sort and combine with this's response's header
    //    list.
    const headers = this.#response?.headerList.sortAndCombine() ?? [];
    // 3. Let headers be the result of sorting initialHeaders in ascending order, with a being less than
    //    b if a's name is legacy-uppercased-byte less than b's name.
    const upper = headers.map(([name, value]) => [name.toUpperCase(), name, value] as const);
    upper.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    return upper.map(([, name, value]) => `${name}: ${value}\r\n`).join("");
  }

  overrideMimeType(mime: string): void {
    if (this.#state === LOADING || this.#state === DONE) {
      throw new DOMException("It is too late", "InvalidStateError");
    }
    this.#mimeType = parseMimeType(mime) === null ? "application/octet-stream" : mime;
  }

  get responseType(): ResponseKind {
    return this.#responseKind;
  }

  set responseType(kind: ResponseKind) {
    if (!responseKinds.has(kind)) return;
    if (this.#state === LOADING || this.#state === DONE) {
      throw new DOMException("It is too late", "InvalidStateError");
    }
    if (this.#isSynchronous && this.#state === OPENED) {
      throw new DOMException("A synchronous request has no responseType", "InvalidAccessError");
    }
    this.#responseKind = kind;
  }

  /** https://xhr.spec.whatwg.org/#the-response-attribute */
  get response(): unknown {
    // 1. If this's response type is the empty string or "text", then: if this's state is not loading or
    //    done, then return the empty string; return the result of getting a text response for this.
    if (this.#responseKind === "" || this.#responseKind === "text") return this.responseText;
    // 2. If this's state is not done, then return null.
    // 3. If this's response object is failure, then return null.
    if (this.#state !== DONE || this.#response === null) return null;
    // 4. If this's response object is non-null, then return it.
    if (this.#responseObject !== undefined) return this.#responseObject;
    this.#responseObject = this.#makeResponseObject();
    return this.#responseObject;
  }

  get responseText(): string {
    if (this.#responseKind !== "" && this.#responseKind !== "text") {
      throw new DOMException("The response is not text", "InvalidStateError");
    }
    if (this.#state !== LOADING && this.#state !== DONE) return "";
    return decodeText(this.#received, this.#mimeType ?? this.getResponseHeader("Content-Type"));
  }

  /** There is no document here to parse one into. */
  get responseXML(): null {
    return null;
  }

  get onreadystatechange(): ((event: Event) => void) | null {
    return this.handler("readystatechange");
  }

  set onreadystatechange(handler: unknown) {
    this.setHandler("readystatechange", handler);
  }

  get [Symbol.toStringTag](): string {
    return "XMLHttpRequest";
  }

  #requireUnsent(): void {
    if (this.#state !== OPENED || this.#isSent) throw new DOMException("Not open", "InvalidStateError");
  }

  #become(state: number): void {
    this.#state = state;
    this.dispatchEvent(new Event("readystatechange"));
  }

  async #start(given: unknown): Promise<void> {
    const { client, agent, trace } = this.#context;
    const { xhr: rules } = agent.engine;
    const isBodiless = this.#method === "GET" || this.#method === "HEAD";
    // 3. If this's request method is `GET` or `HEAD`, then set body to null.
    const extracted = isBodiless || given == null ? null : this.#extract(given);

    // 5. If one or more event listeners are registered on this's upload object, then set this's upload
    //    listener flag.
    this.#hasUploadListeners = this.upload.hasListeners;
    const forcesPreflight =
      this.#hasUploadListeners &&
      (agent.engine.uploadListenerPreflight === "always" || extracted !== null) &&
      !(agent.engine.synchronousIsBare && this.#isSynchronous);

    // 6. Let req be a new request, initialized as follows:
    const request = this.#request(client, extracted, forcesPreflight);

    // 7. Unset this's upload complete flag.
    // 9. If req's body is null, then set this's upload complete flag.
    this.#isUploadComplete =
      extracted === null && !(rules.uploadErrorWithoutBody === "unless-simple" && !this.#isSimple(request));

    this.#hasBody = extracted !== null;
    this.#bodyLength = extracted?.body.length ?? 0;

    // 10. Set this's send() flag.
    this.#isSent = true;
    const controller = new AbortController();
    this.#controller = controller;
    const isCurrent = (): boolean => this.#controller === controller && !controller.signal.aborted;

    // 11. If this's synchronous flag is unset, then:
    if (!this.#isSynchronous) {
      // 1. Fire a progress event named loadstart at this with 0 and 0.
      this.#fire("loadstart");
      // 5. If this's upload complete flag is unset and this's upload listener flag is set, then fire a
      //    progress event named loadstart at this's upload object.
      if (extracted !== null) this.#fireUpload("loadstart", 0, extracted.body.length ?? 0);
      // 6. If this's state is not opened or this's send() flag is unset, then return.
      if (this.#state !== OPENED || !this.#isSent) return;
    }

    if (this.#timeout > 0) {
      this.#stopTimer = agent.clock.schedule(() => {
        if (!isCurrent()) return;
        controller.abort();
        this.#fail("timeout");
      }, this.#timeout);
    }

    const response = await fetch({
      request,
      agent,
      signal: controller.signal,
      trace,
      onRequestSent: () => this.#uploaded(isCurrent()),
    });
    if (!isCurrent()) return;
    if (response.failure !== null) {
      this.cause = causeOf(response.failure, request, agent);
      return this.#failAsNetworkError();
    }
    await this.#receive(response, isCurrent);
  }

  /** Whether the request could have been made without script. */
  #isSimple(request: FetchRequest): boolean {
    return (
      this.#url!.origin !== request.origin.serialization &&
      isCorsSafelistedMethod(request.method) &&
      corsUnsafeRequestHeaderNames(request.headerList, this.#context.agent.engine.rules).length === 0
    );
  }

  #extract(given: unknown): ExtractedBody {
    const { engine } = this.#context.agent;
    const { prefix, letters } = engine.formBoundary;
    const extracted = extractBody(given, () => randomBoundary(prefix, letters));
    // 4.4. Let originalAuthorContentType be the result of getting `Content-Type` from this's author
    //      request headers. If originalAuthorContentType is non-null, then: if body is a Document or a
    //      USVString, then: […] if contentTypeRecord is not failure, contentTypeRecord's
    //      parameters["charset"] exists, and parameters["charset"] is not an ASCII case-insensitive match
    //      for encoding, then: set it to encoding.
    const type = this.#headers.get("Content-Type");
    if (type === null) {
      const isKept = !engine.xhr.dropsInvalidBlobType || !(given instanceof Blob) || parseMimeType(given.type) !== null;
      if (extracted.type !== null && isKept) this.#headers.set("Content-Type", extracted.type);
    } else if (typeof given === "string") {
      const charset = /(;\s*charset=)("?)([^;"]*)\2/i.exec(type);
      if (charset !== null && charset[3]!.toLowerCase() !== "utf-8") {
        this.#headers.set("Content-Type", type.replace(charset[0], `${charset[1]!}UTF-8`));
      }
    }
    return extracted;
  }

  #request(client: Client, extracted: ExtractedBody | null, useCorsPreflightFlag: boolean): FetchRequest {
    return createFetchRequest(this.#url!, client, this.#headers.clone(), {
      method: this.#method,
      unsafeRequestFlag: true,
      body: extracted?.body ?? null,
      mode: "cors",
      useCorsPreflightFlag,
      credentialsMode: this.#withCredentials ? "include" : "same-origin",
      useUrlCredentialsFlag: includesCredentials(this.#url!),
      initiator: "xmlhttprequest",
      synchronous: this.#isSynchronous,
    });
  }

  /** https://xhr.spec.whatwg.org/#handle-response-end-of-body */
  async #receive(response: FetchResponse, isCurrent: () => boolean): Promise<void> {
    const { xhr: rules } = this.#context.agent.engine;
    this.#completeUpload();
    this.#response = response;
    if (!this.#isSynchronous) {
      this.#become(HEADERS_RECEIVED);
      if (!isCurrent()) return;
    }
    let bytes: Uint8Array;
    try {
      bytes = response.body === null ? new Uint8Array() : await readAll(response.body);
    } catch {
      if (isCurrent()) this.#failAsNetworkError();
      return;
    }
    if (!isCurrent()) return;
    this.#received = bytes;
    if (!this.#isSynchronous) {
      if (bytes.length > 0) this.#become(LOADING);
      if (bytes.length > 0 || rules.progressOfNothing) this.#fire("progress", bytes.length, bytes.length);
      if (!isCurrent()) return;
    }
    this.#stopTimer?.();
    this.#isSent = false;
    this.#become(DONE);
    this.#fire("load", bytes.length, bytes.length);
    this.#fire("loadend", bytes.length, bytes.length);
  }

  #failAsNetworkError(): void {
    const { xhr: rules } = this.#context.agent.engine;
    if (!this.#isSynchronous) {
      this.#fail("error");
      return;
    }
    this.#stopTimer?.();
    this.#state = DONE;
    this.#isSent = false;
    this.#response = null;
    if (rules.synchronousErrorEvents) {
      this.dispatchEvent(new Event("readystatechange"));
      this.#fire("error");
      this.#fire("loadend");
    }
    throw new DOMException("A network error occurred.", "NetworkError");
  }

  /** https://xhr.spec.whatwg.org/#request-error-steps */
  #fail(event: "abort" | "error" | "timeout"): void {
    this.#stopTimer?.();
    // 1. Set xhr's state to done.
    // 2. Unset xhr's send() flag.
    // 3. Set xhr's response to a network error.
    this.#isSent = false;
    this.#response = null;
    this.#received = new Uint8Array();
    // 5. Fire an event named readystatechange at xhr.
    this.#become(DONE);
    // 6. If xhr's upload complete flag is unset, then:
    if (!this.#isUploadComplete) {
      this.#isUploadComplete = true;
      this.#fireUpload(event);
      this.#fireUpload("loadend");
    }
    // 7. Fire a progress event named event at xhr with 0 and 0.
    this.#fire(event);
    // 8. Fire a progress event named loadend at xhr with 0 and 0.
    this.#fire("loadend");
  }

  #uploaded(isCurrent: boolean): void {
    const { xhr: rules } = this.#context.agent.engine;
    if (!isCurrent || !this.#hasBody) return;
    if (rules.uploadEnds === "with-response") return;
    this.#fireUploadProgress();
    if (rules.uploadEnds === "when-sent") this.#completeUpload();
  }

  #fireUploadProgress(): void {
    if (this.#isUploadComplete || this.#isSynchronous || this.#bodyLength === 0) return;
    this.#fireUpload("progress", this.#bodyLength, this.#bodyLength);
  }

  /** https://xhr.spec.whatwg.org/#the-send()-method, processRequestEndOfBody */
  #completeUpload(): void {
    const { xhr: rules } = this.#context.agent.engine;
    if (this.#isUploadComplete) return;
    if (rules.uploadEnds === "with-response") this.#fireUploadProgress();
    this.#isUploadComplete = true;
    if (this.#isSynchronous || !this.#hasBody) return;
    if (this.#bodyLength === 0 && !rules.uploadLoadOfNothing) return;
    this.#fireUpload("load", this.#bodyLength, this.#bodyLength);
    this.#fireUpload("loadend", this.#bodyLength, this.#bodyLength);
  }

  #fire(type: string, loaded = 0, total = 0): void {
    this.dispatchEvent(new ScriptProgressEvent(type, loaded, total));
  }

  #fireUpload(type: string, loaded = 0, total = 0): void {
    if (this.#hasUploadListeners) this.upload.dispatchEvent(new ScriptProgressEvent(type, loaded, total));
  }

  #makeResponseObject(): unknown {
    const type = this.#mimeType ?? this.getResponseHeader("Content-Type") ?? "";
    switch (this.#responseKind) {
      case "arraybuffer":
        return this.#received.slice().buffer;
      case "blob":
        return new Blob([this.#received as BlobPart], { type });
      case "json":
        try {
          return JSON.parse(new TextDecoder().decode(this.#received)) as unknown;
        } catch {
          return null;
        }
      default:
        // There is no parser of documents here.
        return null;
    }
  }
}

/** https://xhr.spec.whatwg.org/#text-response */
function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const charset = contentType === null ? undefined : parseMimeType(contentType)?.parameters.get("charset");
  try {
    return new TextDecoder(charset ?? "utf-8").decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
