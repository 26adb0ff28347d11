import type { Api, Case, PageName, Reply } from "../case.ts";
import { casesOf } from "./generate.ts";
import { allowOrigin, ALLOW_CREDENTIALS, situation, type Situation } from "./situation.ts";

/**
 * What a page can tell of what style sheets and drawings load: where text beside a shape begins, and the size of
 * what is used. The recordings before are of what is sent for them. None of them has a `crossorigin`.
 */
export function drawnCases(): Case[] {
  return [
    ...casesOf("shapes", pictureSituations("shape")),
    ...casesOf("masks", maskSituations()),
    ...casesOf("uses", useSituations()),
  ];
}

const ANYONE = "Access-Control-Allow-Origin: *";

const NO_STORE = "Cache-Control: no-store";

const file = (
  asset: string,
  type: string | null,
  status = 200,
  ...lines: readonly string[]
): Reply => ({ status, headers: [...typeLines(type), ...lines, NO_STORE], asset });

const text = (body: string, type: string | null, ...lines: readonly string[]): Reply => ({
  status: 200,
  headers: [...typeLines(type), ...lines, NO_STORE],
  body,
});

const typeLines = (type: string | null): string[] =>
  type === null ? [] : [`Content-Type: ${type}`];

const png = (...lines: readonly string[]): Reply => file("png", "image/png", 200, ...lines);
const svg = (...lines: readonly string[]): Reply => file("svg", "image/svg+xml", 200, ...lines);

const loading = (
  api: Api,
  words: string,
  url: string,
  replies: Readonly<Record<string, readonly Reply[]>>,
  page: PageName = "a",
): Situation => situation(`${api}: ${words}`, { api, url, measured: true }, { page, replies });

const RECTANGLE = "<rect id='x' width='10' height='10'/>";
const drawing = (content: string): string =>
  `<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>${content}</svg>`;
const dataUrl = `data:image/svg+xml,${encodeURIComponent(drawing(RECTANGLE)).replaceAll("'", "%27")}`;
const dataPng =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

function* pictureSituations(api: Api): Generator<Situation> {
  const to = (words: string, target: string, answer: Reply, page?: PageName): Situation =>
    loading(
      api,
      `${words} from ${page ?? "a"} to ${target}`,
      `{${target}/}1`,
      { "1": [answer] },
      page,
    );
  for (const [target, grants] of [
    ["a", [[], [ANYONE]]],
    [
      "b",
      [
        [],
        [ANYONE],
        [allowOrigin("a")],
        [allowOrigin("a"), ALLOW_CREDENTIALS],
        ["Access-Control-Allow-Origin: {c}"],
        ["Access-Control-Allow-Origin: null"],
        [ANYONE, "Cross-Origin-Resource-Policy: same-origin"],
      ],
    ],
    ["c", [[], [ANYONE]]],
  ] as const)
    for (const grant of grants) yield to(`granted ${grant.join(" | ")}`, target, png(...grant));
  for (const target of ["a", "b"])
    for (const grant of [[], [ANYONE]])
      yield to(`a drawing, granted ${grant.join("")}`, target, svg(...grant));
  for (const [page, target, grant] of [
    ["sandbox", "a", []],
    ["sandbox", "a", [ANYONE]],
    ["sandbox", "b", [allowOrigin("sandbox")]],
    ["data in a", "a", []],
    ["data in a", "a", [ANYONE]],
  ] as const)
    yield to(`granted ${grant.join("")}`, target, png(...grant), page);
  for (const [route, first, second] of [
    ["aa", [], []],
    ["ab", [], []],
    ["ab", [], [ANYONE]],
    ["ba", [], [ANYONE]],
    ["ba", [ANYONE], []],
    ["ba", [ANYONE], [ANYONE]],
    ["bb", [], [ANYONE]],
    ["bc", [ANYONE], [allowOrigin("a")]],
    ["bc", [ANYONE], ["Access-Control-Allow-Origin: null"]],
  ] as const) {
    const [from, target] = route;
    yield loading(
      api,
      `along ${route}, granted ${first.join("")}, then ${second.join("")}`,
      `{${from}/}1`,
      {
        "1": [file("png", "image/png", 302, ...first, `Location: {${target}/}2`)],
        "2": [png(...second)],
      },
    );
  }
  for (const status of [204, 404, 500])
    yield to(`answered ${status}`, "b", file("png", "image/png", status, ANYONE));
  yield to("a drawing, answered 404", "b", file("svg", "image/svg+xml", 404, ANYONE));
  for (const [asset, type, ...lines] of [
    ["png", "text/plain"],
    ["png", "text/html"],
    ["png", null],
    ["png", "text/plain", "X-Content-Type-Options: nosniff"],
    ["png", "image/svg+xml"],
    ["svg", "image/png"],
    ["svg", "text/html"],
    ["svg", "text/xml"],
    ["json", "application/json"],
  ] as const)
    yield to(
      `${asset} as ${type} ${lines.join("")}`,
      "b",
      file(asset, type, 200, ANYONE, ...lines),
    );
  yield to("nothing", "b", text("", "image/png", ANYONE));
  yield to(
    "a drawing cut short",
    "b",
    text(drawing(RECTANGLE).slice(0, -6), "image/svg+xml", ANYONE),
  );
  yield to("a drawing of nothing", "b", text(drawing(""), "image/svg+xml", ANYONE));
  yield to("a picture's first 8 bytes", "b", text("\x89PNG\r\n\x1a\n", "image/png", ANYONE));
  yield loading(api, "redirected to what is no address", "{b/}1", {
    "1": [{ status: 302, headers: [...typeLines(null), ANYONE, NO_STORE, "Location: http://[/"] }],
  });
  for (const page of ["a", "sandbox"] as const) {
    yield loading(api, `a picture in a data: URL from ${page}`, dataPng, {}, page);
    yield loading(api, `a drawing in a data: URL from ${page}`, dataUrl, {}, page);
  }
}

/** Whatever comes of them, nothing tells. */
function* maskSituations(): Generator<Situation> {
  for (const [target, grant] of [
    ["a", []],
    ["b", []],
    ["b", [ANYONE]],
  ] as const)
    yield loading("mask", `to ${target}, granted ${grant.join("")}`, `{${target}/}1`, {
      "1": [png(...grant)],
    });
  yield loading("mask", "answered 404", "{b/}1", {
    "1": [file("json", "text/plain", 404, ANYONE)],
  });
  yield loading("mask", "a drawing in a data: URL", dataUrl, {});
}

function* useSituations(): Generator<Situation> {
  const to = (words: string, target: string, answer: Reply, page?: PageName): Situation =>
    loading(
      "svg-use",
      `${words} from ${page ?? "a"} to ${target}`,
      `{${target}/}1`,
      { "1": [answer] },
      page,
    );
  for (const [target, grant] of [
    ["a", []],
    ["b", []],
    ["b", [ANYONE]],
    ["b", [allowOrigin("a"), ALLOW_CREDENTIALS]],
    ["c", [ANYONE]],
  ] as const)
    yield to(`granted ${grant.join(" | ")}`, target, svg(...grant));
  for (const [page, grant] of [
    ["sandbox", []],
    ["sandbox", [ANYONE]],
    ["data in a", [ANYONE]],
    ["b in a", [ANYONE]],
  ] as const)
    yield to(`granted ${grant.join("")}`, "a", svg(...grant), page);
  for (const route of ["aa", "ab", "ba", "aba"]) {
    const replies = [...route].map((_, index): readonly [string, readonly Reply[]] => [
      String(index),
      index === route.length - 1
        ? [svg(ANYONE)]
        : [
            file(
              "svg",
              "image/svg+xml",
              302,
              ANYONE,
              `Location: {${route[index + 1]}/}${index + 1}`,
            ),
          ],
    ]);
    yield loading("svg-use", `along ${route}`, `{${route[0]}/}0`, Object.fromEntries(replies));
  }
  for (const status of [201, 204, 404, 500])
    yield to(`answered ${status}`, "a", file("svg", "image/svg+xml", status));
  for (const [asset, type, ...lines] of [
    ["svg", "text/html"],
    ["svg", "text/html", "X-Content-Type-Options: nosniff"],
    ["svg", "text/xml"],
    ["svg", "application/xml"],
    ["svg", "application/xhtml+xml"],
    ["svg", "x/y+xml"],
    ["svg", "image/svg+xml; charset=utf-8"],
    ["svg", "text/plain"],
    ["svg", "image/png"],
    ["svg", null],
    ["png", "image/png"],
    ["png", "image/svg+xml"],
    ["json", "application/json"],
    ["html", "text/html"],
    ["html", "image/svg+xml"],
  ] as const)
    yield to(`${asset} as ${type} ${lines.join("")}`, "a", file(asset, type, 200, ...lines));
  for (const [words, body] of [
    ["nothing", ""],
    ["another element", drawing("<rect id='y' width='10' height='10'/>")],
    ["a drawing cut short", drawing(RECTANGLE).slice(0, -6)],
    ["a drawing cut short before the element", drawing(`<g>${RECTANGLE}</g>`).slice(0, 75)],
    ["a drawing whose tags don't match", drawing(`<g>${RECTANGLE}</h>`)],
    ["a group", drawing("<g id='x'><rect width='10' height='10'/></g>")],
    ["an element outside of a drawing", RECTANGLE],
  ] as const)
    yield to(words, "a", text(body, "image/svg+xml"));
  yield loading("svg-use", "redirected to what is no address", "{a/}1", {
    "1": [{ status: 302, headers: [...typeLines(null), ANYONE, NO_STORE, "Location: http://[/"] }],
  });
  for (const page of ["a", "sandbox"] as const)
    yield loading("svg-use", `a drawing in a data: URL from ${page}`, dataUrl, {}, page);
}
