import { inWords, timedOut } from "./connection-failure.ts";
import { Exchange, type Stream, type TimeLimits } from "./exchange.ts";
import { Timer } from "./timer.ts";
import type { TransportRequest, TransportResponse } from "./transport.ts";

// As long as many servers keep a connection open; of ours it is better to be the first.
const IDLE_TIMEOUT = 4_000;

/** A stream, and the event by which it says that it stands; null if it stands at once. */
export interface Opening {
  readonly stream: Stream;
  readonly event: "connect" | "secureConnect" | null;
}

type OnChange = (connection: Connection, state: "idle" | "lingering" | "closed") => void;

/** A connection to a server, over which one request goes at a time. */
export class Connection {
  readonly #stream: Stream;
  readonly #limits: TimeLimits;
  /** Called when it can serve for another request, and when it is gone. */
  readonly #onChange: OnChange;
  readonly #openingTimer = new Timer();
  readonly #idleTimer = new Timer();
  #exchange: Exchange | null = null;
  #isUsed: boolean;
  #settling: Promise<void> | null = null;

  constructor(
    { stream, event }: Opening,
    limits: TimeLimits,
    /** What it passes for: whoever loads a page has a connection left from that. */
    start: "new" | "served",
    onChange: OnChange,
  ) {
    this.#stream = stream;
    this.#limits = limits;
    this.#isUsed = start === "served";
    this.#onChange = onChange;
    if (event !== null) this.#awaitOpening(event);
    stream.on("data", (bytes: Uint8Array) => {
      // Nobody asked for it, and nobody knows what it answers.
      if (this.#exchange === null) stream.destroy();
      else this.#exchange.push(bytes);
    });
    stream.on("end", () => {
      this.#exchange?.end();
      stream.destroy();
    });
    stream.on("error", (error: Error) => this.#exchange?.fail(inWords(error)));
    stream.on("close", () => {
      this.#openingTimer.stop();
      this.#idleTimer.stop();
      this.#exchange?.fail(new Error("the connection was closed"));
      this.#onChange(this, "closed");
    });
  }

  /**
   * Whether it has served and nobody knows yet if it is there for more: that its other end was closed comes a moment after the
   * last response. Null once that moment is over.
   */
  get settling(): Promise<void> | null {
    return this.#settling;
  }

  get isClosed(): boolean {
    return this.#stream.destroyed;
  }

  /** It must have come whole within so many milliseconds. */
  send(
    request: TransportRequest,
    signal: AbortSignal | null,
    timeLeft: number,
  ): Promise<TransportResponse> {
    this.#idleTimer.stop();
    this.#stream.ref?.();
    const exchange = new Exchange(this.#stream, request, {
      limits: this.#limits,
      timeLeft,
      signal,
      connection: this.#isUsed ? "reused" : "new",
      onDone: (end) => this.#finish(end),
      onRefused: () => {
        // NB: Where it serves on by then, that one is left in peace.
        if (this.#exchange === null) this.#stream.destroy();
      },
      onLingering: () => {
        if (this.#exchange === null) this.#onChange(this, "lingering");
      },
    });
    this.#isUsed = true;
    this.#exchange = exchange;
    exchange.start();
    return exchange.response;
  }

  /** Nothing is sent over it after all. */
  putBack(): void {
    // NB: That it is gone is told by its end.
    if (!this.isClosed) this.#rest();
  }

  destroy(error?: Error): void {
    this.#exchange?.fail(error ?? new Error("the connection was closed"));
    this.#stream.destroy();
  }

  #awaitOpening(event: string): void {
    const { connectTimeout } = this.#limits;
    this.#openingTimer.start(connectTimeout, () =>
      this.destroy(timedOut(`no connection stood after ${connectTimeout} ms`)),
    );
    this.#stream.once(event, () => this.#openingTimer.stop());
  }

  #finish(end: "reusable" | "over"): void {
    this.#exchange = null;
    if (end === "over" || this.#stream.destroyed) {
      this.#stream.destroy();
      return;
    }
    this.#settling = aMoment().then(() => {
      this.#settling = null;
    });
    this.#rest();
  }

  #rest(): void {
    // A process may end while it is idle.
    this.#stream.unref?.();
    this.#idleTimer.start(IDLE_TIMEOUT, () => this.#stream.destroy());
    this.#idleTimer.unref();
    this.#onChange(this, "idle");
  }
}

/** What has come from the network by now is looked at before this is over. */
export const aMoment = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
