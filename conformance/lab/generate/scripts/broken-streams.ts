import type { Situation } from "../situation.ts";
import { answer, scripted } from "./script.ts";

const reads: Readonly<Record<string, readonly string[]>> = {
  // NB: Whether what came before the end is read yet is a matter of time.
  "by a reader": [
    "const reader = response.body.getReader();",
    "const readAll = async () => { while (!(await reader.read()).done); };",
    'await attempt("read", readAll);',
    'await attempt("closed", () => reader.closed);',
  ],
  "by a pipe": ['await attempt("pipe", () => response.body.pipeTo(new WritableStream()));'],
  "by a method": ['await attempt("text", () => response.text());'],
  "by a method that has seen the stream": [
    "response.body;",
    'await attempt("text", () => response.text());',
  ],
  "by methods of two": [
    "const copy = response.clone();",
    'await attempt("text", () => response.text());',
    'await attempt("copy", () => copy.arrayBuffer());',
  ],
  "by methods of two whose stream was seen": [
    "response.body;",
    "const copy = response.clone();",
    'await attempt("text", () => response.text());',
    'await attempt("copy", () => copy.arrayBuffer());',
  ],
};

/** What a script is told of a body that breaks off, by its stream or by a method that reads all of it. */
export function* brokenStreamSituations(): Generator<Situation> {
  const endings = [
    ["with less than its length", answer({ lines: ["Content-Length: 10"], hangUp: true })],
    ["that cannot be decoded", answer({ lines: ["Content-Encoding: gzip"] })],
  ] as const;
  for (const url of ["{a/}1", "{b/}1"])
    for (const [ending, reply] of endings)
      for (const [reader, lines] of Object.entries(reads))
        yield scripted(
          `a body of ${url} ${ending}, read ${reader}`,
          [`const response = await fetch("${url}");`, ...lines],
          { "1": [reply] },
        );
}
