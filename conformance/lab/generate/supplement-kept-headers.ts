import { answer, answers, FRESH, LONG_AGO, notModified, own, STALE, TAG } from "./kept-answers.ts";
import { situation, type Situation } from "./situation.ts";

/** Which headers stay with what is kept, and what a 304 makes of them and of it. */
export function* keptHeaderSituations(): Generator<Situation> {
  for (const line of connected)
    yield situation(`${line} is told, and kept`, [own(), own()], {
      replies: { "": answers(FRESH, line) },
    });
  yield situation("chunks are told of, and kept", [own(), own()], {
    replies: {
      "": [
        answer("3\r\none\r\n0\r\n\r\n", FRESH, "Transfer-Encoding: chunked"),
        answer("two", FRESH),
      ],
    },
  });
  for (const directive of ['no-cache="X-A"', 'no-cache="x-b, x-a"', 'private="X-A"'])
    yield situation(
      `X-A is named by ${directive}`,
      [own(), own(), own([], { cache: "force-cache" })],
      { replies: { "": answers(`Cache-Control: ${directive}, max-age=600`, "X-A: 1") } },
    );
  for (const tags of ['"a", "b"', '"a,b"', 'W/"a", "b"', ', "b"'])
    yield situation(`the tags ${tags}`, [own(), own()], {
      replies: { "": answers(STALE, `ETag: ${tags}`) },
    });
  yield situation("two tags on two lines", [own(), own()], {
    replies: { "": answers(STALE, TAG, 'ETag: "b"') },
  });
  yield* validatedSituations();
}

const connected = [
  "Connection: x-a",
  "Keep-Alive: timeout=50",
  "Proxy-Authenticate: Basic",
  "Proxy-Connection: x-a",
  "Strict-Transport-Security: max-age=0",
  "TE: trailers",
  "Trailer: X-A",
  "Upgrade: x-a",
  "WWW-Authenticate: Basic",
];

/** Headers of which a 304 says something else. */
const changed = [
  "Connection: x-",
  "Content-Disposition: x-",
  "Content-Encoding: x-",
  "Content-Language: x-",
  "Content-Location: x-",
  "Content-MD5: x-",
  "Content-Range: bytes 0-2/",
  "Content-Security-Policy: x-",
  "Content-Type: text/x-",
  "ETag: x-",
  "Keep-Alive: timeout=6",
  "Last-Modified: Sat, 01 Jan 2000 00:00:0",
  "Proxy-Authenticate: x-",
  "Proxy-Authorization: x-",
  "Proxy-Connection: x-",
  "TE: x-",
  "Trailer: x-",
  "Upgrade: x-",
  "WWW-Authenticate: x-",
  "X-A: ",
  "X-Content-Type-Options: x-",
  "X-Frame-Options: x-",
  "X-WebKit-CSP: x-",
  "X-XSS-Protection: x-",
];

function* validatedSituations(): Generator<Situation> {
  for (const line of changed) {
    const tag = line.startsWith("ETag") ? [LONG_AGO] : [TAG];
    yield situation(`a 304 with another ${line}`, [own(), own(), own()], {
      replies: {
        "": [answer("one", STALE, ...tag, `${line}1`), notModified(FRESH, ...tag, `${line}2`)],
      },
    });
  }
  for (const [title, kept, lines] of [
    ["forbids to store", [STALE, TAG], ["Cache-Control: no-store"]],
    ["has another date", [STALE, TAG, LONG_AGO], ["Last-Modified: Sun, 02 Jan 2000 00:00:00 GMT"]],
    ["nobody has asked for", [STALE], []],
  ] as const) {
    const replies = {
      "": [answer("one", ...kept), notModified(...lines), answer("three", FRESH), answer("four")],
    };
    yield situation(`a 304 that ${title}`, [own(), own(), own()], { replies });
    yield situation(
      `a 304 that ${title}, and what is there then`,
      [
        own(),
        own([], title === "nobody has asked for" ? { cache: "reload" } : {}),
        own([], { cache: "force-cache" }),
      ],
      { replies },
    );
  }
}
