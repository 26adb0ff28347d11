import type { Api, Reply, ScriptRequest, Step } from "../../case.ts";
import { everyone } from "../granted.ts";
import { situation, type Situation } from "../situation.ts";

const files: readonly (readonly [as: string, api: Api, type: string, asset: string])[] = [
  ["fetch", "fetch", "text/plain", "json"],
  ["font", "font", "font/ttf", "font"],
  ["image", "image", "image/png", "png"],
  ["script", "script", "text/javascript", "script"],
  ["style", "stylesheet", "text/css", "stylesheet"],
  ["track", "track", "text/vtt", "vtt"],
];

/** What a document preloads twice, one after the other or at once, and what comes of what that is for. */
export function* heldPreloadSituations(): Generator<Situation> {
  for (const [as, api, type, asset] of files)
    for (const line of ["Cache-Control: no-store", "Cache-Control: max-age=60"])
      for (const status of [200, 404]) {
        const preload: ScriptRequest = { api: "preload", as, url: "{b/}1", crossorigin: "" };
        const user: ScriptRequest =
          api === "fetch" ? { api, url: "{b/}1" } : { api, url: "{b/}1", crossorigin: "" };
        const given: Reply = {
          status,
          headers: [...everyone, `Content-Type: ${type}`, line],
          asset,
        };
        const ways: readonly (readonly [string, readonly Step[]])[] = [
          ["twice", [preload, preload, user]],
          ["twice at once", [{ together: [preload, preload] }, user]],
        ];
        for (const [words, steps] of ways)
          yield situation(`a preload for ${as} ${words}, ${line}, of status ${status}`, steps, {
            replies: { "": [given] },
          });
      }
}
