import type { Api } from "../case.ts";
import { granted } from "./granted.ts";
import { get, situation, type Situation } from "./situation.ts";

const kinds: readonly Api[] = ["script", "module", "image", "audio", "video", "track"];

/** Elements whose attribute says nothing, and what is asked for after them. */
export function* emptyAddressSituations(): Generator<Situation> {
  for (const api of kinds)
    for (const more of [{}, { crossorigin: "anonymous" }])
      yield situation(
        `${api} ${JSON.stringify(more)} of nothing`,
        [{ api, url: "", ...more }, get()],
        {
          replies: granted,
        },
      );
}
