import type { Situation } from "../situation.ts";
import { answer, type Replies, scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";

const JSON_BODY = { type: "application/json", body: "[1,2,3]" };

/** Where a script may stand when it does something. */
const moments: readonly (readonly [name: string, event: string, condition: string])[] = [
  ["headers", "readystatechange", "xhr.readyState === 2"],
  ["loading", "readystatechange", "xhr.readyState === 3"],
  ["progress", "progress", "true"],
  ["done", "readystatechange", "xhr.readyState === 4"],
  ["load", "load", "true"],
  ["error", "error", "true"],
  ["loadend", "loadend", "true"],
];

const doings: readonly (readonly [name: string, doing: string])[] = [
  ["abort", "xhr.abort();"],
  ["abort in a promise", "Promise.resolve().then(() => xhr.abort());"],
  ["open", `xhr.open("GET", "{b/}2");`],
  ["send another", `xhr.open("GET", "{b/}2"); xhr.send();`],
  [
    "send another in a promise",
    `Promise.resolve().then(() => { xhr.open("GET", "{b/}2"); xhr.send(); });`,
  ],
];

const ends: readonly (readonly [name: string, replies: Replies])[] = [
  ["a body", { "1": [answer(JSON_BODY)] }],
  ["no body", { "1": [answer({ ...JSON_BODY, body: "" })] }],
  ["two pieces", { "1": [answer({ ...JSON_BODY, pause: { after: 3, delay: 120 } })] }],
  ["a refusal", { "1": [answer({ grants: [] })] }],
];

/** What a script does from within an event, with the numbers of all that comes of it. */
export function* xhrEndingSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const [end, replies] of ends)
      for (const [moment, event, condition] of moments)
        for (const [name, doing] of doings) {
          if (url === "{a/}1" && !name.startsWith("abort")) continue;
          if (end === "a refusal" && (url === "{a/}1" || /^(?:head|loadi|prog|load$)/.test(moment)))
            continue;
          if (end !== "a refusal" && moment === "error") continue;
          if (end === "no body" && moment === "loading") continue;
          yield scripted(
            `${url} with ${end}: ${name} in ${moment}`,
            [
              ...heardRequest(false),
              "let isDone = false;",
              `xhr.addEventListener("${event}", () => { if (!isDone && ${condition}) { isDone = true; ${doing} } });`,
              `xhr.open("GET", "${url}");`,
              "xhr.send();",
              "await wait(450);",
              `note("at last", xhr.readyState, xhr.status, xhr.responseURL);`,
              `await attempt("text", () => xhr.responseText);`,
            ],
            { "": [answer({ ...JSON_BODY, delay: 120 })], ...replies },
          );
        }
  yield* unsentSituations();
  yield* brokenSituations();
  yield* chunkSituations();
  yield* unreadableSituations();
}

/** Aborted before it is sent. */
function* unsentSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const method of ["GET", "PUT"])
      for (const [end, replies] of ends) {
        yield scripted(
          `${method} ${url} with ${end}, aborted before it is sent`,
          [
            ...heardRequest(true),
            `xhr.open("${method}", "${url}");`,
            "xhr.abort();",
            `note("aborted", xhr.readyState);`,
            `await attempt("sent", () => xhr.send("xyz"));`,
            "await wait(300);",
            `note("at last", xhr.readyState, xhr.status, xhr.responseURL);`,
            `await attempt("text", () => xhr.responseText);`,
            `await attempt("credentials", () => { xhr.withCredentials = true; });`,
            `await attempt("headers", () => xhr.getAllResponseHeaders().length > 0);`,
          ],
          replies,
        );
      }
}

/** Bodies that break off, to a script that waits and to one that doesn't. */
function* brokenSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const status of [200, 404])
      for (const body of ["[1,2,3]", ""]) {
        const replies: Replies = {
          "": [
            answer({
              type: "application/json",
              status,
              body,
              lines: ["Content-Length: 5000"],
              hangUp: true,
            }),
          ],
        };
        yield scripted(
          `${status} of ${url} that breaks off behind ${body.length} bytes`,
          [
            ...heardRequest(false),
            `xhr.open("GET", "${url}");`,
            "const end = ended();",
            "xhr.send();",
            "await end;",
            `note("at last", xhr.readyState, xhr.status, xhr.responseURL, xhr.responseText);`,
          ],
          replies,
        );
        yield {
          ...scripted("", [], replies),
          title: `${status} of ${url} that breaks off behind ${body.length} bytes, waited for`,
          steps: [{ api: "xhr", url, synchronous: true }],
        };
      }
}

/** Chunks that break off, or make no sense. */
function* chunkSituations(): Generator<Situation> {
  for (const [name, body, hangUp] of [
    ["break off behind a chunk", "3\r\n[1,\r\n", true],
    ["break off within a chunk", "9\r\n[1,", true],
    ["make no sense behind a chunk", "3\r\n[1,\r\nchicken\r\n", false],
  ] as const)
    for (const url of ["{a/}1", "{b/}1"])
      yield scripted(
        `chunks of ${url} that ${name}`,
        [
          ...heardRequest(false),
          `xhr.open("GET", "${url}");`,
          "const end = ended();",
          "xhr.send();",
          // Who takes it for the size of a chunk waits for that.
          "await Promise.race([end, wait(700)]);",
          `note("at last", xhr.readyState, xhr.status, xhr.responseURL, xhr.responseText);`,
        ],
        {
          "": [
            answer({
              type: "application/json",
              body,
              lines: ["Transfer-Encoding: chunked"],
              hangUp,
            }),
          ],
        },
      );
}

/** Heads that nobody can read. */
function* unreadableSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const method of ["GET", "PUT"]) {
      const replies: Replies = { "1": [answer({ lines: ["X-A: a\0b"] })] };
      yield scripted(
        `${method} ${url} with a zero byte in its head`,
        [
          ...heardRequest(false),
          `xhr.open("${method}", "${url}");`,
          "const end = ended();",
          "xhr.send();",
          "await end;",
          `note("at last", xhr.readyState, xhr.status, xhr.responseURL);`,
        ],
        replies,
      );
      yield {
        ...scripted("", [], replies),
        title: `${method} ${url} with a zero byte in its head, waited for`,
        steps: [{ api: "xhr", url, method, synchronous: true }],
      };
    }
}
