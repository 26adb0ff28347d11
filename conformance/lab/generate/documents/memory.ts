import type { Api, PageName, Reply, ScriptRequest } from "../../case.ts";
import { everyone } from "../granted.ts";
import type { Situation } from "../situation.ts";
import { at, visiting } from "./visiting.ts";

const kinds: readonly (readonly [api: Api, type: string, text: Partial<Reply>])[] = [
  ["image", "image/png", { asset: "png" }],
  ["script", "text/javascript", { body: "globalThis.chicken = 1" }],
  ["module", "text/javascript", { body: "globalThis.chicken = 1" }],
  ["stylesheet", "text/css", { body: "a { color: red }" }],
  ["fetch", "text/plain", { body: "chicken" }],
];

/** What elements have loaded is in memory, for the document alone or for the next one as well. */
export function* memorySituations(): Generator<Situation> {
  for (const [api, type, content] of kinds)
    for (const lines of [
      ["Cache-Control: no-store"],
      ["Cache-Control: no-cache", 'ETag: "1"'],
      ["Cache-Control: max-age=60"],
      [],
    ])
      for (const [first, second] of [
        ["a", "a"],
        ["a", "c"],
      ] as const satisfies readonly (readonly [PageName, PageName])[]) {
        const request: ScriptRequest = { api, url: "{d/}1" };
        yield visiting(
          `a ${api} of ${lines.join(", ") || "no lines"}, twice in ${first} and once in ${second}`,
          [at(first, request, request), at(second, request)],
          {
            "": [
              {
                status: 200,
                headers: [...everyone, `Content-Type: ${type}`, ...lines],
                ...content,
              },
            ],
          },
        );
      }
}
