import type { HeaderLines } from "../case.ts";
import {
  allowHeaders,
  allowOrigin,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

const safelistedNames = [
  "Accept",
  "Accept-Language",
  "Content-Language",
  "Content-Type",
  "Range",
] as const;

/** A safelisted value to build others from. */
const ordinary: Readonly<Record<string, string>> = {
  Accept: "text/html",
  "Accept-Language": "en",
  "Content-Language": "en",
  "Content-Type": "text/plain",
  Range: "bytes=0-5",
};

export const names: readonly string[] = [
  ...safelistedNames,
  ..."accept ACCEPT content-type CONTENT-TYPE x-a X-A X-Chicken Authorization authorization AUTHORIZATION".split(
    " ",
  ),
  ..."DPR Save-Data Downlink Viewport-Width Width Device-Memory RTT ECT Intervention Purpose".split(
    " ",
  ),
  ..."Sec-CH-UA Sec-CH-DPR Sec-Fetch-Mode Sec-GPC Sec-Chicken Proxy-Authorization Proxy-Chicken".split(
    " ",
  ),
  ..."Accept-Charset Accept-Encoding Access-Control-Request-Headers Access-Control-Request-Method".split(
    " ",
  ),
  ..."Access-Control-Request-Private-Network Connection Content-Length Cookie Cookie2 Date DNT Expect Host".split(
    " ",
  ),
  ..."Keep-Alive Origin Referer Set-Cookie TE Trailer Transfer-Encoding Upgrade Via".split(" "),
  ..."X-HTTP-Method X-HTTP-Method-Override X-Method-Override User-Agent Last-Event-ID Upgrade-Insecure-Requests".split(
    " ",
  ),
  ..."Cache-Control Pragma If-None-Match If-Modified-Since If-Range Priority Content-Disposition Content-Encoding".split(
    " ",
  ),
  ..."Content-Location Link Location Early-Data Sec-WebSocket-Key Client-IP Referrer Timeout Destination * #$%&'*+-.^_`|~".split(
    " ",
  ),
];

const values: readonly string[] = [
  "1",
  "GET",
  "TRACE",
  "text/html",
  "",
  "on",
  "2.0",
  "gzip",
  "no-cache",
];

const answered = (headers: HeaderLines, request = get({ headers })): readonly Situation[] => {
  const listed = headers.map(([name]) => name).join(", ");
  const title = headers
    .map(
      ([name, value]) =>
        `${name}: ${value.length > 60 ? `${value.slice(0, 20)}…${value.length}` : value}`,
    )
    .join("; ");
  return [
    situation(`${title}, allowed`, request, {
      preflight: [reply(204, allowOrigin("a"), ALLOW_CREDENTIALS, allowHeaders(listed))],
      actual: [reply(200, allowOrigin("a"), ALLOW_CREDENTIALS)],
    }),
    situation(`${title}, not allowed`, request, {
      preflight: [reply(204, allowOrigin("a"), ALLOW_CREDENTIALS)],
      actual: [reply(200, allowOrigin("a"), ALLOW_CREDENTIALS)],
    }),
  ];
};

export function* requestHeaderSituations(): Generator<Situation> {
  for (const name of names) {
    for (const value of values) {
      yield* answered([[name, value]]);
      yield answered([[name, value]], asXhr(get({ headers: [[name, value]] })))[0]!;
    }
    const wildcard = [reply(204, "Access-Control-Allow-Origin: *", allowHeaders("*"))];
    yield situation(`${name} under *`, get({ headers: [[name, "1"]] }), { preflight: wildcard });
    yield situation(`${name} without cors`, get({ headers: [[name, "1"]], mode: "no-cors" }));
    yield situation(`${name} on the same origin`, get({ headers: [[name, "1"]], url: "{a/}1" }));
    const included = get({ headers: [[name, "1"]], credentials: "include" });
    const literal = [reply(204, allowOrigin("a"), ALLOW_CREDENTIALS, allowHeaders("*"))];
    yield situation(`${name} under a literal *`, included, {
      preflight: literal,
      actual: [reply(200, allowOrigin("a"), ALLOW_CREDENTIALS)],
    });
  }
  yield* lengths();
  yield* combinations();
}

function* lengths(): Generator<Situation> {
  const long = (name: string, length: number): string => {
    if (name === "Range") return `bytes=${"1".repeat(length - 7)}-`;
    if (name === "Content-Type") return `text/plain;${"a".repeat(length - 11)}`;
    return "a".repeat(length);
  };
  for (const name of safelistedNames) {
    for (const length of [64, 126, 127, 128, 129, 130, 200, 1023, 1024, 1025, 4000]) {
      yield answered([[name, long(name, length)]])[1]!;
    }
  }
  // Totals over several headers, each within its own limit. The browser's own `Accept` counts as well.
  for (let pad = 0; pad <= 24; pad++) {
    const headers = ["Accept", "Accept-Language", "Content-Language"].flatMap((name) =>
      Array.from(
        { length: 3 },
        (_, index) =>
          [name, "a".repeat(index === 2 && name === "Content-Language" ? 97 + pad : 114)] as const,
      ),
    );
    yield answered(headers)[1]!;
    const separate = [
      ["Accept", "a".repeat(120)],
      ["Accept", "a".repeat(120)],
      ["Accept", "a".repeat(120)],
      ["Accept-Language", "a".repeat(120)],
      ["Accept-Language", "a".repeat(120)],
      ["Accept-Language", "a".repeat(120)],
      ["Content-Language", "a".repeat(120)],
      ["Content-Language", "a".repeat(88 + pad * 2)],
      ["Content-Type", "text/plain"],
    ] as const;
    yield answered(separate)[1]!;
  }
}

function* combinations(): Generator<Situation> {
  const pairs: readonly HeaderLines[] = [
    [
      ["X-B", "1"],
      ["X-A", "1"],
    ],
    [
      ["x-b", "1"],
      ["X-a", "1"],
      ["X-B", "2"],
    ],
    [
      ["X-A", ""],
      ["Content-Type", "application/json"],
    ],
    [
      ["Authorization", "1"],
      ["X-A", "1"],
    ],
    [
      ["Accept", "text/html"],
      ["Accept", "text/css"],
    ],
    [
      ["Content-Type", "text/plain"],
      ["Content-Type", "text/plain"],
    ],
    [
      ["Range", "bytes=0-1"],
      ["Range", "bytes=2-3"],
    ],
    [
      ["Range", "bytes=0-1"],
      ["X-A", "1"],
    ],
    [
      ["X-A1", "1"],
      ["X-A10", "1"],
      ["X-A2", "1"],
      ["X-A_", "1"],
      ["X-A-", "1"],
    ],
    Array.from({ length: 40 }, (_, index) => [`X-${index}`, "1"] as const),
    [[`X-${"a".repeat(300)}`, "1"]],
  ];
  for (const headers of pairs) {
    yield* answered(headers);
    yield* answered(headers, asXhr(get({ headers })));
    yield* answered(headers, get({ headers, method: "PUT" }));
    yield* answered(headers, get({ headers, method: "POST", body: { kind: "text" } }));
  }
}

export const contentTypes: readonly string[] = [
  ..."text/plain TEXT/PLAIN multipart/form-data application/x-www-form-urlencoded application/json text/html text/xml".split(
    " ",
  ),
  ..."text/plain;charset=utf-8 text/plain;garbage text/plain; text/plain;; text/plain,text/plain text/plain,text/html".split(
    " ",
  ),
  ..."text text/ /plain text/plain/plain text;plain text/pl@in text/plain;charset=\u00e9 application/csp-report application/reports+json".split(
    " ",
  ),
  ..."application/expect-ct-report+json application/ocsp-request application/xss-auditor-report message/ad-auction-trusted-signals-request".split(
    " ",
  ),
  "text/plain ; charset=utf-8",
  'text/plain;charset="utf-8"',
  "text /plain",
  "text/ plain",
  "text/plain garbage",
  " text/plain ",
  "\ttext/plain",
  "text/plain\t",
  "multipart/form-data;boundary=x",
  "text/plain; boundary=a, text/html",
];

export const ranges: readonly string[] = [
  ..."bytes=0-5 BYTES=0-5 Bytes=0-5 bytes=0- bytes=-5 bytes=5-0 bytes=5-5 bytes=- bytes=0 bytes=a-b bytes=0-5,6-9 bytes=0-5, bytes bytes= 0-5 items=0-5".split(
    " ",
  ),
  ..."bytes=00-05 bytes=0x1-2 bytes=+1-2 bytes=1.5-2 bytes=0-5- bytes=--5 bytes=0--5 bytes:0-5".split(
    " ",
  ),
  "bytes= 0-5",
  "bytes =0-5",
  "bytes=0 -5",
  "bytes=0- 5",
  "bytes=0-5 ",
  " bytes=0-5",
  "bytes=0-5;",
  "bytes\t=0-5",
  `bytes=${"9".repeat(18)}-`,
  `bytes=${"9".repeat(19)}-`,
  `bytes=${"9".repeat(20)}-`,
  `bytes=${"9".repeat(60)}-`,
  `bytes=0-${"9".repeat(60)}`,
  `bytes=9223372036854775807-9223372036854775808`,
  `bytes=9223372036854775808-9223372036854775807`,
  `bytes=18446744073709551615-18446744073709551616`,
  `bytes=18446744073709551616-18446744073709551615`,
];

export const hints: HeaderLines = [
  ..."1 1.0 1.5 0 -1 1e1 1. .5 00 1000000 abc"
    .split(" ")
    .flatMap((value) =>
      ["DPR", "Width", "Viewport-Width", "Downlink", "RTT", "Device-Memory"].map(
        (name) => [name, value] as const,
      ),
    ),
  ..."on ON off 1 on;x".split(" ").map((value) => ["Save-Data", value] as const),
  ..."slow-2g 2g 3g 4g 5g 4G".split(" ").map((value) => ["ECT", value] as const),
  ["Save-Data", " on "],
];

export function* requestHeaderValueSituations(): Generator<Situation> {
  for (const value of contentTypes) {
    yield* answered([["Content-Type", value]]);
    const posted = get({
      method: "POST",
      headers: [["Content-Type", value]],
      body: { kind: "text" },
    });
    yield answered([["Content-Type", value]], posted)[1]!;
    yield answered([["Content-Type", value]], asXhr(posted))[1]!;
  }
  for (const value of ranges) {
    yield* answered([["Range", value]]);
    yield answered([["Range", value]], asXhr(get({ headers: [["Range", value]] })))[1]!;
  }
  for (const line of hints) yield answered([line])[1]!;
}

/** Every byte in the middle and at the end of every safelisted header's value. */
export function* requestHeaderByteSituations(): Generator<Situation> {
  for (const name of safelistedNames) {
    for (let byte = 0; byte < 256; byte++) {
      const char = String.fromCharCode(byte);
      yield answered([
        [name, `${ordinary[name]!}${char}${name === "Content-Type" ? ";a" : "a"}`],
      ])[1]!;
      if (byte < 0x30 || byte > 0x7a)
        yield answered([
          [name, `${ordinary[name]!}${name === "Content-Type" ? ";a=" : ""}${char}`],
        ])[1]!;
    }
  }
  for (let byte = 0; byte < 256; byte++) {
    const char = String.fromCharCode(byte);
    yield answered([[`X${char}A`, "1"]])[0]!;
    yield answered([["X-A", `1${char}2`]])[0]!;
  }
}
