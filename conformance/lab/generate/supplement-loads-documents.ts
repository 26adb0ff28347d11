import type { Api, PageName, Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";

const pages: readonly PageName[] = ["srcdoc in a", "blank in a", "blob in a"];

const kinds: readonly (readonly [api: Api, asset: string, type: string])[] = [
  ["image", "png", "image/png"],
  ["script", "script", "text/javascript"],
  ["module", "module", "text/javascript"],
  ["import", "module", "text/javascript"],
  ["stylesheet", "stylesheet", "text/css"],
  ["font", "font", "font/ttf"],
  ["shape", "png", "image/png"],
  ["mask", "png", "image/png"],
];

/** What documents without an address of their own tell of whom they are of. */
export function* documentSituations(): Generator<Situation> {
  for (const page of pages) {
    for (const url of ["{a/}1", "{b/}1", "{c/}1"]) {
      for (const policy of [undefined, "no-referrer", "unsafe-url", "origin"]) {
        const own = policy === undefined ? {} : { referrerPolicy: policy };
        for (const request of [
          get({ url, ...own }),
          ...(policy === undefined ? [asXhr(get({ url }))] : []),
          get({ url, ...own, method: "POST", mode: "no-cors" }),
        ])
          yield situation(`${titleOf(request)} under ${policy} in ${page}`, request, {
            page,
            replies: { "": [file("json", "text/plain")] },
          });
      }
      for (const [api, asset, type] of kinds)
        yield situation(
          `${api} of ${url} in ${page}`,
          { api, url },
          { page, replies: { "": [file(asset, type)] } },
        );
    }
  }
}

const titleOf = ({ api, method = "GET", url }: ScriptRequest): string => `${api} ${method} ${url}`;

const file = (asset: string, type: string): Reply => ({
  status: 200,
  headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`],
  asset,
});
