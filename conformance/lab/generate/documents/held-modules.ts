import type { ScriptRequest } from "../../case.ts";
import { everyone } from "../granted.ts";
import { reply, situation, type Situation } from "../situation.ts";

/** Modules that are refused for their type in a session of WebKit's that keeps nothing but what a page has in memory. */
export function* heldModuleSituations(): Generator<Situation> {
  for (const first of ["import", "module"] as const)
    for (const second of ["import", "script", "module"] as const)
      for (const lines of [
        ["Cache-Control: no-cache", 'ETag: "1"'],
        ["Cache-Control: max-age=600", 'ETag: "1"'],
      ]) {
        const load = (api: ScriptRequest["api"]): ScriptRequest => ({
          api,
          url: "{b/}1",
          crossorigin: "anonymous",
        });
        yield situation(
          `${first} and then ${second} of plain text, ${lines[0]!}`,
          [load(first), load(second)],
          {
            page: "ephemeral",
            replies: { "": [{ ...reply(200, ...everyone, ...lines), body: "0;" }] },
          },
        );
      }
}
