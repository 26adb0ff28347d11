import type { Situation } from "../situation.ts";
import { answer, type Replies, scripted } from "./script.ts";

/** Notes what a script can ask for by name in each event, and at last. */
const listened: readonly string[] = [
  `const xhr = new XMLHttpRequest();`,
  `const names = ["X-C", "X-E", "Content-Type", "Set-Cookie", "Location"];`,
  `const tell = (name) => note(name, xhr.readyState, xhr.status, ...names.map((one) => xhr.getResponseHeader(one)));`,
  `for (const type of ["readystatechange", "abort", "error", "timeout", "load", "loadend"]) xhr.addEventListener(type, () => tell(type));`,
];

const lines = ["X-C: 1", "X-E: 2", "Set-Cookie: chicken=1"];

/** Where a script may stand when it aborts. */
const moments: readonly (readonly [name: string, event: string, condition: string])[] = [
  ["headers", "readystatechange", "xhr.readyState === 2"],
  ["loading", "readystatechange", "xhr.readyState === 3"],
  ["done", "readystatechange", "xhr.readyState === 4"],
  ["load", "load", "true"],
  ["loadend", "loadend", "true"],
];

const ways: readonly (readonly [name: string, replies: Replies])[] = [
  ["a body", { "1": [answer({ lines })] }],
  ["no body", { "1": [answer({ lines, body: "" })] }],
  ["two pieces", { "1": [answer({ lines, pause: { after: 3, delay: 300 } })] }],
  [
    "a redirect",
    {
      "1": [answer({ status: 302, lines: ["Location: {b/}2", ...lines] })],
      "2": [answer({ lines: ["X-C: 3", "X-E: 4"] })],
    },
  ],
];

/** What ends it by itself, after a head has come or before. */
const ends: readonly (readonly [name: string, replies: Replies, before?: string])[] = [
  ["breaks off", { "1": [answer({ lines: [...lines, "Content-Length: 50"], hangUp: true })] }],
  [
    "takes too long",
    { "1": [answer({ lines, pause: { after: 3, delay: 900 } })] },
    "xhr.timeout = 300;",
  ],
  ["is late", { "1": [answer({ lines, delay: 900 })] }, "xhr.timeout = 300;"],
  ["is refused", { "1": [answer({ lines, grants: [] })] }],
  [
    "leads to a refusal",
    {
      "1": [answer({ status: 302, lines: ["Location: {c/}2", ...lines] })],
      "2": [answer({ lines, grants: [] })],
    },
  ],
  [
    "leads to what breaks off",
    {
      "1": [answer({ status: 302, lines: ["Location: {a/}2", ...lines] })],
      "2": [answer({ body: "", lines: ["X-C: 3", "Content-Length: 50"], hangUp: true })],
    },
  ],
];

const afterwards: readonly string[] = [
  `xhr.open("GET", "{b/}3");`,
  `tell("opened anew");`,
  "xhr.abort();",
  `tell("aborted anew");`,
];

/** What `getResponseHeader` says once a request has been aborted, or has failed. */
export function* xhrHeadersLeftSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"]) {
    for (const [way, replies] of ways)
      for (const [moment, event, condition] of moments) {
        if (way === "no body" && moment === "loading") continue;
        yield scripted(
          `${url} with ${way}, aborted in ${moment}: the headers that are left`,
          [
            ...listened,
            "let isDone = false;",
            `xhr.addEventListener("${event}", () => { if (!isDone && ${condition}) { isDone = true; xhr.abort(); tell("aborted"); } });`,
            `xhr.open("GET", "${url}");`,
            "xhr.send();",
            "await wait(500);",
            `tell("at last");`,
            `note(xhr.getAllResponseHeaders().length > 0);`,
            ...afterwards,
          ],
          replies,
        );
      }
    for (const [end, replies, before = ""] of ends)
      yield scripted(
        `${url} ${end}: the headers that are left`,
        [
          ...listened,
          `xhr.open("GET", "${url}");`,
          before,
          "xhr.send();",
          "await wait(600);",
          `tell("at last");`,
          "xhr.abort();",
          `tell("aborted");`,
          ...afterwards,
        ],
        replies,
      );
  }
  yield scripted("a data: URL, aborted in load: the headers that are left", [
    ...listened,
    `xhr.addEventListener("load", () => { xhr.abort(); tell("aborted"); });`,
    `xhr.open("GET", "data:text/plain,chicken");`,
    "xhr.send();",
    "await wait(200);",
    `tell("at last");`,
  ]);
}
