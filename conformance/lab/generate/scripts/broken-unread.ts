import type { Situation } from "../situation.ts";
import { brokenReplies } from "./broken-bodies.ts";
import { scripted } from "./script.ts";

const call = (member: string): string => `await attempt("${member}", () => response.${member}());`;
const used = `note("used", response.bodyUsed, response.body.locked);`;
const rest = ["await wait(300);", call("text"), used, call("blob"), call("clone")];

const readings: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ["nobody", rest],
  ["nobody, its stream looked at before", ["response.body;", ...rest]],
  ["nobody, though a reader has its stream", ["response.body.getReader();", ...rest]],
  [
    "neither it nor its copy",
    [
      "const copy = response.clone();",
      "await wait(300);",
      call("text"),
      `await attempt("copy", () => copy.text());`,
    ],
  ],
];

/** What is told of a body that has broken off by when somebody reads it. */
export function* brokenUnreadSituations(): Generator<Situation> {
  for (const [where, reply] of brokenReplies)
    for (const [name, lines] of readings)
      yield scripted(
        `a body that breaks off ${where}, read by ${name} till then`,
        [`const response = await fetch("{b/}1");`, ...lines],
        { "": [reply] },
      );
}
