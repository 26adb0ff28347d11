import { everyone } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

/** Sound that is to be heard and seen: whether a page asks for it once for both. */
export function* firefoxMediaSituations(): Generator<Situation> {
  for (const target of ["a", "b", "c"])
    for (const crossorigin of [undefined, "", "use-credentials"])
      for (const [one, other] of [
        ["audio", "audio"],
        ["audio", "video"],
        ["video", "audio"],
        ["video", "video"],
      ] as const)
        for (const line of ["Cache-Control: no-store", "Cache-Control: no-cache"]) {
          const more = {
            url: `{${target}/}1`,
            ...(crossorigin === undefined ? {} : { crossorigin }),
          };
          yield situation(
            `${one}, then ${other}, of ${target}, ${crossorigin}, ${line}`,
            [
              { api: one, ...more },
              { api: other, ...more },
            ],
            {
              replies: {
                "": [
                  {
                    status: 200,
                    headers: [...everyone, "Content-Type: audio/wav", line],
                    asset: "wav",
                  },
                ],
              },
            },
          );
        }
}
