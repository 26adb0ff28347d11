import type { HeaderLines } from "../case.ts";
import { granted } from "./granted.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";

/**
 * Names by what knows them: a browser's headers and its network stack's are kept apart from others, and written before
 * them. `Purpose` stands for those that WebKit's network stack alone knows, `Report-To` for those that WebKit alone
 * knows, `Accept-Language` for what both know, `X-A` for what nobody does.
 */
const lists: readonly HeaderLines[] = [
  [["PURPOSE", "1"]],
  [["server", "1"]],
  [["www-authenticate", "1"]],
  [["X-dns-prefetch-control", "1"]],
  [["set-cookie2", "1"]],
  [["clear-site-data", "1"]],
  [["cross-origin-embedder-policy", "1"]],
  [["cross-origin-opener-policy", "1"]],
  [["icy-metaint", "1"]],
  [["icy-metadata", "1"]],
  [["integrity-policy", "1"]],
  [["reporting-endpoints", "1"]],
  [["service-worker-navigation-preload", "1"]],
  [
    ["X-A", "1"],
    ["report-to", "1"],
    ["purpose", "1"],
    ["accept-language", "de"],
  ],
  [
    ["accept-language", "de"],
    ["purpose", "1"],
    ["report-to", "1"],
    ["X-A", "1"],
  ],
  [
    ["server", "1"],
    ["report-to", "1"],
    ["purpose", "1"],
    ["clear-site-data", "1"],
  ],
];

/** Where what a script says stands among what the browser says, by the name's being known. */
export function* headNameSituations(): Generator<Situation> {
  for (const headers of lists)
    for (const url of ["{a/}1", "{b/}1"]) {
      const request = get({ url, headers, credentials: "include" });
      const words = `${JSON.stringify(headers)} to ${url}`;
      yield situation(words, request, { replies: granted });
      const posted = { ...request, method: "POST", body: { kind: "text" } } as const;
      yield situation(`${words} by XHR, posted`, asXhr(posted), { replies: granted });
    }
  for (const api of ["audio", "video"] as const)
    for (const url of ["{a/}1", "{b/}1"])
      for (const crossorigin of [null, "", "use-credentials"])
        yield situation(
          `${api} of ${url} that is none, ${crossorigin ?? "without"} crossorigin`,
          { api, url, ...(crossorigin === null ? {} : { crossorigin }) },
          { replies: granted },
        );
}
