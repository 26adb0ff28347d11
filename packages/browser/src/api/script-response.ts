import { isOkStatus } from "@crosswalk/cors/protocol";
import {
  bodyOfStream,
  readAll,
  readStream,
  type ResponseBody,
  turningAwayIn,
} from "../infrastructure/body.ts";
import { copyOfBytes } from "../infrastructure/copy-of-bytes.ts";
import { SharedBody } from "../infrastructure/shared-body.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { extractMimeType, serializeMimeType } from "../infrastructure/mime-type.ts";
import { asReadByMethod } from "./body-error.ts";
import { bodyStream } from "./body-stream.ts";
import { watchDisturbance } from "./disturbance.ts";
import { blobOf, formDataOf, jsonOf, textOf } from "./body-as.ts";
import type { EngineProfile } from "../engines/engine.ts";
import type { BodyState } from "../messages/messages.ts";
import type { MisuseMessages } from "../messages/misuse/misuse.ts";
import { lockedStream } from "./locked-stream.ts";
import { printAs } from "./print-as.ts";
import { judgesOf } from "./append-header.ts";
import { ScriptHeaders } from "./script-headers.ts";
import { shownHeaders } from "./shown-headers.ts";
import { shownStream } from "./shown-stream.ts";

type BodyError = (cause: unknown, state: BodyState) => Error;

/**
 * A `Response` as a page's script gets it. The platform's own class can express neither an opaque
 * response nor one that was filtered, so this is none of it, though `instanceof Response` holds.
 *
 * https://fetch.spec.whatwg.org/#response-class
 */
export class ScriptResponse {
  readonly #response: FetchResponse;
  readonly #engine: EngineProfile;
  readonly #signal: AbortSignal | null;
  /** What a cause comes to that nothing has told of yet, as an abort before it is read; also what a copy's own stream breaks off by. */
  readonly #ownError: BodyError;
  /** What reading fails with: the same, until its stream is copied, which breaks off by an error that this has made already. */
  #bodyError: BodyError;
  #headers: ScriptHeaders | null = null;
  #stream: ReadableStream<Uint8Array> | null = null;
  /** Of that stream. */
  #isDisturbed: () => boolean = untouched;
  #body: ResponseBody | null;
  #bodyUsed = false;
  /** Whether it is read by way of a stream. */
  #isStreamed = false;
  /** Whether it has a copy, or is one. */
  #isCopied = false;
  #isCopy = false;
  /** Whether what reads it asks for its signal first. */
  #isToldOfAborts = true;
  /** Whether it was read without a stream, which would be locked for good by that. */
  #isTaken = false;
  /** What it was seen to break off by; a copy is not told. */
  #brokenBy: Error | null = null;

  constructor(
    response: FetchResponse,
    engine: EngineProfile,
    bodyError: BodyError,
    /** What its stream breaks off by, also while nobody reads it. */
    signal: AbortSignal | null,
  ) {
    this.#response = response;
    this.#engine = engine;
    this.#body = response.body;
    this.#ownError = this.#bodyError = bodyError;
    this.#signal = signal;
  }

  get type(): FetchResponse["type"] {
    return this.#response.type;
  }

  get url(): string {
    // "The url getter steps are to return the empty string if this's response's URL is null; otherwise
    // this's response's URL, serialized with exclude fragment set to true."
    const href = this.#response.urlList.at(-1)?.href ?? "";
    const hash = href.indexOf("#");
    return hash === -1 ? href : href.slice(0, hash);
  }

  get redirected(): boolean {
    return this.#response.urlList.length > 1;
  }

  get status(): number {
    return this.#response.status;
  }

  get ok(): boolean {
    return isOkStatus(this.#response.status);
  }

  get statusText(): string {
    return this.#response.statusText;
  }

  get headers(): ScriptHeaders {
    return (this.#headers ??= new ScriptHeaders(
      shownHeaders(this.#response.headerList),
      "immutable",
      judgesOf(this.#engine),
    ));
  }

  get body(): ReadableStream<Uint8Array> | null {
    if (this.#body === null) return null;
    if (this.#stream !== null) return this.#stream;
    if (this.#isTaken) return (this.#stream = shownStream(lockedStream(), this.#engine));
    this.#isStreamed = true;
    // NB: Once it was cloned, what breaks off is the script's error already.
    const bodyError = this.#bodyError;
    const kind = this.#engine.scripts.bodyIsByteStream ? "byte-stream" : "stream";
    const stream = bodyStream(
      this.#body,
      (cause) => this.#brokenOff(bodyError(cause, "held")),
      this.#signal,
      kind,
      turningAwayIn(this.#engine),
    );
    this.#stream = shownStream(stream, this.#engine);
    this.#isDisturbed = watchDisturbance(this.#stream);
    return this.#stream;
  }

  get bodyUsed(): boolean {
    return this.#bodyUsed || this.#isDisturbed();
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read("arrayBuffer", arrayBufferOf);
  }

  blob(): Promise<Blob> {
    return this.#read("blob", (bytes) => blobOf(bytes, this.#blobType));
  }

  bytes(): Promise<Uint8Array> {
    return this.#read("bytes", copyOfBytes);
  }

  formData(): Promise<FormData> {
    const hasBody = this.#body !== null;
    return this.#read("formData", (bytes) =>
      formDataOf(bytes, this.#contentType, this.#misuse.body, hasBody),
    );
  }

  json(): Promise<unknown> {
    return this.#read("json", (bytes) => jsonOf(bytes, this.#misuse.body));
  }

  text(): Promise<string> {
    return this.#read("text", textOf);
  }

  clone(): ScriptResponse {
    // "If this is unusable, then throw a TypeError."
    if (this.bodyUsed || this.#stream?.locked === true)
      throw new TypeError(this.#misuse.body.usedInClone("Response"));
    const { headerList } = this.#response;
    const copy = new ScriptResponse(
      { ...this.#response, headerList: headerList.clone(), body: null },
      this.#engine,
      this.#ownError,
      this.#signal,
    );
    copy.#bodyError = this.#bodyError;
    copy.#isCopy = true;
    // NB: An abort that comes later is told to the copy by its bytes alone.
    if (this.#engine.scripts.staysBrokenOff && this.#signal?.aborted !== true)
      copy.#isToldOfAborts = false;
    else copy.#isToldOfAborts = this.#isToldOfAborts;
    if (this.#body === null) return copy;
    this.#isCopied = copy.#isCopied = true;
    if (this.#stream === null) {
      // NB: Nothing is kept for others than these two.
      const shared = new SharedBody(this.#body, 0, () => undefined);
      this.#body = shared.open();
      copy.#body = shared.open();
    } else {
      // "Set body's stream to out1."
      const [one, other] = this.#stream.tee();
      this.#stream = null;
      // NB: From now on it is read for whoever comes first of two.
      this.#isDisturbed = untouched;
      this.#body = bodyOfStream(one);
      copy.#body = bodyOfStream(other);
      copy.#isStreamed = true;
      // What breaks off is the script's error already; an abort is heard of by the reader first.
      this.#bodyError = copy.#bodyError = (error, state) =>
        this.#isReason(error) ? this.#ownError(error, state) : (error as Error);
    }
    return copy;
  }

  get [Symbol.toStringTag](): string {
    return "Response";
  }

  get #misuse(): MisuseMessages {
    return this.#engine.messages.misuse;
  }

  /** https://fetch.spec.whatwg.org/#concept-body-consume-body */
  #read<T>(member: string, convert: (bytes: Uint8Array) => T | Promise<T>): Promise<T> {
    const refusal = this.#refusalOf(member);
    if (refusal !== undefined) return Promise.reject(refusal);
    if (this.#body === null) return Promise.resolve(new Uint8Array()).then(convert);
    this.#bodyUsed = true;
    if (this.#stream !== null)
      return readStream(this.#stream).then(convert, (error: unknown) => {
        throw this.#toldByStream(error);
      });
    this.#isTaken = true;
    return readAll(this.#body).then(convert, (cause: unknown) => {
      const error = this.#brokenOff(this.#bodyError(cause, "read"));
      throw this.#isCopied ? this.#toldByStream(error) : error;
    });
  }

  /** What a script gets instead of what it reads; undefined, which no reason of an abort is, where it may read. */
  #refusalOf(member: string): unknown {
    const { abortedBody, staysBrokenOff } = this.#engine.scripts;
    const isAborted = this.#signal?.aborted === true;
    // NB: It counts before anybody looks whether there is a body.
    if (isAborted && abortedBody === "always-aborted" && this.#isToldOfAborts)
      return this.#ownError(this.#signal.reason, "held");
    if (this.#brokenBy !== null && staysBrokenOff) return this.#brokenBy;
    // "If object is unusable, then return a promise rejected with a TypeError."
    if (this.bodyUsed) return new TypeError(this.#misuse.body.used("Response", member));
    if (this.#stream?.locked === true) {
      this.#bodyUsed = this.#engine.scripts.lockedReadUses;
      return new TypeError(this.#misuse.body.locked("Response", member));
    }
    return isAborted && this.#body !== null && abortedBody === "unused"
      ? this.#ownError(this.#signal.reason, "held")
      : undefined;
  }

  /** Whether that is what it was aborted with. */
  #isReason(error: unknown): boolean {
    return this.#signal?.aborted === true && error === this.#signal.reason;
  }

  #brokenOff(error: Error): Error {
    if (!this.#isCopy) this.#brokenBy = error;
    return error;
  }

  /** What who reads all of a stream is told of what ends it. */
  #toldByStream(broken: unknown): unknown {
    // A method has read what the stream alone was told of by then.
    const error = this.#isReason(broken)
      ? this.#ownError(broken, "read")
      : asReadByMethod(broken, this.#engine);
    if (!this.#engine.scripts.streamedErrorIsNamed || !(error instanceof Error)) return error;
    const { name, message, cause } = error;
    return new TypeError(`${name}: ${message}`, cause === undefined ? undefined : { cause });
  }

  /** https://fetch.spec.whatwg.org/#concept-body-mime-type */
  get #blobType(): string | null {
    const { headerList } = this.#response;
    switch (this.#engine.scripts.blobType) {
      case "written":
        return headerList.get("Content-Type");
      case "essence-unless-streamed": {
        const type = headerList.get("Content-Type");
        return this.#isStreamed ? type : /^[^;,\s]*/.exec(type ?? "")![0];
      }
      case "serialized": {
        const type = extractMimeType(headerList);
        return type === null ? null : serializeMimeType(type);
      }
    }
  }

  get #contentType(): string | null {
    return this.#response.headerList.get("Content-Type");
  }
}

Object.setPrototypeOf(ScriptResponse.prototype, Response.prototype);
// NB: A body is not shown, because its stream would be made for it.
printAs(
  ScriptResponse,
  "Response",
  ({ type, url, redirected, status, statusText, ok, headers, bodyUsed }) => ({
    type,
    url,
    redirected,
    status,
    statusText,
    ok,
    headers,
    bodyUsed,
  }),
);

const untouched = (): boolean => false;
const arrayBufferOf = (bytes: Uint8Array): ArrayBuffer => copyOfBytes(bytes).buffer;
