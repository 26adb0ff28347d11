import type { PageName } from "../case.ts";
import { everyone } from "./granted.ts";
import { answer, scripted } from "./scripts/script.ts";
import { get, reply, type Situation, situation } from "./situation.ts";

/** Of an error that is given up before its type is told, and of addresses that a document with no address of its own may not load. */
export function* chromiumToldSituations(): Generator<Situation> {
  yield* givenUp();
  yield* unsafeAttempts();
}

function* givenUp(): Generator<Situation> {
  const types: readonly (readonly [type: string, lines: readonly string[]])[] = [
    ["text/plain", []],
    ["text/plain", ["X-Content-Type-Options: nosniff"]],
    ["text/html", []],
    ["application/xml", []],
    ["application/octet-stream", []],
  ];
  for (const url of ["{a/}1", "{b/}1"])
    for (const [type, lines] of types)
      for (const after of [2, 1200])
        yield scripted(
          `an error of ${url} of ${type}, ${lines.join()}, of which ${after} bytes have come in time`,
          [
            "const xhr = new XMLHttpRequest();",
            `xhr.open("GET", "${url}");`,
            "xhr.timeout = 400;",
            "xhr.send();",
            "await wait(1000);",
            'note("xhr", xhr.readyState, xhr.status);',
          ],
          {
            "1": [
              answer({
                status: 404,
                type,
                lines,
                body: "x".repeat(1300),
                pause: { after, delay: 800 },
              }),
            ],
          },
        );
}

function* unsafeAttempts(): Generator<Situation> {
  const pages: readonly PageName[] = ["a", "srcdoc in a", "blank in a"];
  const answers = {
    "1": [reply(302, ...everyone, "Location: {b/}2")],
    "2": [reply(200, ...everyone)],
  };
  for (const page of pages) {
    yield situation(
      `a drawing of another origin in ${page}`,
      {
        api: "svg-use",
        url: "{b/}2#x",
      },
      { page, replies: answers },
    );
    for (const request of [
      get({ url: "{a/}1", mode: "same-origin" }),
      { api: "track", url: "{a/}1" } as const,
      { api: "svg-use", url: "{a/}1#x" } as const,
    ])
      yield situation(`${request.api} led to another origin in ${page}`, request, {
        page,
        replies: answers,
      });
  }
}
