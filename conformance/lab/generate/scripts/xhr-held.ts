import type { Situation } from "../situation.ts";
import { answer, everything, scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";

const JSON_BODY = { type: "application/json", body: "[1, 2, 3]" };

/** What is left of a request's progress to the one that comes soon after it, or to an end that is none. */
export function* xhrHeldSituations(): Generator<Situation> {
  yield* followedSituations();
  yield* brokenSituations();
  yield* waitedForSituations();
}

/** Two requests of one XMLHttpRequest, the second of which begins as the first ends. */
function* followedSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const first of ["the end", "progress"])
      for (const delay of [15, 200])
        yield scripted(
          `${url} anew upon ${first}, with a second piece after ${delay} ms`,
          [
            ...heardRequest(false),
            `xhr.open("GET", "${url}");`,
            first === "the end"
              ? "const end = ended();"
              : `const end = new Promise((resolve) => xhr.addEventListener("progress", resolve, { once: true }));`,
            "xhr.send();",
            "await end;",
            `xhr.open("GET", "{b/}2");`,
            "xhr.send();",
            "await wait(600);",
            `note("at last", xhr.readyState, xhr.responseText);`,
          ],
          {
            "1": [answer(JSON_BODY)],
            "2": [answer({ ...JSON_BODY, pause: { after: 3, delay } })],
          },
        );
}

/** A second piece soon after the first, and then nothing of what was told to come. */
function* brokenSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const delay of [15, 200])
      yield scripted(
        `${url} that breaks off behind a second piece after ${delay} ms`,
        [
          ...heardRequest(false),
          `xhr.open("GET", "${url}");`,
          "const end = ended();",
          "xhr.send();",
          "await end;",
          `note("at last", xhr.readyState, xhr.status, xhr.responseText);`,
        ],
        {
          "": [
            answer({
              ...JSON_BODY,
              lines: ["Content-Length: 5000"],
              pause: { after: 3, delay },
              hangUp: true,
            }),
          ],
        },
      );
}

const heads: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ["a length", ["Content-Length: 5000"]],
  ["a length, and a hint that it closes", ["Content-Length: 5000", "Connection: close"]],
  ["chunks", ["Transfer-Encoding: chunked"]],
];

/** Bodies that break off to a script that waits for them, with and without a word of closing. */
function* waitedForSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const status of ["200 OK", "404 Not Found"])
      for (const [name, lines] of heads)
        yield scripted(
          `${status} of ${url} with ${name}, broken off and waited for`,
          [
            ...heardRequest(false),
            `xhr.open("GET", "${url}", false);`,
            `await attempt("sent", () => sendSynchronously(xhr));`,
            `note("at last", xhr.readyState, xhr.status, xhr.responseURL);`,
            `note("text", xhr.responseText, xhr.getAllResponseHeaders());`,
          ],
          {
            "": [
              {
                status: 200,
                raw: [
                  `HTTP/1.1 ${status}`,
                  ...everything,
                  "Content-Type: text/plain",
                  "Cache-Control: no-store",
                  ...lines,
                  "",
                  name === "chunks" ? "7\r\nchicken\r\n5\r\neg" : "chicken",
                ].join("\r\n"),
              },
            ],
          },
        );
}
