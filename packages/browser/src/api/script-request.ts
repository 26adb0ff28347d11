import type { CredentialsMode } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { Client } from "../infrastructure/client.ts";
import {
  type CacheMode,
  currentUrl,
  type FetchRequest,
  type RedirectMode,
  type RequestMode,
} from "../infrastructure/fetch-request.ts";
import { copyOfBytes } from "../infrastructure/copy-of-bytes.ts";
import type { ReferrerPolicy } from "../infrastructure/referrer-policy.ts";
import { platformRequest } from "../infrastructure/platform-request.ts";
import type { MisuseMessages } from "../messages/misuse/misuse.ts";
import { blobOf, formDataOf, jsonOf, textOf } from "./body-as.ts";
import { HeldBody } from "./held-body.ts";
import { printAs } from "./print-as.ts";
import type { FetchInit } from "./fetch-init.ts";
import { createRequest, type RequestSource } from "./request-init.ts";
import { judgesOf } from "./append-header.ts";
import { ScriptHeaders } from "./script-headers.ts";
import { sourceOfPlatform } from "./platform-source.ts";

/** What a request is made of: a URL, or another request, a platform's too. */
export type RequestInput = string | URL | Request | ScriptRequest;

/** What a page gives its requests. */
export interface RequestContext {
  readonly client: Client;
  readonly engine: EngineProfile;
  /** The page's own class, whatever scripts derive from it. */
  readonly Request: new (input: ScriptRequest) => ScriptRequest;
}

/** Null for what is none of a page's. */
let sourceOfScripts: (input: unknown) => RequestSource | null;
/** The signal that a page's follows; undefined for what is none of a page's. */
let followedByScripts: (input: unknown) => AbortSignal | null | undefined;

/**
 * A `Request` as a page's script makes it. The platform's own class belongs to no page: it takes what a
 * page's may not set, and knows neither the page's blob: URLs nor its origin. So this is none of it,
 * though `instanceof Request` holds.
 *
 * https://fetch.spec.whatwg.org/#request-class
 */
export class ScriptRequest {
  // Scripts find whatever is public, so what modules need is handed out here.
  static {
    sourceOfScripts = (input) =>
      input instanceof ScriptRequest
        ? {
            request: input.#request,
            isUnusable: input.#body?.isUnusable === true,
            takeBody: () => input.#body?.take(input.#context.engine.scripts) ?? null,
          }
        : null;
    followedByScripts = (input) => (input instanceof ScriptRequest ? input.#followed : undefined);
  }

  readonly #context: RequestContext;
  #request: FetchRequest;
  /** The signal that this one's follows. */
  readonly #followed: AbortSignal | null;
  #body: HeldBody | null;
  #headers: ScriptHeaders | null = null;
  #signal: AbortSignal | null = null;

  constructor(context: RequestContext, input: RequestInput, init: FetchInit) {
    this.#context = context;
    const { client, engine } = context;
    try {
      this.#followed = signalOf(input, init, engine.messages.misuse);
      this.#request = createRequest(client, engine, sourceOf(input, client, engine), init);
    } catch (error) {
      if (error instanceof TypeError)
        error.message = engine.messages.misuse.inConstructor(error.message);
      throw error;
    }
    this.#body = this.#request.body === null ? null : new HeldBody(this.#request.body);
  }

  get method(): string {
    return this.#request.method;
  }

  get url(): string {
    return currentUrl(this.#request).href;
  }

  get headers(): ScriptHeaders {
    const { engine } = this.#context;
    return (this.#headers ??= new ScriptHeaders(
      this.#request.headerList,
      this.#request.mode === "no-cors" ? "request-no-cors" : "request",
      judgesOf(engine),
    ));
  }

  get destination(): string {
    return this.#request.destination;
  }

  /** https://fetch.spec.whatwg.org/#request-class */
  get referrer(): string {
    const { referrer } = this.#request;
    // 1. If this's request's referrer is "no-referrer", then return the empty string.
    if (referrer === "no-referrer") return "";
    // 2. If this's request's referrer is "client", then return "about:client".
    if (referrer === "client") return "about:client";
    // 3. Return this's request's referrer, serialized.
    return referrer.href;
  }

  get referrerPolicy(): ReferrerPolicy {
    return this.#request.referrerPolicy;
  }

  get mode(): RequestMode {
    return this.#request.mode;
  }

  get credentials(): CredentialsMode {
    return this.#request.credentialsMode;
  }

  get cache(): CacheMode {
    return this.#request.cacheMode;
  }

  get redirect(): RedirectMode {
    return this.#request.redirectMode;
  }

  get integrity(): string {
    return this.#request.integrity;
  }

  get keepalive(): boolean {
    return this.#request.keepalive;
  }

  get isReloadNavigation(): boolean {
    return false;
  }

  get isHistoryNavigation(): boolean {
    return false;
  }

  get duplex(): "half" | undefined {
    return this.#lacks("duplex") ? undefined : "half";
  }

  get signal(): AbortSignal {
    // 30. Set this's signal to the result of creating a dependent abort signal from signals.
    // NB: One made late follows just as well, and most are never asked for.
    return (this.#signal ??= AbortSignal.any(this.#followed === null ? [] : [this.#followed]));
  }

  get body(): ReadableStream<Uint8Array> | null | undefined {
    if (this.#lacks("body")) return undefined;
    return this.#body?.shownIn(this.#context.engine) ?? null;
  }

  get bodyUsed(): boolean {
    return this.#body?.isUsed === true;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return copyOfBytes(await this.#read("arrayBuffer")).buffer;
  }

  async blob(): Promise<Blob> {
    return blobOf(await this.#read("blob"), this.#contentType);
  }

  async bytes(): Promise<Uint8Array> {
    return copyOfBytes(await this.#read("bytes"));
  }

  async formData(): Promise<FormData> {
    return formDataOf(await this.#read("formData"), this.#contentType, this.#misuse.body);
  }

  async json(): Promise<unknown> {
    return jsonOf(await this.#read("json"), this.#misuse.body);
  }

  async text(): Promise<string> {
    return textOf(await this.#read("text"));
  }

  /** https://fetch.spec.whatwg.org/#request-class */
  clone(): ScriptRequest {
    // NB: What a script derives from the class is cloned as a plain one.
    if (this.#body === null) return this.#copied();
    // 1. If this is unusable, then throw a TypeError.
    if (this.#body.isUnusable) throw new TypeError(this.#misuse.body.usedInClone("Request"));
    const [own, other] = this.#body.tee();
    // The copy takes the body that it finds.
    this.#body = other;
    const copy = this.#copied();
    this.#body = own;
    return copy;
  }

  #copied(): ScriptRequest {
    const { Request } = this.#context;
    const copy: ScriptRequest = new Request(this);
    copy.#request = { ...copy.#request, keepalive: this.keepalive };
    return copy;
  }

  get [Symbol.toStringTag](): string {
    return "Request";
  }

  #lacks(member: "body" | "duplex"): boolean {
    return this.#context.engine.scripts.requestLacks.has(member);
  }

  get #misuse(): MisuseMessages {
    return this.#context.engine.messages.misuse;
  }

  /** https://fetch.spec.whatwg.org/#concept-body-consume-body */
  async #read(member: string): Promise<Uint8Array> {
    const body = this.#body;
    if (body === null) return new Uint8Array();
    // "If object is unusable, then return a promise rejected with a TypeError."
    if (body.isUsed) throw new TypeError(this.#misuse.body.used("Request", member));
    if (body.isUnusable) throw new TypeError(this.#misuse.body.locked("Request", member));
    return body.read(this.#context.engine.scripts);
  }

  get #contentType(): string | null {
    return this.#request.headerList.get("Content-Type");
  }
}

printAs(
  ScriptRequest,
  "Request",
  ({ method, url, headers, mode, credentials, cache, redirect, referrer, integrity }) => ({
    method,
    url,
    headers,
    mode,
    credentials,
    cache,
    redirect,
    referrer,
    integrity,
  }),
);

/** What a request is made of: an address, or another request. */
export function sourceOf(
  input: RequestInput,
  client: Client,
  engine: EngineProfile,
): string | RequestSource {
  if (typeof input === "string" || input instanceof URL) return String(input);
  const source = sourceOfScripts(input);
  if (source !== null) return source;
  if (!(input instanceof platformRequest())) return String(input);
  return sourceOfPlatform(input, client, engine);
}

/** The signal that ends a request: a script may take away that of the `Request` which it gives. */
export function signalOf(
  input: RequestInput,
  init: FetchInit,
  misuse: MisuseMessages,
): AbortSignal | null {
  // 26. If init["signal"] exists, then set signal to it.
  const { signal } = init;
  if (signal === null) return null;
  if (signal !== undefined) {
    if (signal instanceof AbortSignal) return signal;
    const words = misuse.invalidSignal(signal);
    if (words !== null) throw new TypeError(words);
    return null;
  }
  if (typeof input === "string") return null;
  const followed = followedByScripts(input);
  if (followed !== undefined) return followed;
  return input instanceof platformRequest() ? input.signal : null;
}
