import type { Dispatcher } from "undici";
import type { ResponseBody } from "../infrastructure/body.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

export interface NodeTransportOptions {
  /** An undici dispatcher of one's own: with other certificates, time limits or a proxy. */
  readonly dispatcher?: Dispatcher;
}

/** What undici gives of an answer before its body. */
interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: [string, string][];
}

const codings = "gzip, deflate, br";

/** Real HTTP over undici. Headers come as they are on the wire: every line, in order. */
export function nodeTransport(options: NodeTransportOptions = {}): Transport {
  let own: Promise<Dispatcher> | null = null;
  // It is tempting to import undici above. A test suite that never opens a socket would pay for it.
  const dispatcher = (): Promise<Dispatcher> =>
    options.dispatcher === undefined
      ? (own ??= import("undici").then(({ Agent }) => new Agent()))
      : Promise.resolve(options.dispatcher);
  return {
    async send(request, signal) {
      return exchange(await dispatcher(), request, signal);
    },
    async close() {
      if (own !== null) await (await own).close();
    },
  };
}

async function exchange(
  dispatcher: Dispatcher,
  request: TransportRequest,
  signal: AbortSignal | null,
): Promise<TransportResponse> {
  const { url, method, body } = request;
  const headers = request.headers.flatMap(([name, value]) => [name, value]);
  if (!request.headers.some(([name]) => name.toLowerCase() === "accept-encoding")) {
    headers.push("Accept-Encoding", codings);
  }
  const content = body === null ? null : body.source === null ? body.stream : await body.read();
  const received = new ReceivedBody();
  const head = await new Promise<Head>((resolve, reject) => {
    const abort = (reason: unknown): void => {
      received.fail(asError(reason));
      reject(asError(reason));
    };
    dispatcher.dispatch(
      {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: method as Dispatcher.HttpMethod,
        headers,
        body: content as Dispatcher.DispatchOptions["body"],
      },
      {
        onRequestStart(controller) {
          const stop = (): void => controller.abort(asError(signal?.reason));
          received.attach(controller);
          if (signal?.aborted === true) stop();
          signal?.addEventListener("abort", stop, { once: true });
          received.onEnd = () => signal?.removeEventListener("abort", stop);
        },
        onResponseStart(controller, status, _, statusText) {
          if (status < 200 && status !== 101) return;
          resolve({ status, statusText: statusText ?? "", headers: rawPairs(controller.rawHeaders) });
        },
        onResponseData(_, chunk) {
          received.push(chunk);
        },
        onResponseEnd() {
          received.end();
        },
        onResponseError(_, error) {
          abort(error);
        },
      },
    );
  });
  const isBodiless = method === "HEAD" || head.status === 204 || head.status === 304;
  return { ...head, body: isBodiless ? null : decoded(received, head.headers) };
}

/** Chunks as they come, with the socket held back while nobody reads. */
class ReceivedBody implements AsyncIterable<Uint8Array> {
  readonly #chunks: Uint8Array[] = [];
  #controller: { pause(): void; resume(): void; abort(reason: Error): void } | null = null;
  #isEnded = false;
  #error: Error | null = null;
  #wake: (() => void) | null = null;
  onEnd: () => void = () => undefined;

  attach(controller: { pause(): void; resume(): void; abort(reason: Error): void }): void {
    this.#controller = controller;
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    if (this.#chunks.length > MAX_WAITING_CHUNKS) this.#controller?.pause();
    this.#wake?.();
  }

  end(): void {
    this.#isEnded = true;
    this.onEnd();
    this.#wake?.();
  }

  fail(error: Error): void {
    this.#error = error;
    this.onEnd();
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) {
        const chunk = this.#chunks.shift();
        if (chunk !== undefined) {
          yield chunk;
        } else if (this.#error !== null) {
          throw this.#error;
        } else if (this.#isEnded) {
          return;
        } else {
          this.#controller?.resume();
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          this.#wake = null;
        }
      }
    } finally {
      if (!this.#isEnded && this.#error === null) this.#controller?.abort(new Error("the body is not wanted"));
    }
  }
}

// A megabyte at the size that sockets read, which is plenty to keep a reader busy.
const MAX_WAITING_CHUNKS = 16;

/** Node writes header bytes as characters, as this engine does. */
function rawPairs(raw: unknown): [string, string][] {
  const list = raw as (Uint8Array | string)[];
  const text = (item: Uint8Array | string): string =>
    typeof item === "string" ? item : String.fromCharCode(...item);
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < list.length; index += 2) pairs.push([text(list[index]!), text(list[index + 1]!)]);
  return pairs;
}

function decoded(body: ReceivedBody, headers: readonly (readonly [string, string])[]): ResponseBody {
  const coding = headers
    .filter(([name]) => name.toLowerCase() === "content-encoding")
    .map(([, value]) => value.trim().toLowerCase())
    .join(", ");
  if (!["gzip", "x-gzip", "deflate", "br"].includes(coding)) return body;
  return {
    async *[Symbol.asyncIterator]() {
      const { createBrotliDecompress, createGunzip, createInflate } = await import("node:zlib");
      const { Readable } = await import("node:stream");
      const decoder = coding === "br" ? createBrotliDecompress() : coding === "deflate" ? createInflate() : createGunzip();
      const source = Readable.from(body);
      source.on("error", (error) => decoder.destroy(error));
      yield* source.pipe(decoder) as AsyncIterable<Uint8Array>;
    },
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
