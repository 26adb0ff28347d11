import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import { followSignal } from "../infrastructure/follow-signal.ts";
import type { BodySource } from "./body-queue.ts";
import { timedOut } from "./connection-failure.ts";
import { Reception } from "./reception.ts";
import { requestHead } from "./request-bytes.ts";
import { Timer } from "./timer.ts";
import type { TransportRequest, TransportResponse } from "./transport.ts";

/** How long what may last, in milliseconds; see `NodeTransportOptions`. */
export interface TimeLimits {
  readonly connectTimeout: number;
  readonly headersTimeout: number;
  readonly bodyTimeout: number;
  readonly timeLimit: number;
}

/** A socket or whatever stands in for one. */
export type Stream = Duplex & { ref?(): unknown; unref?(): unknown };

interface ExchangeOptions {
  readonly limits: TimeLimits;
  readonly timeLeft: number;
  readonly signal: AbortSignal | null;
  readonly connection: "new" | "reused";
  readonly onDone: (end: "reusable" | "over") => void;
  /** Nobody wants what has come, and the connection is to go with it. */
  readonly onRefused: () => void;
  /** Nobody reads what has come, and the connection does not serve at once. */
  readonly onLingering: () => void;
}

/** One request and its response, on their way over a connection. */
export class Exchange implements BodySource {
  readonly #stream: Stream;
  readonly #request: TransportRequest;
  readonly #options: ExchangeOptions;
  readonly #reception: Reception;
  readonly #whole = new Timer();
  readonly #silence = new Timer();
  #isSent = false;
  #hasHead = false;
  #isDone = false;
  #unfollow: (() => void) | null = null;
  /** What of its body is a stream that has not been sent whole. */
  #upload: ReadableStreamDefaultReader<Uint8Array> | null = null;

  constructor(stream: Stream, request: TransportRequest, options: ExchangeOptions) {
    this.#stream = stream;
    this.#request = request;
    this.#options = options;
    const { connection, timeLeft } = options;
    this.#reception = new Reception(request, this, connection, timeLeft);
  }

  get response(): Promise<TransportResponse> {
    return this.#reception.response;
  }

  start(): void {
    const { limits, timeLeft, signal } = this.#options;
    const { timeLimit, headersTimeout } = limits;
    if (signal !== null) this.#unfollow = followSignal(signal, this.#onAbort);
    if (this.#isDone) return;
    this.#whole.start(timeLeft, () => this.fail(overdue(timeLimit)));
    const waitForHead = (): void => {
      this.#isSent = true;
      if (this.#isDone || this.#hasHead) return;
      this.#silence.start(headersTimeout, () =>
        this.fail(timedOut(`no response had begun ${headersTimeout} ms after the request`)),
      );
    };
    this.response.then(
      () => {
        this.#hasHead = true;
        this.#awaitData();
      },
      () => undefined,
    );
    this.#write().then(waitForHead, (error: unknown) => this.fail(error as Error));
  }

  push(bytes: Uint8Array): void {
    if (this.#isDone) return;
    this.#reception.push(bytes);
    this.#settle();
    if (this.#hasHead) this.#awaitData();
  }

  end(): void {
    if (this.#isDone) return;
    this.#reception.end();
    this.#settle();
  }

  fail(error: Error): void {
    if (this.#isDone) return;
    this.#reception.fail(error);
    this.#settle();
    // NB: Now, as its next piece may never come.
    const { signal } = this.#options;
    this.#turnAway(signal?.aborted === true ? signal.reason : error);
  }

  pause(): void {
    if (this.#isDone) return;
    this.#stream.pause();
    // Who is waited for now is the reader.
    this.#silence.stop();
  }

  resume(): void {
    if (this.#isDone || !this.#stream.isPaused()) return;
    this.#stream.resume();
    this.#awaitData();
  }

  abort(reason: Error): void {
    if (this.#isDone) this.#options.onRefused();
    else this.fail(reason);
  }

  linger(): void {
    if (this.#isDone) this.#options.onLingering();
  }

  readonly #onAbort = (): void => {
    const { reason } = this.#options.signal!;
    this.fail(reason instanceof Error ? reason : new Error("aborted", { cause: reason }));
  };

  #awaitData(): void {
    const { bodyTimeout } = this.#options.limits;
    if (this.#isDone || this.#stream.isPaused()) return;
    this.#silence.start(bodyTimeout, () =>
      this.fail(timedOut(`nothing more of the body had come for ${bodyTimeout} ms`)),
    );
  }

  #settle(): void {
    const { state } = this.#reception;
    if (state === "open") return;
    this.#isDone = true;
    this.#whole.stop();
    this.#silence.stop();
    this.#unfollow?.();
    this.#stream.resume();
    // What is still being sent would be taken for the next request.
    this.#options.onDone(state === "reusable" && this.#isSent ? "reusable" : "over");
  }

  /** What of the body has not been sent isn't wanted. */
  #turnAway(reason?: unknown): void {
    // NB: Nothing comes of it where the stream has failed itself.
    this.#upload?.cancel(reason).catch(() => undefined);
  }

  async #write(): Promise<void> {
    const head = Buffer.from(requestHead(this.#request), "latin1");
    const { body } = this.#request;
    if (body === null) return void this.#stream.write(head);
    if (body.source === "bytes") {
      const bytes = await body.read();
      // One packet, if they fit.
      this.#stream.write(Buffer.concat([head, bytes]));
      return;
    }
    this.#stream.write(head);
    const reader = (this.#upload = body.stream.getReader());
    for (;;) {
      const { done, value: chunk } = await reader.read();
      if (this.#isDone) return this.#turnAway();
      if (done) break;
      if (chunk.length === 0) continue;
      this.#stream.write(`${chunk.length.toString(16)}\r\n`);
      this.#stream.write(chunk);
      if (!this.#stream.write("\r\n")) await drained(this.#stream);
    }
    this.#upload = null;
    this.#stream.write("0\r\n\r\n");
  }
}

/** Of all that comes of one fetch. */
export const overdue = (timeLimit: number): Error =>
  timedOut(`the response had not come whole ${timeLimit} ms after the first request`);

function drained(stream: Stream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off("drain", done).off("close", done);
      resolve();
    };
    stream.on("drain", done).on("close", done);
  });
}
