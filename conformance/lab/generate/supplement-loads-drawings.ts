import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

const drawing = (id: string): Reply => ({
  status: 200,
  headers: [...everyone, "Cache-Control: no-store", "Content-Type: image/svg+xml"],
  body: `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect id="${id}" width="10" height="10"/><mask id="mask-${id}"><rect width="10" height="10" fill="white"/></mask></svg>`,
});

const use = (more: Partial<ScriptRequest>): ScriptRequest => ({
  api: "svg-use",
  url: "{a/}1",
  measured: true,
  ...more,
});

/** Drawings that are used by addresses of every kind, and masks that name an element. */
export function* drawingSituations(): Generator<Situation> {
  const fragments: readonly (readonly [id: string, fragment: string])[] = [
    ["a b", "#a b"],
    ["a b", "#a%20b"],
    ["a%20b", "#a b"],
    ["a%20b", "#a%20b"],
    ["a%20b", "#a%2520b"],
    ["a%b", "#a%b"],
    ["a", "#%61"],
    ["a", "#b"],
    ["a", "#"],
    ["a", ""],
  ];
  for (const [id, fragment] of fragments)
    yield situation(
      `uses ${JSON.stringify(fragment)} where there is ${JSON.stringify(id)}`,
      use({ fragment }),
      { replies: { "": [drawing(id)] } },
    );
  yield* cookieSituations();
  yield* maskSituations();
}

/** A document that is redirected away and back, where there are cookies. */
function* cookieSituations(): Generator<Situation> {
  const cookie = ["Set-Cookie: c=v; Path=/{#}/"];
  for (const route of ["ac", "aca", "ab", "aba"]) {
    const hops = [...route].map((name, index) => [`{${name}/}${index + 1}`, String(index + 1)]);
    const replies = Object.fromEntries(
      hops.map(([, path], index) => {
        const next = hops[index + 1];
        return [
          path!,
          [next === undefined ? drawing("x") : reply(302, ...everyone, `Location: ${next[0]}`)],
        ];
      }),
    );
    yield situation(
      `uses what is redirected along ${route}, with cookies`,
      [
        get({ url: "{a/}0", credentials: "include" }),
        get({ url: "{c/}0", credentials: "include" }),
        use({}),
      ],
      { replies: { ...replies, "0": [reply(200, ...everyone, ...cookie)] } },
    );
  }
}

function* maskSituations(): Generator<Situation> {
  for (const url of ["{a/}1#mask-x", "{b/}1#mask-x", "{a/}1#", "{a/}1#none", "{c/}1#mask-x"])
    yield situation(`a mask of ${url}`, { api: "mask", url }, { replies: { "": [drawing("x")] } });
}
