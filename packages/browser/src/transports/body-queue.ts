import type { Http1Reading } from "../http1/reading.ts";
import type { ResponseBody, TurningAway } from "../infrastructure/body.ts";
import { Timer } from "./timer.ts";

/** How a queue tells where its chunks come from that it has enough, or wants more, or none any more, though all may have come. */
export interface BodySource {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
  /** All has come, and of what it came over a moment more is taken. */
  linger(): void;
}

// What is read ahead of who reads; undici's own limit for a readable stream.
const HIGH_WATER_MARK = 64 * 1024;

/** Takes chunks as they come and hands them on as they are asked for. */
export class BodyQueue implements ResponseBody {
  readonly #source: BodySource;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #end: "open" | "ended" | Error = "open";
  #wake: (() => void) | null = null;
  #isCanceled = false;
  #isRead = false;
  readonly #unwanted: Http1Reading["unwanted"];
  readonly #patience = new Timer();

  /** `unwanted` is what becomes of it, and of what it came over, where it is refused. */
  constructor(source: BodySource, unwanted: Http1Reading["unwanted"]) {
    this.#source = source;
    this.#unwanted = unwanted;
  }

  push(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#isCanceled) {
      if (typeof this.#unwanted === "string" || this.#size > this.#unwanted.maxBytes)
        this.#giveUp();
      return;
    }
    this.#chunks.push(chunk);
    if (this.#size >= HIGH_WATER_MARK) this.#source.pause();
    this.#notify();
  }

  end(): void {
    this.#patience.stop();
    if (this.#end === "open") this.#end = "ended";
    this.#notify();
  }

  /** What nobody has read yet is still handed on, or goes the way of what was to come. */
  fail(error: Error, unread: "handed-on" | "dropped" = "handed-on"): void {
    this.#patience.stop();
    if (this.#end === "open") {
      this.#end = error;
      if (unread === "dropped") this.#chunks = [];
    }
    this.#notify();
  }

  /**
   * Nobody will read it: of what is refused, the little that may come still is let through where an engine does so, so that the
   * connection can go on to serve. A script that turns away waits for nothing, and wants nothing to go that has come.
   */
  cancel(by: TurningAway = "refusal"): void {
    if (this.#isCanceled) return;
    this.#isCanceled = true;
    const isEmpty = this.#size === 0;
    this.#chunks = [];
    this.#size = 0;
    this.#source.resume();
    if (by === "script") {
      if (this.#end === "open") this.#giveUp();
    } else if (this.#end === "open") this.#awaitEnd();
    else if (this.#unwanted === "closed" && this.#end === "ended" && !this.#isRead) this.#giveUp();
    else if (by === "beside" && !isEmpty) this.#source.linger();
    // Who reads it just now has nothing left to wait for.
    this.#notify();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    this.#isRead = true;
    try {
      for (;;) {
        const chunks = this.#chunks;
        if (chunks.length > 0) {
          this.#chunks = [];
          this.#size = 0;
          this.#source.resume();
          yield* chunks;
        } else if (this.#end === "open" && this.#isCanceled) {
          return;
        } else if (this.#end === "open") {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        } else if (this.#end === "ended") {
          return;
        } else {
          throw this.#end;
        }
      }
    } finally {
      // Who stops reading wants no more of it.
      if (this.#end === "open") this.#source.abort(new Error("nobody reads the rest of the body"));
    }
  }

  #awaitEnd(): void {
    if (typeof this.#unwanted === "string") return this.#giveUp();
    this.#patience.start(this.#unwanted.milliseconds, () => this.#giveUp());
    // NB: A connection keeps the process alive by itself.
    this.#patience.unref();
  }

  #giveUp(): void {
    this.#source.abort(new Error("nobody reads the body"));
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
