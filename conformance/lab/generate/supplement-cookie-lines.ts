import type { PageName, Step } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

const at = (url: string): Step => get({ url, credentials: "include" });
const setting = (...lines: readonly string[]) =>
  reply(200, ...everyone, ...lines.map((line) => `Set-Cookie: ${line}`));
const plain = reply(200, ...everyone);

/** Cookies that browsers read, keep or send differently, each told by what is sent next. */
export function* cookieLineSituations(): Generator<Situation> {
  yield* lineSituations();
  yield* siteSituations();
  yield* secureSituations();
  yield* controlSituations();
  yield* orderSituations();
}

const path = "Path=/{#}/";

const lines: readonly string[] = [
  "chicken",
  "=chicken",
  "chicken=",
  "=",
  "",
  "=a=b",
  "=__Host-a=b",
  "__Secure-a=b",
  "a=b\x01c",
  "a=b\x7fc",
  `a=${"b".repeat(4095)}`,
  `a=${"b".repeat(4096)}`,
  `${"a".repeat(4096)}=`,
  `a=b; X=${"y".repeat(1025)}`,
  `a=b; X=\x01`,
  "a=b; Max-Age=+600",
  "a=b; Max-Age=+0",
  "a=b; Expires=Thu, 01 Jan 1500 00:00:00 GMT",
  "a=b; Domain=.",
  `a=b; Path=/${"y".repeat(1025)}`,
];

function* lineSituations(): Generator<Situation> {
  for (const line of lines)
    for (const target of ["a", "e"]) {
      const url = `{${target}/}1`;
      yield situation(`${target} sets ${JSON.stringify(line).slice(0, 40)}`, [at(url), at(url)], {
        replies: { "": [setting(`${line}; ${path}`), plain] },
      });
      yield situation(
        `${target} sets ${JSON.stringify(line).slice(0, 40)} beside another one`,
        [at(url), at(url)],
        { replies: { "": [setting(`x=y; ${path}`, `${line}; ${path}`), plain] } },
      );
    }
}

/** Cookies for one's own site, on the way from and to another, and within another's page. */
function* siteSituations(): Generator<Situation> {
  for (const attribute of ["", "; SameSite=Lax", "; SameSite=Strict", "; SameSite=None"]) {
    const cookie = `chicken=1; ${path}${attribute}`;
    for (const [first, last] of ["ca", "cb", "aa", "ba"])
      for (const mode of ["cors", "no-cors"]) {
        const away = get({ url: `{${first}/}1`, credentials: "include", mode });
        yield situation(
          `a cookie${attribute} set by ${last} behind a redirect from ${first}, ${mode}`,
          [away, at(`{${last}/}2`)],
          {
            replies: {
              "1": [reply(302, ...everyone, `Location: {${last}/}2`)],
              "2": [setting(cookie), plain],
            },
          },
        );
        yield situation(
          `a cookie${attribute} of ${last} sent behind a redirect from ${first}, ${mode}`,
          [at(`{${last}/}2`), away],
          {
            replies: {
              "1": [reply(302, ...everyone, `Location: {${last}/}2`)],
              "2": [setting(cookie), plain],
            },
          },
        );
      }
    for (const page of ["c in a", "b in a", "c"] as const satisfies readonly PageName[])
      for (const target of ["a", "b", "c"]) {
        const url = `{${target}/}1`;
        yield situation(`a cookie${attribute} of ${target} in ${page}`, [at(url), at(url)], {
          page,
          replies: { "": [setting(cookie), plain] },
        });
      }
  }
}

/** What one scheme sets and the other one sets again. */
function* secureSituations(): Generator<Situation> {
  for (const attributes of ["; Secure", "", "; Secure; SameSite=None"])
    for (const [first, second] of ["sa", "as", "sb"])
      for (const page of ["a", "s"] as const) {
        const replies = {
          "1": [setting(`chicken=1; ${path}${attributes}`), plain],
          "2": [setting(`chicken=2; ${path}`), plain],
        };
        yield situation(
          `${first} sets a cookie${attributes}, and ${second} sets it again, in ${page}`,
          [at(`{${first}/}1`), at(`{${second}/}2`), at(`{${first}/}1`), at(`{${second}/}2`)],
          { page, replies },
        );
      }
}

/** Characters that a line may not have, in what is no name or value. */
function* controlSituations(): Generator<Situation> {
  const url = "{a/}1";
  for (const control of ["\x01", "\t", "\x0b", "\x0c", "\x1f", "\x7f"])
    for (const attribute of [`X${control}Y`, `Path=/{#}/${control}x`, `Max-Age=6${control}00`])
      yield situation(
        `a sets an attribute with ${JSON.stringify(control)}: ${JSON.stringify(attribute)}`,
        [at(url), at(url)],
        { replies: { "": [setting(`x=y; ${path}`, `a=b; ${path}; ${attribute}`), plain] } },
      );
}

/** Cookies of one path, some of a domain and some of the host alone. */
function* orderSituations(): Generator<Situation> {
  for (const [page, host] of [
    ["a", "127.0.0.1"],
    ["c", "localhost"],
  ] as const) {
    const url = `{${page}/}1`;
    const given = [`a=1; ${path}`, `b=2; Domain=${host}; ${path}`, `c=3; ${path}`];
    yield situation(`${page} sets one for its domain between others`, [at(url), at(url)], {
      page,
      replies: { "": [setting(...given), plain] },
    });
  }
}
