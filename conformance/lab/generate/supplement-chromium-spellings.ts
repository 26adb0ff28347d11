import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

const script: Partial<Reply> = { body: "1" };

const values: readonly string[] = [
  "600",
  '"600"',
  '"600',
  " 600",
  "600.5",
  "6e2",
  "+600",
  "600x",
  "600; foo",
  "-1",
  '"0"',
];

/** How a page's memory of its own reads `max-age`, which the HTTP cache reads otherwise. */
export function* chromiumSpellingSituations(): Generator<Situation> {
  for (const value of values)
    for (const validator of [['ETag: "1"'], []])
      yield twice(
        `max-age=${value} of a script, ${validator.join("")}`,
        "script",
        "text/javascript",
        script,
        [`Cache-Control: max-age=${value}`, ...validator],
      );
  yield twice("around", "script", "text/javascript", script, ["Cache-Control: max-age = 600"]);
  for (const [api, type, content] of [
    ["stylesheet", "text/css", { body: "a{}" }],
    ["font", "font/ttf", { asset: "font" }],
    ["image", "image/png", { asset: "png" }],
    ["module", "text/javascript", script],
    ["fetch", "text/javascript", script],
    ["xhr", "text/javascript", script],
  ] as const)
    yield twice(`max-age="600" of ${api}`, api, type, content, ['Cache-Control: max-age="600"']);
}

function twice(
  title: string,
  api: ScriptRequest["api"],
  type: string,
  content: Partial<Reply>,
  lines: readonly string[],
): Situation {
  const request: ScriptRequest = { api, url: "{b/}1" };
  const headers = [...everyone, `Content-Type: ${type}`, ...lines];
  return situation(title, [request, request], {
    replies: { "": [{ status: 200, headers, ...content }] },
  });
}
