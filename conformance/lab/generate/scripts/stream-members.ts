import type { Situation } from "../situation.ts";
import { scripted } from "./script.ts";

const tell = (stream: string): string =>
  `note("members", typeof ${stream}.values, typeof ${stream}[Symbol.asyncIterator], String(${stream}), ${stream} instanceof ReadableStream);`;
const byob = (stream: string): string =>
  `await attempt("byob", () => String(${stream}.getReader({ mode: "byob" })));`;

const streams: Readonly<Record<string, readonly string[]>> = {
  "a response": ["const stream = response.body;"],
  "a copy of a response": ["const stream = response.clone().body;"],
  "a response that has been copied": ["const copy = response.clone(), stream = response.body;"],
  "a response that has been read": ["await response.text();", "const stream = response.body;"],
  "a response, in one half": ["const [stream] = response.body.tee();"],
  "a response, cancelled": ["const stream = response.body;", "await stream.cancel();"],
  "a response, read by another": ["const stream = response.body;", "stream.getReader();"],
  "a request": [`const stream = new Request("{b/}2", { method: "POST", body: "chicken" }).body;`],
  "half a request": [
    `const [stream] = new Request("{b/}2", { method: "POST", body: "chicken" }).body.tee();`,
  ],
};

/** What a script finds a body's stream to have, and which readers read it. */
export function* streamMemberSituations(): Generator<Situation> {
  for (const [whose, lines] of Object.entries(streams))
    yield scripted(`the stream of ${whose}, by its members`, [
      `const response = await fetch("{b/}1");`,
      ...lines,
      tell("stream"),
      byob("stream"),
      `note("locked", stream.locked);`,
    ]);
  for (const options of ["", "{}", "{ mode: undefined }"])
    yield scripted(`a body's reader, asked for with ${options || "nothing"}`, [
      `const response = await fetch("{b/}1");`,
      `await attempt("reader", async () => (await response.body.getReader(${options}).read()).value);`,
    ]);
}
