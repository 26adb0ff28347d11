import type { PageName } from "../../case.ts";
import type { Situation } from "../situation.ts";
import { asked, at, plain, setting, visiting } from "./visiting.ts";

const SITE = "; Domain=site.localhost";

/** Cookies of a host and of those below it and beside it, across documents. */
export function* siteCookieSituations(): Generator<Situation> {
  yield* sentSituations();
  yield* foreignSituations();
  yield* domainSituations();
  yield* orderSituations();
}

/** What a host has set for itself, a document of another one has sent to it. */
function* sentSituations(): Generator<Situation> {
  const attributes = ["", "; SameSite=Lax", "; SameSite=Strict", "; SameSite=None; Secure"];
  for (const attribute of attributes) {
    const replies = { "1": [setting(`chicken=1${attribute}`), plain] };
    for (const page of [
      "i",
      "j",
      "k",
      "a",
      "j in i",
      "i in j",
      "i in a",
      "j in a",
      "i in a in i",
      "sandboxed i in i",
      "sandboxed j in i",
    ] as const satisfies readonly PageName[])
      yield visiting(
        `a cookie${attribute} that i has set, and what ${page} sends`,
        [at("i", asked("i")), at(page, asked("i"))],
        replies,
      );
    for (const page of ["o", "s", "i", "m in s"] as const)
      yield visiting(
        `a cookie${attribute} that m has set, and what ${page} sends`,
        [at("m", asked("m")), at(page, asked("m"))],
        replies,
      );
    for (const page of ["c", "i", "i in c"] as const)
      yield visiting(
        `a cookie${attribute} that c has set, and what ${page} sends`,
        [at("c", asked("c")), at(page, asked("c"))],
        replies,
      );
  }
}

/** What is set where its host is not that of the top-level document. */
function* foreignSituations(): Generator<Situation> {
  const attributes = [
    "",
    "; SameSite=None",
    "; SameSite=None; Secure",
    "; SameSite=None; Secure; Partitioned",
  ];
  for (const attribute of attributes)
    for (const [first, second] of [
      ["a", "i"],
      ["a", "e"],
      ["i in a", "i"],
      ["i in a", "i in a"],
      ["i in a", "j in a"],
      ["i in a", "i in c"],
      ["i in a in i", "i"],
      ["i in a in i", "i in a in i"],
      ["j in i", "i"],
      ["j", "i"],
      ["m in s", "m"],
      ["m in s", "m in s"],
    ] as const satisfies readonly (readonly [PageName, PageName])[]) {
      const host = first.startsWith("m") ? "m" : "i";
      yield visiting(
        `a cookie${attribute} of ${host}, set in ${first} and sent from ${second}`,
        [at(first, asked(host)), at(second, asked(host))],
        { "1": [setting(`chicken=1${attribute}`), plain] },
      );
    }
}

/** Who is sent what a host sets for its site, for a host beside it, or for itself. */
function* domainSituations(): Generator<Situation> {
  for (const [host, domain] of [
    ["j", SITE],
    ["j", ""],
    ["j", "; Domain=below.site.localhost"],
    ["j", "; Domain=beside.site.localhost"],
    ["j", "; Domain=localhost"],
    ["i", SITE],
    ["i", "; Domain=below.site.localhost"],
    ["i", "; Domain=localhost"],
  ] as const)
    for (const first of [host, "a"] as const)
      yield visiting(
        `${host} sets a cookie${domain} in ${first}`,
        [
          at(first, asked(host)),
          at("i", asked("i", 2), asked("j", 2), asked("k", 2)),
          at("j", asked("i", 2), asked("j", 2), asked("k", 2)),
        ],
        { "1": [setting(`chicken=1${domain}`)], "2": [plain] },
      );
}

/** In which order those of a host, of its site and of longer paths are sent. */
function* orderSituations(): Generator<Situation> {
  for (const cookies of [
    ["a=1", `b=2${SITE}`, "c=3"],
    [`a=1${SITE}`, "b=2", `c=3${SITE}`],
    [`a=1${SITE}`, "b=2; Domain=below.site.localhost", "c=3"],
    ["a=1; Domain=below.site.localhost", "b=2", `c=3${SITE}`],
  ])
    yield visiting(
      `j sets ${cookies.join(", ")}`,
      [at("j", asked("j"), asked("j", 2)), at("i", asked("j", 2))],
      { "1": [setting(...cookies)], "2": [plain] },
    );
  yield visiting(
    "i and j set some of their own and of their site, one after the other",
    [at("i", asked("i")), at("j", asked("j"), asked("i", 2), asked("j", 2))],
    {
      "1": [setting("a=1", `b=2${SITE}`), setting("c=3", `d=4${SITE}`, "e=5")],
      "2": [plain],
    },
  );
}
