import type { HeaderLines, ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { scripted } from "./scripts/script.ts";
import { asXhr, get, reply, situation, type Situation } from "./situation.ts";

/** What only shows in header lines as they are written: how names are spelled, and where a line stands. */
export function* headLineSituations(): Generator<Situation> {
  yield* spellingSituations();
  yield* methodSituations();
  yield* redirectSituations();
  yield* objectSituations();
  yield* cachingSituations();
  yield* ledCachingSituations();
}

/** Names that come several times, each in a spelling of its own, and values that are refused without CORS. */
const spelled: readonly HeaderLines[] = [
  [
    ["accept", "chicken"],
    ["Accept", "egg"],
  ],
  [
    ["ACCEPT", "{"],
    ["accept", "chicken"],
  ],
  [
    ["content-language", "{"],
    ["Content-Language", "en"],
  ],
  [
    ["Content-Language", "en"],
    ["CONTENT-LANGUAGE", "de"],
  ],
  [
    ["content-TYPE", "text/chicken"],
    ["Content-type", "text/plain"],
  ],
  [
    ["x-A", "1"],
    ["X-a", "2"],
    ["accept-LANGUAGE", "de"],
  ],
  [
    ["X-B", "1"],
    ["User-agent", "CHICKEN"],
    ["X-A", "1"],
  ],
  [
    ["CACHE-control", "no-cache"],
    ["if-NONE-match", "chicken"],
  ],
];

function* spellingSituations(): Generator<Situation> {
  for (const headers of spelled)
    for (const url of ["{a/}1", "{b/}1"]) {
      const request = get({ url, headers });
      const words = `${JSON.stringify(headers)} to ${url}`;
      yield situation(words, request, { replies: granted });
      yield situation(`${words} by XHR`, asXhr(request), { replies: granted });
      yield situation(`${words} without CORS`, { ...request, mode: "no-cors" });
    }
}

const bodies: readonly Pick<ScriptRequest, "method" | "body">[] = [
  { method: "POST" },
  { method: "POST", body: { kind: "text" } },
  { method: "POST", body: { kind: "form-data" } },
  { method: "POST", body: { kind: "blob", type: "text/chicken" } },
  { method: "PUT", body: { kind: "buffer" } },
  { method: "PUT" },
  { method: "DELETE" },
  { method: "PATCH" },
  { method: "CHICKEN" },
  { method: "HEAD" },
];

function* methodSituations(): Generator<Situation> {
  for (const more of bodies)
    for (const url of ["{a/}1", "{b/}1", "{t/}1"]) {
      const request = get({ ...more, url, headers: [["X-A", "1"]], credentials: "include" });
      const words = `${JSON.stringify(more)} to ${url}`;
      yield situation(words, request, { replies: granted });
      yield situation(`${words} by XHR`, asXhr(request), { replies: granted });
    }
}

function* redirectSituations(): Generator<Situation> {
  for (const status of [302, 307])
    for (const route of ["aba", "bab", "abc", "bcb"])
      for (const method of ["GET", "POST"]) {
        const [first, second, third] = route;
        const request = get({
          url: `{${first}/}1`,
          method,
          headers: [
            ["X-A", "1"],
            ["Accept", "chicken"],
          ],
          ...(method === "POST" ? { body: { kind: "text" } as const } : {}),
        });
        const replies = {
          ...granted,
          "1": [reply(status, ...everyone, `Location: {${second}/}2`)],
          "2": [reply(status, ...everyone, `Location: {${third}/}3`)],
        };
        const words = `${method} along ${route} by ${status}`;
        yield situation(words, request, { replies });
        yield situation(`${words} by XHR`, asXhr(request), { replies });
      }
}

/** Requests that are made first, and changed before they are sent. */
function* objectSituations(): Generator<Situation> {
  const changes = [
    [`{ headers: { "x-a": "1" } }`, `headers.set("X-A", "2");`],
    [`{ headers: { "x-a": "1" } }`, `headers.append("X-A", "2");`],
    [`{ headers: { "x-a": "1" } }`, `headers.delete("X-A"); headers.set("X-A", "2");`],
    [`{ mode: "no-cors" }`, `headers.append("accept", "{"); headers.append("ACCEPT", "chicken");`],
    [`{ mode: "no-cors" }`, `headers.set("accept", "egg"); headers.set("ACCEPT", "chicken");`],
    [`{ cache: "reload" }`, `headers.set("accept", "egg"); headers.set("X-A", "1");`],
    [`{ cache: "no-cache", referrer: "" }`, `headers.set("range", "bytes=0-5");`],
    [`{ credentials: "include" }`, `headers.set("Priority", "u=1"); headers.set("DPR", "2");`],
  ] as const;
  for (const [init, change] of changes)
    for (const url of ["{a/}1", "{b/}1"])
      yield scripted(`${init} of ${url}, then ${change}`, [
        `const request = new Request("${url}", ${init});`,
        "const { headers } = request;",
        change,
        `noteResponse("got", await fetch(request));`,
      ]);
}

/** What a script says of caches itself, beside what the cache mode says. */
function* cachingSituations(): Generator<Situation> {
  const lists: readonly HeaderLines[] = [
    [["range", "BYTES=0-5"]],
    [["CACHE-control", "chicken"]],
    [
      ["X-A", "1"],
      ["pragma", "chicken"],
    ],
    [
      ["CACHE-control", "max-age=0"],
      ["rANGE", "bytes=0-5"],
    ],
    [
      ["PRAGMA", "no-cache"],
      ["rANGE", "bytes=0-5"],
    ],
    [["if-NONE-match", "chicken"]],
  ];
  for (const headers of lists) {
    const request = get({ url: "{a/}1", headers });
    yield situation(`${JSON.stringify(headers)} by XHR`, asXhr(request));
    for (const cache of ["default", "no-store", "reload", "no-cache", "force-cache"] as const)
      yield situation(`${JSON.stringify(headers)} and ${cache}`, { ...request, cache });
  }
}

/** What says of caches where it goes, and is led to another origin or within one. */
function* ledCachingSituations(): Generator<Situation> {
  for (const route of ["bc", "bb", "ab"])
    for (const cache of [null, "no-cache", "reload"] as const) {
      const [first, second] = route;
      const url = `{${first}/}1`;
      const replies = {
        ...granted,
        "1": [reply(307, ...everyone, `Location: {${second}/}2`)],
      };
      yield cache === null
        ? situation(`beacon along ${route}`, { api: "beacon", url }, { replies })
        : situation(
            `POST without CORS along ${route}, ${cache}`,
            get({ url, method: "POST", mode: "no-cors", cache }),
            { replies },
          );
    }
}
