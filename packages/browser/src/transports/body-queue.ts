import type { UnwantedBody } from "../http1/reading.ts";
import type { ResponseBody } from "../infrastructure/body.ts";
import { Timer } from "./timer.ts";

/** How a queue tells where its chunks come from that it has enough, or wants more, or none any more. */
export interface BodySource {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
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
  readonly #unwanted: UnwantedBody;
  readonly #patience = new Timer();

  /** What comes once nobody wants it any more is taken within those limits. */
  constructor(source: BodySource, unwanted: UnwantedBody) {
    this.#source = source;
    this.#unwanted = unwanted;
  }

  push(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#isCanceled) {
      if (this.#size > this.#unwanted.maxBytes) this.#giveUp();
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

  /** Nobody will read it: the little that may come still is let through, so that the connection can go on to serve. */
  cancel(): void {
    if (this.#isCanceled) return;
    this.#isCanceled = true;
    this.#chunks = [];
    this.#size = 0;
    this.#source.resume();
    if (this.#end === "open") this.#awaitEnd();
    // Who reads it just now has nothing left to wait for.
    this.#notify();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
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
    const { milliseconds } = this.#unwanted;
    if (milliseconds === 0) return this.#giveUp();
    this.#patience.start(milliseconds, () => this.#giveUp());
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
