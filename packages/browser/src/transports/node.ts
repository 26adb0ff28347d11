import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { isNullBodyStatus } from "@crosswalk/cors/protocol";
import type { Agent, buildConnector, Dispatcher } from "undici";
import type { Http1Reading } from "../http1/reading.ts";
import { exactReading } from "../http1/readings.ts";
import { BodyQueue } from "./body-queue.ts";
import { requestTarget } from "../infrastructure/url.ts";
import { acceptedCodings, decoded } from "./content-coding.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

export interface NodeTransportOptions {
  /** Milliseconds until a connection must stand; 10 seconds if left out. */
  readonly connectTimeout?: number;
  /** Milliseconds until a response must have begun; 30 seconds if left out. */
  readonly headersTimeout?: number;
  /** Milliseconds between two parts of a response's body; 30 seconds if left out. */
  readonly bodyTimeout?: number;
  /** Makes the connections, in place of sockets to the URL's host; it speaks plain HTTP on `https:` too. */
  readonly connect?: (target: { readonly protocol: string; readonly host: string }) => Duplex;
}

// As many as browsers open to one host over HTTP/1.1.
const CONNECTIONS_PER_ORIGIN = 6;

// Chromium gives up at so many bytes of response headers (net/http/http_stream_parser.h).
const MAX_HEADER_SIZE = 256 * 1024;

/**
 * HTTP/1.1 over sockets. Redirects are not followed, nothing is cached or retried. Added to a request
 * are `Host`, `Connection`, what frames its body, and the content codings that are decoded here.
 */
export function nodeTransport(options: NodeTransportOptions = {}): Transport {
  let agent: Promise<Agent> | null = null;
  let isClosed = false;
  return {
    async send(request, signal) {
      if (isClosed) throw new Error("the transport is closed");
      agent ??= createAgent(options);
      return send(await agent, request, signal);
    },
    async close() {
      isClosed = true;
      // Nobody is left to read what is under way: it is cut off rather than waited for.
      if (agent !== null) await (await agent).destroy();
    },
  };
}

async function createAgent(options: NodeTransportOptions): Promise<Agent> {
  const { connectTimeout = 10_000, headersTimeout = 30_000, bodyTimeout = 30_000 } = options;
  const { connect } = options;
  // It is tempting to import undici above. Who never opens a socket would wait for it.
  const { Agent } = await import("undici");
  return new Agent({
    connections: CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
    headersTimeout,
    bodyTimeout,
    maxHeaderSize: MAX_HEADER_SIZE,
    connect: connect === undefined ? { timeout: connectTimeout } : connectorOf(connect),
  });
}

function connectorOf(
  connect: NonNullable<NodeTransportOptions["connect"]>,
): buildConnector.connector {
  return ({ protocol, host = "" }, callback) => {
    // undici takes it that connections take their time: called back at once, it never goes on.
    setImmediate(() => {
      try {
        // It asks no more of one than of any stream; its types name sockets alone.
        callback(null, connect({ protocol, host }) as Socket);
      } catch (error) {
        callback(error as Error, null);
      }
    });
  };
}

async function send(
  agent: Agent,
  { method, url, headers, body, reading = exactReading }: TransportRequest,
  signal: AbortSignal | null,
): Promise<TransportResponse> {
  signal?.throwIfAborted();
  const lines = headers.flat();
  if (!headers.some(([name]) => name.toLowerCase() === "accept-encoding")) {
    lines.push("Accept-Encoding", acceptedCodings);
  }
  const content = body === null ? null : body.source === null ? body.stream : await body.read();
  const options = {
    origin: url.origin,
    path: requestTarget(url),
    method: method,
    headers: lines,
    // undici takes anything that can be iterated; its types name Node's streams alone.
    body: content as Uint8Array | null,
  };
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const exchange = new Exchange({ method, reading }, signal, resolve, reject);
    try {
      agent.dispatch(options, exchange);
    } catch (error) {
      exchange.onResponseError(null, error as Error);
    }
  });
}

/** One request and its response, as undici reports them. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: { readonly method: string; readonly reading: Http1Reading };
  readonly #signal: AbortSignal | null;
  readonly #resolve: (response: TransportResponse) => void;
  readonly #reject: (error: unknown) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #body: BodyQueue | null = null;

  constructor(
    request: { readonly method: string; readonly reading: Http1Reading },
    signal: AbortSignal | null,
    resolve: (response: TransportResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#request = request;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  readonly #onAbort = (): void => {
    const reason = abortError(this.#signal!);
    this.#controller?.abort(reason);
    // What waits for a connection has no controller yet; it is aborted when it gets one.
    this.#fail(reason);
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal?.aborted === true) controller.abort(abortError(this.#signal));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _: unknown,
    statusText = "",
  ): void {
    // Interim responses come before the one that counts.
    if (status < 200) return;
    const hasBody = this.#request.method !== "HEAD" && !isNullBodyStatus(status);
    this.#body = new BodyQueue(controller);
    const headers = entriesOf(controller.rawHeaders as readonly (Uint8Array | string)[]);
    this.#resolve({
      status,
      statusText,
      headers,
      body: hasBody ? decoded(this.#body, headers, this.#request.reading.undecodable) : null,
    });
  }

  onResponseData(_: unknown, chunk: Uint8Array): void {
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#body?.end();
  }

  onResponseError(_: unknown, error: Error): void {
    this.#fail(error);
  }

  #fail(error: Error): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#body?.fail(error);
    this.#reject(error);
  }
}

function abortError({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error("aborted", { cause: reason });
}

/** Names and values take turns; a byte is a character, as the standard has it. */
function entriesOf(raw: readonly (Uint8Array | string)[]): [name: string, value: string][] {
  const entries: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    entries.push([byteString(raw[index]!), byteString(raw[index + 1]!)]);
  }
  return entries;
}

function byteString(bytes: Uint8Array | string): string {
  if (typeof bytes === "string") return bytes;
  // A `TextDecoder` called latin1 is one for windows-1252.
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
