import type { Reply } from "../../case.ts";
import { answer, scripted } from "../scripts/script.ts";
import type { Situation } from "../situation.ts";
import { A_WHILE, asked } from "./asked.ts";

// NB: Not at once: WebKit at times reads an answer in vain that it gets while it is still busy with the connection that has ended.
const HANGS_UP: Reply = { status: 200, raw: "", hangUp: true, delay: 150 };

// As many as browsers open to one host.
const places = [1, 2, 3, 4, 5, 6];

const slow = Object.fromEntries(
  places.map((number) => [`slow${number}`, [answer({ delay: 1000 })]] as const),
);

const methods = ["GET", "PUT", "POST"];

const bodyOf = (method: string): { readonly body?: string } =>
  method === "GET" ? {} : { body: "hay" };

/** What a server hangs up on without a word, over a connection that was made for it, had served, or one of several that had. */
export function* sentAgainSituations(): Generator<Situation> {
  const once = { "1": [HANGS_UP, answer()] };
  for (const method of methods)
    yield scripted(
      `the page's own server hangs up on a ${method}`,
      [asked("one", "{a/}1", { method, ...bodyOf(method) })],
      once,
    );
  for (const method of methods)
    yield scripted(
      `another server hangs up on a ${method} that a connection was made for`,
      [asked("one", "{b/}1", { method, ...bodyOf(method) })],
      once,
    );
  for (const method of methods)
    yield scripted(
      `another server hangs up on a ${method} over a connection that had served`,
      [
        asked("before", "{b/}0", { credentials: "omit" }),
        A_WHILE,
        asked("one", "{b/}1", { method, credentials: "omit", ...bodyOf(method) }),
      ],
      once,
    );
  for (const [method, target] of [
    ["GET", "b"],
    ["POST", "b"],
    ["PUT", "a"],
  ])
    yield scripted(
      `a server hangs up on a ${method} to {${target}} over each connection there is`,
      [
        ...sixBeside(target!),
        asked("one", `{${target}/}1`, { method, credentials: "same-origin", ...bodyOf(method!) }),
      ],
      { ...slow, "1": [HANGS_UP] },
    );

  for (const [words, length] of [
    ["with", "Content-Length: 0"],
    ["without", "X-A: 0"],
  ])
    yield scripted(
      `another server hangs up on a PUT behind a preflight, which is answered ${words} a length`,
      [asked("one", "{b/}1", { method: "PUT", credentials: "omit", body: "hay" })],
      { ...once, preflight: [answer({ status: 204, body: "", lines: [length!] })] },
    );
}

/** Each goes out before the first is answered, so that each has a connection, and all of them are idle afterwards. */
function sixBeside(target: string): string[] {
  return [
    ...places.flatMap((number) => [
      `fetch("{${target}/}slow${number}").then((response) => response.text());`,
      "await wait(100);",
    ]),
    "await wait(1400);",
  ];
}
