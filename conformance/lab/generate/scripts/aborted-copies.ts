import type { Situation } from "../situation.ts";
import { answer, type Replies, scripted } from "./script.ts";

const replies: Replies = { slow: [answer({ pause: { after: 3, delay: 800 } })] };

const text = (name: string): string =>
  `await attempt("text of ${name}", () => ${name}.text()); note("used", ${name}.bodyUsed);`;
const read = (name: string): string =>
  `await attempt("${name}", async () => { const reader = ${name}.body.getReader(); while (!(await reader.read()).done); });`;
const aborted = "await wait(500);";

/** What is done with a response and its copy while it is aborted. */
const ways: Readonly<Record<string, readonly string[]>> = {
  "read by chunks": [read("copy"), read("response")],
  "of which the copy is a copy's": [
    "const other = copy.clone();",
    read("other"),
    read("copy"),
    read("response"),
  ],
  halved: [
    "const reader = copy.body.tee()[0].getReader();",
    `await attempt("half", async () => { while (!(await reader.read()).done); });`,
  ],
  "read by chunks after it": [aborted, read("copy"), read("response")],
  "read by a method after it, twice": [
    aborted,
    text("copy"),
    text("response"),
    text("copy"),
    text("response"),
  ],
  "read by a method after it, looked at before": [
    "copy.body; response.body;",
    aborted,
    text("copy"),
    text("response"),
  ],
  "copied again after it": [
    aborted,
    "const late = copy.clone(), later = response.clone();",
    text("late"),
    text("later"),
  ],
};

/** What a response and its copy tell of an abort. */
export function* abortedCopySituations(): Generator<Situation> {
  for (const seen of ["", "response.body;"])
    for (const [way, lines] of Object.entries(ways))
      for (const reason of ["", `new TypeError("t")`])
        yield scripted(
          `a response${seen && " whose stream was seen"} and its copy, ${way}, aborted with (${reason})`,
          [
            "const controller = new AbortController();",
            `const response = await fetch("{b/}slow", { signal: controller.signal });`,
            `setTimeout(() => controller.abort(${reason}), 300);`,
            seen,
            "const copy = response.clone();",
            ...lines,
          ],
          replies,
        );
}
