import type { PageName } from "../case.ts";
import { asking, NAME, OTHER, ownPath, plain, setting } from "./refused-cookie.ts";
import { situation, type Situation } from "./situation.ts";
import { cookieResponseSituations } from "./supplement-firefox-cookie-responses.ts";

/** What Firefox tells of cookies that it refuses: for what, before what else, and of which responses. */
export function* firefoxCookieSituations(): Generator<Situation> {
  yield* lineSituations();
  yield* pairSituations();
  yield* hostSituations();
  yield* keptSecureSituations();
  yield* pageSituations();
  yield* cookieResponseSituations();
}

const lines: readonly string[] = [
  `${NAME}=1; ${OTHER}`,
  `__Secure-${NAME}=1`,
  `__secure-${NAME}=1; Domain=localhost`,
  `__Host-${NAME}=1; Secure; Path=/x`,
  `__Http-${NAME}=1; Secure`,
  `__Host-Http-${NAME}=1; Secure; Path=/`,
  `__Host-${NAME}`,
  `${NAME}\x01=1`,
  `${NAME}=1; X=\x01`,
  `${NAME}=1; X\x7f`,
  `${NAME}\t/=1; ${OTHER}`,
  ` ${NAME} y = 1 ; ${OTHER}`,
  `\xc3\xa9${NAME}=1; ${OTHER}`,
  `\xe9${NAME}=1; ${OTHER}`,
  `${NAME}; ${OTHER}`,
  `=${NAME}; ${OTHER}`,
  `${NAME}=1; SameSite=None`,
  `${NAME}=1; SameSite=Lax; SameSite=None`,
  `${NAME}=1; SameSite=None; SameSite=chicken`,
  `${NAME}=1; SameSite=chicken`,
  `${NAME}=1; Partitioned`,
  `${NAME}=1; Max-Age=x`,
  `${NAME}=1; Path=/a\tb`,
  `${NAME}=1; Path=/a\tb; ${ownPath}`,
  `${NAME}=1; Path=a\tb`,
  `${NAME}=1; Path=/a\t`,
  `${NAME}=1; X=${"y".repeat(1025)}`,
  `${NAME}=1; Domain=${"y".repeat(1025)}`,
];

function* lineSituations(): Generator<Situation> {
  for (const line of lines)
    yield situation(`b sets ${JSON.stringify(line).slice(0, 60)}`, asking("{b/}1"), {
      replies: { "": [setting(line)] },
    });
  const several = [
    `${NAME}1=1; ${OTHER}`,
    `${NAME}2=1`,
    `${NAME}3=1; SameSite=None`,
    `${NAME}4\x01=1`,
  ];
  yield situation(
    "b sets one that is kept among three that are not",
    [asking("{b/}1"), asking("{b/}1")],
    {
      replies: { "": [setting(...several), plain] },
    },
  );
}

/** What a line has that is refused, from a host of another site, over plain http. */
const faults: readonly (readonly [title: string, parts: Partial<Record<Place, string>>])[] = [
  ["a control in an attribute", { attributes: "; X=\x01" }],
  ["a control in the name", { name: "\x01" }],
  ["a control in the value", { value: "\x01" }],
  ["too long a value", { value: "y".repeat(4096) }],
  ["SameSite=None alone", { attributes: "; SameSite=None" }],
  ["Partitioned alone", { attributes: "; Partitioned" }],
  ["a tab in the path", { attributes: "; Path=/a\tb" }],
  ["another domain", { attributes: `; ${OTHER}` }],
  ["a prefix", { prefix: "__Secure-" }],
  ["Secure", { attributes: "; Secure" }],
  ["SameSite=Lax", { attributes: "; SameSite=Lax" }],
  ["no time left", { attributes: "; Max-Age=0" }],
];

type Place = "prefix" | "name" | "value" | "attributes";

function* pairSituations(): Generator<Situation> {
  for (const [index, [title, one]] of faults.entries())
    for (const [otherTitle, other] of faults.slice(index + 1)) {
      const at = (place: Place): string => `${one[place] ?? ""}${other[place] ?? ""}`;
      const line = `${at("prefix")}${NAME}${at("name")}=1${at("value")}${at("attributes")}`;
      yield situation(`${title}, and ${otherTitle}`, asking("{n/}1"), {
        replies: { "": [setting(line)] },
      });
    }
}

const domains = {
  b: ["127.0.0.1", ".127.0.0.1", "..127.0.0.1", "0.0.1", ".", "..", "", "localhost"],
  c: ["localhost", ".LOCALHOST", "a.localhost"],
  e: ["[::1]", ".[::1]", "::1", "0:0::1"],
  u: [
    "API.example",
    ".api.example",
    "..api.example",
    "api.example.",
    "example",
    ".",
    "",
    "x.api.example",
    "xapi.example",
    "a b",
  ],
} as const;

function* hostSituations(): Generator<Situation> {
  for (const [host, values] of Object.entries(domains))
    for (const value of values) {
      const url = `{${host}/}1`;
      for (const line of [`${NAME}=1; Domain=${value}`, `${NAME}=1; ${OTHER}; Domain=${value}`])
        yield situation(`${host} sets ${line}`, [asking(url), asking(url)], {
          replies: { "": [setting(line), plain] },
        });
    }
  for (const [host, domain] of [
    ["b", ""],
    ["b", "127.0.0.1"],
    ["u", ""],
    ["u", "api.example"],
  ]) {
    const url = `{${host}/}1`;
    const line = `__Host-${NAME}=1; Secure; Path=/; Domain=${domain}`;
    yield situation(`${host} sets ${line}, and takes it back`, [asking(url), asking(url)], {
      replies: { "": [setting(line), setting(`${line}; Max-Age=0`)] },
    });
  }
}

/** What https has set, and plain http sets again or near by. */
function* keptSecureSituations(): Generator<Situation> {
  const own = `${NAME}=1; Secure; ${ownPath}`;
  const afterwards = [
    `${NAME}=2; ${ownPath}`,
    `${NAME}=2; ${ownPath}; Secure`,
    `${NAME}=2; ${ownPath}1`,
    `${NAME}=2; ${ownPath}; Domain=api.example`,
    `${NAME}=2; ${ownPath}; SameSite=None`,
    `${NAME}=2; ${ownPath}; Max-Age=0`,
    `${NAME}=2; Path=/{#}`,
    `${NAME}y=2; ${ownPath}`,
  ];
  for (const first of [own, `${own}; Domain=api.example`, `${NAME}=1; ${ownPath}`])
    for (const second of afterwards)
      yield situation(
        `u sets ${first}, and n ${second}`,
        [asking("{u/}1"), asking("{n/}2"), asking("{u/}3")],
        {
          replies: { "1": [setting(first)], "2": [setting(second)], "3": [plain] },
        },
      );
}

const pages: readonly PageName[] = [
  "c",
  "s",
  "b in a",
  "c in a",
  "sandbox",
  "data in a",
  "file",
  "srcdoc in a",
  "blank in a",
  "b in s",
];

function* pageSituations(): Generator<Situation> {
  for (const page of pages)
    for (const target of ["a", "b", "c", "s"])
      for (const attribute of ["; SameSite=Lax", "; SameSite=None"]) {
        if (page === "s" && target !== "s") continue;
        yield situation(`${target} sets a cookie${attribute} in ${page}`, asking(`{${target}/}1`), {
          page,
          replies: { "": [setting(`${NAME}=1${attribute}`)] },
        });
      }
}
