import type { Situation } from "../situation.ts";
import { answer, everything, type Replies, scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";

/** What is sent. */
const bodies: readonly (readonly [name: string, value: string])[] = [
  ["a text", `"xyz"`],
  ["an empty text", `""`],
  ["an empty Blob", "new Blob([])"],
  ["an empty buffer", "new ArrayBuffer(0)"],
  ["empty parameters", "new URLSearchParams()"],
  ["parameters", `new URLSearchParams("a=1")`],
  ["20,000 bytes", "new Uint8Array(20000)"],
  ["nothing", ""],
];

const late = answer({ delay: 300 });
const refused = answer({ grants: [] });

/** How it is answered. */
const answers: readonly (readonly [name: string, replies: Replies])[] = [
  ["answered", {}],
  ["answered late", { "": [late] }],
  ["refused", { "": [refused] }],
  ["led on", { "1": [answer({ status: 307, lines: ["Location: {b/}2"] })] }],
  [
    "led on late",
    { "1": [answer({ status: 307, lines: ["Location: {b/}2"], delay: 120 })], "2": [late] },
  ],
  [
    "led away",
    { "1": [answer({ status: 307, lines: ["Location: {c/}2"] })], "2": [answer({ delay: 120 })] },
  ],
  ["led back home", { "1": [answer({ status: 307, lines: ["Location: {a/}2"] })] }],
  ["led on without it", { "1": [answer({ status: 303, lines: ["Location: {b/}2"] })] }],
];

/** Whoever names no origin grants nothing to requests that have gone through another one. */
const anyone = everything.map((line) =>
  line.startsWith("Access-Control-Allow-Origin") ? "Access-Control-Allow-Origin: *" : line,
);

export function* xhrUploadSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const [name, value] of bodies)
      for (const [how, replies] of answers) {
        if (how !== "answered" && how !== "answered late" && /empty|nothing|^param/.test(name))
          continue;
        yield scripted(
          `${name} to ${url}, ${how}`,
          [
            ...heardRequest(true),
            `xhr.open("POST", "${url}");`,
            "const end = ended();",
            `xhr.send(${value});`,
            "await end;",
            "await wait(50);",
          ],
          granted(replies),
        );
      }
  yield* withinSituations();
}

const granted = (replies: Replies): Replies => ({
  "": [answer({ grants: anyone })],
  ...Object.fromEntries(
    Object.entries(replies).map(([path, list]) => [
      path,
      list.map((one) => ({
        ...one,
        headers: one.headers?.map((line) =>
          line.startsWith("Access-Control-Allow-Origin") ? "Access-Control-Allow-Origin: *" : line,
        ),
      })),
    ]),
  ),
});

/** What a script does from within the events of an upload. */
function* withinSituations(): Generator<Situation> {
  for (const [event, doing] of [
    ["progress", "xhr.abort();"],
    ["progress", `xhr.open("POST", "{a/}2"); xhr.send("a");`],
    ["load", "xhr.abort();"],
    ["loadend", "xhr.abort();"],
  ] as const)
    for (const value of [`"xyz"`, `""`, "new Uint8Array(20000)"])
      yield scripted(
        `${value}: ${doing} in upload's ${event}`,
        [
          ...heardRequest(true),
          `xhr.upload.addEventListener("${event}", () => { ${doing} }, { once: true });`,
          `xhr.open("POST", "{b/}1");`,
          `xhr.send(${value});`,
          "await wait(500);",
        ],
        granted({ "": [answer({ delay: 150 })] }),
      );
}
