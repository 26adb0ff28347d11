import type { PageName } from "../../case.ts";
import { granted } from "../granted.ts";
import { put, type Situation } from "../situation.ts";
import { at, visiting } from "./visiting.ts";

/** Documents that may share what a preflight has allowed, by origin, by what holds them, or by being of nobody. */
const chains: readonly (readonly [PageName, PageName, PageName?])[] = [
  ["a", "a"],
  ["a", "b"],
  ["a", "c"],
  ["a", "a in c"],
  ["a in c", "a"],
  ["a in c", "a in c"],
  ["a in c", "a in e"],
  ["a in c", "b in c"],
  ["a in b", "a"],
  ["a in c in a", "a"],
  ["a in c in a", "a in a"],
  ["c in a", "c in b"],
  ["i", "j"],
  ["j in i", "j"],
  ["i in j", "i in k"],
  ["i in a", "j in a"],
  ["sandbox", "sandbox"],
  ["sandboxed a in a", "sandboxed a in a"],
  ["sandboxed a in a", "sandboxed b in a"],
  ["sandboxed c in a", "sandboxed c in a"],
  ["sandboxed a in a", "sandbox"],
  ["sandboxed a in a", "data in a"],
  ["data in a", "data in a"],
  ["sandboxed a in c", "sandboxed a in b"],
  ["a", "c", "a"],
  ["a", "b", "a"],
  ["i", "j", "i"],
  ["a in c", "a", "a in c"],
];

/** What one document was allowed, another one asks for. */
export function* preflightSituations(): Generator<Situation> {
  for (const [first, ...others] of chains)
    for (const credentials of ["omit", "include"] as const) {
      const ask = put({ url: "{d/}1", credentials });
      yield visiting(
        `${[first, ...others].join(", then ")}, ${credentials}`,
        [at(first, ask, ask), ...others.map((page) => at(page!, ask, ask))],
        granted,
      );
    }
}
