import { isRedirectStatus } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../../engines/engine.ts";
import type { SentRequest } from "../../fetching/user-agent.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import { microtaskCheckpoint } from "../../infrastructure/microtask-checkpoint.ts";
import { ScriptProgressEvent } from "./progress-event.ts";
import type { XmlHttpRequestUpload } from "./xml-http-request-upload.ts";

export interface UploadFacts {
  readonly target: XmlHttpRequestUpload;
  readonly rules: EngineProfile["xhr"];
  /** Whether anything listened when the request was sent. */
  readonly hasListeners: boolean;
  /** Of the body, null where there is none. */
  readonly length: number | null;
  readonly isSynchronous: boolean;
  /** Whether the body goes nowhere, so that nobody can tell when it is gone. */
  readonly isLocal: boolean;
  /** Of the request that is under way by now, null where none is. */
  readonly current: () => UploadProgress | null;
  /** What is left of earlier requests of the same object. */
  readonly past: UploadPast;
}

/** What of an upload outlives its request. */
export interface UploadPast {
  /** Whether the request could have been made without script. */
  isSimple: boolean;
  /** What was told last. */
  told: Told;
}

export const noUploadYet = (): UploadPast => ({ isSimple: false, told: nothingTold });

/** What the upload object of one `send` is told, and when. */
export class UploadProgress {
  readonly #facts: UploadFacts;
  readonly #length: number;
  /** What has gone out in all, by whatever hops. */
  #transmitted = 0;
  #isComplete: boolean;
  /** Whether it is only because of another that had its place, so that its progress is told yet. */
  #isTakenForComplete = false;
  #hasLeft = false;
  #isAtHome = false;
  #isProgressTold = false;
  /** Whether the hop under way has had its progress before it was known to be sent. */
  #isHopTold = false;
  #isHopAnswered = false;
  /** Whether its end is being told. */
  #isEnding = false;
  /** While scripts are told, and go on between one event and the next. */
  telling: Promise<void> | null = null;

  constructor(facts: UploadFacts) {
    this.#facts = facts;
    this.#length = facts.length ?? 0;
    // 7. Set this's upload complete to false.
    // 9. If req's body is null, then set this's upload complete to true.
    // NB: Where there is something to tell all the same, it is until this has begun as it was the last time.
    this.#isComplete = facts.length === null && !this.#isToldWithoutBody;
  }

  get #isToldWithoutBody(): boolean {
    const { rules, past } = this.#facts;
    return rules.uploadErrorWithoutBody === "unless-simple" && !past.isSimple;
  }

  /** It begins, and whether the request could have been made without script counts from now on. */
  begin(isSimple: boolean): void {
    this.#facts.past.isSimple = isSimple;
    if (this.#facts.length === null) this.#isComplete = !this.#isToldWithoutBody;
  }

  /** Whether the network, which had the body, ends the request: whatever came of it, the body is gone. */
  lost(): void {
    const { rules, length } = this.#facts;
    if (rules.uploadEndsWithNetwork && this.#hasLeft && length !== null) this.complete();
  }

  /** The body leaves with the request. */
  leave(): void {
    this.#hasLeft = true;
    this.#isHopAnswered = false;
    if (!this.#isProgressTold) return;
    // What has been told is of a hop before.
    this.#isProgressTold = false;
    this.#transmitted = 0;
  }

  start(): void {
    if (this.#facts.length !== null && !this.#isComplete) this.#fire("loadstart", 0, this.#length);
  }

  /** The request has gone out, to one hop or another. */
  sent({ status, hasBody }: SentRequest, request: FetchRequest): void {
    this.#follow(request);
    this.#isHopAnswered = true;
    const { uploadEnds } = this.#facts.rules;
    if (this.#facts.length === null || uploadEnds === "response") return;
    const isLast = status !== null && !isRedirectStatus(status);
    if (uploadEnds === "last-hop" ? !isLast : !hasBody) return;
    // A body that goes out again makes progress again, but is loaded once.
    if (!this.#isComplete) this.complete();
    else if (uploadEnds === "each-hop" && !this.#isHopTold) this.#tell(this.#progress());
    this.#isHopTold = false;
  }

  /** What goes on without the credentials it had is a load of its own. */
  #follow({ responseTainting, credentialsMode }: FetchRequest): void {
    const wasAtHome = this.#isAtHome;
    this.#isAtHome = responseTainting === "basic";
    if (!this.#facts.rules.uploadCountsAnew || credentialsMode === "include") return;
    if (wasAtHome && !this.#isAtHome) this.#transmitted = 0;
  }

  /** The body has gone out for all that is known. */
  completeEarly(request: FetchRequest): void {
    const isAgain = this.#isComplete;
    // NB: Of a hop that has been answered nothing more is to be told.
    if (isAgain && (this.#isHopAnswered || this.#facts.rules.uploadEnds !== "each-hop")) return;
    this.#isHopTold = true;
    this.#follow(request);
    if (isAgain) this.#tell(this.#progress());
    else this.complete();
  }

  /** https://xhr.spec.whatwg.org/#ref-for-process-request-end-of-body */
  complete(): void {
    const { rules, length } = this.#facts;
    if (this.#isTakenForComplete) this.#tell(this.#progress());
    this.#isTakenForComplete = false;
    // NB: What never was a body is never said to be gone.
    if (this.#isComplete || this.#isEnding || length === null || this.#facts.isLocal) return;
    if (length === 0 && rules.uploadOfNothing === "lasts") return;
    this.#isEnding = true;
    this.#tell(this.#end(length));
  }

  async #end(length: number): Promise<void> {
    const { rules, isSynchronous, hasListeners } = this.#facts;
    // 1. Set this's upload complete to true.
    this.#isComplete = rules.uploadStep === null && !rules.uploadEndsAfterProgress;
    // 3. Fire a progress event named progress at this's upload object with requestBodyTransmitted and
    //    requestBodyLength.
    const progress = this.#progress();
    const isAllTold = typeof progress === "boolean" ? progress : await progress;
    if (rules.uploadStep !== null) {
      // NB: Whatever is under way once the last step is told passes for complete.
      const current = this.#facts.current();
      this.#isEnding = false;
      if (!isAllTold || current === null || current.#isComplete) return;
      current.#isComplete = true;
    } else if (rules.uploadEndsAfterProgress) {
      // NB: A script may have ended it meanwhile; what it has sent in its place passes for complete.
      const current = this.#facts.current() ?? this;
      if (current.#isComplete) return;
      current.#isComplete = true;
      current.#isTakenForComplete = current !== this;
    }
    if (isSynchronous || (length === 0 && rules.uploadOfNothing !== "loads")) return;
    // 4. Fire a progress event named load at this's upload object with requestBodyTransmitted and
    //    requestBodyLength.
    this.#fire("load", length, length);
    if (hasListeners && rules.uploadStep === null) await microtaskCheckpoint();
    // NB: Nothing is left of what a script has aborted meanwhile.
    if (rules.uploadEndTells === "what-is-left" && this.#facts.current() === null)
      return this.#fire("loadend", ...nothingTold);
    // 5. Fire a progress event named loadend at this's upload object with requestBodyTransmitted and
    //    requestBodyLength.
    this.#fire("loadend", length, length);
  }

  /** https://xhr.spec.whatwg.org/#request-error-steps */
  fail(event: "abort" | "error" | "timeout"): void {
    // 6. If xhr's upload complete is false: set xhr's upload complete to true. If xhr's upload listener
    //    is true, then: fire a progress event named event at xhr's upload object with 0 and 0; fire a
    //    progress event named loadend at xhr's upload object with 0 and 0.
    if (this.#isComplete) return;
    this.#isComplete = true;
    const { rules, past } = this.#facts;
    const told = rules.uploadEndsAfterProgress ? past.told : nothingTold;
    this.#fire(event, ...told);
    this.#fire("loadend", ...told);
  }

  /** The body has gone out, and nothing is known yet of what comes of it. */
  tellOfProgress(): void {
    if (this.#isComplete) return;
    this.#tell(this.#progress());
    this.#isProgressTold = true;
  }

  /** NB: Where nobody listens all is done by now. */
  #tell(told: Promise<unknown> | boolean): void {
    if (typeof told === "boolean" || !this.#facts.hasListeners) return;
    const telling = told.then(() => {
      if (this.telling === telling) this.telling = null;
    });
    this.telling = telling;
  }

  /** Whether all steps have been told, as those of a request that is under way no more are not. */
  #progress(): boolean | Promise<boolean> {
    const { rules, isSynchronous, hasListeners } = this.#facts;
    if (isSynchronous || this.#length === 0 || this.#isProgressTold) return true;
    const end = this.#transmitted + this.#length;
    const step = rules.uploadStep ?? this.#length;
    while (this.#transmitted < end) {
      if (this.#facts.current() !== this) return false;
      this.#transmitted = Math.min(end, this.#transmitted + step);
      this.#facts.past.told = [this.#transmitted, this.#length, true];
      this.#fire("progress", this.#transmitted, this.#length);
    }
    // NB: What makes several steps of it tells of the end in the same go.
    return rules.uploadStep === null && hasListeners
      ? microtaskCheckpoint().then(() => true)
      : true;
  }

  #fire(
    type: string,
    transmitted: number,
    length: number,
    isKnown: boolean = length > 0 || this.#facts.rules.uploadKnowsNothing,
  ): void {
    const { hasListeners, target } = this.#facts;
    if (hasListeners)
      target.dispatchEvent(new ScriptProgressEvent(type, transmitted, length, isKnown));
  }
}

export type Told = readonly [transmitted: number, length: number, isKnown: boolean];

const nothingTold: Told = [0, 0, false];
