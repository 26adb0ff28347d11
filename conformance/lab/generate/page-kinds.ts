import { pageNames, type ScriptRequest } from "../case.ts";
import {
  allowHeaders,
  allowMethods,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  originOf,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

const requests: readonly Partial<ScriptRequest>[] = [
  {},
  { method: "POST" },
  { method: "PUT" },
  { headers: [["X-A", "1"]] },
  { mode: "no-cors" },
  { mode: "no-cors", method: "POST" },
  { mode: "same-origin" },
];

/** Every page against every origin. */
export function* pageSituations(): Generator<Situation> {
  for (const page of pageNames) {
    for (const target of "abcdest") {
      for (const more of requests) {
        for (const credentials of ["omit", "same-origin", "include"] as const) {
          for (const grant of [originOf(page), "*", "null", undefined]) {
            const head = [
              ...(grant === undefined ? [] : [`Access-Control-Allow-Origin: ${grant}`]),
              ALLOW_CREDENTIALS,
              allowMethods("PUT"),
              allowHeaders("x-a"),
            ];
            const request = get({ ...more, url: `{${target}/}1`, credentials });
            const replies = { "": [reply(200, ...head)], preflight: [reply(204, ...head)] };
            const words = `${page} to ${target} ${JSON.stringify(more)} ${credentials} granted ${grant}`;
            // Twice: whether an opaque origin's results are kept is part of the question.
            yield situation(words, more.method === "PUT" ? [request, request] : request, {
              page,
              replies,
            });
            if (more.mode === undefined && credentials !== "omit" && grant === originOf(page))
              yield situation(`XHR ${words}`, asXhr(request), { page, replies });
          }
        }
      }
    }
  }
}
