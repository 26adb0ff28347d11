import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, reply, type Situation, situation } from "./situation.ts";

const tag = 'ETag: "1"';

/** What is stored as a part is asked for. */
const stored: readonly (readonly [words: string, first: Reply])[] = [
  ["a redirect that must be asked about", led("Cache-Control: must-revalidate")],
  ["a redirect that is fresh", led("Cache-Control: max-age=600")],
  ["a stale response", of(200, "Cache-Control: max-age=0", tag)],
  [
    "a stale response with a date",
    of(200, "Cache-Control: no-cache", "Last-Modified: Mon, 05 Jan 2015 00:00:00 GMT"),
  ],
  ["a stale 404", of(404, "Cache-Control: max-age=0", tag)],
];

const parts: readonly (readonly [words: string, request: ScriptRequest])[] = [
  ["its first byte", part("bytes=0-0")],
  ["its end", part("bytes=-2")],
  ["what is beyond it", part("bytes=50-60")],
  ["its first byte, past the cache", { ...part("bytes=0-0"), cache: "reload" }],
];

/** What stays in Chromium's HTTP cache where a part is asked for, and the server tells of something else. */
export function* chromiumRangeSituations(): Generator<Situation> {
  for (const [what, first] of stored)
    for (const [where, request] of parts)
      for (const status of [200, 201, 404, 416])
        yield situation(
          `${what}, asked for ${where}, answered ${status}`,
          [get(), request, get({ cache: "force-cache" })],
          {
            replies: {
              // NB: A preflight takes its turn.
              "1": [first, of(status, "Cache-Control: max-age=600"), of(200)],
              "2": [of(200, "Cache-Control: no-store")],
            },
          },
        );
}

function of(status: number, ...lines: readonly string[]): Reply {
  return { ...reply(status, ...everyone, "Content-Type: text/plain", ...lines), body: "12345" };
}

function led(...lines: readonly string[]): Reply {
  return reply(302, ...everyone, ...lines, "Location: {b/}2");
}

function part(range: string): ScriptRequest {
  return get({ headers: [["Range", range]] });
}
