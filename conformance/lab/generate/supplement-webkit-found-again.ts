import type { Api, PageName, ScriptRequest, Step } from "../case.ts";
import { everyone } from "./granted.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";
import { entriesOf } from "./timing-entries.ts";

/** What WebKit finds in the memory of a page, and which entries of resource timing it makes of it. */
export function* foundAgainSituations(): Generator<Situation> {
  for (const page of ["a", "ephemeral"] as const) {
    yield* repeatedSituations(page);
    yield* pictureSituations(page);
    yield* preloadedPictureSituations(page);
  }
  yield* eventSourceSituations();
  yield* askedBetweenSituations();
  yield* clearedSituations();
}

type Load = Omit<ScriptRequest, "url">;

const told = [...everyone, "Timing-Allow-Origin: *"];

/** Entries as they are a while later: there may be more than one. */
function settledEntriesOf(url: string): Step[] {
  return [{ wait: 60 }, entriesOf(url)];
}

const stated: ReadonlyMap<string, readonly string[]> = new Map([
  ["no-store", ["Cache-Control: no-store"]],
  ["max-age", ["Cache-Control: max-age=60"]],
  ["ETag", ['ETag: "x"', "Cache-Control: no-cache"]],
  ["nothing", []],
]);

const repeated: ReadonlyMap<string, readonly string[]> = new Map([
  ["worker", ["worker worker", "worker worker worker"]],
  ["track", ["track track", "track track track"]],
  [
    "beside",
    ["worker fetch worker", "worker xhr worker", "xhr worker xhr", "worker script worker"],
  ],
  ["scripts", ["xhr xhr xhr", "xhr fetch", "xhr fetch fetch"]],
]);

function step(word: string, url: string): ScriptRequest {
  if (word === "fetch") return get({ url });
  if (word === "xhr") return asXhr(get({ url }));
  return { api: word as Api, url };
}

function* repeatedSituations(page: PageName): Generator<Situation> {
  for (const [what, sequences] of repeated)
    for (const sequence of sequences)
      for (const [words, lines] of stated)
        for (const unchanged of words === "ETag" ? [false, true] : [false])
          for (const target of what === "track" ? ["a", "b"] : ["a"]) {
            const isTrack = what === "track";
            const type = isTrack ? "text/vtt" : "text/javascript";
            const headers = [...told, ...lines, `Content-Type: ${type}`];
            const url = `{${target}/}0`;
            const full = { status: 200, headers, asset: isTrack ? "vtt" : "worker" };
            yield situation(
              `${sequence} of ${target} with ${words}${unchanged ? ", unchanged" : ""} in ${page}`,
              [...sequence.split(" ").map((word) => step(word, url)), ...settledEntriesOf(url)],
              { page, replies: { "0": unchanged ? [full, { status: 304, headers }] : [full] } },
            );
          }
}

const pairs = [
  "image shape",
  "shape image",
  "image mask",
  "mask image",
  "shape mask",
  "mask shape",
];

function* pictureSituations(page: PageName): Generator<Situation> {
  for (const target of ["a", "b"])
    for (const words of ["no-store", "max-age"])
      for (const pair of pairs)
        for (const crossorigin of pair.includes("image") ? ["", "use-credentials"] : [undefined]) {
          const headers = [...told, ...stated.get(words)!, "Content-Type: image/png"];
          const url = `{${target}/}0`;
          const steps = pair
            .split(" ")
            .map((word): ScriptRequest =>
              word === "image" && crossorigin !== undefined
                ? { api: word, url, crossorigin }
                : step(word, url),
            );
          const more = { page, replies: { "0": [{ status: 200, headers, asset: "png" }] } };
          const title = `${pair} with ${String(crossorigin)} of ${target}, ${words}, in ${page}`;
          yield situation(title, [...steps, ...settledEntriesOf(url)], more);
          if (words === "no-store" && crossorigin !== "use-credentials")
            yield situation(`${title}, at once`, [{ together: steps }], more);
          // NB: Two elements with the same style text are one.
          if (pair.startsWith("image"))
            yield situation(`${title}, and again`, [...steps, steps[0]!], more);
        }
}

function* preloadedPictureSituations(page: PageName): Generator<Situation> {
  for (const [first, target, last] of [
    ["image", "a", "shape"],
    ["mask", "a", "shape"],
    ["image", "b", "mask"],
    ["shape", "b", "mask"],
  ] as const) {
    const headers = [...told, "Cache-Control: no-cache", "Content-Type: image/png"];
    const url = `{${target}/}0`;
    yield situation(
      `${first} of ${target}, preloaded then, and ${last}, in ${page}`,
      [
        { api: first, url, ...(first === "image" ? { crossorigin: "" } : {}) },
        { api: "preload", url, as: "image", crossorigin: "" },
        { api: last, url },
      ],
      { page, replies: { "0": [{ status: 200, headers, asset: "png" }] } },
    );
  }
}

function* eventSourceSituations(): Generator<Situation> {
  for (const target of ["a", "b"])
    for (const [words, type, content] of [
      ["an event", "text/event-stream", { asset: "events" }],
      ["no event", "text/event-stream", { asset: "json" }],
      ["a comment", "text/event-stream", { body: ": c\n\n" }],
      ["nothing", "text/event-stream", { body: "" }],
      ["another type", "text/plain", { body: ": c\n\n" }],
    ] as const)
      for (const fragment of ["", "#i"]) {
        const url = `{${target}/}0`;
        const headers = [...told, "Cache-Control: no-store", `Content-Type: ${type}`];
        yield situation(
          `event source of ${target}${fragment}, answered with ${words}`,
          [{ api: "event-source", url: url + fragment }, ...settledEntriesOf(url)],
          { replies: { "0": [{ status: 200, headers, ...content }] } },
        );
      }
}

/** What XMLHttpRequest has left, and `fetch` has asked about. */
function* askedBetweenSituations(): Generator<Situation> {
  const url = "{b/}0";
  const wait = { wait: 1 };
  const [xhr, fetch] = [step("xhr", url), step("fetch", url)];
  for (const page of ["a", "ephemeral"] as const)
    for (const [title, steps] of [
      ["xhr, fetch, later xhr and xhr", [xhr, fetch, wait, xhr, xhr]],
      ["xhr, fetch, later xhr, later xhr", [xhr, fetch, wait, xhr, wait, xhr]],
      ["xhr, fetch and fetch, later xhr and xhr", [xhr, fetch, fetch, wait, xhr, xhr]],
      ["xhr, later fetch, later xhr and xhr", [xhr, wait, fetch, wait, xhr, xhr]],
      ["fetch and fetch, later xhr and xhr", [fetch, fetch, wait, xhr, xhr]],
    ] as const) {
      const headers = [...told, ...stated.get("ETag")!, "Content-Type: text/plain"];
      yield situation(`${title}, unchanged, in ${page}`, steps, {
        page,
        replies: {
          "0": [
            { status: 200, headers, body: "ok" },
            { status: 304, headers },
          ],
        },
      });
    }
}

const kept: readonly (readonly [first: Load, next: Load, asset: string, type: string])[] = [
  [asXhr(get()), asXhr(get()), "json", "text/plain"],
  [{ api: "image" }, { api: "image" }, "png", "image/png"],
  [{ api: "script" }, { api: "script" }, "script", "text/javascript"],
  [{ api: "stylesheet" }, { api: "stylesheet" }, "stylesheet", "text/css"],
  [{ api: "module" }, { api: "module" }, "module", "text/javascript"],
  [{ api: "font" }, { api: "font" }, "font", "font/ttf"],
  [{ api: "preload", as: "image" }, { api: "image" }, "png", "image/png"],
  [{ api: "preload", as: "script" }, { api: "script" }, "script", "text/javascript"],
  [{ api: "preload", as: "fetch", crossorigin: "" }, get(), "json", "text/plain"],
];

/** What a server has cleared from the memory of a page, of its own and of others. */
function* clearedSituations(): Generator<Situation> {
  for (const page of ["a", "ephemeral"] as const)
    for (const [first, next, asset, type] of kept)
      for (const [target, clearing, value] of [
        ["a", "a", "cache"],
        ["a", "b", "cache"],
        ["b", "a", "cache"],
        ["b", "b", "cache"],
        ["b", "c", "cache"],
        ["b", "b", "cookies"],
        ["b", "b", "*"],
      ] as const)
        for (const words of ["max-age", "ETag"]) {
          const url = `{${target}/}0`;
          const headers = [...everyone, ...stated.get(words)!, `Content-Type: ${type}`];
          const clear = ["Cache-Control: no-store", `Clear-Site-Data: "${value}"`];
          yield situation(
            `${first.api} of ${target} with ${words}, ${value} cleared by ${clearing}, in ${page}`,
            [{ ...first, url }, get({ url: `{${clearing}/}1` }), { ...next, url }],
            {
              page,
              replies: {
                "0": [{ status: 200, headers, asset }],
                "1": [{ status: 200, headers: [...everyone, ...clear], body: "ok" }],
              },
            },
          );
        }
}
