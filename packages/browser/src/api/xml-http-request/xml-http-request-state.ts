import { HeaderList, type MimeType } from "@crosswalk/cors/protocol";
import type { UserAgent } from "../../fetching/user-agent.ts";
import type { BlobUrlEntry } from "../../infrastructure/blob-url-store.ts";
import type { Client } from "../../infrastructure/client.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import { microtaskCheckpoint } from "../../infrastructure/microtask-checkpoint.ts";
import type {
  IgnoredMessages,
  XmlHttpRequestMessages,
} from "../../messages/xml-http-request/xml-http-request.ts";
import type { Trace } from "../../trace.ts";
import type { FailureCause } from "../failure-cause.ts";
import { ScriptProgressEvent } from "./progress-event.ts";
import { type Progress, ProgressThrottle } from "./progress-throttle.ts";
import type { ReceivedBytes } from "./received-bytes.ts";
import type { ReceivedResponse, ResponseReading, ResponseType } from "./received-response.ts";
import { noUploadYet, type UploadPast, type UploadProgress } from "./upload-progress.ts";
import type { XmlHttpRequestEventTarget } from "./xml-http-request-event-target.ts";

export const UNSENT = 0;
export const OPENED = 1;
export const HEADERS_RECEIVED = 2;
export const LOADING = 3;
export const DONE = 4;

/** What a page gives its requests. */
export interface XmlHttpRequestContext {
  readonly client: Client;
  readonly agent: UserAgent;
  readonly trace: Trace | null;
}

/** One `send`, until it ends or something takes its place. */
export interface Sending {
  readonly request: FetchRequest;
  readonly controller: AbortController;
  readonly upload: UploadProgress;
  readonly startedAt: number;
}

/** What a script can still tell of a request that failed. */
export interface Remains {
  readonly url: string;
  readonly buffer: ArrayBuffer | null;
}

/**
 * What the standard says "is associated with an `XMLHttpRequest` object", and the few things that all its algorithms
 * do to it. Scripts see it through `PageXmlHttpRequest` alone.
 *
 * https://xhr.spec.whatwg.org/#interface-xmlhttprequest
 */
/** What is left of a response, and the address of one that leads to what its page blocks. */
interface Left {
  readonly headers: ReceivedResponse["headers"];
  readonly url?: URL;
}

export class XmlHttpRequestState {
  readonly context: XmlHttpRequestContext;
  readonly target: XmlHttpRequestEventTarget;
  readonly throttle: ProgressThrottle;
  state: number = UNSENT;
  isSent = false;
  /** Whether it was aborted since it was opened, before it was sent. */
  isAbortedUnsent = false;
  isSynchronous = false;
  /** Whether it is being sent for good, as far as its script is told. */
  isStuck = false;
  method = "GET";
  url: URL | null = null;
  blobUrlEntry: BlobUrlEntry | null = null;
  authorRequestHeaders: HeaderList = new HeaderList();
  withCredentials = false;
  timeout = 0;
  responseType: ResponseType = "";
  overrideMimeType: MimeType | null = null;
  /** Null for a network error. */
  response: ReceivedResponse | null = null;
  failed: Remains | null = null;
  /** What has come of a request that another one has taken the place of since. */
  stray: ReceivedBytes | null = null;
  /** Of the response that was there when it was aborted. */
  abortedUrl = "";
  /** Whose headers can still be asked for by name, though it has been aborted or has failed. */
  left: Left | null = null;
  /** What came of the body of a request that was aborted meanwhile. */
  aborted: ReceivedResponse | null = null;
  sending: Sending | null = null;
  readonly pastUpload: UploadPast = noUploadYet();
  /** How often a script has put something else in the place of what there was, by `open` or `abort`. */
  replaced = 0;
  stopTimer: (() => void) | null = null;
  stopUploadTimer: (() => void) | null = null;
  isOverdue = false;
  /** Whether no time limit holds any more, as there was an answer before. */
  isPastTimeouts = false;
  /** While events tell of a failure. */
  ending: Promise<void> | null = null;
  cause: FailureCause | null = null;
  /** Whether progress was told since the state changed. */
  #isProgressTold = false;

  constructor(context: XmlHttpRequestContext, target: XmlHttpRequestEventTarget) {
    this.context = context;
    this.target = target;
    this.throttle = new ProgressThrottle(context.agent.clock, (progress) =>
      this.#tellOfProgress(progress),
    );
  }

  get reading(): ResponseReading {
    return { responseType: this.responseType, overrideMimeType: this.overrideMimeType };
  }

  get messages(): XmlHttpRequestMessages {
    return this.context.agent.engine.messages.xmlHttpRequest;
  }

  /** https://webidl.spec.whatwg.org/#dfn-overload-resolution-algorithm, step 2 */
  requireArguments(member: string, required: number, given: number): void {
    if (given < required)
      throw new TypeError(this.messages.tooFewArguments(member, required, given));
  }

  /** Throws an `InvalidStateError` of what is in a synchronous `send` that never ends. */
  requireUnstuck(): void {
    if (this.isStuck) throw new DOMException(this.messages.stuck, "InvalidStateError");
  }

  /** Throws an `InvalidStateError`, in the engine's words, unless it is opened and not sent. */
  requireUnsent(member: string): void {
    if (this.state !== OPENED)
      throw new DOMException(this.messages.notOpened(member, false), "InvalidStateError");
    if (this.isUnderWay)
      throw new DOMException(this.messages.notOpened(member, true), "InvalidStateError");
  }

  /** Prints what the engine says of what it ignores, if it says anything. */
  tellOfIgnored(what: keyof IgnoredMessages, value: string): void {
    this.#tell(this.messages.ignored?.[what]?.(value));
  }

  /** The same of a body that a script had better give otherwise. */
  tellOfBody(given: unknown): void {
    this.#tell(this.messages.deprecatedBody(given));
  }

  /** Refuses what a synchronous request has none of. */
  refuseSynchronous(when: "open" | "set", what: "timeout" | "responseType"): never {
    const { synchronousOpen, synchronousSet, synchronousTold } = this.messages;
    this.#tell(synchronousTold?.[when](what));
    const words = when === "open" ? synchronousOpen(what) : synchronousSet(what);
    throw new DOMException(words, "InvalidAccessError");
  }

  #tell(text: string | null | undefined): void {
    const { client } = this.context;
    const url = this.url ?? client.baseUrl;
    if (text != null) client.console?.({ text, url: url.href });
  }

  /** Whether it has been sent, and not refused at once where that leaves it as it was. */
  get isUnderWay(): boolean {
    const isRefused = this.sending?.request.isRefusedAtOnce === true;
    return this.isSent && !(isRefused && this.context.agent.engine.xhr.refusedIsUnsent);
  }

  isCurrent(sending: Sending): boolean {
    return this.sending === sending;
  }

  become(state: number): void {
    this.state = state;
    this.#isProgressTold = false;
    this.target.dispatchEvent(new Event("readystatechange"));
  }

  fire(type: string, transmitted = 0, length = 0): void {
    this.target.dispatchEvent(new ScriptProgressEvent(type, transmitted, length));
  }

  show(response: ReceivedResponse): void {
    if (this.stray !== null && this.responseType !== "blob") response.prependStray(this.stray);
    this.stray = null;
    this.response = response;
  }

  end(state: number): void {
    this.finish();
    // NB: Firefox asks the channel, which nothing but open() takes away. One that has not come to its end says nothing of
    // another origin's.
    const { response } = this;
    if (this.context.agent.engine.xhr.endKeepsHeaders && response?.isOfHttp === true)
      if (response.isOwn || this.state === DONE) this.left = { headers: response.headers };
    this.isSent = false;
    this.state = state;
    this.response = null;
    this.stray = null;
  }

  finish(): void {
    this.stopTimer?.();
    this.stopTimer = null;
    this.stopUploadTimer?.();
    this.stopUploadTimer = null;
    this.sending = null;
  }

  /** https://fetch.spec.whatwg.org/#fetch-controller-terminate */
  terminate(): void {
    const { sending } = this;
    this.finish();
    sending?.controller.abort();
  }

  /**
   * Lets scripts go on between two events at the end, which are told whatever is begun anew meanwhile. Of a
   * synchronous request they are the script's own doing.
   */
  async letScriptsGoOn(): Promise<void> {
    if (!this.isSynchronous) await microtaskCheckpoint();
  }

  async #tellOfProgress({ loaded, total }: Progress): Promise<void> {
    const isTogether = this.context.agent.engine.xhr.tellsLoading === "with-progress";
    if (isTogether && this.state === LOADING && this.#isProgressTold) {
      const { replaced } = this;
      this.target.dispatchEvent(new Event("readystatechange"));
      await microtaskCheckpoint();
      if (this.replaced !== replaced) return;
    }
    this.#isProgressTold = true;
    this.fire("progress", loaded, total);
  }
}
