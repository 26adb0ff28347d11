import type { Api, Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { reply, situation, type Situation } from "./situation.ts";

// "CHICKEN". Written out, because compressors change.
const gzip =
  "\x1f\x8b\x08\0\0\0\0\0\0\x03\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0\x86\x40\x63\xb7\x07\0\0\0";

const chunked = (body: string): readonly string[] => [
  "Transfer-Encoding: chunked\r\n",
  body === "" ? "0\r\n" : `${body.length.toString(16)}\r\n${body}\r\n0\r\n`,
  "",
];
const inLength = (body: string): readonly string[] => [`Content-Length: ${body.length}\r\n`, body];

const framings: readonly (readonly [words: string, lines: readonly string[]])[] = [
  ["with its length", inLength("CHICKEN")],
  ["chunked", chunked("CHICKEN")],
  ["up to the end", ["\r\nCHICKEN"]],
  ["coded, with its length", ["Content-Encoding: gzip", ...inLength(gzip)]],
  ["coded, chunked", ["Content-Encoding: gzip", ...chunked(gzip)]],
  ["empty, with its length", inLength("")],
  ["empty, chunked", chunked("")],
  ["empty, up to the end", ["\r\n"]],
];

const types: Readonly<Partial<Record<Api, string>>> = {
  script: "text/javascript",
  module: "text/javascript",
  stylesheet: "text/css",
  fetch: "text/plain",
};

/** Metadata of other bytes beside bodies whose length is told and which aren't, at once and behind a redirect. */
export function* integrityLengthSituations(): Generator<Situation> {
  const integrity = `sha256-${"A".repeat(43)}=`;
  for (const [words, lines] of framings)
    for (const api of Object.keys(types) as Api[])
      for (const request of [
        { api, url: "{a/}1", integrity },
        { api, url: "{b/}1", integrity, crossorigin: "" },
        { api, url: "{b/}1", integrity },
      ] as const satisfies readonly ScriptRequest[]) {
        if (api === "fetch" && "crossorigin" in request) continue;
        // The server hangs up after each.
        const close = "Connection: close";
        const head = ["HTTP/1.1 200 OK", ...everyone, `Content-Type: ${types[api]}`, close];
        const answer: Reply = { status: 200, raw: [...head, ...lines].join("\r\n") };
        const what = `${api} of ${request.url}, ${"crossorigin" in request ? "with" : "without"} CORS, ${words}`;
        yield situation(what, request, { replies: { "": [answer] } });
        yield situation(`${what}, led there`, request, {
          replies: { "": [reply(302, ...everyone, "Location: {b/}2")], "2": [answer] },
        });
      }
}
