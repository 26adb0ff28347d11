import type { Api, Reply, ScriptRequest } from "../case.ts";
import { kinds } from "./elements.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";
import { entriesOf } from "./timing-entries.ts";

/** What WebKit's resource timing tells of redirects between origins, and of elements that were answered with an error. */
export function* timingSituations(): Generator<Situation> {
  yield* redirectSituations();
  yield* errorSituations();
}

type Load = readonly [request: Omit<ScriptRequest, "url">, asset: string, type: string];

const image: Load = [{ api: "image" }, "png", "image/png"];
const script: Load = [{ api: "script" }, "script", "text/javascript"];
const asText = (request: ScriptRequest): Load => [request, "json", "text/plain"];

const loads: readonly Load[] = [
  image,
  [{ ...image[0], crossorigin: "" }, image[1], image[2]],
  [{ ...image[0], crossorigin: "use-credentials" }, image[1], image[2]],
  script,
  asText(get()),
  asText(get({ credentials: "include" })),
  asText(asXhr(get({ credentials: "include" }))),
  asText(get({ mode: "no-cors" })),
  asText(get({ mode: "no-cors", credentials: "include" })),
];

function answer([, asset, type]: Load, ...lines: readonly string[]): Reply {
  return { status: 200, headers: [...lines, `Content-Type: ${type}`], asset };
}

const granted = [
  "Access-Control-Allow-Origin: {origin}",
  "Access-Control-Allow-Credentials: true",
  "Cache-Control: no-store",
];

function* redirectSituations(): Generator<Situation> {
  for (const load of loads)
    for (const route of ["ab", "ba", "bc", "aba", "aab"])
      for (const value of ["{a}", "null"]) {
        const replies: Record<string, readonly Reply[]> = {};
        for (const [hop] of [...route].entries()) {
          const isLast = hop === route.length - 1;
          const lines = [...granted, `Timing-Allow-Origin: ${isLast ? value : "*"}`];
          replies[hop] = [
            isLast
              ? answer(load, ...lines)
              : { status: 302, headers: [...lines, `Location: {${route[hop + 1]}/}${hop + 1}`] },
          ];
        }
        const url = `{${route[0]}/}0`;
        const request = { ...load[0], url };
        yield situation(
          `${JSON.stringify(load[0])} through ${route}, timing for ${value}`,
          [request, entriesOf(url)],
          { replies },
        );
      }
}

const apart: ReadonlySet<Api> = new Set(["beacon", "event-source", "worker"]);

function* errorSituations(): Generator<Situation> {
  for (const [api, asset, type, as] of kinds) {
    if (apart.has(api) || asset === "throwing") continue;
    for (const target of api === "audio" || api === "video" ? ["a", "b"] : ["a"])
      for (const status of api === "script" ? [399, 400, 404, 500] : [404]) {
        const url = `{${target}/}0`;
        const lines = [...granted, "Timing-Allow-Origin: *", `Content-Type: ${type}`];
        yield situation(
          `${api} ${as ?? asset} of ${target}, answered ${status}`,
          [{ api, url, ...(as === undefined ? {} : { as }) }, entriesOf(url)],
          { actual: [{ status, headers: lines, asset }] },
        );
      }
  }
  for (const [as, asset, type] of [
    ["font", "font", "font/ttf"],
    ["style", "stylesheet", "text/css"],
    ["track", "vtt", "text/vtt"],
  ] as const) {
    const lines = [...granted, `Content-Type: ${type}`];
    yield situation(
      `preload as ${as}, answered 404`,
      [{ api: "preload", url: "{a/}0", as }, entriesOf("{a/}0")],
      { actual: [{ status: 404, headers: lines, asset }] },
    );
  }
}
