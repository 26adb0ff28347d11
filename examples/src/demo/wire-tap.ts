import type { IncomingMessage, RequestListener } from "node:http";
import type { Socket } from "node:net";
import { record } from "./exchange-log.ts";
import type { ExchangeLog, Recording } from "./exchange-log.ts";

/** The recording that a socket's bytes go to; null between exchanges. */
type Tap = { recording: Recording | null };

/**
 * Records what a listener's server receives and sends.
 *
 * It is tempting to read the response's headers when it is done. They are not all there: some are given to `writeHead`, and
 * `Date` or `Connection` are added by Node. What the socket is given to write is what was sent.
 */
export function tapped(log: ExchangeLog, listener: RequestListener): RequestListener {
  const taps = new WeakMap<Socket, Tap>();
  return (request, response) => {
    const tap = tapOf(taps, request);
    // A connection carries one exchange after the other, never two at once: no browser pipelines.
    tap.recording = log.begin(request);
    response.once("close", () => {
      tap.recording = null;
    });
    listener(request, response);
  };
}

function tapOf(taps: WeakMap<Socket, Tap>, request: IncomingMessage): Tap {
  const { socket } = request;
  const present = taps.get(socket);
  if (present !== undefined) return present;

  const tap: Tap = { recording: null };
  taps.set(socket, tap);
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  socket.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
    if (tap.recording !== null) record(tap.recording, bytesOf(chunk, rest[0]));
    return write(chunk, ...rest);
  };
  return tap;
}

function bytesOf(chunk: Uint8Array | string, encoding: unknown): Uint8Array {
  if (typeof chunk !== "string") return chunk;
  return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
}
