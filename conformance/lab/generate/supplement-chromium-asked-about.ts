import type { Reply, ScriptRequest } from "../case.ts";
import { situation, type Situation } from "./situation.ts";

const granted: readonly string[] = [
  "Access-Control-Allow-Origin: {origin}",
  "Access-Control-Allow-Credentials: true",
];

const kinds = [
  ["stylesheet", "stylesheet", "text/css"],
  ["script", "script", "text/javascript"],
  ["image", "png", "image/png"],
  ["module", "module", "text/javascript"],
  ["font", "font", "font/woff2"],
] as const;

/** What is answered when the element that comes second asks about what the first one was given. */
const seconds: readonly (readonly [name: string, status: number, grant: readonly string[]])[] = [
  ["200 without a grant", 200, []],
  ["304 without a grant", 304, []],
  ["304 with one", 304, granted],
  ["304 with another's", 304, ["Access-Control-Allow-Origin: http://x.example"]],
  ["404 with one", 404, granted],
  ["500 without one", 500, []],
];

/** Elements that load the same, one after the other, of which the second asks about it and the third is given another. */
export function* chromiumAskedAboutSituations(): Generator<Situation> {
  for (const [api, asset, type] of kinds)
    for (const crossorigin of [undefined, "", "use-credentials"])
      for (const [name, status, grant] of seconds)
        for (const cacheControl of ["no-cache", "max-age=0"]) {
          const reply = (own: number, ...lines: readonly string[]): Reply => ({
            status: own,
            headers: [...lines, `Content-Type: ${type}`],
            asset,
          });
          const step: ScriptRequest = {
            api,
            url: "{b/}1",
            ...(crossorigin === undefined ? {} : { crossorigin }),
          };
          const first = reply(200, ...granted, `Cache-Control: ${cacheControl}`, 'ETag: "a"');
          yield situation(
            `${api} ${crossorigin}, ${cacheControl}, then ${name}`,
            [step, step, step],
            {
              replies: {
                "1": [first, reply(status, ...grant, 'ETag: "a"'), reply(200, ...granted)],
              },
            },
          );
        }
}
