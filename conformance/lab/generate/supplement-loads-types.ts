import type { Api, Reply, ScriptRequest } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { everyone } from "./granted.ts";
import { reply, situation, type Situation } from "./situation.ts";

const file = (asset: string, status: number, ...lines: readonly string[]): Reply => ({
  status,
  headers: [...everyone, "Cache-Control: no-store", ...lines],
  asset,
});

/** What statuses and types come to, to what loads them. */
export function* loadedTypeSituations(browser: DriverName): Generator<Situation> {
  for (const status of [201, 203, 206, 300, 304, 305, 306, 310, 399, 400])
    yield situation(
      `a font with ${status}`,
      { api: "font", url: "{b/}1" },
      { replies: { "": [file("font", status, "Content-Type: font/ttf")] } },
    );
  yield* listSituations(browser);
  yield* untypedSituations();
  yield* workerSituations();
  yield* streamSituations();
  yield* mutedSituations();
}

/** Several types in one line, or in several. */
function* listSituations(browser: DriverName): Generator<Situation> {
  const kinds: readonly (readonly [api: Api, asset: string, type: string, other: string])[] = [
    ["script", "script", "text/javascript", "image/png"],
    ["module", "module", "text/javascript", "text/plain"],
    ["stylesheet", "stylesheet", "text/css", "text/plain"],
    ["event-source", "events", "text/event-stream", "text/plain"],
  ];
  const asked = browser === "chromium" ? kinds : kinds.filter(([api]) => api === "stylesheet");
  for (const [api, asset, type, other] of asked)
    for (const lines of [
      [`Content-Type: ${type}, ${other}`],
      [`Content-Type: ${other}, ${type}`],
      [`Content-Type: ${type}`, `Content-Type: ${other}`],
      [`Content-Type: ${other}`, `Content-Type: ${type}`],
    ])
      yield situation(
        `${api} of ${lines.join(" | ")}`,
        { api, url: "{a/}1" },
        { replies: { "": [file(asset, 200, ...lines)] } },
      );
}

/** Files without a type, come by a redirect or straight. */
function* untypedSituations(): Generator<Situation> {
  const kinds: readonly (readonly [api: Api, asset: string])[] = [
    ["stylesheet", "stylesheet"],
    ["script", "script"],
  ];
  for (const [api, asset] of kinds)
    for (const route of ["a", "aa", "b", "ab", "ba"]) {
      const [first, second] = route;
      yield situation(
        `${api} without a type along ${route}`,
        { api, url: `{${first}/}1` },
        {
          replies: {
            "": [file(asset, 200)],
            ...(second === undefined
              ? {}
              : { "1": [reply(302, ...everyone, `Location: {${second}/}2`)] }),
          },
        },
      );
    }
}

function* workerSituations(): Generator<Situation> {
  for (const type of ["text/plain", "text/html", "application/json", "image/png", "text/csv", ""])
    for (const lines of [[], ["X-Content-Type-Options: nosniff"]])
      yield situation(
        `a worker of ${type} ${lines.join("")}`,
        { api: "worker", url: "{a/}1" },
        {
          replies: {
            "": [file("worker", 200, ...(type === "" ? [] : [`Content-Type: ${type}`]), ...lines)],
          },
        },
      );
}

function* streamSituations(): Generator<Situation> {
  for (const charset of ["utf-8", "UTF8", "iso-8859-1", "nonsense"])
    yield situation(
      `an event stream in ${charset}`,
      { api: "event-source", url: "{b/}1" },
      {
        replies: {
          "": [file("events", 200, `Content-Type: text/event-stream; charset=${charset}`)],
        },
      },
    );
}

/** Scripts without CORS that throw what is no error, come from elsewhere or led home. */
function* mutedSituations(): Generator<Situation> {
  const element: ScriptRequest = { api: "script", url: "" };
  for (const route of ["a", "b", "c", "ba", "ca", "ab", "aba", "bca", "bb"]) {
    const hops = [...route].map((name, index) => `{${name}/}${index + 1}`);
    const replies = Object.fromEntries(
      hops.map((_, index) => [
        String(index + 1),
        [
          hops[index + 1] === undefined
            ? file("throwing-text", 200, "Content-Type: text/javascript")
            : reply(302, ...everyone, `Location: ${hops[index + 1]}`),
        ],
      ]),
    );
    yield situation(
      `a script that throws a text, along ${route}`,
      { ...element, url: hops[0]! },
      { replies },
    );
  }
}
