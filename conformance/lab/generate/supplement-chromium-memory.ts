import type { Api, PageName, Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { asXhr, get, reply, situation, type Situation } from "./situation.ts";

/** What stays of what Chromium has kept from whoever asked for it. */
export function* chromiumMemorySituations(): Generator<Situation> {
  yield* blockedSituations();
  yield* opaquePageSituations();
}

const controls: readonly (readonly string[])[] = [
  ["Cache-Control: max-age=600"],
  ["Cache-Control: no-cache", 'ETag: "1"'],
  ["Cache-Control: max-age=0, stale-while-revalidate=600", 'ETag: "1"'],
];

/** What is kept already, and is found to be data where nobody may see any. */
function* blockedSituations(): Generator<Situation> {
  const blind = get({ url: "{c/}1", mode: "no-cors" });
  const image: ScriptRequest = { api: "image", url: "{c/}1" };
  for (const control of controls)
    for (const [words, first] of [
      ["XHR", asXhr(get({ url: "{c/}1" }))],
      ["fetch", get({ url: "{c/}1" })],
      ["fetch with credentials", get({ url: "{c/}1", credentials: "include" })],
      ["nobody", null],
    ] as const)
      for (const then of [
        [blind, blind],
        [image, image],
        [blind, get({ url: "{c/}1" })],
        [image, get({ url: "{c/}1" })],
      ]) {
        const json: Reply = {
          status: 200,
          headers: [...everyone, ...control, "Content-Type: application/json"],
          body: '{"a":1}',
        };
        yield situation(
          `${control[0]}: ${words}, then ${then.map(({ api, mode }) => `${api} ${mode}`).join(", ")}`,
          first === null ? then : [first, ...then],
          { replies: { "": [json] } },
        );
      }
}

const kinds: readonly (readonly [api: Api, asset: string, type: string])[] = [
  ["script", "script", "text/javascript"],
  ["stylesheet", "stylesheet", "text/css"],
];

/** What a page of an opaque origin has of what it was led to. */
function* opaquePageSituations(): Generator<Situation> {
  for (const page of ["sandbox", "a"] satisfies PageName[])
    for (const [api, asset, type] of kinds)
      for (const crossorigin of [undefined, "anonymous"] as const)
        for (const [how, headers, status] of [
          ["granted", everyone, 200],
          ["refused", ["Cross-Origin-Resource-Policy: same-origin"], 200],
          ["404", everyone, 404],
        ] as const)
          for (const redirect of ["301", "302"]) {
            const load = (path: string): ScriptRequest => ({
              api,
              url: path,
              ...(crossorigin === undefined ? {} : { crossorigin }),
            });
            const kept = "Cache-Control: max-age=600";
            const file: Reply = {
              status,
              headers: [...headers, kept, `Content-Type: ${type}`],
              asset,
            };
            for (const [words, steps] of [
              ["twice", [load("{b/}1"), load("{b/}1")]],
              ["then straight", [load("{b/}1"), load("{c/}2")]],
              ["straight before", [load("{c/}2"), load("{b/}1")]],
            ] as const)
              yield situation(
                `${page}: ${api} ${crossorigin}, led on by ${redirect} and ${how}, ${words}`,
                steps,
                {
                  page,
                  replies: {
                    "": [file],
                    "1": [reply(Number(redirect), ...everyone, kept, "Location: {c/}2")],
                  },
                },
              );
          }
}
