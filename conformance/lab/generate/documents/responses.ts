import type { PageName, Reply, ScriptRequest } from "../../case.ts";
import { everyone } from "../granted.ts";
import { get, type Situation } from "../situation.ts";
import { at, visiting } from "./visiting.ts";

/** Documents that may share responses: of one site or several, on their own or in frames. */
const pairs: readonly (readonly [PageName, PageName])[] = [
  ["a", "a"],
  ["a", "b"],
  ["a", "c"],
  ["a", "a in a"],
  ["a", "b in a"],
  ["a", "c in a"],
  ["c in a", "a"],
  ["c in a", "c in a"],
  ["c in a", "e in a"],
  ["c in a", "c in b"],
  ["c in a", "c in e"],
  ["c in a", "c"],
  ["a in c in a", "a"],
  ["a in c in a", "c in a"],
  ["i", "j"],
  ["i in a", "j in a"],
  ["j in i", "i"],
  ["sandbox", "sandbox"],
  ["sandboxed a in a", "a"],
  ["sandboxed a in a", "sandboxed a in a"],
  ["sandboxed a in a", "sandboxed b in a"],
  ["sandboxed c in a", "c in a"],
  ["data in a", "data in a"],
];

const requests: readonly (readonly [words: string, request: ScriptRequest])[] = [
  ["a fetch", get({ url: "{d/}1" })],
  ["a fetch with credentials", get({ url: "{d/}1", credentials: "include" })],
  ["a picture", { api: "image", url: "{d/}1" }],
];

const freshFor = (...grants: readonly string[]): Reply => ({
  status: 200,
  headers: [...grants, "Content-Type: image/png", "Cache-Control: max-age=60"],
  asset: "png",
});

/** What one document was answered, and may be used again for a minute, another one asks for. */
export function* responseSituations(): Generator<Situation> {
  for (const [words, request] of requests)
    for (const [first, second] of pairs)
      yield visiting(
        `${words} in ${first}, then in ${second}`,
        [at(first, request), at(second, request)],
        { "": [freshFor(...everyone)] },
      );
}

/** Top-level documents of other schemes, addresses, names and none, and what they ask for. */
const places: readonly (readonly [first: PageName, second: PageName, host: string])[] = [
  ["a", "s", "t"],
  ["s", "a", "t"],
  ["i", "m", "t"],
  ["m", "o", "t"],
  ["a", "i", "d"],
  ["i", "a", "d"],
  ["i", "c", "d"],
  ["c", "e", "d"],
  ["a", "sandbox", "d"],
  ["sandbox", "a", "d"],
  ["sandbox", "i", "d"],
  ["i", "sandboxed i in i", "d"],
  ["j in a", "j in e", "d"],
  ["j in a", "j in k", "d"],
];

/** Which top-level documents have a place of their own for what they are answered. */
export function* partitionSituations(): Generator<Situation> {
  for (const api of ["fetch", "image"] as const)
    for (const [first, second, host] of places) {
      const request: ScriptRequest = { api, url: `{${host}/}1` };
      yield visiting(
        `a ${api} of ${host} in ${first}, then in ${second}`,
        [at(first, request), at(second, request)],
        { "": [freshFor("Access-Control-Allow-Origin: *")] },
      );
    }
}
