import type { PageName, ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

/**
 * Where Firefox writes what is told of the page: before its channel is opened, or as that is. Of no pictures: their
 * `Priority` says how far the page has come.
 */
export function* headOrderSituations(): Generator<Situation> {
  yield* mediaSituations();
  yield* redirectSituations();
  yield* keptAliveSituations();
  yield* schemeSituations();
}

function* mediaSituations(): Generator<Situation> {
  for (const api of ["video", "audio"] as const)
    for (const url of ["{a/}1", "{b/}1", "{c/}1"])
      for (const crossorigin of [undefined, "anonymous", "use-credentials"])
        yield situation(
          `${api} of ${url} with ${crossorigin} in a page with a policy`,
          { api, url, ...(crossorigin === undefined ? {} : { crossorigin }) },
          { page: "telling a", replies: granted },
        );
}

function* redirectSituations(): Generator<Situation> {
  const pages: readonly PageName[] = ["c in a", "telling a", "data in a"];
  const kinds: readonly Partial<ScriptRequest>[] = [
    { api: "track" },
    { api: "script" },
    { api: "stylesheet" },
    { api: "video" },
    { api: "preload", as: "script" },
    { api: "script", crossorigin: "" },
    { api: "video", crossorigin: "" },
  ];
  for (const page of pages)
    for (const kind of kinds)
      for (const [from, to] of ["ca", "cb", "ba", "bc"] as const)
        yield situation(
          `${JSON.stringify(kind)} of ${from!}, led to ${to!}`,
          get({ ...kind, url: `{${from!}/}1` }),
          {
            page,
            replies: {
              "1": [reply(302, ...everyone, `Location: {${to!}/}2`)],
              "2": [reply(200, ...everyone)],
            },
          },
        );
}

function* keptAliveSituations(): Generator<Situation> {
  for (const page of ["a", "c"] as const)
    for (const url of ["{a/}1", "{b/}1", "{c/}1", "{s/}1"])
      for (const method of ["GET", "POST", "PUT"])
        for (const referrerPolicy of ["unsafe-url", "origin-when-cross-origin", "origin"] as const)
          yield situation(
            `${method} of ${url}, kept alive, by ${referrerPolicy}`,
            get({
              method,
              url,
              keepalive: true,
              referrerPolicy,
              ...(method === "GET" ? {} : { body: { kind: "text" } as const }),
            }),
            { page, replies: granted },
          );
}

/** To Firefox a site is none of a scheme here. */
function* schemeSituations(): Generator<Situation> {
  for (const page of ["a", "s"] as const)
    for (const url of ["{a/}1", "{s/}1", "{t/}1"])
      for (const api of ["fetch", "script"] as const)
        yield situation(
          `${api} of ${url}, by unsafe-url`,
          { api, url, referrerPolicy: "unsafe-url" },
          { page, replies: granted },
        );
}
