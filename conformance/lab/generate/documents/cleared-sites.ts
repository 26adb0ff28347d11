import type { PageName, Reply } from "../../case.ts";
import { everyone } from "../granted.ts";
import { asXhr, get, reply, type Situation } from "../situation.ts";
import { asked, at, plain, setting, visiting } from "./visiting.ts";

const clearing = (types: string): Reply => reply(200, ...everyone, `Clear-Site-Data: ${types}`);

/** What a host has cleared of itself, of hosts above, below and beside it, and of what documents of others have of it. */
export function* clearedSiteSituations(): Generator<Situation> {
  const kept = ["i", "j", "k", "m"] as const;
  const set = {
    i: [setting("i=1", "ij=2; Domain=site.localhost")],
    j: [setting("j=3", "jj=4; Domain=below.site.localhost", "ji=5; Domain=site.localhost")],
    k: [setting("k=6")],
    m: [setting("m=7; Secure")],
    "": [plain],
  };
  for (const host of kept)
    for (const from of ["i", "a"] as const)
      yield visiting(
        `${host} has its cookies cleared in ${from}`,
        [
          ...kept.map((one) => at(one, asked(one, one))),
          at(from, asked(host, "clear")),
          ...kept.map((one) => at(one, asked(one, "end"))),
        ] as [ReturnType<typeof at>],
        { ...set, clear: [clearing('"cookies"')] },
      );
  yield* partitionSituations();
  yield* responseSituations();
  yield* scriptSituations();
}

/** Whose cookies go by what an XMLHttpRequest is answered: of who answers, or of who asks. */
function* scriptSituations(): Generator<Situation> {
  for (const from of ["i", "a", "j in a", "sandboxed i in i"] as const)
    for (const host of ["i", "j"] as const)
      yield visiting(
        `${host} has its cookies cleared by an XMLHttpRequest in ${from}`,
        [
          at("i", asked("i", "set")),
          at("j", asked("j", "set")),
          at(from, asXhr(asked(host, "clear"))),
          at("i", asked("i", "end")),
          at("j", asked("j", "end")),
        ],
        { set: [setting("chicken=1")], clear: [clearing('"cookies"')], end: [plain] },
      );
}

/** What third parties have in a partition, and what clears in one. */
function* partitionSituations(): Generator<Situation> {
  for (const attribute of ["; SameSite=None; Secure", "; SameSite=None; Secure; Partitioned"])
    for (const [kept, clears] of [
      ["i in a", "i"],
      ["i", "i in a"],
      ["i in a", "i in a"],
      ["i in a", "i in c"],
      ["i in c", "i in a"],
    ] as const satisfies readonly (readonly [PageName, PageName])[])
      yield visiting(
        `a cookie${attribute} that i has set in ${kept} is cleared in ${clears}`,
        [at(kept, asked("i")), at(clears, asked("i", "clear")), at(kept, asked("i", "end"))],
        { "1": [setting(`chicken=1${attribute}`)], clear: [clearing('"cookies"')], end: [plain] },
      );
}

/** Which kept responses go with `"cache"`. */
function* responseSituations(): Generator<Situation> {
  const fresh = [reply(200, ...everyone, "Cache-Control: max-age=60")];
  const fetched = (host: string, path: string) => get({ url: `{${host}/}${path}` });
  for (const types of ['"cache"', '"*"', '"cookies"'])
    for (const [keeps, clears, host] of [
      ["a", "a", "i"],
      ["a", "a", "j"],
      ["a", "i", "i"],
      ["i in a", "i", "i"],
    ] as const satisfies readonly (readonly [PageName, PageName, string])[])
      yield visiting(
        `what i has answered in ${keeps}, and ${types} of ${host} in ${clears}`,
        [
          at(keeps, fetched("i", "1"), fetched("d", "1")),
          at(clears, fetched(host, "clear")),
          at(keeps, fetched("i", "1"), fetched("d", "1")),
        ],
        { "1": fresh, clear: [clearing(types)] },
      );
}
