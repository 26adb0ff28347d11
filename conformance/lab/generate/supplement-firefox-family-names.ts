import type { ScriptRequest } from "../case.ts";
import { situation, type Situation } from "./situation.ts";

/** Two ways each to write a name. */
const pairs: readonly (readonly [string, string])[] = [
  ["q", "'q'"],
  ["q", '"q"'],
  ["q", " q "],
  ["q", "Q"],
  ["q", "\\71 "],
  ["q", "q,r"],
  ["a b", "a  b"],
  ["a b", "a\tb"],
  ["a b", "'a b'"],
  ["a b", "'a  b'"],
  ["a b", "a/**/b"],
  ["a b", "a\\20 b"],
  ["qr", "\\71 r"],
  ["a,b", "'a,b'"],
  ["a,b", "a\\,b"],
  ["1q", "'1q'"],
  ["1q", " 1q "],
  ["-q", "'-q'"],
  ["a 1", "'a 1'"],
  ["a;b", "'a;b'"],
  ["ab", "'a'b"],
  ["ab", "'a\\\nb'"],
  ["a", "'a"],
  ["", "''"],
  ["", "/**/"],
  ["\ufffd", "\\0"],
  ["\ufffd", "\\"],
  ["serif", "'serif'"],
  ["serif", " serif "],
  ["inherit", " inherit "],
  ["inherit a", "'inherit a'"],
];

const answer = (headers: readonly string[]) => ({
  replies: { "1": [{ status: 200, asset: "font", headers }] },
});

/** Whether a font is loaded again by a name that is written otherwise, and what of that the console has. */
export function* firefoxFamilyNameSituations(): Generator<Situation> {
  for (const pair of pairs) {
    const requests = pair.map((family): ScriptRequest => ({ api: "font", url: "{b/}1", family }));
    yield situation(
      `a font as ${pair.map((name) => JSON.stringify(name)).join(" and ")}`,
      requests,
      answer(["Access-Control-Allow-Origin: *", "Cache-Control: no-cache"]),
    );
    yield situation(
      `a font that nobody grants, as ${JSON.stringify(pair[1])}`,
      requests[1]!,
      answer(["Cache-Control: no-store"]),
    );
  }
}
