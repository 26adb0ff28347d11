import { answers, LONG_AGO, notModified, own, TAG } from "./kept-answers.ts";
import { situation, type Situation } from "./situation.ts";

const EMPTY = "Expires:";

/** What an `Expires` without a value does, which Firefox does not keep: it reckons how long what came lasts before it drops it. */
export function* firefoxExpirySituations(): Generator<Situation> {
  for (const lines of [[EMPTY], ["Expires: "], [EMPTY, EMPTY], []])
    for (const more of [[], [LONG_AGO], ["Cache-Control: max-age=600"], [LONG_AGO, TAG]])
      yield situation(`${JSON.stringify(lines)} beside ${JSON.stringify(more)}`, [own(), own()], {
        replies: { "": answers(...lines, ...more, "X-A:") },
      });
  for (const first of [[EMPTY], ["Expires: 0"]])
    for (const second of [[EMPTY], []])
      yield situation(
        `${first.join("")} that a 304 renews with ${JSON.stringify(second)}`,
        [own(), own([], { cache: "no-cache" }), own(), own()],
        {
          replies: {
            "": [
              ...answers(...first, LONG_AGO, TAG).slice(0, 1),
              notModified(...second, TAG),
              notModified(TAG),
              notModified(TAG),
            ],
          },
        },
      );
}
