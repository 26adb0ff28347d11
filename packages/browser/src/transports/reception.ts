import { exactReading } from "../http1/readings.ts";
import { type ResponsePart, ResponseReader } from "../http1/response-reader.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import { BodyQueue, type BodySource } from "./body-queue.ts";
import { Counted, decoded } from "./content-coding.ts";
import { ConnectionClosed, type TransportRequest, type TransportResponse } from "./transport.ts";

/**
 * Each takes a decoder of its own, and a header has room for thousands. Servers put on one or two; so many
 * are undici's and curl's limit. Neither the standard nor browsers set one: https://github.com/whatwg/fetch/issues/1933
 */
const MAX_CONTENT_CODINGS = 5;

/** By what Node.js calls it if the other end hung up. */
function isBroken(error: Error | null): boolean {
  // NB: A signal's reason may be anything, null too.
  const code = (error as { code?: unknown } | null)?.code;
  return code === "ECONNRESET" || code === "EPIPE";
}

/** A response that comes in as bytes: they go in at one end, and a `TransportResponse` comes out at the other. */
export class Reception {
  /** Settles with the head of the response, or with the reason why there is none. */
  readonly response: Promise<TransportResponse>;
  readonly #reader: ResponseReader;
  readonly #reading: NonNullable<TransportRequest["reading"]>;
  readonly #body: BodyQueue;
  readonly #reused: boolean;
  readonly #request: TransportRequest;
  readonly #timeLimit: number;
  #resolve!: (response: TransportResponse) => void;
  #reject!: (error: Error) => void;
  #state: "open" | "ended" | "reusable" = "open";
  /** What waits for the first bytes of its body. */
  #untold: TransportResponse | null = null;

  constructor(
    request: TransportRequest,
    source: BodySource,
    connection: "new" | "reused",
    timeLimit: number,
  ) {
    this.#timeLimit = timeLimit;
    this.#request = request;
    this.#reading = request.reading ?? exactReading;
    this.#reader = new ResponseReader(this.#reading, request);
    this.#body = new BodyQueue(source, this.#reading.unwanted);
    this.#reused = connection === "reused";
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Who waits for the response hears of it; a failure of the body is told to who reads that.
    this.response.catch(() => undefined);
  }

  /** Whether the response is over, and whether its connection can serve for another. */
  get state(): "open" | "ended" | "reusable" {
    return this.#state;
  }

  push(bytes: Uint8Array): void {
    this.#take(this.#reader.push(bytes));
  }

  /** The connection ended, as connections do. */
  end(): void {
    this.#take(this.#reader.end());
  }

  /** The connection broke, or nobody waits any more. */
  fail(error: Error): void {
    const isClosed = this.#reader.isUntouched && isBroken(error);
    this.#fail(
      isClosed
        ? new ConnectionClosed("the connection was reset without a response", this.#reused, {
            cause: error,
          })
        : error,
    );
  }

  #take(parts: readonly ResponsePart[]): void {
    for (const part of parts) {
      switch (part.kind) {
        case "head": {
          const { status, statusText, headers } = part.head;
          const codings = this.#reading.readContentCodings(part.head, this.#request);
          if (codings === "unreadable")
            return this.#fail(
              new UnreadableResponse("undecodable", "no such coding was asked for"),
            );
          if (codings.length > MAX_CONTENT_CODINGS)
            return this.#fail(
              new UnreadableResponse(
                "undecodable",
                `there are more than ${MAX_CONTENT_CODINGS} codings on the body`,
              ),
            );
          const encoded = part.hasBody && codings.length > 0 ? new Counted(this.#body) : undefined;
          const body = part.hasBody
            ? decoded(
                encoded ?? this.#body,
                codings,
                this.#reading.undecodablePassedOn,
                this.#timeLimit,
                this.#reading.readSize,
              )
            : null;
          const reusedConnection = this.#reused;
          const response = { status, statusText, headers, body, encoded, reusedConnection };
          if (part.hasBody && this.#reading.tellsHead === "with-body") this.#untold = response;
          else this.#resolve(response);
          break;
        }
        case "data":
          this.#tell();
          this.#body.push(part.bytes);
          break;
        case "end":
          this.#tell();
          this.#state = part.reusable ? "reusable" : "ended";
          this.#body.end();
          break;
        case "failed":
          if (part.error.fault === "closed") this.#close(part.error);
          else this.#fail(part.error);
      }
    }
  }

  /** The connection ended without a response, unless an interim one passes for that. */
  #close({ message }: Error): void {
    const { endAfterInterim } = this.#reading;
    const isBare =
      endAfterInterim === "bare-if-reused" && this.#reused && this.#reader.isInterimSeen;
    if (!isBare) return this.#fail(new ConnectionClosed(message, this.#reused));
    this.#state = "ended";
    this.#body.end();
    this.#resolve({
      status: 200,
      statusText: "OK",
      headers: [],
      body: null,
      reusedConnection: true,
    });
  }

  #tell(): void {
    if (this.#untold === null) return;
    this.#resolve(this.#untold);
    this.#untold = null;
  }

  #fail(error: Error): void {
    this.#state = "ended";
    // NB: What nobody has been told of yet, nobody will be.
    const isBadChunk = error instanceof UnreadableResponse && error.fault === "invalid-chunk";
    const isLost = isBadChunk && this.#reading.badChunkTakesOthers;
    this.#body.fail(error, isLost ? "dropped" : "handed-on");
    this.#reject(error);
  }
}
