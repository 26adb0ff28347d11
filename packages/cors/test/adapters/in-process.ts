import type { WireRequest, WireResponse } from "./raw-request.ts";

/** The exchange without a socket, for runtimes whose sockets can't be had here. */
export async function inProcess(
  fetch: (request: Request) => Response | Promise<Response>,
  { method, path, headers: lines, body }: WireRequest,
): Promise<WireResponse> {
  const headers = new Headers();
  for (const [name, value] of lines) headers.append(name, value);
  const request = new Request(`http://api.example.com${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const response = await fetch(request);
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}
