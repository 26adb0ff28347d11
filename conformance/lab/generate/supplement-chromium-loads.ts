import type { Api, Reply, ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { asXhr, get, reply, situation, type Situation } from "./situation.ts";

const answer = (type: string, body: string, ...lines: readonly string[]): Reply => ({
  status: 200,
  headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`, ...lines],
  body,
});

const asset = (type: string, name: string): Reply => ({
  status: 200,
  headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`],
  asset: name,
});

/** What tells entries of Chromium's profile about what pages load, and from where. */
export function* chromiumLoadSituations(): Generator<Situation> {
  yield* preloadSituations();
  yield* opaqueSituations();
  yield* addressSituations();
  yield* cookieSituations();
  yield* passwordSituations();
  yield* partitionSituations();
  yield* integritySituations();
  yield* headSituations();
  yield* staleSituations();
  yield* pictureSituations();
}

function* preloadSituations(): Generator<Situation> {
  const fetches: readonly (readonly [crossorigin: string, request: ScriptRequest])[] = [
    ["", get({ url: "{b/}1" })],
    ["", get({ url: "{b/}1", cache: "reload", headers: [["X-A", "1"]] })],
    ["", get({ url: "{b/}1", method: "HEAD" })],
    ["", get({ url: "{b/}1", credentials: "include" })],
    ["use-credentials", get({ url: "{b/}1", credentials: "include" })],
    ["", asXhr(get({ url: "{b/}1" }))],
    ["", { api: "event-source", url: "{b/}1" }],
  ];
  for (const [crossorigin, request] of fetches) {
    const preload: ScriptRequest = { api: "preload", as: "fetch", url: "{b/}1", crossorigin };
    yield situation(
      `a preload for ${request.api} with ${JSON.stringify(crossorigin)}`,
      [preload, request, request],
      { replies: granted },
    );
  }
  const kinds: readonly (readonly [api: Api, as: string, reply: Reply])[] = [
    ["script", "script", asset("text/javascript", "script")],
    ["module", "script", asset("text/javascript", "module")],
    ["stylesheet", "style", asset("text/css", "stylesheet")],
    ["image", "image", asset("image/png", "png")],
    ["font", "font", asset("font/woff2", "font")],
  ];
  for (const [api, as, given] of kinds) {
    const url = "{b/}1";
    const crossorigin = api === "font" ? {} : { crossorigin: "" };
    yield situation(
      `a preload for ${api}`,
      [
        { api: "preload", as, url, crossorigin: "" },
        { api, url, ...crossorigin },
      ],
      { replies: { "": [given] } },
    );
  }
  for (const as of ["script", "image", "fetch"])
    yield situation(
      `a preload for ${as} whose integrity is another's`,
      {
        api: "preload",
        as,
        url: "{b/}1",
        crossorigin: "",
        integrity: "sha256-jCDzijo6EuxiuRWs8bN+ADewF0+lVRnzzxSPMpeETqo=",
      },
      { replies: { "": [as === "image" ? asset("image/png", "png") : answer("text/plain", "1")] } },
    );
}

function* opaqueSituations(): Generator<Situation> {
  const texts: readonly (readonly [type: string, body: string])[] = [
    ["application/json", '{"a":1}'],
    ["text/javascript", ")]}'\n{}"],
    ["text/html", "<!doctype html><p>x"],
    ["application/pdf", "1"],
    ["text/xml", '<?xml version="1.0"?><a/>'],
    ["text/html", "1"],
  ];
  for (const [type, body] of texts)
    yield situation(
      `a script without CORS, of ${type}: ${body}`,
      { api: "script", url: "{b/}1" },
      { replies: { "": [answer(type, body)] } },
    );
  for (const type of ["text/csv", "application/json"])
    yield situation(
      `a picture without CORS, of ${type}`,
      { api: "image", url: "{b/}1" },
      { replies: { "": [asset(type, "png")] } },
    );
  const stored: Reply = {
    status: 200,
    headers: ["Cache-Control: max-age=60", "Content-Type: application/json"],
    body: '{"a":1}',
  };
  yield situation(
    "data without CORS, twice",
    [get({ url: "{b/}1", mode: "no-cors" }), get({ url: "{b/}1", mode: "no-cors" })],
    { replies: { "": [stored] } },
  );
}

function* addressSituations(): Generator<Situation> {
  for (const path of ["2^x", "2|x"])
    yield situation(`redirected to ${path}`, get({ url: "{b/}1" }), {
      replies: { ...granted, "1": [reply(302, ...everyone, `Location: ${path}`)] },
    });
  for (const url of ["filesystem:x", "http://xn--/"])
    yield situation(`fetches ${url}`, get({ url }), { replies: {} });
  for (const referrerPolicy of ["never", "always", "default", "origin-when-crossorigin"])
    yield situation(
      `a picture with policy ${referrerPolicy}`,
      { api: "image", url: "{b/}1", referrerPolicy },
      { page: "b in a", replies: granted },
    );
  for (const location of ["http://[", "data:,x", "{user:b/}2"])
    yield situation(
      `an event source led to ${location}`,
      { api: "event-source", url: "{b/}1" },
      { replies: { ...granted, "1": [reply(302, ...everyone, `Location: ${location}`)] } },
    );
  yield situation("redirected to a password, unwanted", get({ url: "{b/}1", redirect: "error" }), {
    replies: { ...granted, "1": [reply(302, ...everyone, "Location: {user:c/}2")] },
  });
  yield situation(
    "kept alive without CORS, unwilling to be redirected",
    get({ url: "{a/}1", mode: "no-cors", redirect: "manual", keepalive: true }),
    { replies: { "1": [reply(302, "Location: 2")], "": [reply(200)] } },
  );
  yield situation(
    "too long to be kept alive",
    get({
      url: "{b/}1",
      method: "PUT",
      keepalive: true,
      body: { kind: "text", size: 70_000 },
    }),
    { replies: granted },
  );
}

function* cookieSituations(): Generator<Situation> {
  const lines = ["=a=b", "__host-a=b", "c=v; Domain=.", "c=v; Max-Age=0; Max-Age"];
  for (const line of [...lines, `c=${"v".repeat(4096)}`])
    yield situation(
      `Set-Cookie: ${line.slice(0, 30)}`,
      [
        get({ url: "{b/}0", credentials: "include" }),
        get({ url: "{b/}1", credentials: "include" }),
      ],
      {
        replies: { ...granted, "0": [reply(200, ...everyone, `Set-Cookie: ${line}; Path=/{#}/`)] },
      },
    );
}

function* passwordSituations(): Generator<Situation> {
  const apis: readonly Api[] = ["image", "script", "stylesheet", "track", "font", "module"];
  for (const api of apis)
    for (const host of ["a", "b"]) {
      const url = `{user:${host}/}1`;
      const crossorigin = api === "font" || api === "module" ? {} : { crossorigin: "" };
      yield situation(
        `${api} with a password, with CORS`,
        { api, url, ...crossorigin },
        {
          replies: { "": [{ ...reply(200), body: "" }] },
        },
      );
    }
}

function* partitionSituations(): Generator<Situation> {
  for (const url of ["{b/}2", "{s/}2"])
    yield situation(
      "a partitioned cookie of a first party",
      [get({ credentials: "include" }), get({ url, credentials: "include" })],
      {
        replies: {
          ...granted,
          "1": [reply(200, ...everyone, "Set-Cookie: k=1; SameSite=None; Secure; Partitioned")],
        },
      },
    );
  for (const url of ["{a/}1", "{c/}1", "{d/}1"])
    yield situation(
      "an SVG document that is used in a frame",
      { api: "svg-use", url },
      { page: "c in a", replies: { "": [reply(200)] } },
    );
}

function* integritySituations(): Generator<Situation> {
  const integrity = "sha256-jCDzijo6EuxiuRWs8bN+ADewF0+lVRnzzxSPMpeETqo=";
  for (const request of [get({ integrity }), get({ integrity, mode: "no-cors" })])
    yield situation("an error whose integrity is another's", request, {
      replies: { "": [reply(500, ...everyone)] },
    });
}

function* headSituations(): Generator<Situation> {
  for (const cache of ["reload", "no-cache", "no-store"])
    yield situation(
      `a HEAD with ${cache} between two of what is stored`,
      [get(), get({ method: "HEAD", cache }), get()],
      { replies: { "": [reply(200, ...everyone, "Cache-Control: max-age=60")] } },
    );
}

/** What a page asks in the background comes after what it asks for next. */
function* staleSituations(): Generator<Situation> {
  const cacheControl = "Cache-Control: stale-while-revalidate=60, max-age=0";
  const stale = (...lines: readonly string[]): readonly Reply[] =>
    [1, 2, 3, 4, 5].map((number) => ({
      ...reply(200, ...lines, cacheControl),
      body: String(number),
    }));
  const image: ScriptRequest = { api: "image", url: "{b/}1", crossorigin: "use-credentials" };
  const sequences: readonly (readonly ScriptRequest[])[] = [
    [get(), get(), get()],
    [get(), get(), get(), get(), get()],
    [get(), asXhr(get()), asXhr(get())],
    [get(), image, get()],
    [get(), image, get({ url: "{b/}2" }), get({ url: "{b/}3" })],
    [get(), get(), get({ cache: "reload" })],
    [get(), get(), get({ method: "POST" })],
    [get(), get(), get({ cache: "no-store" })],
  ];
  for (const steps of sequences)
    yield situation("what is stale, several times", [...steps, { wait: 1200 }, get()], {
      replies: { "": stale(...everyone, "Access-Control-Expose-Headers: *") },
    });
  yield situation("what is stale, and kept from who has it next", [get(), image, asXhr(get())], {
    replies: { "": stale("Access-Control-Allow-Origin: {a}") },
  });
  const refused = reply(200, cacheControl);
  yield situation("what is stale, and refused when it is asked for again", [get(), get(), get()], {
    replies: { "": [stale("Access-Control-Allow-Origin: {a}")[0]!, refused] },
  });
}

/** Whatever else is asked for takes the place of a picture that a page has loaded. */
function* pictureSituations(): Generator<Situation> {
  const url = "{b/}1";
  const between: readonly ScriptRequest[] = [
    get(),
    get({ mode: "no-cors", method: "HEAD" }),
    asXhr(get({ method: "POST" })),
    { api: "stylesheet", url },
    { api: "video", url },
    { api: "image", url, crossorigin: "" },
    { api: "preload", as: "fetch", url },
    { api: "beacon", url },
    { api: "track", url },
    get({ url: "{b/}2" }),
    { api: "preload", as: "image", url },
  ];
  for (const request of between)
    yield situation(
      `a picture, ${request.api}, and the picture`,
      [{ api: "image", url }, request, { api: "image", url }],
      { replies: { "": [asset("image/png", "png")], preflight: [reply(204, ...everyone)] } },
    );
}
