import type { Reply } from "../case.ts";
import { scripted } from "./scripts/script.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";

const ok = "HTTP/1.1 200 OK\r\n";
const chunked = `${ok}Transfer-Encoding: chunked\r\n`;

/** Answers after which the server hangs up, and of which browsers make different things. */
const answers: readonly string[] = [
  // Values, and lines that are none.
  `${ok}X-A: a \r\n \t b\r\n\r\nab`,
  `${ok}X-A: a\rb\r\n\r\nab`,
  `${ok}X-A: \r a \r\r\n\r\nab`,
  `${ok}no\0colon\r\nX-A: 1\r\n\r\nab`,
  `${ok}X-A : 1\r\nX-B: 1\r\n\r\nab`,
  // One header more than once.
  `${ok}Content-Disposition: a\r\nContent-Disposition: b\r\n\r\nab`,
  `${ok}Content-Disposition: a\r\nContent-Disposition: a\r\n\r\nab`,
  `${ok}Content-Disposition: a, b\r\n\r\nab`,
  `${ok}Content-Disposition: a; filename="x"\r\nContent-Disposition: a; filename="y"\r\n\r\nab`,
  `${ok}Content-Length: 2\r\ncontent-length: 2\r\nX-A: 1\r\nX-A: 1\r\n\r\nab`,
  `${ok}Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nab`,
  `${ok}Content-Type: text/plain;a=b\r\nContent-Type: text/plain;c=d\r\nContent-Length: 2\r\n\r\nab`,
  // Transfer codings.
  ...["chicken", "identity", "gzip, chunked", "chunked, gzip", "Chunked", "chunked;x=1", ""].map(
    (coding) => `${ok}Transfer-Encoding: ${coding}\r\n\r\n2\r\nab\r\n0\r\n\r\n`,
  ),
  `${ok}Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n2\r\nab\r\n0\r\n\r\n`,
  `${ok}Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n`,
  "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
  // Bodies shorter than said.
  ...["200 OK", "206 X", "304 X", "404 X", "500 X"].map(
    (status) => `HTTP/1.1 ${status}\r\nContent-Length: 3\r\n\r\nab`,
  ),
  "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nab",
  `${ok}Connection: close\r\nContent-Length: 3\r\n\r\nab`,
  "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nab",
  `${chunked}Connection: close\r\n\r\n5\r\nab`,
  // Bodies where none is meant to be.
  "HTTP/1.1 205 X\r\nContent-Length: 2\r\n\r\nab",
  "HTTP/1.1 205 X\r\nContent-Length: 3\r\n\r\nab",
  "HTTP/1.1 205 X\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab",
  "HTTP/1.1 205 X\r\nContent-Encoding: gzip\r\n\r\nab",
  // Chunks.
  `${chunked}\r\n2\r\nab2\r\ncd\r\n0\r\n\r\n`,
  `${chunked}\r\n2\r\nab\r\n\r\n2\r\ncd\r\n0\r\n\r\n`,
  `${chunked}\r\n2\r\nab\r\n\r\n\r\n2\r\ncd\r\n0\r\n\r\n`,
  `${chunked}\r\n2\r\nabx\r\n2\r\ncd\r\n0\r\n\r\n`,
  `${chunked}\r\n2\r\nab\r\n2\r\ncd\r\n`,
  `${chunked}\r\n2\r\nab\r\n2\r\ncd\r\n5\r\ne`,
  `${chunked}\r\n2\r\nab\r\n2\r\ncd\r\nzz\r\ne`,
  `${chunked}\r\n\r\n2\r\nab\r\n0\r\n\r\n`,
  `${chunked}\r\n 2\r\nab\r\n0\r\n\r\n`,
  `${chunked}\r\n0x2\r\nab\r\n0\r\n\r\n`,
  // Where the status line is.
  ...[1, 2, 3, 5].map((count) => `${"\r\n".repeat(count)}${ok}X-A: 1\r\n\r\nab`),
  `\n\n\n\n\n\n${ok}X-A: 1\r\n\r\nab`,
  `abcd${ok}X-A: 1\r\n\r\nab`,
  "ICY 200 OK\r\nX-A: 1\r\n\r\nab",
  "icy 404 X\r\n\r\n",
  "  ICY 200 OK\r\nX-A: 1\r\n\r\nab",
  "HTTP/1.1 101 X\r\nContent-Length: 2\r\n\r\nab",
];

/** Answers byte for byte, of which a page sees everything, because they are of its own origin. */
export function* answerSituations(): Generator<Situation> {
  for (const [index, raw] of answers.entries())
    for (const request of [get({ url: "{a/}1" }), asXhr(get({ url: "{a/}1" }))])
      yield situation(
        `${request.api} met by answer ${index} (${JSON.stringify(raw).slice(0, 60)})`,
        request,
        { actual: [{ status: 200, raw }] },
      );
  yield* typedSituations();
  yield* repeatedSituations();
  yield* progressSituations();
  yield* laterSituations();
}

/** The same broken body under types of which a browser waits to tell until it has seen more. */
function* typedSituations(): Generator<Situation> {
  const types = ["text/plain", "text/html;charset=utf-8", "application/octet-stream", "image/png"];
  for (const type of types)
    for (const [framing, body] of [
      ["Content-Length: 5000", "ab"],
      ["Content-Length: 5000", "ab".repeat(1000)],
      ["Transfer-Encoding: chunked", "2\r\nab\r\n5\r\nc"],
      ["Transfer-Encoding: chunked", "2\r\nab\r\nzz\r\nc"],
    ] as const)
      for (const responseType of ["", "arraybuffer"] as const) {
        const raw = `${ok}Content-Type: ${type}\r\n${framing}\r\n\r\n${body}`;
        yield situation(
          `a body of ${type} that breaks off after ${JSON.stringify(body).slice(0, 30)}, as ${responseType}`,
          { ...asXhr(get({ url: "{a/}1" })), responseType },
          { actual: [{ status: 200, raw }] },
        );
      }
  // A head long before its body, which then breaks off, ends or goes on.
  for (const [words, lines, body] of [
    ["ends", ["Content-Length: 2"], "ab"],
    ["breaks off", ["Content-Length: 3"], "ab"],
  ] as const)
    for (const api of ["fetch", "xhr"] as const) {
      const late: Reply = {
        status: 200,
        headers: [...lines, "Content-Type: text/plain", "Cache-Control: no-store"],
        body,
        hangUp: words === "breaks off",
        pause: { after: 0, delay: 200 },
      };
      yield situation(
        `${api} of a body that ${words} and comes late`,
        { api, url: "{a/}1" },
        { actual: [late] },
      );
    }
}

/** Lines of which some browsers take one. */
function* repeatedSituations(): Generator<Situation> {
  for (const name of [
    "Authorization",
    "ETag",
    "From",
    "If-Modified-Since",
    "Location",
    "Max-Forwards",
    "Refresh",
    "Server",
    "User-Agent",
    "X-A",
  ])
    for (const values of [
      ["a", "a"],
      ["a", "b"],
    ]) {
      const lines = values.map((value) => `${name}: ${value}\r\n`).join("");
      yield situation(`${name} of ${values.join(" and ")}`, get({ url: "{a/}1" }), {
        actual: [{ status: 200, raw: `${ok}${lines}\r\nab` }],
      });
    }
  const raw = `${ok}Content-Length: 2\r\nContent-Length: 2, 2\r\n\r\nab`;
  yield situation("a length once and twice", get({ url: "{a/}1" }), {
    actual: [{ status: 200, raw }],
  });
}

/** How much is told of what comes at once, in one piece or before something that is no chunk. */
function* progressSituations(): Generator<Situation> {
  for (const [words, raw] of [
    ["a chunk and nonsense", `${chunked}\r\n2\r\nab\r\nzz\r\n`],
    ["chunks and nonsense", `${chunked}Content-Type: a/b\r\n\r\n2\r\nab\r\n3\r\ncde\r\nzz\r\n`],
    ["nonsense", `${chunked}\r\nzz\r\n`],
    ["a chunk that breaks off", `${chunked}Content-Type: a/b\r\n\r\n2\r\nab\r\n3\r\nc`],
  ] as const)
    yield progress(words, raw);
}

/** How much WebKit reads at once of what comes at once. */
export function* readSituations(): Generator<Situation> {
  for (const size of [5000, 20_000])
    yield progress(
      `a body of ${size} bytes`,
      `${ok}Content-Type: a/b\r\nContent-Length: ${size}\r\n\r\n${"x".repeat(size)}`,
    );
}

const progress = (words: string, raw: string): Situation =>
  scripted(
    `progress of ${words}`,
    [
      "const request = new XMLHttpRequest();",
      `for (const type of ["progress", "load", "error", "loadend"])`,
      `  request.addEventListener(type, ({ loaded, total, lengthComputable }) => note(type, loaded, total, lengthComputable, request.readyState));`,
      `request.open("GET", "{a/}1");`,
      "request.send();",
      `await new Promise((resolve) => request.addEventListener("loadend", resolve));`,
    ],
    { "": [{ status: 200, raw }] },
  );

/** More of the same, thought of once the others had been recorded. */
function* laterSituations(): Generator<Situation> {
  for (const lines of [
    "Host: a\r\nHost: b",
    "If-Unmodified-Since: a\r\nIf-Unmodified-Since: b",
    "Proxy-Authorization: a\r\nProxy-Authorization: b",
    "Referer: a\r\nReferer: b",
    "Content-Disposition: a\r\nContent-Disposition: a",
    "Transfer-Encoding: IDENTITY",
    "Transfer-Encoding: identity\r\nContent-Length: 2",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
  ])
    yield situation(JSON.stringify(lines), get({ url: "{a/}1" }), {
      actual: [{ status: 200, raw: `${ok}${lines}\r\n\r\nabcd` }],
    });
  for (const start of ["\n", "\n\n", "\n\r\n", "\r\n\n", "\n\n\r\n", "\n\r\n\r\n"])
    yield situation(`${JSON.stringify(start)} before the status line`, get({ url: "{a/}1" }), {
      actual: [{ status: 200, raw: `${start}${ok}X-A: 1\r\n\r\nab` }],
    });
  for (const url of ["{a/}1", "{b/}1"])
    for (const method of ["GET", "POST"])
      for (const body of ["zz\r\n", "2\r\nab\r\nzz\r\n"]) {
        const raw = `${chunked}Access-Control-Allow-Origin: {a}\r\n\r\n${body}`;
        yield situation(
          `${method} by XHR of ${url} met by chunks of ${JSON.stringify(body)}`,
          asXhr(get({ url, method })),
          { actual: [{ status: 200, raw }] },
        );
      }
}
