import type { Api, Reply, ScriptRequest } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { everyone } from "./granted.ts";
import { kinds } from "./elements.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

// What is told by an event in any case; of the others nothing shows.
const told: ReadonlySet<Api> = new Set<Api>([
  "image",
  "script",
  "module",
  "import",
  "stylesheet",
  "font",
  "audio",
  "video",
  "track",
  "preload",
  "worker",
]);

const silent: ReadonlySet<Api> = new Set<Api>(["font", "preload", "stylesheet"]);

/** Addresses that are empty, don't parse or are blocked, and what redirects make of a request. */
export function* loadedAddressSituations(browser: DriverName): Generator<Situation> {
  for (const [api, asset, type, as] of kinds) {
    if (!told.has(api) || asset === "throwing" || asset === "svg") continue;
    const own = as === undefined ? {} : { as };
    // What is empty stands for the page, which no case has: elsewhere it is asked for.
    const isUnasked = browser === "firefox" && silent.has(api);
    for (const url of isUnasked ? ["", "http://["] : ["http://["])
      yield situation(
        `${api} ${as ?? ""} of ${JSON.stringify(url)}`,
        { api, url, ...own },
        { replies: {} },
      );
    const file: Reply = { status: 200, headers: [...everyone, `Content-Type: ${type}`], asset };
    yield situation(
      `${api} ${as ?? ""} led to a blocked port`,
      { api, url: "{a/}1", ...own },
      {
        replies: {
          "": [file],
          "1": [reply(302, ...everyone, "Location: http://127.0.0.1:1/{#}/")],
        },
      },
    );
  }
  yield* redirectSituations();
}

function* redirectSituations(): Generator<Situation> {
  for (const location of ["2\tx", "2?\t", "{c/}2\t3", "\t2"])
    for (const api of ["fetch", "xhr"] as const)
      yield situation(
        `${api} led to ${JSON.stringify(location)}`,
        { api, url: "{b/}1" },
        {
          replies: {
            "1": [reply(302, ...everyone, `Location: ${location}`)],
            "": [reply(200, ...everyone)],
          },
        },
      );
  const cookie = reply(200, ...everyone, "Set-Cookie: c=v; Path=/{#}/");
  for (const credentials of ["omit", "same-origin", "include"] as const)
    for (const route of ["ab", "ac", "aca", "ca"]) {
      const replies = Object.fromEntries(
        [...route].map((_, index) => [
          String(index + 1),
          [
            route[index + 1] === undefined
              ? reply(200, ...everyone)
              : reply(307, ...everyone, `Location: {${route[index + 1]}/}${index + 2}`),
          ],
        ]),
      );
      yield situation(
        `without CORS along ${route}, with cookies and ${credentials}`,
        [
          get({ url: "{a/}0", credentials: "include" }),
          get({ url: "{c/}0", credentials: "include" }),
          get({ url: `{${route[0]}/}1`, mode: "no-cors", credentials }),
        ],
        { replies: { ...replies, "0": [cookie] } },
      );
    }
  yield* postSituations();
}

/** Posts without CORS that redirects lead on. */
function* postSituations(): Generator<Situation> {
  const policies = ["no-referrer", "same-origin", "origin", "unsafe-url"];
  for (const referrerPolicy of policies)
    for (const route of ["ab", "ba", "bc", "aa"]) {
      const [first, second] = route;
      const post: ScriptRequest = get({
        url: `{${first}/}1`,
        method: "POST",
        mode: "no-cors",
        body: { kind: "text" },
        referrerPolicy,
      });
      yield situation(`POST without CORS along ${route} under ${referrerPolicy}`, post, {
        replies: {
          "1": [reply(307, `Location: {${second}/}2`)],
          "2": [reply(200)],
        },
      });
    }
}
