import type { Reply } from "../../case.ts";
import type { Situation } from "../situation.ts";
import { answer, everything, scripted } from "./script.ts";

const call = (member: string): string => `await attempt("${member}", () => response.${member}());`;
const used = `note("used", response.bodyUsed, response.body.locked);`;
const begin = "const reader = response.body.getReader();";
const read = `await attempt("chunk", async () => (await reader.read()).value?.length);`;
const copied = `await attempt("copy", () => copy.text());`;

/** What is done with a body that breaks off a while after it began. */
const readings: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ["as text, then as a Blob", [call("text"), used, call("blob")]],
  ["as a Blob, then as text", [call("blob"), used, call("text")]],
  ["as JSON twice", [call("json"), call("json")]],
  ["as a buffer", [call("arrayBuffer")]],
  ["as a form", [call("formData")]],
  ["as bytes", [call("bytes")]],
  ["as text, then copied", [call("text"), call("clone"), used, call("text")]],
  ["as text, its stream looked at before", ["response.body;", call("text"), used, call("blob")]],
  [
    "by a reader, then as text",
    [begin, read, read, "reader.releaseLock();", used, call("text"), call("clone")],
  ],
  ["by a reader that stays, then as text", [begin, read, read, used, call("text"), call("clone")]],
  [
    "as text, as its copy is, twice",
    ["const copy = response.clone();", call("text"), copied, call("text"), copied],
  ],
];

const pause = { after: 8, delay: 100 };

export const brokenReplies: readonly (readonly [name: string, reply: Reply])[] = [
  [
    "within chunks",
    answer({
      body: "3\r\nchi\r\n4\r\n",
      lines: ["Transfer-Encoding: chunked"],
      hangUp: true,
      pause,
    }),
  ],
  [
    "before its length",
    {
      status: 200,
      headers: [],
      raw: ["HTTP/1.1 200 OK", ...everything, "Content-Length: 10", "", "chi"].join("\r\n"),
      pause,
    },
  ],
];

/** What is told of a body that breaks off while it is read, at first and once more. */
export function* brokenBodySituations(): Generator<Situation> {
  for (const [where, reply] of brokenReplies)
    for (const url of ["{a/}1", "{b/}1"])
      for (const [name, lines] of readings)
        yield scripted(
          `a body of ${url} that breaks off ${where}, read ${name}`,
          [`const response = await fetch("${url}");`, ...lines],
          { "": [reply] },
        );
}
