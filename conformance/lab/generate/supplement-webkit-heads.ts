import { everyone } from "./granted.ts";
import { scripted } from "./scripts/script.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";

const names = [
  '"X"',
  "X(A)",
  "X/A",
  "X,B",
  "X=1",
  "X[1]",
  "<X>",
  "(X",
  ")",
  "\u0001",
  "\u000b",
  "X\u000c",
  "a\u007fb",
  "X A",
  " X",
  "\u00c3\u00a9",
  "\u00e9",
  "\u00e2\u0082A",
  "\u00a0X",
];

/** What frames a body, in order: numbers are lengths, the rest transfer encodings. */
const framings: readonly (readonly string[])[] = [
  ["x", "4"],
  ["4", "x"],
  ["identity", "4"],
  ["4", "identity"],
  ["chunked", "4"],
  ["4", "chunked"],
  ["chunked", "x", "4"],
  ["chunked", "4", "x"],
  ["x", "4", "chunked"],
  ["x", "4", "identity"],
  ["x", "4z"],
  ["4z", "chunked"],
  ["4z", "identity"],
  ["x", "4z", "4"],
  ["x", "4", "4z"],
  ["identity, chunked", "4"],
  ["4", "identity, chunked"],
  ["x", "2"],
  ["x", "+2"],
  ["x", "0"],
  ["gzip", "4"],
  ["", "4"],
  ["4", ""],
];

/** Names of headers that are no tokens; and lines that say different things of where a body ends. */
export function* headSituations(): Generator<Situation> {
  for (const name of names)
    for (const url of ["{a/}1", "{b/}1"]) {
      yield shown(name, url, ["Access-Control-Expose-Headers: *"]);
      yield shown(name, url, [`Access-Control-Expose-Headers: ${name}`]);
    }
  for (const framing of framings)
    for (const request of [get({ url: "{a/}1" }), asXhr(get())])
      yield situation(`${request.api} of a body framed by ${framing.join("; ")}`, request, {
        replies: { "": [{ status: 200, raw: framed(framing) }] },
      });
}

function shown(name: string, url: string, more: readonly string[]): Situation {
  return scripted(
    `headers named ${JSON.stringify(name)} of ${url}, ${more.join()}`,
    [
      "const xhr = new XMLHttpRequest();",
      `xhr.open("GET", "${url}");`,
      "xhr.send();",
      "await new Promise((resolve) => (xhr.onloadend = resolve));",
      `note(xhr.getAllResponseHeaders(), xhr.getResponseHeader(${JSON.stringify(name)}));`,
      `const { headers } = await fetch("${url}");`,
      "note([...headers].join(), [...new Headers(headers)].join());",
    ],
    {
      "": [
        {
          status: 200,
          headers: [
            ...everyone,
            "Cache-Control: no-store",
            "Content-Type: text/plain",
            ...more,
            `${name}: 1`,
            `${name.toUpperCase()}: 2`,
          ],
          body: "ok",
        },
      ],
    },
  );
}

function framed(framing: readonly string[]): string {
  const isChunked = framing.includes("chunked") && !framing.includes("x");
  return [
    "HTTP/1.1 200 OK",
    ...everyone,
    "Cache-Control: no-store",
    ...framing.map((value) =>
      /^\d|^\+/.test(value) ? `Content-Length: ${value}` : `Transfer-Encoding: ${value}`,
    ),
    "",
    isChunked ? "4\r\nbody\r\n0\r\n\r\n" : "body",
  ].join("\r\n");
}
