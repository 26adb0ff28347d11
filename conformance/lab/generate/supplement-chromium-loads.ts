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
