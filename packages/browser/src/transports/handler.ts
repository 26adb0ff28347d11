import type { ResponseBody } from "../infrastructure/body.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** What Workers, Deno, Hono, h3 and many others serve requests with. */
export type WebHandler = (request: Request) => Response | Promise<Response>;

/** Hands requests to a function in this process; no socket is opened. */
export function handlerTransport(handler: WebHandler): Transport {
  return {
    async send(request: TransportRequest, signal: AbortSignal | null): Promise<TransportResponse> {
      const { body } = request;
      const bytes = body?.source === "bytes" ? await body.read() : null;
      const response = await handler(toRequest(request, bytes, signal));
      return {
        status: response.status,
        statusText: response.statusText,
        headers: [...response.headers],
        body: response.body === null ? null : bodyOf(response),
      };
    },
  };
}

function toRequest(
  { method, url, headers, body }: TransportRequest,
  bytes: Uint8Array | null,
  signal: AbortSignal | null,
): Request {
  const init: RequestInit & { duplex?: "half" } = {
    method,
    headers: headers as [string, string][],
  };
  if (signal !== null) init.signal = signal;
  if (bytes !== null) init.body = bytes as BodyInit;
  else if (body?.source === null) {
    init.body = body.stream;
    init.duplex = "half";
  }
  const result = new Request(url.href, init);
  // In a page, a `Request` drops what scripts may not set, `Origin` and cookies among it, and a handler needs them.
  if (dropsForbiddenHeaders()) {
    Object.defineProperty(result, "headers", { value: new Headers(init.headers) });
  }
  return result;
}

let drops: boolean | null = null;

/** Whether this platform holds requests to what scripts may do, as pages do and servers don't. */
function dropsForbiddenHeaders(): boolean {
  return (drops ??= !new Request("https://a.example/", { headers: { Origin: "null" } }).headers.has(
    "Origin",
  ));
}

function bodyOf(response: Response): ResponseBody {
  return {
    bytes: async () => new Uint8Array(await response.arrayBuffer()),
    [Symbol.asyncIterator]() {
      // A reader reads as an iterator does. A generator around it costs more than the reading.
      let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
      return {
        next: () => (reader ??= response.body!.getReader()).read(),
        return() {
          reader?.cancel().catch(() => undefined);
          return Promise.resolve({ done: true, value: undefined });
        },
      };
    },
  };
}
