import type { PageName, Reply, ScriptRequest, Step } from "../case.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";

const kept = (lines: readonly string[], content: Pick<Reply, "asset" | "body">): Reply => ({
  status: 200,
  headers: ["Access-Control-Allow-Origin: *", "Cache-Control: max-age=600", ...lines],
  ...content,
});

const assets = {
  font: ["font", "font/ttf"],
  image: ["png", "image/png"],
  module: ["module", "text/javascript"],
  script: ["script", "text/javascript"],
  stylesheet: ["stylesheet", "text/css"],
  video: ["wav", "audio/wav"],
} as const;
type AssetKind = keyof typeof assets;
const assetKinds = Object.keys(assets) as AssetKind[];

const assetOf = (kind: AssetKind): Reply =>
  kept([`Content-Type: ${assets[kind][1]}`], { asset: assets[kind][0] });

/** What Firefox keeps apart, in memory alone, or not at all, and how long what is stale serves. */
export function* firefoxCacheSituations(): Generator<Situation> {
  yield* scriptSituations();
  yield* pictureSituations();
  yield* permanentRedirectSituations();
  yield* forgottenSituations();
  yield* staleSituations();
  yield* blockedSituations();
}

/** What scripts have stored, and elements ask for, and the other way round. */
function* scriptSituations(): Generator<Situation> {
  const places: readonly [page: PageName, target: string][] = [
    ["a", "b"],
    ["a", "c"],
    ["a", "s"],
    ["c in a", "c"],
    ["b in a", "b"],
    ["sandbox", "a"],
    ["data in a", "b"],
  ];
  for (const [page, target] of places) {
    const url = `{${target}/}1`;
    const fetching = get({ url });
    for (const kind of assetKinds) {
      const load: ScriptRequest = { api: kind, url, crossorigin: "" };
      const replies = { "": [assetOf(kind)] };
      for (const steps of [
        [fetching, load],
        [load, fetching],
      ])
        yield situation(`${words(steps)} of ${target}`, steps, { page, replies });
    }
    for (const steps of [
      [fetching, asXhr(fetching)],
      [asXhr(fetching), fetching],
      [fetching, { api: "preload", as: "fetch", url, crossorigin: "" }],
      [{ api: "event-source", url }, fetching],
    ] as const)
      yield situation(`${words(steps)} of ${target}`, steps, {
        page,
        replies: { "": [kept(["Content-Type: text/event-stream"], { asset: "events" })] },
      });
  }
}

const words = (steps: readonly ScriptRequest[]): string =>
  steps.map(({ api, as }) => (as === undefined ? api : `${api} as ${as}`)).join(", then ");

/** Pictures of pages that were not to be stored, over HTTP and otherwise. */
function* pictureSituations(): Generator<Situation> {
  for (const page of ["a", "s", "file", "data in a", "c in a", "sandbox"] as const)
    for (const picture of [
      { api: "image", url: "{b/}1", crossorigin: "" },
      { api: "mask", url: "{b/}1" },
      { api: "preload", as: "image", url: "{b/}1", crossorigin: "" },
    ] as const) {
      const style: ScriptRequest = { api: "stylesheet", url: "{b/}1", crossorigin: "" };
      yield situation(words([style, picture]), [style, picture], {
        page,
        replies: { "": [kept(["Content-Type: text/css"], { asset: "png" })] },
      });
    }
  for (const type of ["image/svg+xml", "text/xml"])
    for (const asset of ["png", "svg"])
      yield situation(
        `an image of type ${type}: ${asset}`,
        { api: "image", url: "{b/}1", crossorigin: "" },
        { replies: { "": [kept([`Content-Type: ${type}`], { asset })] } },
      );
}

/** Where kept redirects lead. */
function* permanentRedirectSituations(): Generator<Situation> {
  const redirect = (status: number, location: string): Reply => ({
    status,
    headers: [
      "Access-Control-Allow-Origin: *",
      "Cache-Control: max-age=600",
      `Location: ${location}`,
    ],
  });
  const end = [0, 1, 2].map((number) => kept(['ETag: "1"'], { body: `end ${number}` }));
  for (const chain of [
    [301],
    [302],
    [307],
    [308],
    [301, 301],
    [301, 302],
    [302, 301],
    [301, 302, 301],
  ])
    for (const [page, target] of [
      ["a", "b"],
      ["a", "s"],
      ["s", "t"],
    ] as const) {
      const replies: Record<string, readonly Reply[]> = { [chain.length + 1]: end };
      chain.forEach((status, index) => {
        replies[index + 1] = [redirect(status, String(index + 2))];
      });
      const request = get({ url: `{${target}/}1` });
      const last = get({ url: `{${target}/}${chain.length + 1}` });
      const title = `three times along ${chain.join(" and ")}`;
      yield situation(title, [request, request, request], { page, replies });
      yield situation(`its end, then ${title}`, [last, request, request, request], {
        page,
        replies,
      });
    }
  for (const status of [301, 302])
    for (const api of ["image", "script"] as const) {
      const load: ScriptRequest = { api, url: "{b/}1", crossorigin: "" };
      yield situation(`a fetch, then ${api}, led by ${status}`, [get({}), load], {
        replies: { "1": [redirect(status, "2")], "2": [assetOf(api)] },
      });
    }
}

/** What is forgotten, and what is not, when something is changed. */
function* forgottenSituations(): Generator<Situation> {
  for (const target of ["b", "c"])
    for (const method of ["GET", "HEAD"])
      for (const change of ["POST", "PUT"]) {
        const url = `{${target}/}1`;
        const request = get({ url, method });
        const changing = get({ url, method: change, body: { kind: "text" } });
        yield situation(
          `${method}, ${change}, ${method} of ${target}`,
          [request, changing, request],
          {
            replies: {
              preflight: [
                {
                  status: 204,
                  headers: ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: PUT"],
                },
              ],
              "": [kept([], { body: "ok" })],
            },
          },
        );
      }
}

/** What is stale and serves all the same. */
function* staleSituations(): Generator<Situation> {
  const twice: readonly Step[] = [get({}), { wait: 1500 }, get({})];
  for (const lines of [[], ["Age: 100"], ["Expires: 0"], ["Date: Wed, 21 Oct 2015 07:28:00 GMT"]])
    for (const control of ["max-age=0", "max-age=0, must-revalidate", "no-cache", "private"])
      yield situation(`stale-while-revalidate, ${control} ${lines.join(" ")}`, twice, {
        replies: {
          "": [
            {
              status: 200,
              headers: [
                "Access-Control-Allow-Origin: *",
                `Cache-Control: stale-while-revalidate=60, ${control}`,
                ...lines,
              ],
              body: "ok",
            },
          ],
        },
      });
}

/** What is refused for its type, and whether it is kept. */
function* blockedSituations(): Generator<Situation> {
  const nosniff = "X-Content-Type-Options: nosniff";
  const own: readonly [kind: AssetKind, lines: readonly string[]][] = [
    ["module", ["Content-Type: text/plain"]],
    ["script", ["Content-Type: image/png"]],
    ["script", ["Content-Type: text/plain", nosniff]],
    ["stylesheet", ["Content-Type: text/plain"]],
    ["stylesheet", ["Content-Type: text/plain", nosniff]],
  ];
  for (const [api, lines] of own)
    for (const target of ["a", "b"]) {
      const load: ScriptRequest = { api, url: `{${target}/}1`, crossorigin: "" };
      yield situation(
        `${api}, then a fetch: ${lines.join(" | ")}`,
        [load, get({ url: load.url })],
        {
          replies: { "": [kept(lines, { asset: assets[api][0] })] },
        },
      );
    }
  for (const type of [
    "application/zip",
    "application/pdf",
    "application/x-protobuf",
    "multipart/byteranges; boundary=x",
    "text/csv",
    "text/event-stream",
    "text/vtt",
    "application/json",
  ])
    for (const api of ["image", "script", "video"] as const)
      for (const target of ["a", "b"]) {
        const steps: readonly Step[] = [
          { api, url: `{${target}/}1` },
          get({ url: `{${target}/}1`, mode: "no-cors", credentials: "include" }),
        ];
        yield situation(`${api} of type ${type}, then a fetch`, steps, {
          replies: { "": [kept([`Content-Type: ${type}`], { asset: assets[api][0] })] },
        });
      }
}
