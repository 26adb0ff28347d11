import type { ScriptRequest } from "../case.ts";
import { kinds } from "./elements.ts";
import { everyone, granted } from "./granted.ts";
import { loadedFile } from "./loaded-file.ts";
import {
  allowHeaders,
  allowMethods,
  asXhr,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

/** Pages that are their own address and no other page has opened: they came from no network. */
export function* dataPageSituations(): Generator<Situation> {
  const page = "data";
  const requests: readonly Partial<ScriptRequest>[] = [
    {},
    { credentials: "include" },
    { method: "POST", body: { kind: "text" } },
    { method: "PUT" },
    { headers: [["X-A", "1"]] },
    { mode: "no-cors" },
    { mode: "same-origin" },
    { keepalive: true },
    { cache: "only-if-cached" },
    { redirect: "manual" },
  ];
  const head = [...everyone, allowMethods("PUT"), allowHeaders("x-a")];
  for (const target of ["a", "b", "c", "e", "s"])
    for (const more of requests) {
      const request = get({ ...more, url: `{${target}/}1` });
      const replies = { "": [reply(200, ...head)], preflight: [reply(204, ...head)] };
      const words = `${JSON.stringify(more)} to ${target}`;
      yield situation(words, request, { page, replies });
      if (more.mode === undefined && more.redirect === undefined && more.cache === undefined)
        yield situation(`${words}, by XHR`, asXhr(request), { page, replies });
    }
  for (const grant of ["null", "{a}", null])
    yield situation(`granted ${grant}`, get({ url: "{b/}1" }), {
      page,
      replies: {
        "": [reply(200, ...(grant === null ? [] : [`Access-Control-Allow-Origin: ${grant}`]))],
      },
    });
  yield situation("redirected", get({ url: "{b/}1" }), {
    page,
    replies: { ...granted, "1": [reply(302, ...everyone, "Location: {c/}2")] },
  });
  yield situation("of data:", get({ url: "data:,x" }), { page });
  for (const [api, asset, type, as] of kinds)
    for (const grant of [everyone, []])
      yield situation(
        `${api} of ${asset}, granted ${grant.join("")}`,
        { api, url: "{b/}1", ...(as === undefined ? {} : { as }) },
        { page, actual: [loadedFile(asset, type, 200, ...grant)] },
      );
}
