import type { HeaderLines } from "../case.ts";
import { answers, FRESH, LONG_AGO, own, STALE, TAG } from "./kept-answers.ts";
import { situation, type Situation } from "./situation.ts";

/** What a response, and who asks again, say of how long it lasts: each is asked for twice. */
export function* keptDirectiveSituations(): Generator<Situation> {
  for (const value of spelled) yield twice(`Cache-Control: ${value}`, [`Cache-Control: ${value}`]);
  for (const lines of dated) yield twice(lines.join(" | "), lines);
  yield* askedSituations();
}

const spelled = [
  "max-age=600, max-age=0",
  "max-age=0, max-age=600",
  'max-age="600"',
  "max-age= 600",
  "max-age =600",
  "max-age = 600",
  "max-age=600.5",
  "max-age=600x",
  "max-age=4294967296",
  "max-age=99999999999999999999",
  'no-cache="x-a", max-age=600',
  'max-age=600, no-cache="x-a"',
  'max-age=600, private="x-a"',
  "no-store=x, max-age=600",
  "max-age=600, no-store=",
  "stale-while-revalidate=600, must-revalidate, max-age=0",
];

const PAST = "Expires: Sat, 01 Jan 2000 00:00:00 GMT";
const FUTURE = "Expires: Sat, 01 Jan 2130 00:00:00 GMT";

const dated: readonly (readonly string[])[] = [
  ["Cache-Control: must-revalidate", LONG_AGO],
  ["Cache-Control: must-revalidate=x", LONG_AGO],
  [FRESH, "Age: -1"],
  [FRESH, "Age: x"],
  ["Expires: 0", LONG_AGO],
  ["Expires: x", LONG_AGO],
  ["Expires: -1", LONG_AGO],
  ["Expires: 01/01/2130"],
  ["Expires: Jan 1 2130 00:00 PST"],
  ["Expires: 2130-01-01T00:00:00Z"],
  [PAST, FUTURE],
  [FUTURE, PAST],
];

const twice = (title: string, lines: readonly string[]): Situation =>
  situation(title, [own(), own()], { replies: { "": answers(...lines) } });

/** What a script says by itself, of what is fresh and of what is stale. */
function* askedSituations(): Generator<Situation> {
  const said: readonly (readonly [kept: readonly string[], headers: HeaderLines])[] = [
    ...["no-cache", "no-store", "max-age=0"].map(
      (value) => [[FRESH, TAG], [["Cache-Control", value]]] as const,
    ),
    [[FRESH, "Age: 100", TAG], [["Cache-Control", "max-age=50"]]],
    [[STALE, TAG], [["Cache-Control", "max-stale=100"]]],
    [[STALE, TAG], [["Cache-Control", "max-stale"]]],
    [[FRESH, TAG], [["Cache-Control", "min-fresh=700"]]],
    [[FRESH, TAG], [["Pragma", "no-cache"]]],
    [[FRESH, TAG], [["Authorization", "x"]]],
    [[FRESH, TAG], [["If-None-Match", '"a"']]],
    [[STALE, TAG], [["If-None-Match", '"a"']]],
    [[FRESH, TAG], [["If-None-Match", '"b"']]],
    [[STALE, TAG], [["If-Match", '"b"']]],
  ];
  for (const [kept, headers] of said)
    for (const cache of ["default", "force-cache"] as const)
      yield situation(
        `${kept.join(" | ")}, then ${headers.join(": ")} with ${cache}, then without`,
        [own(), own(headers, { cache }), own()],
        { replies: { "": answers(...kept) } },
      );
  for (const cache of ["only-if-cached", "force-cache"] as const)
    yield situation(
      `${cache} of nothing, and then once more`,
      [own([], { cache, mode: "same-origin" }), own([], { cache, mode: "same-origin" })],
      { replies: { "": answers(FRESH) } },
    );
}
