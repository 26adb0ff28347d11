import type { Api, Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { answer, scripted } from "./scripts/script.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

const slow = { "": [answer({ delay: 400 })] };

/** What tells entries of Chromium's profile about how requests end: aborted, unfit, or told of at the end. */
export function* chromiumEndingSituations(): Generator<Situation> {
  yield* abortSituations();
  yield* uploadSituations();
  yield* integritySituations();
  yield* pictureSituations();
}

function* abortSituations(): Generator<Situation> {
  const requests: readonly (readonly [url: string, init: string])[] = [
    ["{b/}1", `mode: "no-cors", redirect: "error"`],
    ["{b/}1", `mode: "no-cors", redirect: "manual"`],
    ["{b/}1", `mode: "same-origin"`],
    ["foo:bar", ""],
    ["about:blank", ""],
    ["http://127.0.0.1:6000/{#}", ""],
    ["{a/}1", `mode: "same-origin", cache: "only-if-cached"`],
  ];
  const aborted = (url: string, init: string, now: string): string[] => [
    "const controller = new AbortController();",
    `const pending = attempt("asked", () => fetch("${url}", { signal: controller.signal, ${init} }));`,
    now,
    "controller.abort();",
    "await pending;",
    "await wait(300);",
  ];
  for (const [url, init] of requests)
    for (const now of ["", "await null;"])
      yield scripted(`${url} ${init} aborted ${now}`, aborted(url, init, now));
  // What the preflight brings is nobody's any more.
  yield scripted(
    "a preflight that will refuse is outlived by nothing that waits",
    aborted("{b/}1", `method: "CHICKEN"`, "await wait(150);"),
    { preflight: [{ status: 204, headers: everyone, delay: 400 }] },
  );
}

function* uploadSituations(): Generator<Situation> {
  const events = ["loadstart", "progress", "abort", "load", "loadend"];
  const started: readonly string[] = [
    "const request = new XMLHttpRequest();",
    `for (const type of ${JSON.stringify(events)}) request.upload.addEventListener(type, ({ loaded, total }) => note("upload", type, loaded, total));`,
    `watch("request", request);`,
    `request.open("POST", "{a/}1");`,
  ];
  for (const type of ["progress", "load", "loadend"]) {
    yield scripted(
      `an upload is aborted in its ${type}`,
      [
        ...started,
        `request.upload.addEventListener("${type}", () => request.abort());`,
        `request.send("abcdef");`,
        "await wait(600);",
      ],
      slow,
    );
    yield scripted(
      `an upload is aborted by who waits for its ${type}`,
      [
        ...started,
        `const told = new Promise((resolve) => request.upload.addEventListener("${type}", resolve));`,
        `request.send("abcdef");`,
        "await told;",
        "request.abort();",
        "await wait(600);",
      ],
      slow,
    );
  }
}

function* integritySituations(): Generator<Situation> {
  const assets: readonly (readonly [api: Api, type: string, asset: string])[] = [
    ["fetch", "text/css", "stylesheet"],
    ["script", "text/javascript", "script"],
    ["stylesheet", "text/css", "stylesheet"],
  ];
  const OF_OTHERS = "sha256-UQuXuTaYPyXDNiMKVq+JtWoXIm8NPPfnjqjdsd7W7mg=";
  const metadata = [
    "sha256-ab=c",
    "sha256-=",
    "sha-256-x",
    "sha-512-x sha256-x",
    "sha256-",
    "sha-256-",
    "sha256-ab\vsha256-x",
    "sha256-ab\u00a0",
  ];
  for (const [api, type, asset] of assets) {
    const given = (status: number): Reply => ({
      status,
      headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`],
      asset,
    });
    const crossorigin = api === "fetch" ? {} : { crossorigin: "" };
    const asked = (integrity: string): ScriptRequest => ({
      api,
      url: "{b/}1",
      integrity,
      ...crossorigin,
    });
    for (const integrity of metadata)
      yield situation(`${api} with integrity ${JSON.stringify(integrity)}`, asked(integrity), {
        replies: { "": [given(200)] },
      });
    for (const status of [404, 503])
      yield situation(
        `${api} with the integrity of something else, and ${status}`,
        asked(OF_OTHERS),
        {
          replies: { "": [given(status)] },
        },
      );
  }
}

function* pictureSituations(): Generator<Situation> {
  const picture: Reply = {
    status: 200,
    headers: [...everyone, "Cache-Control: no-store", "Content-Type: image/png"],
    asset: "png",
  };
  for (const url of ["{b/}1", "{c/}1"])
    for (const status of [200, 404]) {
      const image: ScriptRequest = { api: "image", url };
      yield situation(
        `a secure page shows ${url} of ${status} twice`,
        [image, image, get({ url: "{s/}2" })],
        {
          page: "s",
          replies: { "": [status === 200 ? picture : reply(404)] },
        },
      );
    }
}
