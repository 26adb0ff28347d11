import type { Reply, ScriptRequest } from "../case.ts";
import { situation, type Situation } from "./situation.ts";

/** Fonts that are loaded again under the same name or another one, and what is said of those that a page doesn't get. */
export function* firefoxFontSituations(): Generator<Situation> {
  yield* loadedAgain();
  yield* notGot();
}

const url = "{b/}1";
const granted = ["Access-Control-Allow-Origin: *", "Content-Type: font/ttf"];
const file: Reply = { status: 200, asset: "font", headers: granted };

const kept: Readonly<Record<string, readonly string[]>> = {
  "nothing of a lifetime": [],
  "an ETag": ['ETag: "r"'],
  "a lifetime": ["Cache-Control: max-age=600"],
  "no-store": ["Cache-Control: no-store"],
};

const families: readonly (readonly string[])[] = [
  ["f", "f"],
  ["f", "g", "f", "g"],
  ["f g", "F g", "f g"],
];

function* loadedAgain(): Generator<Situation> {
  const answers: (readonly [string, Reply])[] = [
    ...Object.entries(kept).map(
      ([words, lines]) => [words, { ...file, headers: [...granted, ...lines] }] as const,
    ),
    ["status 404", { ...file, status: 404 }],
    ["no font", { ...file, asset: "json" }],
    ["nothing granted", { ...file, headers: granted.slice(1) }],
  ];
  for (const [words, reply] of answers)
    for (const names of families)
      for (const first of [[], [preload]])
        yield situation(
          `${first.length > 0 ? "preloaded, then " : ""}as ${names.join(", ")}: ${words}`,
          [...first, ...names.map((family): ScriptRequest => ({ api: "font", url, family }))],
          { replies: { "1": [reply] } },
        );
}

const preload: ScriptRequest = { api: "preload", as: "font", url, crossorigin: "" };

const broken: readonly (readonly [string, Reply])[] = [
  ["hangs up", { status: 200, raw: "", hangUp: true }],
  ["hangs up within the body", brokenWith(["Content-Length: 99999"])],
  ["is in no chunks", brokenWith(["Transfer-Encoding: chunked"])],
  ["is no gzip", brokenWith(["Content-Encoding: gzip"])],
  ["has two lengths", brokenWith(["Content-Length: 5", "Content-Length: 6"])],
  ["has a zero byte in its head", brokenWith(["X-A: a\0b"])],
  ["is empty", { status: 200, headers: granted, body: "" }],
  ["is 204", { status: 204, headers: granted }],
  ["is 300", { ...file, status: 300 }],
  ["is 500", { ...file, status: 500 }],
  ["leads nowhere", { status: 302, headers: granted }],
];

function brokenWith(lines: readonly string[]): Reply {
  return { ...file, headers: [...granted, ...lines], hangUp: true };
}

/** Where a redirect leads, or a page names by itself. */
const places: readonly string[] = [
  "http://127.0.0.1:6000/",
  "http://user:password@127.0.0.1:6000/",
  "http://nonexistent.invalid/",
  "about:blank",
  "about:x",
  "blob:x",
  "blob:{a}/x",
  "blob:{b}/x",
  "chrome://x/",
  "data:,x",
  "file:///etc/hosts",
  "foo:bar",
  "ftp://127.0.0.1/",
  "javascript:1",
  "moz-extension://x/",
  "view-source:{a/}1",
  "ws://127.0.0.1/",
];

function* notGot(): Generator<Situation> {
  for (const from of ["{a/}1", "{b/}1"]) {
    const request: ScriptRequest = { api: "font", url: from };
    for (const [words, reply] of broken) {
      yield situation(`a font of ${from} that ${words}`, request, { replies: { "1": [reply] } });
      yield situation(`a font of ${from} that is elsewhere and ${words}`, request, {
        replies: { "1": [led("{b/}2")], "2": [reply] },
      });
    }
    for (const place of [...places, "", "http://[", from])
      yield situation(`a font of ${from} that is led to ${place}`, request, {
        replies: { "1": [led(place)] },
      });
  }
  for (const place of places)
    for (const page of ["a", "s"] as const)
      yield situation(`a font of ${place}`, { api: "font", url: place, family: "A b" }, { page });
  // Whether it is blocked as mixed content is no question where an address is this machine's.
  yield situation(
    "a font of http, on https",
    { api: "font", url: "http://api.example/{#}/1" },
    { page: "s" },
  );
}

function led(place: string): Reply {
  return { status: 302, headers: [...granted, `Location: ${place}`] };
}
