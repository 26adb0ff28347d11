import type { ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

/** What elements have loaded is asked about each time, where a server says each time that it still holds. */
export function* askedAgainSituations(): Generator<Situation> {
  const elements: readonly (readonly [Omit<ScriptRequest, "url">, string, string])[] = [
    [{ api: "script" }, "script", "text/javascript"],
    [{ api: "script", crossorigin: "" }, "script", "text/javascript"],
    [{ api: "stylesheet", crossorigin: "" }, "stylesheet", "text/css"],
    [{ api: "font" }, "font", "font/ttf"],
    [{ api: "track" }, "vtt", "text/vtt"],
    [{ api: "svg-use" }, "svg", "image/svg+xml"],
  ];
  for (const [element, asset, type] of elements)
    for (const lines of [['ETag: "1"', "Cache-Control: no-cache"], ['ETag: "1"']]) {
      const url = element.api === "svg-use" ? "{a/}1" : "{b/}1";
      const request = { ...element, url };
      yield situation(
        `${JSON.stringify(element)} of ${lines.join()}`,
        [request, request, request],
        {
          actual: [
            { status: 200, headers: [...everyone, ...lines, `Content-Type: ${type}`], asset },
            { status: 304, headers: [...everyone, ...lines] },
          ],
        },
      );
    }
}
