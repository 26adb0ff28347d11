import type { ScriptRequest } from "../case.ts";
import { loadedFile } from "./loaded-file.ts";
import { kinds } from "./elements.ts";
import { everyone, granted } from "./granted.ts";
import {
  allowHeaders,
  allowMethods,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  maxAge,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

/** Pages that were opened as files. */
export function* filePageSituations(): Generator<Situation> {
  const requests: readonly Partial<ScriptRequest>[] = [
    {},
    { method: "POST", body: { kind: "text" } },
    { method: "PUT" },
    { headers: [["X-A", "1"]] },
    { mode: "no-cors" },
    { mode: "no-cors", method: "POST" },
    { mode: "same-origin" },
    { referrerPolicy: "unsafe-url" },
    { redirect: "error" },
  ];
  const grants: readonly (readonly string[])[] = [
    ["Access-Control-Allow-Origin: null"],
    ["Access-Control-Allow-Origin: *"],
    ["Access-Control-Allow-Origin: file://"],
    ["Access-Control-Allow-Origin: {origin}"],
    [],
  ];
  for (const target of ["b", "c", "s"]) {
    for (const more of requests) {
      for (const credentials of ["omit", "include"] as const) {
        for (const grant of grants) {
          const head = [...grant, ALLOW_CREDENTIALS, allowMethods("PUT"), allowHeaders("x-a")];
          const request = get({ ...more, url: `{${target}/}1`, credentials });
          const replies = {
            "": [reply(200, ...head)],
            preflight: [reply(204, ...head, maxAge("600"))],
          };
          const words = `${JSON.stringify(more)} to ${target} with ${credentials}, granted ${grant.join("")}`;
          yield situation(words, more.method === "PUT" ? [request, request] : request, {
            page: "file",
            replies,
          });
          if (more.mode === undefined && target === "b")
            yield situation(`${words}, by XHR`, asXhr(request), { page: "file", replies });
        }
      }
    }
    for (const status of [302, 307])
      yield situation(`redirected ${status} by ${target}`, get({ url: `{${target}/}1` }), {
        page: "file",
        replies: { ...granted, "1": [reply(status, ...everyone, "Location: {c/}2")] },
      });
  }
  for (const [api, asset, type, as] of kinds) {
    for (const crossorigin of [undefined, "", "use-credentials"]) {
      for (const grant of grants.slice(0, 2)) {
        if (
          crossorigin !== undefined &&
          [
            "import",
            "font",
            "worker",
            "shape",
            "mask",
            "svg-use",
            "event-source",
            "beacon",
          ].includes(api)
        )
          continue;
        yield situation(
          `${api} of ${asset} ${crossorigin}, granted ${grant.join("")}`,
          {
            api,
            url: "{b/}1",
            ...(as === undefined ? {} : { as }),
            ...(crossorigin === undefined ? {} : { crossorigin }),
          },
          { page: "file", actual: [loadedFile(asset, type, 200, ...grant)] },
        );
      }
    }
  }
}
