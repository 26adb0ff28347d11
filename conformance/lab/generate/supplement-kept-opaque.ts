import type { PageName, ScriptRequest } from "../case.ts";
import { FRESH, STALE, TAG } from "./kept-answers.ts";
import { situation, type Situation } from "./situation.ts";

const assets = [
  ["font", "font", "font/ttf"],
  ["image", "png", "image/png"],
  ["script", "script", "text/javascript"],
  ["stylesheet", "stylesheet", "text/css"],
  ["track", "vtt", "text/vtt"],
] as const;

/** What pages of an opaque origin load twice. */
export function* keptOpaqueSituations(): Generator<Situation> {
  for (const page of ["sandbox", "data in a"] satisfies PageName[])
    for (const [api, asset, type] of assets)
      for (const kept of [[FRESH], [STALE, TAG]]) {
        const load: ScriptRequest = { api, url: "{b/}1", crossorigin: "" };
        yield situation(`${api} twice, ${kept.join(" | ")}`, [load, { wait: 400 }, load], {
          page,
          replies: {
            "": [
              {
                status: 200,
                headers: ["Access-Control-Allow-Origin: *", `Content-Type: ${type}`, ...kept],
                asset,
              },
            ],
          },
        });
      }
}
