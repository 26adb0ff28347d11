import { HeaderList, isOkStatus, normalizeHeaderValue } from "@crosswalk/cors/protocol";
import { bodyOfStream, readAll, readStream, type ResponseBody } from "../infrastructure/body.ts";
import { SharedBody } from "../infrastructure/shared-body.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { bodyStream } from "./body-stream.ts";
import { blobOf, formDataOf, jsonOf, textOf } from "./body-as.ts";
import { ScriptHeaders } from "./script-headers.ts";

/**
 * A `Response` as a page's script gets it. The platform's own class can express neither an opaque
 * response nor one that was filtered, so this is none of it, though `instanceof Response` holds.
 *
 * https://fetch.spec.whatwg.org/#response-class
 */
export class ScriptResponse {
  readonly #response: FetchResponse;
  readonly #signal: AbortSignal | null;
  #bodyError: (cause: unknown) => Error;
  #headers: ScriptHeaders | null = null;
  #stream: ReadableStream<Uint8Array> | null = null;
  #body: ResponseBody | null;
  #bodyUsed = false;

  constructor(
    response: FetchResponse,
    bodyError: (cause: unknown) => Error,
    /** What its stream breaks off by, also while nobody reads it. */
    signal: AbortSignal | null,
  ) {
    this.#response = response;
    this.#body = response.body;
    this.#bodyError = bodyError;
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
      normalized(this.#response.headerList),
      "immutable",
    ));
  }

  get body(): ReadableStream<Uint8Array> | null {
    if (this.#body === null) return null;
    if (this.#stream !== null) return this.#stream;
    const stream = bodyStream(this.#body, this.#bodyError, this.#signal, () => {
      // NB: Once it was cloned, it is read for whoever comes first of two.
      if (this.#stream === stream) this.#bodyUsed = true;
    });
    return (this.#stream = stream);
  }

  get bodyUsed(): boolean {
    return this.#bodyUsed;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).slice().buffer;
  }

  async blob(): Promise<Blob> {
    return blobOf(await this.bytes(), this.#contentType);
  }

  /** https://fetch.spec.whatwg.org/#concept-body-consume-body */
  async bytes(): Promise<Uint8Array> {
    // "If object is unusable, then return a promise rejected with a TypeError."
    if (this.#bodyUsed || this.#stream?.locked === true)
      throw new TypeError("The body has been read already");
    if (this.#body === null) return new Uint8Array();
    this.#bodyUsed = true;
    if (this.#stream !== null) return readStream(this.#stream);
    try {
      return await readAll(this.#body);
    } catch (error) {
      throw this.#bodyError(error);
    }
  }

  async formData(): Promise<FormData> {
    return formDataOf(await this.bytes(), this.#contentType);
  }

  async json(): Promise<unknown> {
    return jsonOf(await this.bytes());
  }

  text(): Promise<string> {
    return this.bytes().then(textOf);
  }

  clone(): ScriptResponse {
    // "If this is unusable, then throw a TypeError."
    if (this.#bodyUsed || this.#stream?.locked === true)
      throw new TypeError("The body has been read already");
    const { headerList } = this.#response;
    const copy = new ScriptResponse(
      { ...this.#response, headerList: headerList.clone(), body: null },
      this.#bodyError,
      this.#signal,
    );
    if (this.#body === null) return copy;
    if (this.#stream === null) {
      // NB: Nothing is kept for others than these two.
      const shared = new SharedBody(this.#body, 0, () => undefined);
      this.#body = shared.open();
      copy.#body = shared.open();
    } else {
      // "Set body's stream to out1."
      const [one, other] = this.#stream.tee();
      this.#stream = null;
      this.#body = bodyOfStream(one);
      copy.#body = bodyOfStream(other);
      // What breaks off is the script's error already.
      this.#bodyError = copy.#bodyError = (error) => error as Error;
    }
    return copy;
  }

  get [Symbol.toStringTag](): string {
    return "Response";
  }

  get #contentType(): string | null {
    return this.#response.headerList.get("Content-Type");
  }
}

Object.setPrototypeOf(ScriptResponse.prototype, Response.prototype);

/** A carriage return at a value's end counts in checks and isn't shown. */
function normalized(list: HeaderList): HeaderList {
  const entries = [...list];
  if (!entries.some(([, value]) => value.includes("\r"))) return list;
  return HeaderList.from(entries.map(([name, value]) => [name, normalizeHeaderValue(value)]));
}
