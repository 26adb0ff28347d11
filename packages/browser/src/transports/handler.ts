import type { ResponseBody } from "../infrastructure/body.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** What Workers, Deno, Hono, h3 and many others serve requests with. */
export type WebHandler = (request: Request) => Response | Promise<Response>;

/** Hands requests to a function in this process; no socket is opened. */
export function handlerTransport(handler: WebHandler): Transport {
  return {
    async send(request: TransportRequest, signal: AbortSignal | null): Promise<TransportResponse> {
      const response = await handler(await toRequest(request, signal));
      return {
        status: response.status,
        statusText: response.statusText,
        headers: [...response.headers],
        body: response.body === null ? null : bodyOf(response),
      };
    },
  };
}

async function toRequest(
  { method, url, headers, body }: TransportRequest,
  signal: AbortSignal | null,
): Promise<Request> {
  const init: RequestInit & { duplex?: "half" } = {
    method,
    headers: headers as [string, string][],
  };
  if (signal !== null) init.signal = signal;
  if (body !== null) {
    if (body.source === null) {
      init.body = body.stream;
      init.duplex = "half";
    } else {
      init.body = (await body.read()) as BodyInit;
    }
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
    async *[Symbol.asyncIterator]() {
      const reader = response.body!.getReader();
      try {
        for (;;) {
          const next = await reader.read();
          if (next.done) return;
          yield next.value;
        }
      } finally {
        reader.cancel().catch(() => undefined);
      }
    },
  };
}
