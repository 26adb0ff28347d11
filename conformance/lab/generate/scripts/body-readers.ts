import type { Situation } from "../situation.ts";
import { answer, type Replies, scripted } from "./script.ts";

const form = [
  "--chicken",
  `Content-Disposition: form-data; name="one"`,
  "",
  "1",
  "--chicken",
  `Content-Disposition: form-data; name="two"; filename="two.txt"`,
  "Content-Type: text/chicken",
  "",
  "22",
  "--chicken--",
  "",
].join("\r\n");

/** Bodies and their types; `null` is none at all. */
const contents: readonly (readonly [type: string | null, body: string])[] = [
  ["text/plain", "chicken"],
  ["text/plain", ""],
  ["text/plain;charset=utf-16", "chicken"],
  ["text/plain", "\xef\xbb\xbfchicken"],
  ["text/plain", "\xff\xfechicken"],
  ["text/plain", "caf\xc3\xa9 \xe9"],
  ["application/json", `{"chicken":[1,null]}`],
  ["application/json", `\xef\xbb\xbf{"chicken":1}`],
  ["application/json", "{"],
  ["application/json", ""],
  ["application/x-www-form-urlencoded", "one=1&two=%32+2&one=3"],
  ["application/x-www-form-urlencoded;charset=latin1", "one=%e9"],
  ["application/x-www-form-urlencoded", ""],
  ["multipart/form-data; boundary=chicken", form],
  [`multipart/form-data; boundary="chicken"`, form],
  ["multipart/form-data", form],
  ["multipart/form-data; boundary=duck", form],
  ["multipart/form-data; boundary=chicken", ""],
  ["TEXT/Plain; Charset=X; a=b", "chicken"],
  ["text/html, text/plain", "chicken"],
  ["chicken", "chicken"],
  ["", "chicken"],
  [null, "chicken"],
];

const readers = ["text", "json", "blob", "arrayBuffer", "bytes", "formData"];

function replies([type, body]: (typeof contents)[number]): Replies {
  const given = answer({ body, type: type ?? "" });
  const headers = given.headers!.filter((line) => type !== null || !/^content-type/i.test(line));
  return { "": [{ ...given, headers }] };
}

export function* bodyReaderSituations(): Generator<Situation> {
  for (const content of contents)
    for (const reader of readers)
      yield scripted(
        `${reader} of ${JSON.stringify(content).slice(0, 80)}`,
        [
          `const response = await fetch("{b/}1");`,
          `await attempt("${reader}", () => response.${reader}());`,
          `note("used", response.bodyUsed);`,
        ],
        replies(content),
      );
  yield* twiceSituations();
  yield* streamSituations();
  yield* emptySituations();
}

/** What is left for the second. */
function* twiceSituations(): Generator<Situation> {
  for (const first of readers) {
    for (const second of readers.slice(0, 3))
      yield scripted(`${first}, then ${second}`, [
        `const response = await fetch("{b/}1");`,
        `await attempt("first", () => response.${first}());`,
        `await attempt("second", () => response.${second}());`,
      ]);
    yield scripted(`${first} of a clone and of the response`, [
      `const response = await fetch("{b/}1");`,
      "const copy = response.clone();",
      `noteResponse("copy", copy);`,
      `await attempt("copy", () => copy.${first}());`,
      `note("used", response.bodyUsed, copy.bodyUsed);`,
      `await attempt("response", () => response.${first}());`,
      `note("used", response.bodyUsed, copy.bodyUsed);`,
    ]);
    yield scripted(`${first}, then cloned`, [
      `const response = await fetch("{b/}1");`,
      `await attempt("first", () => response.${first}());`,
      `await attempt("cloned", () => response.clone());`,
    ]);
    yield scripted(`${first} while ${first} is under way`, [
      `const response = await fetch("{b/}1");`,
      `const one = attempt("one", () => response.${first}());`,
      `note("used", response.bodyUsed);`,
      `const other = attempt("other", () => response.${first}());`,
      "await one; await other;",
    ]);
  }
}

/** A body as a stream. */
function* streamSituations(): Generator<Situation> {
  const slow: Replies = { "": [answer({ pause: { after: 3, delay: 300 } })] };
  const all = `const all = async (stream) => {
    const reader = stream.getReader();
    const sizes = [];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return sizes;
      sizes.push(value.length);
    }
  };`;
  const scripts: readonly (readonly [name: string, lines: readonly string[]])[] = [
    ["read to its end", [all, `await attempt("sizes", () => all(response.body));`]],
    [
      "the same each time",
      [`note("same", response.body === response.body, response.body.locked, response.bodyUsed);`],
    ],
    [
      "locked by a reader",
      [
        "const reader = response.body.getReader();",
        `note("locked", response.body.locked, response.bodyUsed);`,
        `await attempt("text", () => response.text());`,
        `await attempt("cloned", () => response.clone());`,
        "reader.releaseLock();",
        `await attempt("text", () => response.text());`,
      ],
    ],
    [
      "read once, then released",
      [
        "const reader = response.body.getReader();",
        `note("read", (await reader.read()).value);`,
        "reader.releaseLock();",
        `note("used", response.bodyUsed, response.body.locked);`,
        `await attempt("text", () => response.text());`,
        `await attempt("cloned", () => response.clone());`,
        all,
        `await attempt("rest", () => all(response.body));`,
      ],
    ],
    [
      "cancelled",
      [
        `await attempt("cancelled", () => response.body.cancel("chicken"));`,
        `note("used", response.bodyUsed);`,
        `await attempt("text", () => response.text());`,
        `await attempt("cloned", () => response.clone());`,
      ],
    ],
    [
      "teed",
      [
        "const [one, other] = response.body.tee();",
        `note("used", response.bodyUsed, response.body.locked);`,
        all,
        `await attempt("one", () => all(one));`,
        `await attempt("other", () => all(other));`,
        `await attempt("text", () => response.text());`,
      ],
    ],
    [
      "cloned, one branch cancelled",
      [
        "const copy = response.clone();",
        // Its end waits for the other branch.
        "copy.body.cancel();",
        `await attempt("text", () => response.text());`,
        `note("used", response.bodyUsed, copy.bodyUsed);`,
      ],
    ],
    [
      "cloned twice",
      [
        "const copy = response.clone();",
        "const another = copy.clone();",
        `await attempt("another", () => another.text());`,
        `await attempt("copy", () => copy.text());`,
        `await attempt("response", () => response.text());`,
      ],
    ],
    [
      "piped through a decoder",
      [
        "const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();",
        `note("first", (await reader.read()).value);`,
        `note("used", response.bodyUsed, response.body.locked);`,
      ],
    ],
    [
      "put into another Response",
      [
        `await attempt("text", () => new Response(response.body).text());`,
        `note("used", response.bodyUsed);`,
      ],
    ],
    [
      "read by a BYOB reader",
      [
        `await attempt("byob", async () => {
          const reader = response.body.getReader({ mode: "byob" });
          return (await reader.read(new Uint8Array(2))).value;
        });`,
      ],
    ],
    [
      "iterated",
      [
        `await attempt("iterated", async () => {
          const sizes = [];
          for await (const chunk of response.body) sizes.push(chunk.length);
          return sizes;
        });`,
      ],
    ],
  ];
  for (const [name, lines] of scripts)
    for (const [speed, given] of [
      ["at once", {}],
      ["slowly", slow],
    ] as const)
      for (const url of ["{b/}1", "{a/}1"])
        yield scripted(
          `the body of ${url} ${speed}, ${name}`,
          [`const response = await fetch("${url}");`, "await wait(100);", ...lines],
          given,
        );
}

/** Responses that have no body, or show none. */
function* emptySituations(): Generator<Situation> {
  const tell = [
    `noteResponse("response", response);`,
    `note("body", response.body === null, response.bodyUsed, response.ok);`,
    `await attempt("text", () => response.text());`,
    `note("used", response.bodyUsed);`,
    `await attempt("blob", () => response.blob());`,
    `await attempt("json", () => response.json());`,
    `await attempt("cloned", async () => (await response.clone().text()));`,
  ];
  const cases: readonly (readonly [name: string, init: string, replies: Replies])[] = [
    ["204", "", { "": [answer({ status: 204, body: "" })] }],
    ["205", "", { "": [answer({ status: 205, body: "" })] }],
    ["200 without a byte", "", { "": [answer({ body: "" })] }],
    ["HEAD", `method: "HEAD"`, {}],
    ["404", "", { "": [answer({ status: 404 })] }],
    ["an opaque response", `mode: "no-cors"`, {}],
    [
      "an opaque redirect",
      `redirect: "manual"`,
      { "": [answer({ status: 302, lines: ["Location: {c/}2"] })] },
    ],
    ["a length too great", "", { "": [answer({ lines: ["Content-Length: 9"], hangUp: true })] }],
    [
      "chunks",
      "",
      {
        "": [
          answer({
            body: "3\r\nchi\r\n4\r\ncken\r\n0\r\n\r\n",
            lines: ["Transfer-Encoding: chunked"],
          }),
        ],
      },
    ],
    [
      "chunks that break off",
      "",
      {
        "": [
          answer({
            body: "3\r\nchi\r\n4\r\n",
            lines: ["Transfer-Encoding: chunked"],
            hangUp: true,
          }),
        ],
      },
    ],
  ];
  for (const [name, init, given] of cases)
    for (const url of ["{a/}1", "{b/}1"])
      yield scripted(
        `${name} from ${url}`,
        [`const response = await fetch("${url}", { ${init} });`, ...tell],
        given,
      );
}
