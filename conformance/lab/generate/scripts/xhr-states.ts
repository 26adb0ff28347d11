import type { Situation } from "../situation.ts";
import { answer, everything, type Replies, scripted } from "./script.ts";

const slow: Replies = {
  "": [answer({ delay: 200, body: "chicken", pause: { after: 3, delay: 250 } })],
  preflight: [{ status: 204, headers: [...everything, "Access-Control-Max-Age: 600"], delay: 200 }],
};

/** The states that a script can catch a request in. */
const states: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ["unsent", []],
  ["opened", [`xhr.open(method, "{b/}1");`]],
  ["sent", [`xhr.open(method, "{b/}1");`, "xhr.send();", "await wait(80);"]],
  [
    "with headers",
    [
      `xhr.open(method, "{b/}1");`,
      `const there = new Promise((resolve) => xhr.addEventListener("readystatechange", () => { if (xhr.readyState === 2) resolve(); }));`,
      "xhr.send();",
      "await there;",
    ],
  ],
  [
    "loading",
    [
      `xhr.open(method, "{b/}1");`,
      `const there = new Promise((resolve) => xhr.addEventListener("progress", resolve, { once: true }));`,
      "xhr.send();",
      "await there;",
    ],
  ],
  [
    "done",
    [
      `xhr.open(method, "{b/}1");`,
      `const there = new Promise((resolve) => xhr.addEventListener("loadend", resolve, { once: true }));`,
      "xhr.send();",
      "await there;",
    ],
  ],
];

const doings: readonly (readonly [name: string, doing: string])[] = [
  ["abort", "xhr.abort()"],
  ["abort twice", "(xhr.abort(), xhr.abort())"],
  ["open", `xhr.open("GET", "{c/}2")`],
  ["open and send", `(xhr.open("GET", "{c/}2"), xhr.send())`],
  ["open the same and send", `(xhr.open(method, "{b/}1"), xhr.send())`],
  ["send", "xhr.send()"],
  ["setRequestHeader", `xhr.setRequestHeader("X-A", "1")`],
  ["a header, then send", `(xhr.setRequestHeader("X-A", "1"), xhr.send())`],
  ["overrideMimeType", `xhr.overrideMimeType("text/plain;charset=utf-16")`],
  ["responseType", `xhr.responseType = "json"`],
  ["responseType of nothing", `xhr.responseType = "chicken"`],
  ["withCredentials", "xhr.withCredentials = true"],
  ["a late time-out", "xhr.timeout = 140"],
  ["a time-out taken back", "(xhr.timeout = 140, xhr.timeout = 0)"],
  ["a long time-out", "xhr.timeout = 5000"],
  ["getAllResponseHeaders", "xhr.getAllResponseHeaders()"],
  ["getResponseHeader", `xhr.getResponseHeader("Content-Type")`],
  ["responseText", "xhr.responseText"],
  ["response", "xhr.response"],
  ["open without sense", `xhr.open("GET", "http://[")`],
  ["open of a method without sense", `xhr.open("A B", "{b/}1")`],
  ["open of TRACE", `xhr.open("TRACE", "{b/}1")`],
];

/** Whether a request that needs a preflight may end otherwise. */
const isOfPreflights = (doing: string): boolean => /^\S*(?:abort|open|send|time-out)/.test(doing);

const told = `const tell = (name) => note(name, xhr.readyState, xhr.status, xhr.statusText, xhr.responseURL, xhr.timeout, xhr.withCredentials, xhr.responseType);`;

export function* xhrStateSituations(): Generator<Situation> {
  for (const [state, lines] of states)
    for (const [doing, done] of doings)
      for (const method of isOfPreflights(doing) ? ["GET", "PUT"] : ["GET"])
        yield scripted(
          `${method} ${state}: ${doing}`,
          [
            `const method = "${method}";`,
            "const xhr = new XMLHttpRequest();",
            told,
            `watch("event", xhr);`,
            ...lines,
            `tell("before");`,
            `await attempt("done", () => ${done});`,
            `tell("after");`,
            "await wait(900);",
            `tell("at last");`,
            `await attempt("response", () => xhr.response);`,
          ],
          slow,
        );
  yield* handlerSituations();
  yield* uploadSituations();
  yield* responseSituations();
}

/** From within an event. */
function* handlerSituations(): Generator<Situation> {
  const events = ["loadstart", "readystatechange", "progress", "load", "loadend", "abort", "error"];
  for (const event of events)
    for (const [name, doing] of [
      ["abort", "xhr.abort()"],
      ["open", `xhr.open("GET", "{c/}2")`],
      ["open and send", `(xhr.open("GET", "{c/}2"), xhr.send())`],
      ["throw", `(() => { throw new Error("CHICKEN"); })()`],
    ] as const)
      for (const [kind, replies] of [
        ["answered", slow],
        ["refused", { "1": [answer({ grants: [] })] }],
      ] as const) {
        if (name === "throw" && kind === "refused") continue;
        yield scripted(
          `${kind}: ${name} in ${event}`,
          [
            "const xhr = new XMLHttpRequest();",
            told,
            `watch("event", xhr);`,
            `xhr.open("GET", "{b/}1");`,
            `xhr.addEventListener("${event}", async () => {
              await attempt("done", () => ${doing});
              tell("after");
            }, { once: true });`,
            "xhr.send();",
            event === "abort" ? "await wait(80); xhr.abort();" : "",
            "await wait(900);",
            `tell("at last");`,
          ],
          replies,
        );
      }
}

/** Uploads that are ended early. */
function* uploadSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const listened of [true, false])
      for (const [name, now] of [
        ["at once", ""],
        ["soon", "await wait(80);"],
        ["at last", "await wait(900);"],
      ] as const)
        for (const doing of ["xhr.abort();", `xhr.open("GET", "{c/}2");`, "xhr.timeout = 1;"])
          yield scripted(
            `an upload to ${url}${listened ? ", listened to" : ""}: ${doing} ${name}`,
            [
              "const xhr = new XMLHttpRequest();",
              `watch("event", xhr);`,
              listened
                ? `for (const type of ["loadstart", "abort", "error", "load", "timeout", "loadend"])
                    xhr.upload.addEventListener(type, ({ loaded, total }) => note("upload", type, loaded, total));`
                : "",
              `xhr.open("POST", "${url}");`,
              `xhr.send("xyz");`,
              now,
              doing,
              "await wait(900);",
            ],
            slow,
          );
}

/** Types of responses, and what else is made of the body. */
function* responseSituations(): Generator<Situation> {
  const bodies: readonly (readonly [type: string, body: string])[] = [
    ["text/plain", "chicken"],
    ["text/plain;charset=latin1", "caf\xe9"],
    ["text/plain;charset=utf-16", "c\0h\0"],
    ["text/plain", "\xef\xbb\xbfcaf\xc3\xa9"],
    ["application/json", `{"chicken":1}`],
    ["application/json", "{"],
    ["text/chicken;charset=chicken", "caf\xc3\xa9"],
    ["", ""],
  ];
  for (const [type, body] of bodies)
    for (const responseType of ["", "text", "json", "arraybuffer", "blob"])
      for (const override of ["", "text/plain;charset=latin1", "text/duck", "chicken"])
        yield scripted(
          `${responseType} of ${JSON.stringify([type, body])}, overridden ${override}`,
          [
            "const xhr = new XMLHttpRequest();",
            `const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));`,
            `xhr.open("GET", "{b/}1");`,
            `xhr.responseType = "${responseType}";`,
            override === "" ? "" : `xhr.overrideMimeType("${override}");`,
            "xhr.send();",
            "await end;",
            `note("response", xhr.response);`,
            `await attempt("text", () => xhr.responseText);`,
            `note("same", xhr.response === xhr.response);`,
            `await attempt("override", () => xhr.overrideMimeType("text/plain"));`,
            `note("type", xhr.getResponseHeader("Content-Type"));`,
          ],
          { "": [answer({ type, body })] },
        );
}
