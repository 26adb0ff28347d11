import type { Situation } from "../situation.ts";
import { answer, type Replies, scripted } from "./script.ts";

const replies: Replies = { slow: [answer({ pause: { after: 3, delay: 800 } })] };

const ways: Readonly<Record<string, readonly string[]>> = {
  "by a method": [`await attempt("text", () => response.text());`],
  "by a method, after its stream was looked at": [
    `response.body;`,
    `await attempt("text", () => response.text());`,
  ],
  "by a reader": [
    "const reader = response.body.getReader();",
    `await attempt("read", async () => { while (!(await reader.read()).done); });`,
    `await attempt("closed", () => reader.closed);`,
  ],
  "by a reader into a buffer": [
    `const reader = response.body.getReader({ mode: "byob" });`,
    `await attempt("read", async () => { while (!(await reader.read(new Uint8Array(10))).done); });`,
  ],
  "by a pipe": [`await attempt("piped", () => response.body.pipeTo(new WritableStream()));`],
  "by a loop": [`await attempt("chunks", async () => { for await (const _ of response.body); });`],
  "as a copy": [
    "const copy = response.clone();",
    `await attempt("copy", () => copy.text());`,
    `await attempt("text", () => response.text());`,
  ],
  "as a copy of a stream": [
    "response.body;",
    "const copy = response.clone();",
    `await attempt("copy", () => copy.text());`,
    `await attempt("text", () => response.text());`,
  ],
  "as a copy's stream": [
    "response.body;",
    "const copy = response.clone();",
    "const reader = copy.body.getReader();",
    `await attempt("copy", async () => { while (!(await reader.read()).done); });`,
    `await attempt("text", () => response.text());`,
  ],
};

/** What is told of a body that is aborted to who reads all of it, and to who has its stream. */
export function* abortedStreamSituations(): Generator<Situation> {
  for (const [way, lines] of Object.entries(ways))
    for (const reason of ["", `new TypeError("t")`])
      yield scripted(
        `aborted ${way}: ${reason}`,
        [
          "const controller = new AbortController();",
          `const response = await fetch("{b/}slow", { signal: controller.signal });`,
          `setTimeout(() => controller.abort(${reason}), 300);`,
          ...lines,
        ],
        replies,
      );
}
