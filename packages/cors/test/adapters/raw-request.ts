import { connect } from "node:net";

/** A request as it goes over the wire. Header lines go out as given: in this order, in this case, duplicates too. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** A response as it came over the wire. */
export interface WireResponse {
  readonly status: number;
  /** Every header line, in order, names as they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const TIME_LIMIT = 5_000; // milliseconds; an exchange on loopback takes a few, and one that hangs must fail by itself

/** Sends bytes to a port of this machine and reads until the server closes. `fetch` can't send two `Origin` lines. */
export function rawRequest(port: number, request: WireRequest): Promise<WireResponse> {
  const { method, path, headers, body = "" } = request;
  const lines = [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, "Connection: close"];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  if (body !== "") lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  const bytes = Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`, "latin1");

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1" }, () => socket.write(bytes));
    socket.setTimeout(TIME_LIMIT, () =>
      socket.destroy(new Error(`${method} ${path}: no answer within ${TIME_LIMIT} ms`)),
    );
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("end", () => {
      socket.end();
      try {
        resolve(parseResponse(Buffer.concat(chunks).toString("latin1")));
      } catch (error) {
        reject(error);
      }
    });
  });
}

function parseResponse(text: string): WireResponse {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) throw new Error(`not a response: ${JSON.stringify(text.slice(0, 200))}`);
  const [statusLine = "", ...lines] = text.slice(0, end).split("\r\n");
  const rest = text.slice(end + 4);
  const status = Number(statusLine.split(" ")[1]);
  // Informational responses come before the one that counts.
  if (status < 200 && status !== 101) return parseResponse(rest);

  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const isChunked = headers.some(
    ([name, value]) => name.toLowerCase() === "transfer-encoding" && value === "chunked",
  );
  return { status, headers, body: isChunked ? unchunk(rest) : rest };
}

function unchunk(text: string): string {
  let body = "";
  let at = 0;
  for (;;) {
    const lineEnd = text.indexOf("\r\n", at);
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (lineEnd === -1 || !(size > 0)) return body;
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
}
