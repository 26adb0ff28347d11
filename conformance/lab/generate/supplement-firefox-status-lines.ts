import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, put, reply, situation, type Situation } from "./situation.ts";

const answered = (line: string): Reply => ({
  status: 200,
  raw: `${line}\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok`,
});

const lines = [
  "HTTP/1.1 2000 OK",
  "HTTP/1.1 abc OK",
  "HTTP/1.1 0200 OK",
  "HTTP/1.1 -200 OK",
  "HTTP/1.1  OK",
  "HTTP/1.1 ",
  "HTTP/1.0 2000",
  "HTTP/2 2000 OK",
];

const requests: readonly ScriptRequest[] = [
  get(),
  get({ url: "{a/}1" }),
  get({ mode: "no-cors" }),
  { api: "xhr", url: "{b/}1" },
  { api: "event-source", url: "{b/}1" },
  { api: "event-source", url: "{a/}1" },
];

const others: readonly ScriptRequest[] = [
  get({ method: "HEAD" }),
  get({ method: "POST" }),
  get({ method: "POST", url: "{a/}1" }),
  get({ keepalive: true }),
  { api: "xhr", url: "{b/}1", synchronous: true },
  ...["{a/}1", "{b/}1"].flatMap((url): readonly ScriptRequest[] => [
    { api: "image", url },
    { api: "image", url, crossorigin: "" },
    { api: "script", url },
    { api: "module", url },
    { api: "stylesheet", url },
    { api: "font", url },
    { api: "track", url },
    { api: "video", url },
    { api: "preload", url, as: "fetch", crossorigin: "" },
    { api: "mask", url },
  ]),
];

/** What Firefox can't read: of status lines its console says so, without saying of what; an event source of the own origin is closed by it. */
export function* firefoxStatusLineSituations(): Generator<Situation> {
  for (const line of lines)
    for (const request of requests)
      yield situation(`${wordsOf(request)} met by ${line}`, request, {
        replies: { "": [answered(line)] },
      });
  for (const line of [
    "X-A: a\0b",
    "Transfer-Encoding: chunked\r\n\r\nzz",
    "Content-Length: 2\r\nContent-Length: 3",
  ])
    yield situation(
      `an event source of its own met by ${JSON.stringify(line)}`,
      { api: "event-source", url: "{a/}1" },
      {
        replies: { "": [{ status: 200, raw: `HTTP/1.1 200 OK\r\n${line}\r\n\r\nabc` }] },
      },
    );
  const bad = answered("HTTP/1.1 2000 OK");
  for (const request of others)
    yield situation(wordsOf(request), request, { replies: { "": [bad] } });
  yield situation("a preflight", put(), { replies: { preflight: [bad], "": [bad] } });
  yield situation("a PUT", put(), {
    replies: { preflight: [reply(204, ...everyone)], "": [bad] },
  });
  for (const url of ["{a/}2", "{b/}2", "{c/}2"])
    yield situation(`what a redirect to ${url} leads to`, get(), {
      replies: { "1": [reply(302, ...everyone, `Location: ${url}`)], "2": [bad] },
    });
}

const wordsOf = (request: ScriptRequest): string => Object.values(request).join(" ");
