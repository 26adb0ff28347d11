import type { HeaderLines } from "../case.ts";
import { answers, FRESH, LONG_AGO, own, STALE, TAG } from "./kept-answers.ts";
import { situation, type Situation } from "./situation.ts";

const conditions: HeaderLines = [
  ["If-None-Match", '"a"'],
  ["If-None-Match", '"b"'],
  ["If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"],
  ["If-Modified-Since", "Sun, 02 Jan 2000 00:00:00 GMT"],
  ["If-Match", '"a"'],
  ["If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"],
  ["If-Range", '"a"'],
];

const wishes: HeaderLines = [
  ["Cache-Control", "no-cache"],
  ["Cache-Control", "no-store"],
  ["Cache-Control", "max-age=0"],
  ["Pragma", "no-cache"],
];

/** What a script says beside the cache mode that it asks for. */
export function* keptConditionSituations(): Generator<Situation> {
  for (const [headers, modes] of [
    [conditions, ["force-cache", "only-if-cached", "no-cache", "reload"]],
    [wishes, ["only-if-cached", "no-cache", "reload", "no-store"]],
  ] as const)
    for (const line of headers)
      for (const cache of modes)
        for (const kept of [FRESH, STALE])
          yield situation(
            `${kept}, then ${line.join(": ")} with ${cache}, then without`,
            [own(), own([line], { cache, mode: "same-origin" }), own()],
            { replies: { "": answers(kept, TAG, LONG_AGO) } },
          );
  for (const line of protections)
    for (const cache of ["force-cache", "only-if-cached", "no-cache"] as const)
      for (const kept of [FRESH, STALE])
        yield situation(
          `${kept}, then ${line.join(": ")} with ${cache}, then without`,
          [own(), own([line], { cache, mode: "same-origin" }), own()],
          { replies: { "": answers(kept, TAG, LONG_AGO) } },
        );
}

/** What fits nothing that is stored, and what fits whatever is. */
const protections: HeaderLines = [
  ["If-Match", '"b"'],
  ["If-Match", "*"],
  ["If-Match", '"b", "a"'],
  ["If-Unmodified-Since", "Fri, 31 Dec 1999 00:00:00 GMT"],
];
