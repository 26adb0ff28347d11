import type { ResponseBody } from "../infrastructure/body.ts";
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
  return {
    async send(request: TransportRequest, signal: AbortSignal | null): Promise<TransportResponse> {
      const { bytes, more, connection, isOpen = false } = await handler(request, signal);
      const end = new AbortController();
      const source = { ...inMemory, abort: () => end.abort() };
      const reception = new Reception(request, source, connection, Infinity);
      reception.push(bytes);
      if (more !== undefined) void pushLater(reception, more, isOpen);
      else if (!isOpen) reception.end();
      const isWhole = more === undefined && !isOpen;
      if (isWhole || reception.state !== "open") return reception.response;
      const onAbort = (): void => reception.fail(signal?.reason);
      if (signal?.aborted === true) onAbort();
      else signal?.addEventListener("abort", onAbort, { once: true, signal: end.signal });
      const response = await reception.response;
      return { ...response, body: response.body && withCancel(response.body, end) };
    },
  };
}

async function pushLater(
  reception: Reception,
  more: AsyncIterable<Uint8Array>,
  isOpen: boolean,
): Promise<void> {
  try {
    for await (const bytes of more) {
      if (reception.state !== "open") return;
      reception.push(bytes);
    }
    if (!isOpen) reception.end();
  } catch (error) {
    reception.fail(error as Error);
  }
}

/** The same body, whose end it is that nobody will read it. */
function withCancel(body: ResponseBody, end: AbortController): ResponseBody {
  return {
    [Symbol.asyncIterator]: () => body[Symbol.asyncIterator](),
    cancel: () => {
      end.abort();
      body.cancel?.();
    },
  };
}

/** All of it is there already. */
const inMemory = { pause: (): void => {}, resume: (): void => {} };
