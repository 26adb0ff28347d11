import {
  allowMethods,
  allowOrigin,
  asXhr,
  get,
  put,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

const good = "Access-Control-Allow-Origin: {a}";

/** Answers that no server should give. */
export const raws: readonly string[] = [
  "",
  "garbage",
  "garbage\r\n\r\n",
  "HTTP/1.1\r\n\r\n",
  `HTTP/1.1 200 OK\r\n${good}\r\n`,
  `HTTP/1.1 200 OK\r\n${good}\r\nContent-Length: 10\r\n\r\nabc`,
  `HTTP/1.1 200 OK\r\n${good}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc`,
  `HTTP/1.1 200 OK\r\n${good}\r\nContent-Length: 2, 2\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\n${good}\r\nContent-Length: -1\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\n${good}\r\nContent-Length: abc\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\n${good}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n`,
  `HTTP/1.1 200 OK\r\n${good}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab`,
  `HTTP/1.1 200 OK\r\n${good}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n`,
  `HTTP/1.1 200 OK\r\n${good}\r\n\r\nab`,
  `HTTP/1.0 200 OK\r\n${good}\r\n\r\nab`,
  `HTTP/0.9 200 OK\r\n${good}\r\n\r\nab`,
  `HTTP/2.0 200 OK\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 200\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 20 OK\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 2000 OK\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 abc OK\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 000 OK\r\n${good}\r\n\r\nab`,
  `http/1.1 200 OK\r\n${good}\r\n\r\nab`,
  `\r\nHTTP/1.1 200 OK\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 200 OK\n${good}\n\nab`,
  `HTTP/1.1 200 OK\r${good}\r\rab`,
  `HTTP/1.1 200 OK\r\nno colon\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\n: empty name\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\nX A: 1\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\n\u00e9: 1\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\nX-A: a\u0000b\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: {a}\u0000\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: {a}\r\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin:\r\n {a}\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\n X-A: 1\r\n${good}\r\n\r\nab`,
  `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n${good}\r\nContent-Length: 2\r\n\r\nab`,
  `HTTP/1.1 103 Early Hints\r\n${good}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab`,
  `HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n${good}\r\nContent-Length: 2\r\n\r\nab`,
  `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n${good}\r\nContent-Length: 2\r\n\r\nab`,
  `HTTP/1.1 101 Switching Protocols\r\n${good}\r\n\r\n`,
  `HTTP/1.1 200 OK\r\n${good}\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\n${good}\r\nContent-Encoding: chicken\r\nContent-Length: 2\r\n\r\nab`,
  `HTTP/1.1 204 No Content\r\n${good}\r\nContent-Length: 2\r\n\r\nab`,
  `HTTP/1.1 304 Not Modified\r\n${good}\r\n\r\n`,
  `HTTP/1.1 200 OK\r\n${good}\r\n${"X-A: 1\r\n".repeat(500)}\r\nab`,
  `HTTP/1.1 200 OK\r\n${good}\r\nX-A: ${"x".repeat(100_000)}\r\n\r\nab`,
  `HTTP/1.1 200 OK\r\n${good}\r\nX-A: ${"x".repeat(300_000)}\r\n\r\nab`,
];

export function* garbageSituations(): Generator<Situation> {
  for (const [index, raw] of raws.entries()) {
    const bad = [{ status: 200, raw }];
    const words = `answer ${index} (${JSON.stringify(raw).slice(0, 60)})`;
    yield situation(`GET met by ${words}`, get(), { actual: bad });
    yield situation(`XHR met by ${words}`, asXhr(get()), { actual: bad });
    yield situation(`no-cors met by ${words}`, get({ mode: "no-cors" }), { actual: bad });
    yield situation(`the same origin met by ${words}`, get({ url: "{a/}1" }), { actual: bad });
    yield situation(`a preflight met by ${words}`, put(), {
      preflight: bad.map((one) => ({
        ...one,
        raw: one.raw.replace("\r\n\r\n", `\r\n${allowMethods("PUT")}\r\n\r\n`),
      })),
    });
    yield situation(`PUT met by ${words}`, put(), {
      preflight: [reply(204, allowOrigin("a"), allowMethods("PUT"))],
      actual: bad,
    });
    yield situation(`a redirect to ${words}`, get(), {
      replies: { "1": [reply(302, allowOrigin("a"), "Location: 2")], "2": bad },
    });
  }
}
