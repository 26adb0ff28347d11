import type { Situation } from "../situation.ts";
import { answer, everything, type Replies, scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";

export const end = [
  `note("at last", xhr.readyState, xhr.status, xhr.statusText, xhr.responseURL);`,
  `await attempt("text", () => xhr.responseText);`,
  `note("type", xhr.getResponseHeader("Content-Type"));`,
];

export const answers: readonly (readonly [name: string, replies: Replies])[] = [
  ["answered", {}],
  ["answered with 404", { "": [answer({ status: 404 })] }],
  ["answered with 204", { "": [answer({ status: 204, body: "" })] }],
  ["answered with nothing", { "": [answer({ body: "" })] }],
  ["refused", { "": [answer({ grants: [] })] }],
  ["answered without sense", { "": [{ status: 200, raw: "HTTP/1.1 200 OK\r\nA: a\0b\r\n\r\n" }] }],
  ["led on", { "1": [answer({ status: 307, lines: ["Location: {b/}2"] })] }],
  ["led home", { "1": [answer({ status: 307, lines: ["Location: {a/}2"] })] }],
  ["led in a circle", { "1": [answer({ status: 307, lines: ["Location: {a/}1"] })] }],
  ["led out of HTTP", { "1": [answer({ status: 302, lines: ["Location: chicken:2"] })] }],
  ["refused by its preflight", { preflight: [{ status: 204, headers: [] }] }],
  ["refused by its preflight's status", { preflight: [{ status: 404, headers: everything }] }],
];

/** Requests that a script waits for: how they end, and what may not be said of them. */
export function* xhrWaitedSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const method of ["GET", "PUT"])
      for (const [name, replies] of answers) {
        if (name.includes("preflight") && (method === "GET" || url === "{a/}1")) continue;
        yield scripted(
          `${method} ${url}, ${name}, waited for`,
          [
            ...heardRequest(true),
            `xhr.open("${method}", "${url}", false);`,
            `await attempt("sent", () => sendSynchronously(xhr${method === "PUT" ? `, "xyz"` : ""}));`,
            ...end,
          ],
          replies,
        );
      }
  yield* misusedSituations();
  yield* followedSituations();
}

/** What is only for requests that nobody waits for. */
function* misusedSituations(): Generator<Situation> {
  const misuses: readonly (readonly string[])[] = [
    [`xhr.open("GET", "{b/}1", false)`, "xhr.timeout = 100"],
    ["xhr.timeout = 100", `xhr.open("GET", "{b/}1", false)`],
    [`xhr.open("GET", "{b/}1", false)`, `xhr.responseType = "json"`],
    [`xhr.responseType = "json"`, `xhr.open("GET", "{b/}1", false)`],
    [`xhr.responseType = "text"`, `xhr.open("GET", "{b/}1", false)`],
    [`xhr.open("GET", "{b/}1", false)`, `xhr.responseType = ""`],
    [`xhr.open("GET", "{b/}1", false)`, "xhr.withCredentials = true"],
    [`xhr.open("GET", "{b/}1", undefined)`],
    [`xhr.open("GET", "{b/}1", null)`],
    [`xhr.open("GET", "{b/}1", 0, "name", "word")`],
    [`xhr.open("GET", "{b/}1", false)`, `xhr.overrideMimeType("text/duck")`],
    [`xhr.open("GET", "{b/}1", false)`, `xhr.setRequestHeader("X-A", "1")`],
  ];
  for (const misuse of misuses)
    yield scripted(`${misuse.join("; ")}, waited for`, [
      ...heardRequest(false),
      ...misuse.map((line, index) => `await attempt("${index}", () => { ${line}; });`),
      `note("state", xhr.readyState, xhr.timeout, xhr.responseType, xhr.withCredentials);`,
      `await attempt("sent", () => sendSynchronously(xhr));`,
      ...end,
    ]);
}

/** A request that is waited for, and what its XMLHttpRequest does then. */
function* followedSituations(): Generator<Situation> {
  for (const [name, replies] of answers.slice(0, 6)) {
    yield scripted(
      `one that is waited for and ${name}, then another`,
      [
        ...heardRequest(true),
        `xhr.open("POST", "{b/}1", false);`,
        `await attempt("sent", () => sendSynchronously(xhr, "xyz"));`,
        "xhr.abort();",
        `note("aborted", xhr.readyState, xhr.status, xhr.responseURL);`,
        `xhr.open("POST", "{b/}2");`,
        "const end = ended();",
        `xhr.send("four");`,
        "await end;",
        ...end,
      ],
      replies,
    );
    yield scripted(
      `one that is waited for once another was ${name}`,
      [
        ...heardRequest(false),
        `xhr.open("GET", "{b/}1");`,
        "const end = ended();",
        "xhr.send();",
        "await end;",
        "await wait(20);",
        `xhr.open("GET", "{b/}2", false);`,
        `note("opened", xhr.readyState, xhr.status, xhr.responseURL);`,
        `await attempt("sent", () => sendSynchronously(xhr));`,
        ...end,
      ],
      replies,
    );
  }
}
