import type { Situation } from "../situation.ts";
import { answer, type Replies, scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";

const replies: Replies = {
  "": [answer({ type: "application/json", body: "[1,2,3]" })],
  "2": [answer({ type: "application/json", body: "[4]", delay: 250 })],
};

/** How what is sent with a request that has been used is ended. */
const ends: readonly (readonly [name: string, before: string, after: string])[] = [
  ["let be", "", ""],
  ["timed out, as was set before", "", ""],
  ["timed out", "xhr.timeout = 60;", ""],
  ["timed out, as is set later", "", "await wait(30); xhr.timeout = 60;"],
  ["aborted", "", "await wait(80); xhr.abort();"],
];

/** One XMLHttpRequest, sent twice. */
export function* xhrReuseSituations(): Generator<Situation> {
  for (const url of ["{a/}", "{b/}"])
    for (const first of ["POST", "GET"])
      for (const second of ["POST", "GET", "HEAD"])
        for (const [name, before, after] of ends) {
          if (first === "GET" && url === "{a/}") continue;
          yield scripted(
            `${first} and ${second} of ${url}, ${name}`,
            [
              ...heardRequest(true),
              `xhr.open("${first}", "${url}1");`,
              "const end = ended();",
              `xhr.send(${first === "POST" ? `"four"` : ""});`,
              "await end;",
              name.endsWith("before") ? "xhr.timeout = 60;" : "",
              `xhr.open("${second}", "${url}2");`,
              before,
              `xhr.send(${second === "POST" ? `"xy"` : ""});`,
              after,
              "await wait(450);",
              `note("at last", xhr.readyState, xhr.status, xhr.timeout);`,
            ],
            replies,
          );
        }
  yield* earlySituations();
  yield* againSituations();
  yield* mixedSituations();
  yield* timedSituations();
}

/** Aborted in its own loadstart. */
function* earlySituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const method of ["GET", "POST"])
      for (const header of ["", `xhr.setRequestHeader("X-A", "1");`])
        for (const body of ["", `"xyz"`])
          yield scripted(
            `${method} ${url} of ${body}${header === "" ? "" : " with a header"}, aborted in loadstart`,
            [
              ...heardRequest(true),
              `xhr.addEventListener("loadstart", () => xhr.abort(), { once: true });`,
              `xhr.open("${method}", "${url}");`,
              header,
              `xhr.send(${body});`,
              "await wait(80);",
              `note("at last", xhr.readyState);`,
            ],
          );
}

/** What is left of one that has ended, and sent once more without being opened. */
function* againSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const responseType of ["", "text", "arraybuffer"])
      for (const doing of ["xhr.send()", "xhr.abort()", `xhr.open("GET", "{b/}3")`])
        yield scripted(
          `${responseType} of ${url}: ${doing}, then abort`,
          [
            ...heardRequest(false),
            `xhr.open("GET", "${url}");`,
            `xhr.responseType = "${responseType}";`,
            "const end = ended();",
            "xhr.send();",
            "await end;",
            `try { ${doing}; note("done"); } catch (error) { note("thrown", error.name); }`,
            "xhr.abort();",
            `note("state", xhr.readyState, xhr.status, xhr.responseURL);`,
            `await attempt("response", () => xhr.response);`,
            `if (xhr.responseType !== "arraybuffer") await attempt("text", () => xhr.responseText);`,
            `note("headers", xhr.getAllResponseHeaders());`,
          ],
          replies,
        );
}

/** What a page of https asks of a server of plain http on its own machine. */
function* mixedSituations(): Generator<Situation> {
  for (const method of ["GET", "PUT"])
    for (const doing of [
      `xhr.setRequestHeader("X-A", "1")`,
      "xhr.withCredentials = true",
      "xhr.timeout = 10",
    ])
      yield scripted(
        `${method} of mixed content, then ${doing}`,
        [
          ...heardRequest(true),
          `xhr.open("${method}", "{c/}1");`,
          "xhr.send();",
          `try { ${doing}; note("done", xhr.readyState); } catch (error) { note("thrown", error.name); }`,
          "await wait(150);",
          `note("at last", xhr.readyState);`,
        ],
        { "": [answer({ delay: 300 })] },
        "s",
      );
}

/** A time limit of a request behind one that has ended in some way, with a limit or without. */
function* timedSituations(): Generator<Situation> {
  for (const limit of [0, 60, 2000])
    for (const [name, path, doing] of [
      ["is answered", "1", ""],
      ["is refused", "4", ""],
      ["is aborted", "2", "await wait(30); xhr.abort();"],
      ["is opened anew", "2", "await wait(30);"],
      ["is never sent", "", ""],
      ["takes its time", "2", ""],
    ] as const)
      yield scripted(
        `a time limit behind one of ${limit} that ${name}`,
        [
          ...heardRequest(false),
          `xhr.open("GET", "{b/}${path}");`,
          limit === 0 ? "" : `xhr.timeout = ${limit};`,
          "const end = ended();",
          path === "" ? "" : "xhr.send();",
          doing,
          path === "" || name === "is opened anew" ? "" : "await end;",
          `xhr.open("GET", "{b/}2");`,
          "xhr.timeout = 80;",
          "xhr.send();",
          "await wait(450);",
          `note("at last", xhr.readyState, xhr.status, xhr.timeout);`,
        ],
        { ...replies, "4": [answer({ grants: [] })] },
      );
}
