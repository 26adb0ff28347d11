import type { ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

type Kind = readonly [request: ScriptRequest, asset: string, type: string];

const kinds: readonly Kind[] = [
  [{ api: "script", url: "{b/}1" }, "script", "text/javascript"],
  [{ api: "module", url: "{b/}1" }, "module", "text/javascript"],
  [{ api: "import", url: "{b/}1" }, "module", "text/javascript"],
  [{ api: "stylesheet", url: "{b/}1" }, "stylesheet", "text/css"],
  [{ api: "event-source", url: "{a/}1" }, "events", "text/event-stream"],
  [{ api: "worker", url: "{a/}1" }, "worker", "text/javascript"],
  [{ api: "worker", as: "module", url: "{a/}1" }, "worker", "text/javascript"],
  [{ api: "image", url: "{a/}1" }, "svg", "image/svg+xml"],
  [{ api: "preload", as: "image", url: "{a/}1" }, "svg", "image/svg+xml"],
];

const others = ["text/plain", "image/png", "x", "*/*", ""];

const oddities: readonly (readonly string[])[] = [
  ["TYPE,text/plain"],
  ["TYPE ,"],
  ["TYPE,"],
  ["TYPE\tx"],
  ["TYPE x"],
  ["TYPE /"],
  ["TYPE/"],
  ["TYPE ;x"],
  ["TYPE, ;x"],
  ["TYPE,x;x"],
  ["a,TYPE"],
  ["TYPE", "TYPE"],
  ["TYPE, TYPE"],
  ["TYPE;charset=utf-8", "TYPE, x"],
];

/** Several types, in one line or in several, to what goes by them. */
export function* listedTypeSituations(): Generator<Situation> {
  for (const kind of kinds) {
    for (const other of others)
      for (const lines of [
        [`TYPE, ${other}`],
        [`${other}, TYPE`],
        ["TYPE", other],
        [other, "TYPE"],
        [`TYPE;charset=utf-8, ${other}`],
        [`TYPE;a="b, ${other}"`],
        [`${other};a="b, TYPE"`],
      ])
        for (const more of [[], ["X-Content-Type-Options: nosniff"]])
          yield listed(kind, lines, more);
    for (const lines of oddities) yield listed(kind, lines, []);
  }
}

function listed(
  [request, asset, type]: Kind,
  lines: readonly string[],
  more: readonly string[],
): Situation {
  const types = lines.map((line) => `Content-Type: ${line.replaceAll("TYPE", type)}`);
  return situation(
    `${request.api} ${request.as ?? ""} of ${[...types, ...more].join(" | ")}`,
    request,
    {
      replies: {
        "": [
          {
            status: 200,
            headers: [...everyone, "Cache-Control: no-store", ...more, ...types],
            asset,
          },
        ],
      },
    },
  );
}
