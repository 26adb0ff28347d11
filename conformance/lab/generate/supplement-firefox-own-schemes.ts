import type { ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

const addresses: readonly string[] = [
  "moz-page-thumb://chicken/{#}",
  "cached-favicon:http://chicken/{#}",
  "moz-src:///{#}",
  "jar:{a/}1!/x",
  "jar:{b/}1!/x",
  "view-source:{a/}1",
  "view-source:{b/}1",
];

/** What Firefox has a page for, or none, or a parser of its own. */
const ownPages: readonly string[] = [
  "about:config?{#}",
  "chrome://global/content/{#}",
  "resource://gre/{#}",
  "moz-icon:{#}",
];

/** Addresses of Firefox's own, asked for in each way and redirected to. */
export function* firefoxOwnSchemeSituations(): Generator<Situation> {
  for (const url of addresses) {
    for (const request of requestsFor(url))
      yield situation(`${wordsFor(request)} of ${url}`, request, { replies: granted });
    for (const from of ["{a/}0", "{b/}0"])
      for (const request of requestsFor(from).slice(0, 5))
        yield situation(`${wordsFor(request)} of ${from}, led to ${url}`, request, {
          replies: {
            ...granted,
            "0": [{ status: 302, headers: [...everyone, `Location: ${url}`] }],
          },
        });
  }
  for (const url of ownPages)
    for (const request of requestsFor(url).slice(0, 3))
      yield situation(`${wordsFor(request)} of ${url}`, request, { replies: granted });
}

function requestsFor(url: string): readonly ScriptRequest[] {
  return [
    { api: "worker", url },
    { api: "fetch", url },
    { api: "fetch", url, mode: "no-cors" },
    { api: "fetch", url, mode: "same-origin" },
    { api: "xhr", url },
    { api: "worker", url, as: "module" },
    { api: "image", url },
    { api: "script", url },
    { api: "font", url },
    { api: "event-source", url },
    { api: "stylesheet", url },
  ];
}

const wordsFor = ({ api, as, mode }: ScriptRequest): string =>
  [api, as, mode].filter((word) => word !== undefined).join(" ");
