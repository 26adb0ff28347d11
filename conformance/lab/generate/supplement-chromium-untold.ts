import { everyone } from "./granted.ts";
import { loadedFile } from "./loaded-file.ts";
import { situation, type Situation } from "./situation.ts";

const pictures = [
  ["image", "png", "image/png", undefined],
  ["image", "png", "image/png", ""],
  ["audio", "wav", "audio/wav", undefined],
  ["video", "wav", "audio/wav", undefined],
  ["script", "script", "text/javascript", undefined],
] as const;

/** What https pages load over plain http from the machine itself: where all else is upgraded, the console has nothing of it. */
export function* chromiumUntoldSituations(): Generator<Situation> {
  for (const page of ["upgrading s", "s"] as const)
    for (const target of "acde")
      for (const [api, asset, type, crossorigin] of pictures)
        yield situation(
          `${api} ${crossorigin} of ${target} on ${page}`,
          { api, url: `{${target}/}1`, ...(crossorigin === undefined ? {} : { crossorigin }) },
          { page, actual: [loadedFile(asset, type, 200, ...everyone)] },
        );
}
