import type { Reply } from "../../case.ts";
import type { Situation } from "../situation.ts";
import { answer, everything, scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";

const JSON_TYPE = "application/json";
const GZIPPED = "\x1f\x8b\x08\0\0\0\0\0\0\x03\x8b6\xd41\xd21\x8e\x05\0\xe9\xb3m\xfd\x07\0\0\0";
const GZIPPED_NOTHING = "\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0";
const GZIPPED_LONG = "\x1f\x8b\x08\0\0\0\0\0\0\x03\x8b6\x88U\x18&\0\0&T\xeb:\xcb\0\0\0";
const DEFLATED = "x\x9c\x8b6\xd41\xd21\x8e\x05\0\x06\x95\x01\xa7";
const BROTLI = "\x0b\x03\x80[1,2,3]\x03";
const CHUNKS = "3\r\n[1,\r\n4\r\n2,3]\r\n0\r\n\r\n";

/** What is said of a body's length, and what comes of it. */
const bodies: readonly (readonly [name: string, reply: Partial<Reply>])[] = [
  ["of a length", { body: "[1,2,3]" }],
  ["of nothing", { body: "" }],
  ["of a length with a sign", { body: "[1,2,3]", headers: ["Content-Length: +7"], hangUp: true }],
  ["of a length with a nought", { body: "[1,2,3]", headers: ["Content-Length: 07"] }],
  ["of a length told twice", { body: "[1,2,3]", headers: ["Content-Length: 7, 7"] }],
  ["that goes beyond its length", { body: "[1,2,3]", headers: ["Content-Length: 3"] }],
  ["in chunks", { body: CHUNKS, headers: ["Transfer-Encoding: chunked"] }],
  [
    "in chunks, of a length besides",
    { body: CHUNKS, headers: ["Content-Length: 7", "Transfer-Encoding: chunked"] },
  ],
  ["in gzip", { body: GZIPPED, headers: ["Content-Encoding: gzip"] }],
  ["in x-gzip", { body: GZIPPED, headers: ["Content-Encoding: x-gzip"] }],
  ["of nothing in gzip", { body: GZIPPED_NOTHING, headers: ["Content-Encoding: gzip"] }],
  ["that gzip makes much shorter", { body: GZIPPED_LONG, headers: ["Content-Encoding: gzip"] }],
  ["in deflate", { body: DEFLATED, headers: ["Content-Encoding: deflate"] }],
  ["in br", { body: BROTLI, headers: ["Content-Encoding: br"] }],
  ["in an unknown coding", { body: "[1,2,3]", headers: ["Content-Encoding: chicken"] }],
  ["in one byte that is no gzip", { body: "x", headers: ["Content-Encoding: gzip"] }],
  ["in one byte that is no x-gzip", { body: "x", headers: ["Content-Encoding: x-gzip"] }],
  [
    "that goes on until the server hangs up",
    {
      raw: `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: ${JSON_TYPE}\r\nConnection: close\r\n\r\n[1,2,3]`,
      hangUp: true,
    },
  ],
  ["of nothing beside 204", { status: 204, body: "", headers: ["Content-Length: 7"] }],
  ["of nothing beside 205", { status: 205, body: "", headers: ["Content-Length: 0"] }],
];

/** Between a first piece and a second. */
const pauses = [15, 120, 300] as const;

const types = [JSON_TYPE, "text/plain", "text/html", "application/xml", ""] as const;

export function* xhrProgressSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const method of ["GET", "HEAD"])
      for (const [name, { headers = [], status = 200, ...reply }] of bodies) {
        if (method === "HEAD" && /^(?:that goes|in one)/.test(name)) continue;
        yield scripted(
          `${method} ${url}: a body ${name}`,
          [
            ...heardRequest(false),
            `xhr.open("${method}", "${url}");`,
            "const end = ended();",
            "xhr.send();",
            "await end;",
            `note("text", xhr.responseText.length);`,
          ],
          { "": [answer({ type: JSON_TYPE, status, ...reply, lines: headers })] },
        );
      }
  yield* pieceSituations();
  yield* localSituations();
  yield* preloadedSituations();
}

/** Bodies that come in two pieces: soon after one another, or late; and such as never end. */
function* pieceSituations(): Generator<Situation> {
  for (const delay of pauses)
    for (const type of types)
      for (const [name, lines] of [
        ["whole", []],
        ["without an end", ["Content-Length: 20"]],
      ] as const)
        yield scripted(
          `${JSON.stringify(type)} ${name}, the second piece after ${delay} ms`,
          [
            ...heardRequest(false),
            `xhr.addEventListener("progress", () => note("text", xhr.responseText));`,
            `xhr.open("GET", "{b/}1");`,
            "xhr.send();",
            "await wait(700);",
            `note("at last", xhr.readyState, xhr.responseText);`,
            "xhr.abort();",
          ],
          {
            "": [
              answer({
                type,
                lines: [...lines, ...(type === "" ? ["X-Content-Type-Options: nosniff"] : [])],
                body: "[1, 2, 3]",
                pause: { after: 3, delay },
              }),
            ],
          },
        );
}

/** What never was HTTP. */
function* localSituations(): Generator<Situation> {
  const urls = [
    `"data:application/json,[1,2,3]"`,
    `"data:application/json,"`,
    `URL.createObjectURL(new Blob(["[1,2,3]"], { type: "${JSON_TYPE}" }))`,
    `URL.createObjectURL(new Blob([]))`,
  ];
  for (const url of urls)
    for (const method of ["GET", "HEAD", "POST"]) {
      if (method !== "GET" && url.includes("Blob([])")) continue;
      yield scripted(`${method} ${url}`, [
        ...heardRequest(true),
        `xhr.open("${method}", ${url});`,
        `xhr.send(${method === "POST" ? `"xyz"` : ""});`,
        `note("sent", xhr.readyState);`,
        "await wait(150);",
        `note("text", xhr.responseText);`,
      ]);
    }
  for (const url of ["ftp://127.0.0.1/1", "chicken:1", "about:blank", "about:chicken"])
    yield scripted(`POST ${url}`, [
      ...heardRequest(true),
      `xhr.open("POST", "${url}");`,
      `await attempt("returned", () => xhr.send("xyz"));`,
      `note("sent", xhr.readyState);`,
      "await wait(150);",
    ]);
}

/** What a page has preloaded. */
function* preloadedSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"]) {
    const one = scripted(
      `${url} once it is preloaded`,
      [
        ...heardRequest(false),
        `xhr.open("GET", "${url}");`,
        "const end = ended();",
        "xhr.send();",
        "await end;",
        `note("text", xhr.responseText);`,
      ],
      {
        "": [
          {
            status: 200,
            headers: [...everything, `Content-Type: ${JSON_TYPE}`],
            body: "[1,2,3]",
          },
        ],
      },
    );
    yield {
      ...one,
      steps: [{ api: "preload", url, as: "fetch", crossorigin: "" }, ...one.steps],
    };
  }
}
