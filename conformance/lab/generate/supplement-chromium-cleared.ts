import type { Reply, ScriptRequest } from "../case.ts";
import { kinds } from "./elements.ts";
import { everyone } from "./granted.ts";
import { loadedFile } from "./loaded-file.ts";
import { asXhr, get, put, reply, type Situation, situation } from "./situation.ts";

const values: readonly string[] = [
  '"cookies"',
  '"cache"',
  '"storage"',
  '"clientHints"',
  '"prefetchCache"',
  '"prerenderCache"',
  '"executionContexts"',
  '"*"',
  '"storage", "cookies", "cache"',
  '"cache","cache"',
  '"cache", "*"',
  '"*", "cache"',
  '"cache", "other"',
  '"other", "another"',
  "cache",
  "*",
  '"Cache"',
  '"cache"; "cookies"',
  '"cache" "cookies"',
  '"cache", ',
  ', "cache"',
  "",
  " ",
  '"caché"',
  '""',
  '"cache',
  '"clientHints", "cache"',
];

/** What Chromium's console has of `Clear-Site-Data`. */
export function* chromiumClearedSituations(): Generator<Situation> {
  for (const value of values)
    yield situation(`Clear-Site-Data: ${value}`, own(), answered(line(value)));
  yield situation("in two lines", own(), answered(line('"cache"'), line('"other"')));
  for (const target of ["a", "b", "c", "n", "s"])
    for (const credentials of ["omit", "same-origin", "include"] as const)
      for (const mode of ["cors", "no-cors"])
        yield situation(
          `of ${target}, ${mode}, ${credentials}`,
          get({ url: `{${target}/}1`, credentials, mode }),
          answered(line('"cache"')),
        );
  for (const value of ['"other"', '"cache", "other"'])
    for (const [url, credentials] of [
      ["{n/}1", "include"],
      ["{b/}1", "omit"],
    ] as const)
      yield situation(
        `${value} of ${url}, ${credentials}`,
        get({ url, credentials }),
        answered(line(value)),
      );
  for (const url of ["{a/}1", "{b/}1"])
    for (const credentials of ["omit", "include"] as const) {
      const request = get({ url, credentials });
      yield situation(
        `to an XMLHttpRequest, ${url} ${credentials}`,
        asXhr(request),
        answered(line('"cache"')),
      );
      yield situation(`of a redirect, ${url} ${credentials}`, request, {
        replies: {
          "1": [reply(302, ...everyone, line('"cache"'), `Location: ${url.replace("1", "2")}`)],
          "2": [reply(200, ...everyone, line('"storage"'))],
        },
      });
      yield situation(`of what is missing, ${url} ${credentials}`, request, {
        replies: { "": [reply(404, ...everyone, line('"cache"'))] },
      });
      yield situation(`of what is refused, ${url} ${credentials}`, request, {
        replies: { "": [reply(200, line('"cache"'))] },
      });
      yield situation(`of a preflight, ${url} ${credentials}`, put({ url, credentials }), {
        replies: {
          preflight: [reply(204, ...everyone, line('"storage"'))],
          "": [reply(200, ...everyone, line('"cache"'))],
        },
      });
    }
  for (const page of ["s", "sandbox", "b in a", "data in a"] as const)
    yield situation(`to a page, ${page}`, get({ url: "{s/}1", credentials: "include" }), {
      ...answered(line('"cache"')),
      page,
    });
  for (const [api, asset, type, as] of kinds)
    if (!silent.has(api))
      for (const crossorigin of [undefined, ""])
        yield situation(
          `to ${api} ${as ?? ""} ${asset} ${crossorigin}`,
          {
            api,
            url: "{b/}1",
            ...(as === undefined ? {} : { as }),
            ...(crossorigin === undefined ? {} : { crossorigin }),
          },
          { actual: [loadedFile(asset, type, 200, ...everyone, line('"cache"'))] },
        );
  yield situation("out of the cache", [own(), own()], {
    replies: {
      "": [
        { ...reply(200), headers: [...everyone, "Cache-Control: max-age=60", line('"storage"')] },
      ],
    },
  });
}

const silent: ReadonlySet<string> = new Set(["shape", "svg-use"]);

const line = (value: string): string => `Clear-Site-Data: ${value}`;

const answered = (...lines: readonly string[]): { replies: Record<string, readonly Reply[]> } => ({
  replies: { "": [reply(200, ...everyone, ...lines)] },
});

const own = (more: Partial<ScriptRequest> = {}): ScriptRequest => get({ url: "{a/}1", ...more });
