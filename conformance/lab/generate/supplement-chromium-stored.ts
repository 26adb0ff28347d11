import type { HeaderLines, Reply, ScriptRequest } from "../case.ts";
import { granted } from "./granted.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

const GRANT = "Access-Control-Allow-Origin: *";

const stored = (body: string, ...lines: readonly string[]): Reply => ({
  status: 200,
  headers: ["Content-Type: text/plain", GRANT, ...lines],
  body,
});

const FRESH = "Cache-Control: max-age=600";
const STALE = "Cache-Control: max-age=0";
const TAG = 'ETag: "a"';

const notModified = (...lines: readonly string[]): Reply => ({
  status: 304,
  headers: [GRANT, ...lines],
  body: "",
});

const part = (start: number, end: number, ...lines: readonly string[]): Reply => ({
  status: 206,
  headers: [`Content-Range: bytes ${start}-${end}/10`, "Content-Type: text/plain", GRANT, ...lines],
  body: "abcdefghij".slice(start, end + 1),
});

const own = (headers: HeaderLines): ScriptRequest => get({ url: "{a/}1", headers });

const ranged = (range: string, a: string): ScriptRequest =>
  own([
    ["Range", `bytes=${range}`],
    ["X-A", a],
  ]);

/** What tells entries of Chromium's profile about what is stored: responses, parts of them, cookies. */
export function* chromiumStoredSituations(): Generator<Situation> {
  yield* forcedSituations();
  yield* conditionSituations();
  yield* variedSituations();
  yield* cookieSituations();
}

function* forcedSituations(): Generator<Situation> {
  for (const target of ["{a/}1", "{b/}1"])
    for (const method of ["DELETE", "PATCH", "PUT", "POST"])
      for (const kept of [FRESH, STALE]) {
        const page = get({ url: target });
        const write: ScriptRequest = {
          ...page,
          method,
          cache: "force-cache",
          ...(method === "PUT" ? { body: { kind: "text" } } : {}),
        };
        const answers = ["one", "two", "three"].map((body) => stored(body, kept, TAG));
        yield situation(
          `${method} of ${target} that forces the cache, ${kept}`,
          [page, write, page],
          {
            replies: { ...granted, "": answers },
          },
        );
      }
}

function* conditionSituations(): Generator<Situation> {
  for (const name of ["If-None-Match", "If-Modified-Since"])
    for (const value of ["", "x"])
      yield situation(
        `what is stored, ${name} of ${JSON.stringify(value)}, and what is stored`,
        [own([]), own([[name, value]]), own([])],
        { replies: { "": ["one", "two", "three"].map((body) => stored(body, FRESH)) } },
      );
}

function* variedSituations(): Generator<Situation> {
  const asked = ["1", "2", "2", "1"];
  for (const kept of [FRESH, STALE])
    for (const again of [[], ["Vary: X-A"], ["Vary: X-B"]]) {
      yield situation(
        `what is varied is renewed for another, ${kept} ${again.join()}`,
        asked.map((a) => own([["X-A", a]])),
        {
          replies: {
            "": [
              stored("one", kept, TAG, "Vary: X-A"),
              notModified(kept, TAG, ...again),
              notModified(kept, TAG, ...again),
              stored("four", kept, TAG),
            ],
          },
        },
      );
      yield situation(
        `so are parts, ${kept} ${again.join()}`,
        asked.map((a) => ranged("0-3", a)),
        {
          replies: {
            "": [
              part(0, 3, kept, TAG, "Vary: X-A"),
              notModified(kept, TAG, ...again),
              notModified(kept, TAG, ...again),
              part(0, 3, kept, TAG),
            ],
          },
        },
      );
    }
}

function* cookieSituations(): Generator<Situation> {
  const page = get({ url: "{a/}1" });
  const setting = (...lines: readonly string[]): Reply =>
    reply(200, ...lines.map((line) => `Set-Cookie: ${line}; Path=/{#}/`));
  for (const again of ["a=1", "a=2", "a=2; Max-Age=60"])
    yield situation(`a cookie is set again: ${again}`, [page, page, page], {
      replies: { "": [setting("a=1", "b=1"), setting(again), reply(200)] },
    });
  for (const [name, host] of [
    ["a", "127.0.0.1"],
    ["c", "localhost"],
  ] as const)
    for (const domain of [host, `.${host}`])
      for (const isFirst of [true, false]) {
        const lines = [`a=1; Domain=${domain}`, "a=2"];
        yield situation(
          `a cookie of ${domain} and one without a domain, ${isFirst ? "before" : "after"}`,
          [get({ url: `{${name}/}1` }), get({ url: `{${name}/}1` })],
          {
            page: name,
            replies: { "": [setting(...(isFirst ? lines : [...lines].reverse())), reply(200)] },
          },
        );
      }
}
