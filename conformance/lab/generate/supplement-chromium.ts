import type { Reply, ScriptRequest, Step } from "../case.ts";
import { asXhr, get, reply, situation, type Situation } from "./situation.ts";
import { everyone, granted } from "./granted.ts";

/** Which answer it is tells whether it came out of a cache. */
const stored = (body: string, ...lines: readonly string[]): Reply => ({
  status: 200,
  headers: ["Cache-Control: max-age=600", "Content-Type: text/plain", ...lines],
  body,
});

const upload: ScriptRequest = {
  api: "xhr",
  url: "{b/}1",
  method: "POST",
  body: { kind: "text" },
  uploadListener: true,
};

/** What tells entries of Chromium's profile that no other recorded case tells. */
export function* chromiumSituations(): Generator<Situation> {
  yield* addressSituations();
  yield* cacheSituations();
  yield* connectionSituations();
  yield* uploadSituations();
}

function* addressSituations(): Generator<Situation> {
  for (const page of ["a", "sandbox"] as const)
    for (const location of ["2", "/{#}/2", "?x", "{b/}2"])
      yield situation(
        `a password, then ${location}, from ${page}`,
        asXhr(get({ url: "{user:b/}1" })),
        {
          page,
          replies: { ...granted, "1": [reply(307, ...everyone, `Location: ${location}`)] },
        },
      );
  for (const mode of ["same-origin", "cors", "no-cors"])
    for (const target of ["a", "b"])
      yield situation(
        `a stream in mode ${mode} to ${target}`,
        get({ url: `{${target}/}1`, method: "POST", mode, body: { kind: "stream" } }),
        { replies: granted },
      );
  yield situation("two locations beside a status that follows none", get({ url: "{b/}1" }), {
    replies: { ...granted, "1": [reply(200, ...everyone, "Location: 1", "Location: 2")] },
  });
  for (const location of ["http://[", "http://", "", "2"])
    yield situation(`a preflight led to ${location}`, get({ url: "{b/}1", method: "PUT" }), {
      replies: { ...granted, preflight: [reply(302, ...everyone, `Location: ${location}`)] },
    });
  for (const more of [{}, { keepalive: true }])
    yield situation(`redirects without an end, ${JSON.stringify(more)}`, get({ ...more }), {
      replies: { "": [reply(307, ...everyone, "Location: 1")] },
    });
}

function* cacheSituations(): Generator<Situation> {
  const page = get({ url: "{a/}1" });
  yield situation("a refusal that XMLHttpRequest has read", [asXhr(get({})), asXhr(get({}))], {
    replies: { "": [stored("one"), stored("two", ...everyone)] },
  });
  yield situation(
    "a part of what is stored",
    [get({}), get({ headers: [["Range", "bytes=1-2"]] }), get({})],
    { replies: { "": [stored("one", ...everyone), stored("two", ...everyone)] } },
  );
  yield situation("two at once, of which one waits", [{ together: [page, page] }], {
    replies: { "": [{ ...stored("one"), delay: 60 }, stored("two")] },
  });
  for (const method of ["DELETE", "POST", "PATCH"])
    yield situation(
      `${method} without storing`,
      [page, { ...page, method, cache: "no-store" }, page],
      { replies: { "": [stored("one"), stored("two"), stored("three")] } },
    );
  yield situation(
    "a reload beside what it reloads, and who comes after it",
    [{ together: [page, { ...page, cache: "reload" }, page] }, page],
    {
      replies: {
        "": [
          { ...stored("one"), delay: 100 },
          { ...stored("two"), delay: 30 },
        ],
      },
    },
  );
}

function* connectionSituations(): Generator<Situation> {
  const before: Step = get({ url: "{b/}2" });
  for (const status of [100, 101, 103])
    yield situation(`${status} and the end of a connection that has served`, [before, get({})], {
      replies: {
        ...granted,
        "1": [
          {
            status,
            raw: `HTTP/1.1 ${status} X\r\nAccess-Control-Allow-Origin: {a}\r\n\r\n`,
          },
        ],
      },
    });
  const ends: readonly Reply[] = [{ status: 200, raw: "", hangUp: true }, reply(408, ...everyone)];
  for (const end of ends)
    for (const method of ["GET", "POST"])
      yield situation(
        `${method} over a connection that has served, which ends: ${end.status}`,
        [before, get({ method })],
        { replies: { ...granted, "1": [end, reply(200, ...everyone)] } },
      );
}

function* uploadSituations(): Generator<Situation> {
  // What comes before keeps these from running side by side: time counts.
  const alone = (step: Step): Step[] => [get({ url: "{a/}2" }), step];
  for (const timeout of [50, 400])
    for (const body of ["text", "empty-text"] as const)
      yield situation(
        `an upload of ${body}, given up after ${timeout} ms`,
        alone({ ...upload, body: { kind: body }, timeout }),
        {
          replies: { ...granted, "1": [{ ...reply(200, ...everyone), delay: 900 }] },
        },
      );
  for (const location of ["1", "http://["])
    yield situation(`an upload redirected to ${location}`, alone(upload), {
      replies: { ...granted, "1": [reply(302, ...everyone, `Location: ${location}`)] },
    });
  yield situation(
    "an upload of nothing whose answer breaks off",
    alone({ ...upload, body: { kind: "empty-text" } }),
    {
      replies: {
        ...granted,
        "1": [
          { status: 200, headers: [...everyone, "Content-Length: 10"], body: "ok", hangUp: true },
        ],
      },
    },
  );
}
