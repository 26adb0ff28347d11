import type { Api, Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

// Of the asset: 44 bytes of a head, and 800 samples.
const LENGTH = 844;

const part = (...lines: readonly string[]): Reply => ({
  status: 206,
  headers: [
    ...everyone,
    "Content-Type: audio/wav",
    `Content-Range: bytes 0-${LENGTH - 1}/${LENGTH}`,
    ...lines,
  ],
  asset: "wav",
});

/** Sound and pictures whose server gives parts, once more. */
export function* mediaSituations(): Generator<Situation> {
  const apis: readonly Api[] = ["audio", "video"];
  for (const api of apis)
    for (const crossorigin of [undefined, ""])
      for (const lines of [["Cache-Control: no-store"], ["Cache-Control: max-age=60"], []]) {
        const one: ScriptRequest = {
          api,
          url: "{b/}1",
          ...(crossorigin === undefined ? {} : { crossorigin }),
        };
        yield situation(`${api} ${crossorigin} in parts, twice: ${lines.join("")}`, [one, one], {
          replies: { "": [part(...lines)] },
        });
      }
}
