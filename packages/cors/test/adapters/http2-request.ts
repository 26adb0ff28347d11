import { connect } from "node:http2";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http2";

import type { WireRequest, WireResponse } from "./raw-request.ts";

const TIME_LIMIT = 5_000; // milliseconds, as in raw-request.ts

/** The same exchange over HTTP/2 without TLS. Duplicated lines become duplicated fields. */
export function http2Request(port: number, request: WireRequest): Promise<WireResponse> {
  const { method, path, headers, body = "" } = request;
  const fields: OutgoingHttpHeaders = { ":method": method, ":path": path };
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = fields[key];
    fields[key] = before === undefined ? value : [before, value].flat().map(String);
  }

  return new Promise((resolve, reject) => {
    const session = connect(`http://127.0.0.1:${port}`);
    const fail = (error: unknown): void => {
      session.destroy();
      reject(error);
    };
    session.on("error", fail);
    const stream = session.request(fields, { endStream: body === "" });
    stream.setTimeout(TIME_LIMIT, () =>
      fail(new Error(`${method} ${path}: no answer within ${TIME_LIMIT} ms`)),
    );
    let status = 0;
    const received: [string, string][] = [];
    const onResponse = (
      answer: IncomingHttpHeaders,
      _flags: number,
      raw: readonly string[],
    ): void => {
      status = Number(answer[":status"]);
      // The third argument has every field as it came; the first has duplicates folded.
      for (let index = 0; index < raw.length; index += 2)
        received.push([raw[index] ?? "", raw[index + 1] ?? ""]);
    };
    stream.on("response", onResponse as (answer: IncomingHttpHeaders, flags: number) => void);
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("error", fail);
    stream.on("end", () => {
      session.close();
      resolve({
        status,
        headers: received.filter(([name]) => !name.startsWith(":")),
        body: Buffer.concat(chunks).toString("latin1"),
      });
    });
    if (body !== "") stream.end(body);
  });
}
