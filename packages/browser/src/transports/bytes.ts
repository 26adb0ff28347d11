import { Reception } from "./reception.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** What a server sends. */
export interface ResponseBytes {
  readonly bytes: Uint8Array;
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
      const { bytes, connection, isOpen = false } = await handler(request, signal);
      const reception = new Reception(request, inMemory, connection);
      reception.push(bytes);
      if (!isOpen) reception.end();
      else if (reception.state === "open") {
        const onAbort = (): void => reception.fail(signal?.reason);
        signal?.addEventListener("abort", onAbort, { once: true });
      }
      return reception.response;
    },
  };
}

/** All of it is there already. */
const inMemory = { pause: (): void => {}, resume: (): void => {}, abort: (): void => {} };
