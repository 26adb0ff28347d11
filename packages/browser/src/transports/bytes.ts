import { ArgumentCheck, canDo, isObject, shown } from "../infrastructure/argument-check.ts";
import { endReading, type ResponseBody } from "../infrastructure/body.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";
import type { BodySource } from "./body-queue.ts";
import { Reception } from "./reception.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** What a server sends. */
export interface ResponseBytes {
  readonly bytes: Uint8Array;
  /** Those that come later. */
  readonly more?: AsyncIterable<Uint8Array>;
  /** Whether the server leaves the connection open, and so has more to send as far as anyone can tell. */
  readonly isOpen?: boolean;
  /** Whether the connection had served a request before. */
  readonly connection: "new" | "reused";
}

/** A server down to its bytes. */
export type BytesHandler = (
  request: TransportRequest,
  signal: AbortSignal | null,
) => ResponseBytes | Promise<ResponseBytes>;

/**
 * Hands requests to a function in this process that answers with the bytes of an HTTP/1 response, and
 * reads those as the engine's network stack would, garbage included.
 */
export function bytesTransport(handler: BytesHandler): Transport {
  const check = new ArgumentCheck("bytesTransport(handler)");
  const example = '() => ({ bytes: new TextEncoder().encode("HTTP/1.1 …"), connection: "new" })';
  check.require(typeof handler === "function", "handler", handler, example);
  check.done();
  return {
    async send(request: TransportRequest, signal: AbortSignal | null): Promise<TransportResponse> {
      const given = await handler(request, signal);
      checkBytes(given);
      const { bytes, more, connection, isOpen = false } = given;
      const supply = new Supply(more);
      const reception = new Reception(request, supply, connection, Infinity);
      reception.push(bytes);
      const isWhole = more === undefined && !isOpen;
      if (isWhole) reception.end();
      else void supply.bring(reception, isOpen);
      if (isWhole || reception.state !== "open") return reception.response;
      const onAbort = (): void => {
        reception.fail(signal?.reason);
        supply.stop();
      };
      if (signal?.aborted === true) onAbort();
      else if (signal !== null)
        supply.end.addEventListener("abort", followSignal(signal, onAbort), { once: true });
      const response = await reception.response;
      return { ...response, body: response.body && withCancel(response.body, supply) };
    },
  };
}

/** Text would be read as no bytes at all. */
function checkBytes(given: ResponseBytes): void {
  const check = new ArgumentCheck("what the handler of bytesTransport returned");
  if (isObject(given)) {
    const { bytes, more } = given;
    check.require(isBytes(bytes), "bytes", bytes, "new TextEncoder().encode(…)");
    check.require(
      more === undefined || (isObject(more) && Symbol.asyncIterator in more),
      "more",
      more,
      "what for await takes, or nothing",
    );
  } else check.require(false, "it", given, '{ bytes, connection: "new" }');
  check.done();
}

// NB: Of whatever realm.
const isBytes = (given: unknown): given is Uint8Array => canDo(given, "subarray");

/** Brings what comes later, no faster than it is read, and stops once nobody will read it. */
class Supply implements BodySource {
  readonly #more: AsyncIterator<Uint8Array> | null;
  readonly #end: AbortController = new AbortController();
  #isPaused = false;
  #wake: (() => void) | null = null;

  constructor(more: AsyncIterable<Uint8Array> | undefined) {
    this.#more = more?.[Symbol.asyncIterator]() ?? null;
  }

  /** Aborted once nothing more comes, or nobody wants it. */
  get end(): AbortSignal {
    return this.#end.signal;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#wake?.();
    this.#wake = null;
  }

  abort(): void {
    this.stop();
  }

  /** Which connection serves next is for whoever brings the bytes to say. */
  linger(): void {}

  stop(): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    this.resume();
    if (this.#more !== null) endReading(this.#more);
  }

  async bring(reception: Reception, isOpen: boolean): Promise<void> {
    if (this.#more === null) return;
    try {
      for (;;) {
        if (this.#isPaused)
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        if (this.#end.signal.aborted || reception.state !== "open") return this.stop();
        const next = await this.#more.next();
        if (next.done === true) break;
        if (!isBytes(next.value))
          throw new TypeError(`more: gave ${shown(next.value)}; give bytes, as a TextEncoder does`);
        reception.push(next.value);
      }
      if (isOpen) return;
      reception.end();
    } catch (error) {
      reception.fail(error as Error);
    }
    this.stop();
  }
}

/** The same body, whose end it is that nobody will read it. */
function withCancel(body: ResponseBody, supply: Supply): ResponseBody {
  return {
    [Symbol.asyncIterator]: () => body[Symbol.asyncIterator](),
    cancel: (by) => {
      supply.stop();
      body.cancel?.(by);
    },
  };
}
