import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, type Situation, situation } from "./situation.ts";

const tag = 'ETag: "1"';
const date = "Last-Modified: Sun, 01 Feb 2015 00:00:00 GMT";
const lasting = "Cache-Control: max-age=600";

const answers: readonly (readonly [words: string, answer: Reply])[] = [
  ["200", of(200, "12345", lasting)],
  ["200 that is not stored", of(200, "12345", "Cache-Control: no-store")],
  ["201", of(201, "12345", lasting)],
  ["206", of(206, "45", "Content-Range: bytes 3-4/5", lasting, tag)],
  ["206 of another", of(206, "45", "Content-Range: bytes 3-4/5", lasting, 'ETag: "2"')],
  ["304", of(304, "", lasting)],
  ["404", of(404, "12345")],
  ["416", of(416, "", "Content-Range: bytes */0")],
];

/** What is asked for where the last bytes are wanted of what is stored without any, and what is stored after an answer to a part. */
export function* chromiumPartSituations(): Generator<Situation> {
  for (const [words, answer] of answers)
    for (const validators of [[tag], ['ETag: W/"1"'], [date], [tag, date], []])
      for (const cache of ["default", "no-cache"] as const)
        if (cache === "default" || validators.length === 2)
          yield asked(
            `the end of nothing, ${validators.join(" and ")}, ${cache}, answered ${words}`,
            of(200, "", "Cache-Control: max-age=0", ...validators),
            part("bytes=-2", cache),
            answer,
          );
  const untold = of(304, "", lasting);
  for (const range of ["bytes=-2", "bytes=0-1", "bytes=2-"])
    for (const cache of ["default", "no-cache", "reload", "force-cache"] as const)
      for (const [words, stored] of [
        ["nothing", null],
        ["no bytes", of(200, "", "Cache-Control: max-age=0")],
        ["no bytes, with a tag", of(200, "", "Cache-Control: max-age=0", tag)],
        ["bytes", of(200, "12345", "Cache-Control: max-age=0")],
      ] as const)
        yield asked(`${range}, ${cache}, of ${words}, 304`, stored, part(range, cache), untold);
}

function asked(
  title: string,
  stored: Reply | null,
  request: ScriptRequest,
  answer: Reply,
): Situation {
  const first = stored === null ? [] : [stored];
  return situation(title, [...first.map(() => own()), request, own({ cache: "force-cache" })], {
    replies: { "1": [...first, answer, of(200, "12345", lasting)] },
  });
}

function of(status: number, body: string, ...lines: readonly string[]): Reply {
  return { status, headers: [...everyone, "Content-Type: text/plain", ...lines], body };
}

// NB: What needs a preflight would have that take the second answer.
function own(more: Partial<ScriptRequest> = {}): ScriptRequest {
  return get({ url: "{a/}1", ...more });
}

function part(range: string, cache: RequestCache): ScriptRequest {
  return own({ headers: [["Range", range]], cache });
}
