import type { Api, PageName, Reply, ScriptRequest } from "../case.ts";
import {
  allowOrigin,
  ALLOW_CREDENTIALS,
  originOf,
  situation,
  type Situation,
} from "./situation.ts";

export const kinds: readonly (readonly [api: Api, asset: string, type: string, as?: string])[] = [
  ["image", "png", "image/png"],
  ["image", "svg", "image/svg+xml"],
  ["script", "script", "text/javascript"],
  ["script", "throwing", "text/javascript"],
  ["module", "module", "text/javascript"],
  ["import", "module", "text/javascript"],
  ["stylesheet", "stylesheet", "text/css"],
  ["font", "png", "font/woff2"],
  ["audio", "wav", "audio/wav"],
  ["video", "wav", "audio/wav"],
  ["track", "vtt", "text/vtt"],
  ["preload", "script", "text/javascript", "script"],
  ["preload", "png", "image/png", "image"],
  ["preload", "json", "application/json", "fetch"],
  ["preload", "png", "font/woff2", "font"],
  ["worker", "worker", "text/javascript"],
  ["worker", "worker", "text/javascript", "module"],
  ["shape", "png", "image/png"],
  ["mask", "png", "image/png"],
  ["svg-use", "svg", "image/svg+xml"],
  ["event-source", "events", "text/event-stream"],
  ["beacon", "json", "application/json"],
];

// A load without an event costs a fifth of a second; fewer shapes are enough for it.
const silent = new Set<Api>(["shape", "mask", "svg-use", "beacon"]);
// These have no content attribute: their mode does not depend on it.
export const attributeless = new Set<Api>([
  "import",
  "font",
  "worker",
  "shape",
  "mask",
  "svg-use",
  "event-source",
  "beacon",
]);

export function* elementSituations(): Generator<Situation> {
  for (const [api, asset, type, as] of kinds) {
    const file = (status: number, ...headers: readonly string[]): Reply => ({
      status,
      headers: [
        ...headers,
        ...(headers.some((line) => line.startsWith("Content-Type"))
          ? []
          : [`Content-Type: ${type}`]),
        "Cache-Control: no-store",
      ],
      asset,
    });
    const variants: readonly Partial<ScriptRequest>[] =
      api === "event-source"
        ? [{}, { withCredentials: true }]
        : api === "beacon"
          ? [
              {},
              { body: { kind: "text" } },
              { body: { kind: "blob", type: "application/json" } },
              { body: { kind: "blob", type: "text/plain" } },
              { body: { kind: "form-data" } },
              { body: { kind: "search-params" } },
              { body: { kind: "buffer" } },
              { body: { kind: "blob", type: "" } },
            ]
          : attributeless.has(api)
            ? [{}]
            : [
                {},
                { crossorigin: "" },
                { crossorigin: "anonymous" },
                { crossorigin: "use-credentials" },
                { crossorigin: "CHICKEN" },
                { crossorigin: "USE-CREDENTIALS" },
              ];
    for (const variant of variants) {
      const request = (url: string): ScriptRequest => ({
        api,
        url,
        ...variant,
        ...(as === undefined ? {} : { as }),
      });
      const words = `${api}${as === undefined ? "" : ` as ${as}`} of ${asset} ${JSON.stringify(variant)}`;
      const plain =
        variant.crossorigin === undefined || ["", "use-credentials"].includes(variant.crossorigin);
      const pages: readonly PageName[] = plain ? ["a", "sandbox", "s", "data in a"] : ["a"];
      for (const page of pages) {
        for (const target of page === "a" ? "abcs" : page === "s" ? "sta" : "ab") {
          const right = originOf(page);
          const full = page === "a" && target === "b" && !silent.has(api);
          const grants: readonly (readonly string[])[] = [
            [],
            [allowOrigin(page), ALLOW_CREDENTIALS],
            ...(target === "b" || page !== "a"
              ? [["Access-Control-Allow-Origin: *"], [allowOrigin(page)]]
              : []),
            ...(full
              ? [
                  ["Access-Control-Allow-Origin: *", ALLOW_CREDENTIALS],
                  ["Access-Control-Allow-Origin: {c}"],
                  ["Access-Control-Allow-Origin: null"],
                  [`Access-Control-Allow-Origin: ${right}, *`],
                ]
              : []),
          ];
          for (const lines of grants) {
            const url = `{${target}/}1`;
            const cookie = `Set-Cookie: chicken=1; Path=/{#}/`;
            yield situation(
              `${words} from ${page} to ${target} granted ${lines.join(" | ")}`,
              request(url),
              {
                page,
                replies: {
                  "": [file(200, ...lines, cookie)],
                  preflight: [file(200, ...lines, "Access-Control-Allow-Headers: content-type")],
                },
              },
            );
            if (!full) continue;
            for (const status of [404, 500, 204])
              yield situation(
                `${words} answered ${status} with ${lines.join(" | ")}`,
                request(url),
                { page, actual: [file(status, ...lines)] },
              );
          }
          if (!full) continue;
          for (const [from, to] of ["ab", "ba", "bb", "bc", "aa"].map(
            (route) => [route[0]!, route[1]!] as const,
          )) {
            for (const grant of [right, "null", "*"]) {
              const head = [`Access-Control-Allow-Origin: ${grant}`, ALLOW_CREDENTIALS];
              yield situation(
                `${words} redirected from ${from} to ${to}, granted ${grant}`,
                request(`{${from}/}1`),
                {
                  page,
                  replies: {
                    "1": [file(302, allowOrigin(page), ALLOW_CREDENTIALS, `Location: {${to}/}2`)],
                    "2": [file(200, ...head)],
                  },
                },
              );
            }
          }
          for (const line of [
            "Cross-Origin-Resource-Policy: same-origin",
            "Cross-Origin-Resource-Policy: same-site",
            "X-Content-Type-Options: nosniff",
            "Content-Type: text/plain",
            "Content-Type: text/html",
            "Content-Disposition: attachment",
          ]) {
            yield situation(`${words} answered ${line}`, request(`{${target}/}1`), {
              page,
              actual: [file(200, allowOrigin(page), ALLOW_CREDENTIALS, line)],
            });
            yield situation(`${words} from c answered ${line}`, request(`{c/}1`), {
              page,
              actual: [file(200, allowOrigin(page), ALLOW_CREDENTIALS, line)],
            });
          }
        }
      }
    }
  }
}
