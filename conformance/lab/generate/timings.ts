import type { Case, PageName, Reply, ScriptRequest } from "../case.ts";
import { casesOf } from "./generate.ts";
import {
  ALLOW_CREDENTIALS,
  allowOrigin,
  asXhr,
  get,
  originOf,
  reply,
  situation,
  type Situation,
} from "./situation.ts";
import { entriesOf, lines } from "./timing-entries.ts";
import { givenUpSituations } from "./timings-given-up.ts";

/** What a page's resource timing gives away, by shapes of `Timing-Allow-Origin`. Recorded apart. */
export function timingCases(): Case[] {
  return [
    ...casesOf("timing-shapes", shapeSituations()),
    ...casesOf("timing-requests", requestSituations()),
    ...casesOf("timing-failures", failureSituations()),
    ...casesOf("timing-pages", pageSituations()),
    ...casesOf("timing-redirects", redirectSituations()),
    ...casesOf("timing-unread", unreadSituations()),
    ...casesOf("timing-refusals", refusalSituations()),
    ...casesOf("timing-streams", streamSituations()),
    ...casesOf("timing-given-up", givenUpSituations()),
  ];
}

const shapes: readonly (readonly string[])[] = [
  [],
  lines("*"),
  lines("{a}"),
  lines("{b}"),
  lines("{c}"),
  lines("null"),
  lines("NULL"),
  lines(""),
  lines("{a}/"),
  lines("{a}, {b}"),
  lines("{b}, {a}"),
  lines("{b},{a}"),
  lines("{b} {a}"),
  lines("{b}, {c}"),
  lines("{b}", "{a}"),
  lines("{a}", "{b}"),
  lines("{b}", "*"),
  lines("*, {b}"),
  lines("{b}, *"),
  lines("* *"),
  lines("**"),
  lines("  {a}\t "),
  lines("{b} ,\t{a}\t,"),
  lines(",{a}"),
  lines('"{a}"'),
  lines('"*"'),
  lines("{a};x"),
  lines("{upper:a}"),
  lines("http://*"),
  lines("127.0.0.1"),
];

const loads: readonly (readonly [name: string, request: ScriptRequest, asset?: Reply["asset"]])[] =
  [
    ["fetch", get()],
    ["fetch without CORS", get({ mode: "no-cors" })],
    ["XHR", asXhr(get())],
    ["image", { api: "image", url: "{b/}1" }, "png"],
    ["image with CORS", { api: "image", url: "{b/}1", crossorigin: "" }, "png"],
    ["script", { api: "script", url: "{b/}1" }, "script"],
  ];

const types: Readonly<Record<string, string>> = {
  png: "Content-Type: image/png",
  script: "Content-Type: text/javascript",
};

function answer(asset: Reply["asset"], status: number, ...headers: readonly string[]): Reply {
  if (asset === undefined || status !== 200) return reply(status, ...headers);
  const { body: _, ...rest } = reply(status, ...headers, types[asset]!);
  return { ...rest, asset };
}

function* shapeSituations(): Generator<Situation> {
  for (const [name, request, asset] of [loads[0]!, loads[5]!])
    // What holds of an element is told by fewer.
    for (const shape of name === "fetch" ? shapes : shapes.slice(0, 11))
      yield situation(`${name}, ${JSON.stringify(shape)}`, [request, entriesOf("{b/}1")], {
        actual: [answer(asset, 200, allowOrigin("a"), ...shape)],
      });
}

function* requestSituations(): Generator<Situation> {
  for (const [name, request, asset] of loads)
    for (const url of ["{b/}1", "{a/}1"])
      for (const shape of url === "{b/}1"
        ? [[], lines("*"), lines("{a}"), lines("{b}")]
        : [[], lines("{b}")])
        yield situation(
          `${name} of ${url}, ${shape.join("")}`,
          [{ ...request, url }, entriesOf(url)],
          { actual: [answer(asset, 200, allowOrigin("a"), ...shape)] },
        );
  const outcomes: readonly (readonly [string, Partial<ScriptRequest>, Reply])[] = [
    [
      "credentials",
      { credentials: "include" },
      reply(200, allowOrigin("a"), ALLOW_CREDENTIALS, ...lines("*")),
    ],
    ["no credentials", { credentials: "omit" }, reply(200, allowOrigin("a"), ...lines("*"))],
    ["404", {}, reply(404, allowOrigin("a"), ...lines("*"))],
    ["404 and nothing of timing", {}, reply(404, allowOrigin("a"))],
    ["204", {}, reply(204, allowOrigin("a"), ...lines("*"))],
    ["HEAD", { method: "HEAD" }, reply(200, allowOrigin("a"), ...lines("*"))],
    ["204 without CORS", { mode: "no-cors" }, reply(204, ...lines("*"))],
    ["HEAD without CORS", { mode: "no-cors", method: "HEAD" }, reply(200, ...lines("*"))],
  ];
  for (const [name, more, answered] of outcomes)
    yield situation(name, [get(more), entriesOf("{b/}1")], { actual: [answered] });
  for (const shape of [[], lines("*")])
    yield situation(
      `behind a preflight, ${shape.join("")}`,
      [get({ method: "PUT" }), entriesOf("{b/}1")],
      {
        preflight: [reply(204, allowOrigin("a"), "Access-Control-Allow-Methods: PUT")],
        actual: [reply(200, allowOrigin("a"), ...shape)],
      },
    );
}

const TWO_LENGTHS = [
  "HTTP/1.1 200 OK",
  "Access-Control-Allow-Origin: *",
  "Timing-Allow-Origin: *",
  "Cache-Control: no-store",
  "Content-Length: 2",
  "Content-Length: 3",
  "",
  "1;1",
].join("\r\n");

function* failureSituations(): Generator<Situation> {
  for (const [name, request, asset] of [loads[0]!, loads[2]!, loads[4]!])
    for (const shape of [[], lines("*"), lines("{b}")])
      yield situation(`${name} without a grant, ${shape.join("")}`, [request, entriesOf("{b/}1")], {
        actual: [answer(asset, 200, ...shape)],
      });
  for (const shape of [[], lines("*")]) {
    yield situation(
      `a preflight without a grant, ${shape.join("")}`,
      [get({ method: "PUT" }), entriesOf("{b/}1")],
      { preflight: [reply(204, ...shape)] },
    );
    yield situation(`a grant of a redirect alone, ${shape.join("")}`, [get(), entriesOf("{b/}1")], {
      replies: {
        1: [reply(302, allowOrigin("a"), ...shape, "Location: {b/}2")],
        2: [reply(200, ...lines("*"))],
      },
    });
  }
  for (const [name, request] of loads) {
    if (name === "image with CORS") continue;
    yield situation(`${name}, and an answer that says two lengths`, [request, entriesOf("{b/}1")], {
      actual: [{ status: 200, raw: TWO_LENGTHS }],
    });
    const url = "http://127.0.0.1:9/{#}";
    yield situation(`${name} of a bad port`, [{ ...request, url }, entriesOf(url)]);
  }
  for (const shape of [[], lines("*")])
    yield situation(`a redirect to a bad port, ${shape.join("")}`, [get(), entriesOf("{b/}1")], {
      actual: [reply(302, allowOrigin("a"), ...shape, "Location: http://127.0.0.1:9/")],
    });
  for (const shape of [[], lines("*")])
    yield situation(
      `a redirect that nobody wants, ${shape.join("")}`,
      [get({ redirect: "error" }), entriesOf("{b/}1")],
      { actual: [reply(302, allowOrigin("a"), ...shape, "Location: {b/}2")] },
    );
  for (const [name, request] of [loads[0]!, loads[3]!])
    yield situation(`${name} with a fragment`, [
      { ...request, url: "{b/}1#x" },
      entriesOf("{b/}1#x"),
      entriesOf("{b/}1"),
    ]);
  for (const location of ["http://a b/", "crosswalk:x"])
    for (const shape of [[], lines("*")])
      yield situation(`a redirect to ${location}, ${shape.join("")}`, [get(), entriesOf("{b/}1")], {
        actual: [reply(302, allowOrigin("a"), ...shape, `Location: ${location}`)],
      });
}

function* pageSituations(): Generator<Situation> {
  const pages: readonly PageName[] = ["sandbox", "data in a", "b in a", "c"];
  for (const page of pages)
    for (const [name, request, asset] of [loads[0]!, loads[5]!])
      for (const shape of [[], lines("*"), lines("null"), lines("{a}"), lines(originOf(page))]) {
        const url = page === "b in a" ? "{a/}1" : "{b/}1";
        yield situation(
          `${name} by ${page}, ${shape.join("")}`,
          [{ ...request, url }, entriesOf(url)],
          { page, actual: [answer(asset, 200, allowOrigin(page), ...shape)] },
        );
      }
}

function* redirectSituations(): Generator<Situation> {
  for (const [name, request, asset] of [loads[0]!, loads[5]!])
    for (const route of ["aa", "ab", "ba", "bb", "aba", "bc"])
      for (const [where, allows] of [
        ["nowhere", () => false],
        ["everywhere", () => true],
        ["at the end", (isLast: boolean) => isLast],
        ["on the way", (isLast: boolean) => !isLast],
      ] as const)
        for (const value of ["*", "{a}", "null"]) {
          if (where === "nowhere" && value !== "*") continue;
          if (value !== "*" && !(where === "everywhere" && name === "fetch")) continue;
          const replies: Record<string, readonly Reply[]> = {};
          for (const [hop] of [...route].entries()) {
            const isLast = hop === route.length - 1;
            const head = [
              "Access-Control-Allow-Origin: *",
              ...(allows(isLast) ? lines(value) : []),
            ];
            replies[hop] = [
              isLast
                ? answer(asset, 200, ...head)
                : answer(asset, 302, ...head, `Location: {${route[hop + 1]}/}${hop + 1}`),
            ];
          }
          const first = `{${route[0]}/}0`;
          yield situation(
            `${name} through ${route}, ${value} ${where}`,
            [{ ...request, url: first }, entriesOf(first)],
            { replies },
          );
        }
}

/** What nobody can read, as it may be stored or not. */
function* unreadSituations(): Generator<Situation> {
  const url = "{b/}1";
  for (const stored of ["no-store", "No-Store", "max-age=60", "no-cache", "private, no-store", ""])
    for (const [length, body] of [
      [0, ""],
      [2, "ok"],
    ] as const)
      yield situation(
        `without CORS, ${length} bytes, ${stored}`,
        [get({ mode: "no-cors" }), entriesOf(url)],
        {
          actual: [
            {
              status: 200,
              headers: ["Content-Type: text/plain", `Cache-Control: ${stored}`],
              body,
            },
          ],
        },
      );
}

/** What fails before anything is asked. */
function* refusalSituations(): Generator<Situation> {
  const refusals: readonly Partial<ScriptRequest>[] = [
    { mode: "same-origin" },
    { mode: "no-cors", redirect: "error" },
    { mode: "no-cors", redirect: "manual" },
  ];
  for (const target of ["b", "c"])
    for (const more of refusals) {
      const url = `{${target}/}1`;
      yield situation(`${JSON.stringify(more)} of ${url}`, [get({ ...more, url }), entriesOf(url)]);
    }
}

function* streamSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const [status, type] of [
      [200, "text/event-stream"],
      [200, "text/plain"],
      [404, "text/event-stream"],
      [204, "text/event-stream"],
    ] as const)
      yield situation(
        `event source of ${url}, ${status} ${type}`,
        [{ api: "event-source", url }, entriesOf(url)],
        {
          actual: [
            {
              status,
              headers: [allowOrigin("a"), `Content-Type: ${type}`, "Cache-Control: no-store"],
              ...(status === 204 ? {} : { body: "data: x\n\n" }),
            },
          ],
        },
      );
}
