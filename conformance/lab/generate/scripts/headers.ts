import type { Situation } from "../situation.ts";
import { answer, everything, type Replies, scripted } from "./script.ts";

const head = [
  "X-C: 1",
  "X-C: two , 3",
  "X-D: caf\xe9",
  "X-E: hidden",
  "Set-Cookie: chicken=1",
  "Set-Cookie: duck=2",
  "Set-Cookie2: goose=3",
  'ETag: "x"',
  "Content-Language: en",
  "Last-Modified: Thu, 01 Jan 1970 00:00:00 GMT",
  "Expires: 0",
  "Pragma: x",
  "Vary: Origin",
];

const names = [
  "x-c",
  "X-C",
  "x-d",
  "x-e",
  "set-cookie",
  "Set-Cookie2",
  "etag",
  "content-type",
  "content-length",
  "cache-control",
  "content-language",
  "last-modified",
  "expires",
  "pragma",
  "vary",
  "access-control-allow-origin",
  "access-control-expose-headers",
  "x-none",
];

const exposures: readonly (readonly string[])[] = [
  [],
  ["Access-Control-Expose-Headers: X-C, x-d, etag"],
  ["Access-Control-Expose-Headers: *"],
  ["Access-Control-Expose-Headers: set-cookie, set-cookie2, vary, x-e"],
  ["Access-Control-Expose-Headers: x-c, x c"],
];

export function* headersSituations(): Generator<Situation> {
  for (const exposed of exposures)
    for (const url of ["{a/}1", "{b/}1"])
      for (const init of ["", `credentials: "include"`, `mode: "no-cors"`]) {
        const replies: Replies = {
          "": [
            answer({
              lines: [...head, ...exposed],
              grants: everything.filter((line) => !line.includes("Expose")),
            }),
          ],
        };
        const title = `headers of ${url} with ${init}, ${exposed.join("")}`;
        yield scripted(
          `${title}, asked for one by one`,
          [
            `const { headers } = await fetch("${url}", { ${init} });`,
            `for (const name of ${JSON.stringify(names)}) note(name, headers.get(name), headers.has(name));`,
            `note("set-cookie", headers.getSetCookie());`,
          ],
          replies,
        );
        yield scripted(
          `${title}, gone through`,
          [
            `const { headers } = await fetch("${url}", { ${init} });`,
            `note("entries", [...headers.entries()]);`,
            `note("keys", [...headers.keys()]);`,
            `note("values", [...headers.values()]);`,
            `headers.forEach((value, name, whole) => note(name, value, whole === headers));`,
            `note("copy", new Headers(headers));`,
          ],
          replies,
        );
        yield scripted(
          `${title}, by XHR`,
          [
            "const xhr = new XMLHttpRequest();",
            `xhr.open("GET", "${url}");`,
            init.includes("include") ? "xhr.withCredentials = true;" : "",
            `const end = watch("xhr", xhr);`,
            "xhr.send();",
            "await end;",
            `note("all", xhr.getAllResponseHeaders());`,
            `for (const name of ${JSON.stringify(names)}) note(name, xhr.getResponseHeader(name));`,
          ],
          replies,
        );
      }
  const changes = [
    `set("X-A", "1")`,
    `append("X-A", "1")`,
    `delete("X-C")`,
    `delete("X-None")`,
    `set("X A", "1")`,
    `get("X A")`,
    `has("")`,
    `get("\\u0100")`,
    `get()`,
    `set("X-A")`,
    `set("X-A", "\\u0100")`,
    `set("X-A", "\\n")`,
    `append("", "")`,
    `forEach()`,
  ];
  for (const change of changes) {
    yield scripted(`headers.${change} of a response`, [
      `const { headers } = await fetch("{b/}1");`,
      `await attempt("changed", () => headers.${change});`,
    ]);
    yield scripted(`headers.${change} of a Request`, [
      `const { headers } = new Request("{b/}1", { headers: { "X-C": "1" } });`,
      `await attempt("changed", () => headers.${change});`,
      `note("headers", headers);`,
    ]);
  }
}
