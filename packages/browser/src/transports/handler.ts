import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { ArgumentCheck, isObject, shown } from "../infrastructure/argument-check.ts";
import { abortable } from "../infrastructure/abortable-body.ts";
import type { ResponseBody } from "../infrastructure/body.ts";
import { includesCredentials, withoutCredentials } from "../infrastructure/url.ts";
import { platformRequest } from "../infrastructure/platform-request.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** What Workers, Deno, Hono, h3 and many others serve requests with. */
export type WebHandler = (request: Request) => Response | Promise<Response>;

/** Hands requests to a function in this process; no socket is opened. */
export function handlerTransport(handler: WebHandler): Transport {
  const check = new ArgumentCheck("handlerTransport(handler)");
  // NB: An Express or Connect application is a function, too, but of a request and a response of Node.js.
  const isListener = typeof handler === "function" && "listen" in handler;
  check.require(
    typeof handler === "function" && !isListener,
    "handler",
    handler,
    isListener
      ? "listenerTransport(app) of @crosswalk/browser/node"
      : "app.fetch, or (request) => new Response(…)",
  );
  check.done();
  const PlatformRequest = platformRequest();
  const kept = new KeptHeaders();
  const serve = (
    request: TransportRequest,
    bytes: Uint8Array | null,
    signal: AbortSignal | null,
  ): Promise<TransportResponse> => {
    try {
      const headers = kept.of(request.headers);
      const answer = handler(toRequest(PlatformRequest, request, headers, bytes, signal));
      return isObject(answer) && "then" in answer
        ? Promise.resolve(answer).then((response) => toResponse(response, signal))
        : Promise.resolve(toResponse(answer, signal));
    } catch (error) {
      return Promise.reject(error);
    }
  };
  const serveRead = async (
    request: TransportRequest,
    read: Uint8Array | Promise<Uint8Array>,
    signal: AbortSignal | null,
  ): Promise<TransportResponse> => serve(request, await read, signal);
  return {
    send(request: TransportRequest, signal: AbortSignal | null): Promise<TransportResponse> {
      const { body } = request;
      return body?.source === "bytes"
        ? serveRead(request, body.read(), signal)
        : serve(request, null, signal);
    },
  };
}

function toResponse(response: Response, signal: AbortSignal | null): TransportResponse {
  // Whatever the types say, a handler may forget to return.
  if (!isObject(response) || !("status" in response))
    throw new TypeError(
      `the handler returned ${shown(response)}; return a Response, or a promise of one`,
    );
  return {
    status: response.status,
    statusText: response.statusText,
    headers: entriesOf(response.headers),
    body: response.body === null ? null : bodyOf(response, signal),
  };
}

/** A handler needn't look at the signal: whoever reads is told, and so is the handler's stream. */
function bodyOf(response: Response, signal: AbortSignal | null): ResponseBody {
  const body = new HandledBody(response);
  return signal === null ? body : abortable(body, signal, null);
}

/** A loop, whose steps a compiler can see through; spread asks a runtime for each. */
function entriesOf(headers: Headers): [string, string][] {
  const entries: [string, string][] = [];
  for (const entry of headers) entries.push(entry);
  return entries;
}

function toRequest(
  PlatformRequest: typeof Request,
  { method, url, body }: TransportRequest,
  headers: Headers,
  bytes: Uint8Array | null,
  signal: AbortSignal | null,
): Request {
  const init: RequestInit & { duplex?: "half" } = { headers };
  // A platform checks and normalizes even what it would have assumed.
  if (method !== "GET") init.method = method;
  if (signal !== null) init.signal = signal;
  if (bytes !== null) init.body = bytes as BodyInit;
  else if (body?.source === null) {
    init.body = body.stream;
    init.duplex = "half";
  }
  // NB: Of a URL with credentials there is no `Request`; and no server sees them there.
  const address = includesCredentials(url) ? withoutCredentials(url).href : url.href;
  const result = new PlatformRequest(address, init);
  // In a page, a `Request` drops what scripts may not set, `Origin` and cookies among it, and a handler needs them.
  if (dropsForbiddenHeaders(PlatformRequest)) {
    Object.defineProperty(result, "headers", { value: new Headers(headers) });
  }
  return result;
}

/**
 * Headers that a platform has checked: it takes them over with less effort than names and values, and most requests
 * of a page have the same as the one before.
 */
class KeptHeaders {
  #entries: HeaderEntries = [];
  #headers: Headers = new Headers();

  of(entries: HeaderEntries): Headers {
    if (!areEqual(entries, this.#entries)) {
      this.#headers = new Headers(entries as [string, string][]);
      this.#entries = entries;
    }
    return this.#headers;
  }
}

function areEqual(some: HeaderEntries, others: HeaderEntries): boolean {
  if (some.length !== others.length) return false;
  for (let index = 0; index < some.length; index++) {
    const [name, value] = some[index]!;
    const [otherName, otherValue] = others[index]!;
    if (value !== otherValue || name !== otherName) return false;
  }
  return true;
}

let drops: boolean | null = null;

/** Whether this platform holds requests to what scripts may do, as pages do and servers don't. */
function dropsForbiddenHeaders(PlatformRequest: typeof Request): boolean {
  return (drops ??= !new PlatformRequest("https://a.example/", {
    headers: { Origin: "null" },
  }).headers.has("Origin"));
}

/** Read by a reader, which reads as an iterator does. A generator around it costs more than the reading. */
class HandledBody implements ResponseBody, AsyncIterator<Uint8Array> {
  readonly #response: Response;
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;

  constructor(response: Response) {
    this.#response = response;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this;
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    return (this.#reader ??= this.#response.body!.getReader()).read();
  }

  cancel(): void {
    // Locked where the handler reads it itself: there is nothing to tell then.
    try {
      this.#reader ??= this.#response.body!.getReader();
    } catch {
      return;
    }
    this.#reader.cancel().catch(() => undefined);
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    this.cancel();
    return Promise.resolve({ done: true, value: undefined });
  }
}
