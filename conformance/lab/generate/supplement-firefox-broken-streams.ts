import { situation, type Situation } from "./situation.ts";

const ends: Readonly<Record<string, string>> = {
  "3 of 10 bytes": "Content-Length: 10\r\n\r\nabc",
  "2 bytes of a chunk of 5": "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
  "none of 10 bytes": "Content-Length: 10\r\n\r\n",
  "all of 3 bytes": "Content-Length: 3\r\n\r\nabc",
};

/** Streams of events that break off, by their type: one that has none is sniffed first. */
export function* firefoxBrokenStreamSituations(): Generator<Situation> {
  for (const [end, rest] of Object.entries(ends))
    for (const type of [null, "text/event-stream", "text/plain", ""])
      for (const url of ["{a/}1", "{b/}1"]) {
        const grant = url === "{b/}1" ? "Access-Control-Allow-Origin: *\r\n" : "";
        const line = type === null ? "" : `Content-Type: ${type}\r\n`;
        const raw = `HTTP/1.1 200 OK\r\n${grant}${line}${rest}`;
        yield situation(
          `stream of ${url}, type ${type}, ${end}`,
          { api: "event-source", url },
          { replies: { "": [{ status: 200, raw }] } },
        );
      }
}
