import type { Api, Reply, ScriptRequest } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { everyone, granted } from "./granted.ts";
import { asXhr, get, reply, situation, type Situation } from "./situation.ts";

/** What is preloaded, by what, and which file does for it. */
const files: readonly (readonly [as: string, api: Api, type: string, asset: string])[] = [
  ["fetch", "fetch", "text/plain", "json"],
  ["font", "font", "font/ttf", "font"],
  ["image", "image", "image/png", "png"],
  ["script", "script", "text/javascript", "script"],
  ["style", "stylesheet", "text/css", "stylesheet"],
  ["track", "track", "text/vtt", "vtt"],
];

const OF_OTHERS = "sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

/** Preloads with integrity, of other types, that break off, and beside what they are for. */
export function* preloadSituations(browser: DriverName): Generator<Situation> {
  for (const [as, , type, asset] of files) {
    const given = fileOf(type, asset);
    for (const [url, crossorigin] of [
      ["{a/}1", undefined],
      ["{b/}1", ""],
    ] as const)
      yield situation(
        `a preload of ${url} for ${as} whose integrity is another's`,
        preloadOf(as, url, crossorigin, { integrity: OF_OTHERS }),
        { replies: { "": [given] } },
      );
    yield situation(`a preload for ${as} that breaks off`, preloadOf(as, "{b/}1", ""), {
      replies: { "": [brokenOff(type)] },
    });
  }
  yield* styleSituations();
  yield* sharedSituations(browser);
  yield* takenSituations();
  yield* linkSituations();
}

const fileOf = (type: string, asset: string, ...lines: readonly string[]): Reply => ({
  status: 200,
  headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`, ...lines],
  asset,
});

const brokenOff = (type: string): Reply => ({
  status: 200,
  raw: [
    "HTTP/1.1 200 OK",
    "Access-Control-Allow-Origin: *",
    "Cache-Control: no-store",
    `Content-Type: ${type}`,
    "Content-Length: 1000",
    "",
    "WEBVTT",
  ].join("\r\n"),
});

function preloadOf(
  as: string,
  url: string,
  crossorigin: string | undefined,
  more: Partial<ScriptRequest> = {},
): ScriptRequest {
  const settings = crossorigin === undefined ? {} : { crossorigin };
  return { api: "preload", as, url, ...settings, ...more };
}

function* styleSituations(): Generator<Situation> {
  for (const type of ["text/css", "text/plain", "image/png"])
    for (const crossorigin of [undefined, ""])
      for (const lines of [[], ["X-Content-Type-Options: nosniff"]])
        yield situation(
          `a preload for style of ${type} ${lines.join("")}, crossorigin ${crossorigin}`,
          preloadOf("style", "{b/}1", crossorigin),
          { replies: { "": [fileOf(type, "stylesheet", ...lines)] } },
        );
}

/** A preload and what it is for, together and in turn. */
function* sharedSituations(browser: DriverName): Generator<Situation> {
  for (const [as, api, type, asset] of files) {
    if (as === "fetch" || as === "track") continue;
    const given = fileOf(type, asset);
    const url = "{b/}1";
    const preload = preloadOf(as, url, "");
    const element: ScriptRequest = { api, url, ...(api === "font" ? {} : { crossorigin: "" }) };
    for (const [words, answer] of [
      ["loaded", given],
      ["answered 404", { ...given, status: 404 }],
      ["refused", { ...given, headers: given.headers!.slice(everyone.length) }],
    ] as const) {
      if (browser === "webkit" && as === "image" && words === "refused") continue;
      const replies = { "": [answer] };
      // Elsewhere a preload takes what is under way alone.
      for (const together of browser === "firefox" && api !== "font"
        ? [
            [preload, element],
            [element, preload],
          ]
        : [[preload, element]])
        yield situation(
          `${together.map((one) => one.api).join(" beside ")} of ${as}, ${words}`,
          { together },
          { replies },
        );
    }
  }
}

/** Requests of scripts beside a preload for them. */
function* takenSituations(): Generator<Situation> {
  const requests: readonly (readonly [crossorigin: string, request: ScriptRequest])[] = [
    ["", get()],
    ["", get({ method: "HEAD" })],
    ["", get({ headers: [["X-A", "1"]] })],
    ["", asXhr(get())],
    ["use-credentials", get({ credentials: "include" })],
    ["", get({ credentials: "include" })],
  ];
  for (const [crossorigin, request] of requests)
    yield situation(
      `a preload ${JSON.stringify(crossorigin)} beside ${JSON.stringify(request)}`,
      { together: [preloadOf("fetch", "{b/}1", crossorigin), request] },
      { replies: granted },
    );
}

/** Answers that link to something else. */
function* linkSituations(): Generator<Situation> {
  for (const link of [
    "<2>; rel=preload; as=image",
    "<2>;rel=preload;as=script;crossorigin",
    "<2>; rel=prefetch",
  ])
    yield situation(`a fetch whose answer links to ${link}`, [get(), { wait: 400 }], {
      replies: {
        "1": [reply(200, ...everyone, `Link: ${link}`)],
        "2": [reply(200, ...everyone)],
      },
    });
}
