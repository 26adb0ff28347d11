import { describe, expect, it } from "vitest";
import {
  chromiumReading,
  exactReading,
  firefoxReading,
  libsoupReading,
} from "../../src/http1/readings.ts";
import { type ResponsePart, ResponseReader } from "../../src/http1/response-reader.ts";

const readings = {
  standard: exactReading,
  chromium: chromiumReading,
  firefox: firefoxReading,
  webkit: libsoupReading,
};

type Name = keyof typeof readings;

const names = Object.keys(readings) as Name[];

const plain = new URL("http://127.0.0.1:8080/");

interface Options {
  readonly method?: string;
  readonly url?: URL;
  /** How many bytes come at once; all of them if left out. */
  readonly step?: number;
}

/** Everything that a stack makes of these bytes and the end of the connection behind them. */
function parts(name: Name, text: string, options: Options = {}): ResponsePart[] {
  const { method = "GET", url = plain, step = text.length } = options;
  const reader = new ResponseReader(readings[name], { method, url });
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const result: ResponsePart[] = [];
  for (let offset = 0; offset < bytes.length; offset += step)
    result.push(...reader.push(bytes.subarray(offset, offset + step)));
  return [...result, ...reader.end()];
}

/** In words: `200 OK [x-a: 1] ab`, and the fault where there is one. */
function words(name: Name, text: string, options: Options = {}): string {
  let head = "";
  let body = "";
  let end = "";
  for (const part of parts(name, text, options)) {
    if (part.kind === "head") {
      const { status, statusText, headers } = part.head;
      const lines = headers.map(([key, value]) => `${key}: ${value}`).join("|");
      head = `${status} ${statusText} [${lines}]`;
    } else if (part.kind === "data") body += String.fromCharCode(...part.bytes);
    else if (part.kind === "failed") end = part.error.fault;
  }
  return [head, body, end].filter((word) => word !== "").join(" ");
}

type Expected = string | Partial<Record<Name, string>>;

const ok = "HTTP/1.1 200 OK\r\n";

/**
 * What is told of three browsers is what they were recorded to do (`node conformance/lab/main.mjs show
 * '^garbage-'`) or what their sources say; `standard` is RFC 9112.
 */
const situations: readonly (readonly [title: string, bytes: string, expected: Expected])[] = [
  [
    "an ordinary response",
    `${ok}X-A: 1\r\nContent-Length: 2\r\n\r\nab`,
    "200 OK [X-A: 1|Content-Length: 2] ab",
  ],
  ["nothing at all", "", "closed"],
  [
    "something else than HTTP",
    "garbage",
    {
      standard: "no-status-line",
      chromium: "no-status-line",
      firefox: "200 OK [] garbage",
      webkit: "truncated-head",
    },
  ],
  [
    "something else than HTTP, and an empty line",
    "garbage\r\n\r\n",
    {
      standard: "no-status-line",
      chromium: "no-status-line",
      firefox: "200 OK [] garbage\r\n\r\n",
      webkit: "invalid-status-line",
    },
  ],
  [
    "a version alone",
    "HTTP/1.1\r\n\r\n",
    {
      standard: "invalid-status-line",
      chromium: "200 OK []",
      firefox: "200 OK []",
      webkit: "invalid-status-line",
    },
  ],
  ["a status without a reason", "HTTP/1.1 200\r\n\r\nab", "200  [] ab"],
  [
    "a status of two digits",
    "HTTP/1.1 20 OK\r\n\r\nab",
    {
      standard: "invalid-status-line",
      chromium: "20 OK [] ab",
      firefox: "20 OK [] ab",
      webkit: "invalid-status-line",
    },
  ],
  [
    "a status of four digits",
    "HTTP/1.1 2000 OK\r\n\r\nab",
    {
      standard: "invalid-status-line",
      chromium: "2000 OK [] ab",
      firefox: "invalid-status-line",
      webkit: "invalid-status-line",
    },
  ],
  [
    "a status that is no number",
    "HTTP/1.1 abc OK\r\n\r\nab",
    {
      standard: "invalid-status-line",
      chromium: "200  [] ab",
      firefox: "invalid-status-line",
      webkit: "invalid-status-line",
    },
  ],
  [
    "a status of zero",
    "HTTP/1.1 000 OK\r\n\r\nab",
    {
      standard: "invalid-status-line",
      chromium: "0 OK [] ab",
      firefox: "0 OK [] ab",
      webkit: "invalid-status-line",
    },
  ],
  [
    "HTTP/0.9 in words",
    "HTTP/0.9 200 OK\r\n\r\nab",
    {
      standard: "invalid-status-line",
      chromium: "200 OK [] ab",
      firefox: "200 OK [] HTTP/0.9 200 OK\r\n\r\nab",
      webkit: "invalid-status-line",
    },
  ],
  [
    "HTTP/2.0 in words",
    "HTTP/2.0 200 OK\r\n\r\nab",
    {
      standard: "invalid-status-line",
      chromium: "200 OK [] ab",
      firefox: "200  [] ab",
      webkit: "invalid-status-line",
    },
  ],
  [
    "a version in small letters",
    "http/1.1 200 OK\r\nX-A: 1\r\n\r\nab",
    {
      standard: "no-status-line",
      chromium: "200 OK [X-A: 1] ab",
      firefox: "200 OK [] \r\nab",
      webkit: "invalid-status-line",
    },
  ],
  ["an empty line before", `\r\n${ok}\r\nab`, "200 OK [] ab"],
  ["line feeds alone", "HTTP/1.1 200 OK\nX-A: 1\n\nab", "200 OK [X-A: 1] ab"],
  [
    "carriage returns alone",
    "HTTP/1.1 200 OK\rX-A: 1\r\rab",
    {
      standard: "truncated-head",
      chromium: "200 OK [X-A: 1]",
      firefox: "200 OK\rX-A: 1\r\rab []",
      webkit: "truncated-head",
    },
  ],
  [
    "a head that ends within",
    `${ok}X-A: 1\r\n`,
    {
      standard: "truncated-head",
      chromium: "200 OK [X-A: 1]",
      firefox: "200 OK [X-A: 1]",
      webkit: "200 OK [X-A: 1]",
    },
  ],
  [
    "a head that ends within a line",
    `${ok}X-A: 1`,
    {
      standard: "truncated-head",
      chromium: "200 OK [X-A: 1]",
      firefox: "200 OK [X-A: 1]",
      webkit: "truncated-head",
    },
  ],
  ["a line without a colon", `${ok}no colon\r\nX-A: 1\r\n\r\nab`, "200 OK [X-A: 1] ab"],
  ["a line without a name", `${ok}: 0\r\nX-A: 1\r\n\r\nab`, "200 OK [X-A: 1] ab"],
  ["a name with a space in it", `${ok}X B: 0\r\nX-A: 1\r\n\r\nab`, "200 OK [X-A: 1] ab"],
  [
    "a name with a space behind it",
    `${ok}X-A : 1\r\n\r\nab`,
    {
      standard: "200 OK [X-A: 1] ab",
      chromium: "200 OK [X-A: 1] ab",
      firefox: "200 OK [] ab",
      webkit: "200 OK [] ab",
    },
  ],
  [
    "a value that goes on in the next line",
    `${ok}X-A: a \r\n \t b\r\n\r\nab`,
    {
      standard: "200 OK [X-A: a b] ab",
      chromium: "200 OK [X-A: a  b] ab",
      firefox: "200 OK [X-A: a  \t b] ab",
      webkit: "200 OK [X-A: a b] ab",
    },
  ],
  ["a first line that goes on", `${ok} X-B: 0\r\nX-A: 1\r\n\r\nab`, "200 OK [X-A: 1] ab"],
  [
    "a carriage return before a line's end",
    `${ok}X-A: 1\r\r\n\r\nab`,
    {
      standard: "200 OK [X-A: 1] ab",
      chromium: "200 OK [X-A: 1] ab",
      firefox: "200 OK [X-A: 1\r] ab",
      webkit: "200 OK [X-A: 1] ab",
    },
  ],
  ["a zero byte in a value", `${ok}X-A: a\0b\r\n\r\nab`, "zero-byte"],
  [
    "a zero byte in a line that is passed over",
    `${ok}no\0colon\r\n\r\nab`,
    { standard: "zero-byte", chromium: "zero-byte", firefox: "200 OK [] ab", webkit: "zero-byte" },
  ],
  [
    "two lengths",
    `${ok}Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc`,
    {
      standard: "conflicting-headers",
      chromium: "conflicting-headers",
      firefox: "conflicting-headers",
      webkit: "200 OK [Content-Length: 2|Content-Length: 3] abc",
    },
  ],
  [
    "one length in two lines",
    `${ok}Content-Length: 2\r\ncontent-length: 2\r\nX-A: 1\r\nX-A: 1\r\n\r\nab`,
    {
      standard: "200 OK [Content-Length: 2|content-length: 2|X-A: 1|X-A: 1] ab",
      chromium: "200 OK [Content-Length: 2|content-length: 2|X-A: 1|X-A: 1] ab",
      firefox: "200 OK [Content-Length: 2|X-A: 1|X-A: 1] ab",
    },
  ],
  [
    "one place in two lines, and an address of two mailboxes",
    `${ok}Location: a\r\nLocation: a\r\nFrom: b\r\nFrom: c\r\n\r\n`,
    {
      standard: "200 OK [Location: a|Location: a|From: b|From: c]",
      chromium: "200 OK [Location: a|Location: a|From: b|From: c]",
      firefox: "200 OK [Location: a|From: b]",
      webkit: "200 OK [Location: a|Location: a|From: b|From: c]",
    },
  ],
  [
    "one length twice",
    `${ok}Content-Length: 2, 2\r\n\r\nabc`,
    {
      standard: "200 OK [Content-Length: 2, 2] ab",
      chromium: "200 OK [Content-Length: 2, 2] ab",
      firefox: "200 OK [Content-Length: 2, 2] ab",
      webkit: "invalid-length",
    },
  ],
  [
    "a length below zero",
    `${ok}Content-Length: -1\r\n\r\nab`,
    {
      standard: "invalid-length",
      chromium: "200 OK [Content-Length: -1] ab",
      firefox: "200 OK [Content-Length: -1] ab",
      webkit: "200 OK [Content-Length: -1] ab short-body",
    },
  ],
  [
    "a length that is none",
    `${ok}Content-Length: abc\r\n\r\nab`,
    {
      standard: "invalid-length",
      chromium: "200 OK [Content-Length: abc] ab",
      firefox: "200 OK [Content-Length: abc] ab",
      webkit: "invalid-length",
    },
  ],
  [
    "two places",
    `${ok}Location: 1\r\nLocation: 2\r\n\r\n`,
    {
      standard: "200 OK [Location: 1|Location: 2]",
      chromium: "conflicting-headers",
      firefox: "conflicting-headers",
      webkit: "200 OK [Location: 1|Location: 2]",
    },
  ],
  [
    "a body that is too short",
    `${ok}Content-Length: 3\r\n\r\nab`,
    "200 OK [Content-Length: 3] ab short-body",
  ],
  [
    "the same with a status that is no success",
    "HTTP/1.1 404 X\r\nContent-Length: 3\r\n\r\nab",
    {
      standard: "404 X [Content-Length: 3] ab short-body",
      chromium: "404 X [Content-Length: 3] ab short-body",
      firefox: "404 X [Content-Length: 3] ab",
      webkit: "404 X [Content-Length: 3] ab short-body",
    },
  ],
  [
    "the same from a server that says it hangs up",
    `${ok}Connection: close\r\nContent-Length: 3\r\n\r\nab`,
    {
      standard: "200 OK [Connection: close|Content-Length: 3] ab short-body",
      chromium: "200 OK [Connection: close|Content-Length: 3] ab short-body",
      firefox: "200 OK [Connection: close|Content-Length: 3] ab short-body",
      webkit: "200 OK [Connection: close|Content-Length: 3] ab",
    },
  ],
  [
    "chunks",
    `${ok}Transfer-Encoding: chunked\r\n\r\n2;x\r\nab\r\n1\r\nc\r\n0\r\nX-T: 1\r\n\r\nmore`,
    "200 OK [Transfer-Encoding: chunked] abc",
  ],
  [
    "chunks that end early",
    `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nab`,
    "200 OK [Transfer-Encoding: chunked] ab short-body",
  ],
  [
    "chunks without a size",
    `${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n`,
    {
      standard: "200 OK [Transfer-Encoding: chunked] invalid-chunk",
      chromium: "200 OK [Transfer-Encoding: chunked] invalid-chunk",
      firefox: "invalid-chunk",
      webkit: "200 OK [Transfer-Encoding: chunked]",
    },
  ],
  [
    "chunks with nothing between them",
    `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nab2\r\ncd\r\n0\r\n\r\n`,
    {
      standard: "200 OK [Transfer-Encoding: chunked] ab invalid-chunk",
      chromium: "200 OK [Transfer-Encoding: chunked] ab invalid-chunk",
      firefox: "200 OK [Transfer-Encoding: chunked] abcd",
      webkit: "200 OK [Transfer-Encoding: chunked] ab0\r\n\r\n short-body",
    },
  ],
  [
    "chunks over a length",
    `${ok}Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n2\r\nab\r\n0\r\n\r\n`,
    "200 OK [Transfer-Encoding: chunked|Content-Length: 9] ab",
  ],
  [
    "an unknown coding before a length",
    `${ok}Transfer-Encoding: chicken\r\nContent-Length: 1\r\n\r\nab`,
    {
      standard: "unknown-transfer-encoding",
      chromium: "200 OK [Transfer-Encoding: chicken|Content-Length: 1] a",
      firefox: "200 OK [Transfer-Encoding: chicken|Content-Length: 1] a",
      webkit: "200 OK [Transfer-Encoding: chicken|Content-Length: 1] a",
    },
  ],
  [
    "an unknown coding behind a length",
    `${ok}Content-Length: 1\r\nTransfer-Encoding: chicken\r\n\r\nab`,
    {
      standard: "unknown-transfer-encoding",
      chromium: "200 OK [Content-Length: 1|Transfer-Encoding: chicken] a",
      firefox: "200 OK [Content-Length: 1|Transfer-Encoding: chicken] a",
      webkit: "unknown-transfer-encoding",
    },
  ],
  [
    "a name that is no token",
    `${ok}X(A): 1\r\nX A: 2\r\n: 3\r\n\r\nab`,
    {
      standard: "200 OK [] ab",
      chromium: "200 OK [] ab",
      firefox: "200 OK [] ab",
      webkit: "200 OK [X(A): 1] ab",
    },
  ],
  [
    "another transfer coding",
    `${ok}Transfer-Encoding: chicken\r\n\r\nab`,
    {
      standard: "unknown-transfer-encoding",
      chromium: "200 OK [Transfer-Encoding: chicken] ab",
      firefox: "200 OK [Transfer-Encoding: chicken] ab",
      webkit: "unknown-transfer-encoding",
    },
  ],
  [
    "no transfer coding by name, beside one",
    `${ok}Transfer-Encoding: Chunked\r\nTransfer-Encoding: identity\r\n\r\n1\r\na\r\n0\r\n\r\n`,
    {
      standard: "unknown-transfer-encoding",
      webkit: "200 OK [Transfer-Encoding: Chunked|Transfer-Encoding: identity] a",
    },
  ],
  [
    "three empty lines before",
    `\r\n\r\n\r\n${ok}\r\nab`,
    { standard: "no-status-line", chromium: "no-status-line", webkit: "no-status-line" },
  ],
  ["two empty lines before", `\r\n\r\n${ok}\r\nab`, { webkit: "200 OK [] ab" }],
  ["a line feed behind an empty line", `\r\n\n${ok}\r\nab`, { webkit: "no-status-line" }],
  [
    "an interim response before",
    `HTTP/1.1 103 Hints\r\nX-B: 0\r\n\r\n${ok}X-A: 1\r\nContent-Length: 2\r\n\r\nab`,
    "200 OK [X-A: 1|Content-Length: 2] ab",
  ],
  [
    "a switch of protocols",
    "HTTP/1.1 101 Switching\r\nX-A: 1\r\n\r\n",
    {
      standard: "switched-protocols",
      chromium: "closed",
      firefox: "101 Switching [X-A: 1]",
      webkit: "closed",
    },
  ],
  [
    "a 204 with a body",
    "HTTP/1.1 204 X\r\nContent-Length: 2\r\n\r\nab",
    "204 X [Content-Length: 2]",
  ],
  [
    "a 205 with a body",
    "HTTP/1.1 205 X\r\nContent-Length: 2\r\n\r\nab",
    {
      standard: "205 X [Content-Length: 2] ab",
      chromium: "205 X [Content-Length: 2]",
      firefox: "205 X [Content-Length: 2]",
      webkit: "205 X [Content-Length: 2] ab",
    },
  ],
  [
    "100,000 bytes of value",
    `${ok}X-A: ${"x".repeat(100_000)}\r\n\r\nab`,
    { webkit: "head-too-large", chromium: `200 OK [X-A: ${"x".repeat(100_000)}] ab` },
  ],
  [
    "300,000 bytes of value",
    `${ok}X-A: ${"x".repeat(300_000)}\r\n\r\nab`,
    {
      chromium: "head-too-large",
      webkit: "head-too-large",
      firefox: `200 OK [X-A: ${"x".repeat(300_000)}] ab`,
    },
  ],
  ["interim responses without end", "HTTP/1.1 100 X\r\n\r\n".repeat(30_000), "head-too-large"],
  [
    "line ends without end",
    "\r\n".repeat(300_000),
    { standard: "no-status-line", chromium: "no-status-line", webkit: "no-status-line" },
  ],
];

describe.each(names)("the bytes of a response, as %s reads them", (name) => {
  const rows = situations.flatMap(([title, bytes, expected]) => {
    const own = typeof expected === "string" ? expected : expected[name];
    return own === undefined ? [] : [{ title, bytes, own }];
  });

  it.each(rows)("$title", ({ bytes, own }) => {
    expect(words(name, bytes)).toBe(own);
  });
});

// Each would take minutes if its time grew faster than its length.
describe.each(names)("many blanks, as %s reads them", (name) => {
  const blanks = name === "webkit" ? " ".repeat(60_000) : " ".repeat(200_000);
  it.each([
    ["in a value", `HTTP/1.1 200 X\r\nX-A: a${blanks}b\r\n\r\n`],
    ["in a name", `HTTP/1.1 200 X\r\nX${blanks}A: a\r\n\r\n`],
    ["in a reason", `HTTP/1.1 200 a${blanks}b\r\n\r\n`],
    ["in a length", `HTTP/1.1 200 X\r\nContent-Length: 0${blanks}1\r\n\r\n`],
    ["before a line that goes on", `HTTP/1.1 200 X\r\nX-A: a${blanks}b\r\n c\r\n\r\n`],
    ["on a line of their own", `HTTP/1.1 200 X\r\nX-A: a\r\n${blanks}\r\n b\r\n\r\n`],
  ])("%s", (_, bytes) => {
    expect(parts(name, bytes)).not.toEqual([]);
  });
});

// NB: Firefox looks for the status line in what comes first, so there the packets matter.
describe.each(["standard", "chromium", "webkit"] as const)(
  "bytes that come one by one, as %s reads them",
  (name) => {
    const rows = situations.filter(([, bytes]) => bytes.length < 1000);

    it.each(rows)("mean the same: %s", (_, bytes) => {
      expect(words(name, bytes, { step: 1 })).toBe(words(name, bytes));
    });
  },
);

describe("where a response comes from", () => {
  it("decides in Chromium whether bytes without a status line are a body", () => {
    expect(words("chromium", "garbage!", { url: new URL("http://127.0.0.1/") })).toBe(
      "200 OK [] garbage!",
    );
    expect(words("chromium", "garbage!", { url: plain })).toBe("no-status-line");
  });

  it("decides in Chromium whether a head may break off", () => {
    expect(words("chromium", `${ok}X-A: 1`, { url: new URL("https://127.0.0.1:8443/") })).toBe(
      "truncated-head",
    );
  });

  it("doesn't make a body of bytes that answer a PUT in Firefox", () => {
    expect(words("firefox", "garbage", { method: "PUT" })).toBe("no-status-line");
  });

  it("has no body if HEAD was asked for", () => {
    for (const name of names)
      expect(words(name, `${ok}Content-Length: 2\r\n\r\n`, { method: "HEAD" })).toBe(
        "200 OK [Content-Length: 2]",
      );
  });
});

describe("a connection behind a response", () => {
  const reusable = (bytes: string): unknown =>
    parts("standard", bytes).flatMap((part) => (part.kind === "end" ? [part.reusable] : []));

  it.each([
    ["serves again behind a length", `${ok}Content-Length: 2\r\n\r\nab`, true],
    ["serves again behind chunks", `${ok}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, true],
    ["doesn't if it ended the body", `${ok}\r\nab`, false],
    [
      "doesn't if the server says it closes it",
      `${ok}Connection: x, Close\r\nContent-Length: 2\r\n\r\nab`,
      false,
    ],
    ["doesn't behind HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nab", false],
    [
      "serves again behind an HTTP/1.0 that asks for it",
      "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab",
      true,
    ],
    ["doesn't if there are bytes behind a length", `${ok}Content-Length: 2\r\n\r\nabc`, false],
    [
      "doesn't if there are bytes behind chunks",
      `${ok}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nx`,
      false,
    ],
    ["doesn't if there are bytes behind a head without a body", `HTTP/1.1 204 X\r\n\r\nab`, false],
  ])("%s", (_, bytes, expected) => {
    expect(reusable(bytes)).toEqual([expected]);
  });
});

describe("what comes in one piece is read", () => {
  /** The lengths of the pieces in which a body comes out. */
  const reads = (name: Name, text: string, step: number): number[] =>
    parts(name, text, { step }).flatMap((part) =>
      part.kind === "data" ? [part.bytes.length] : [],
    );
  const head = `${ok}Content-Length: 20000\r\n\r\n`;
  const sized = head + "x".repeat(20_000);
  const chunks = `${ok}Transfer-Encoding: chunked\r\n\r\n`;
  const chunked = `${chunks}2\r\nab\r\n2710\r\n${"x".repeat(10_000)}\r\n0\r\n\r\n`;

  it("8 KiB at a time in WebKit, the head among them", () => {
    const first = 8192 - head.length;
    expect(reads("webkit", sized, 65_536)).toEqual([first, 8192, 20_000 - 8192 - first]);
    const before = chunks.length + "2\r\nab\r\n2710\r\n".length;
    expect(reads("webkit", chunked, 65_536)).toEqual([2, 8192 - before, 10_000 - 8192 + before]);
  });

  it("each from its own beginning", () => {
    const rest = head.length + 20_000 - 2 * 9000;
    expect(reads("webkit", sized, 9000)).toEqual([8192 - head.length, 808, 8192, 808, rest]);
  });

  it.each(["standard", "chromium", "firefox"] as const)("whole in %s", (name) => {
    expect(reads(name, sized, 65_536)).toEqual([20_000]);
  });
});
