import type { ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

const kinds: readonly (readonly [api: ScriptRequest["api"], type: string])[] = [
  ["module", "text/javascript"],
  ["script", "text/javascript"],
  ["stylesheet", "text/css"],
];

const given: readonly (readonly string[])[] = [
  ["TYPE, text/plain"],
  ["text/plain, TYPE"],
  ["TYPE", "text/plain"],
  ["text/plain", "TYPE"],
  ["TYPE, x"],
  ["TYPE, */*"],
  ["TYPE,"],
  ["x", "TYPE"],
  ['TYPE;a="b, text/plain"'],
  ["image/png, TYPE"],
  ["TYPE, image/png"],
  ["TYPE", "image/png"],
  ["image/png", "TYPE"],
];

/** Several types of what isn't what its integrity metadata say: which of both is told. */
export function* metadataTypeSituations(): Generator<Situation> {
  for (const [api, type] of kinds)
    for (const types of given)
      for (const more of [[], ["X-Content-Type-Options: nosniff"]]) {
        const lines = types.map((line) => `Content-Type: ${line.replaceAll("TYPE", type)}`);
        yield situation(
          `${api} with other metadata, of ${[...lines, ...more].join(" | ")}`,
          { api, url: "{b/}1", crossorigin: "", integrity: `sha256-${"A".repeat(43)}=` },
          {
            replies: {
              "": [
                {
                  status: 200,
                  headers: [...everyone, "Cache-Control: no-store", ...more, ...lines],
                  asset: api,
                },
              ],
            },
          },
        );
      }
}
