import { own } from "./kept-answers.ts";
import { get, reply, situation, type Situation } from "./situation.ts";
import { everyone } from "./granted.ts";

/** What a server has cleared of its own, where that passes its checks and where it doesn't. */
export function* clearedDataSituations(): Generator<Situation> {
  const clear = 'Clear-Site-Data: "cookies"';
  const set = [
    ...everyone,
    "Set-Cookie: a=1; Path=/{#}/",
    "Access-Control-Expose-Headers: *, Clear-Site-Data",
  ];
  for (const target of ["a", "b"])
    for (const [title, lines, more] of [
      ["granted", [...set, clear], {}],
      ["refused", ["Access-Control-Allow-Origin: null", clear], {}],
      ["without credentials", [...set, clear], { credentials: "omit" }],
      ["by a redirect", [...set, clear, "Location: 3"], {}],
    ] as const) {
      const url = (path: number): string => `{${target}/}${path}`;
      const asked = get({ url: url(1), credentials: "include" });
      yield situation(
        `cookies of ${target} are cleared, ${title}`,
        [asked, asked, { ...asked, url: url(2), ...more }, { ...asked, url: url(3) }],
        {
          replies: {
            "1": [reply(200, ...set)],
            "2": [reply(title === "by a redirect" ? 302 : 200, ...lines)],
            "": [reply(200, ...everyone)],
          },
        },
      );
    }
  yield situation("what clears is told to a script", own(), {
    replies: { "": [reply(200, clear)] },
  });
}
