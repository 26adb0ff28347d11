import type { Reply, ScriptRequest } from "../case.ts";
import { allowOrigin, get, reply, situation, type Situation } from "./situation.ts";
import { entriesOf, lines } from "./timing-entries.ts";

const shapes: readonly (readonly string[])[] = [[], lines("*"), lines("{b}")];

const typed = (type: string, asset: string, ...headers: readonly string[]): Reply => {
  const { body: _, ...rest } = reply(200, ...headers, `Content-Type: ${type}`);
  return { ...rest, asset };
};

/** What comes to nothing for another reason than CORS: its mode, its type, its policy, its metadata. */
export function* givenUpSituations(): Generator<Situation> {
  yield* modeSituations();
  yield* typeSituations();
}

/** Redirects out of the page's own origin that its mode does not follow, and what is asked of the cache alone. */
function* modeSituations(): Generator<Situation> {
  for (const shape of shapes) {
    for (const method of ["GET", "POST"])
      for (const target of ["b", "c"])
        yield situation(
          `${method} of the same origin, led to ${target}: ${shape.join("")}`,
          [get({ url: "{a/}1", mode: "same-origin", method }), entriesOf("{a/}1")],
          { replies: { "1": [reply(303, ...shape, `Location: {${target}/}2`)] } },
        );
    yield situation(
      `the same origin, led on and away: ${shape.join("")}`,
      [get({ url: "{a/}1", mode: "same-origin" }), entriesOf("{a/}1")],
      {
        replies: {
          "1": [reply(302, ...shape, "Location: 2")],
          "2": [reply(302, ...lines("*"), "Location: {b/}3")],
        },
      },
    );
    yield situation(
      `a worker led away: ${shape.join("")}`,
      [{ api: "worker", url: "{a/}1" }, entriesOf("{a/}1")],
      { replies: { "1": [reply(302, ...shape, "Location: {b/}2")] } },
    );
    for (const redirect of ["error", "manual"] as const)
      for (const url of ["{a/}1", "{b/}1"])
        yield situation(
          `${redirect} of ${url}: ${shape.join("")}`,
          [get({ url, redirect }), entriesOf(url)],
          { replies: { "1": [reply(302, allowOrigin("a"), ...shape, "Location: {b/}2")] } },
        );
  }
  yield situation("the cache alone, which has nothing", [
    get({ url: "{a/}1", mode: "same-origin", cache: "only-if-cached" }),
    entriesOf("{a/}1"),
  ]);
}

/** Of a type that an element can't use, of another's policy, or of other bytes than were asked for. */
function* typeSituations(): Generator<Situation> {
  const kinds: readonly (readonly [request: ScriptRequest, reply: Reply])[] = [
    [{ api: "module", url: "{b/}1" }, typed("text/plain", "module", allowOrigin("a"))],
    [{ api: "script", url: "{b/}1" }, typed("image/png", "script")],
    [
      { api: "script", url: "{b/}1" },
      typed("text/plain", "script", "X-Content-Type-Options: nosniff"),
    ],
    [
      { api: "stylesheet", url: "{b/}1" },
      typed("text/plain", "stylesheet", "X-Content-Type-Options: nosniff"),
    ],
    [
      { api: "image", url: "{b/}1" },
      typed("image/png", "png", "Cross-Origin-Resource-Policy: same-origin"),
    ],
    [
      { api: "script", url: "{b/}1", crossorigin: "", integrity: "sha256-AAAA" },
      typed("text/javascript", "script", allowOrigin("a")),
    ],
  ];
  for (const [request, first] of kinds)
    for (const shape of shapes)
      yield situation(
        `${JSON.stringify(request)}, ${first.headers?.join(" | ")}: ${shape.join("")}`,
        [request, entriesOf("{b/}1")],
        { replies: { "1": [{ ...first, headers: [...(first.headers ?? []), ...shape] }] } },
      );
  for (const shape of shapes)
    yield situation(
      `integrity of a fetch: ${shape.join("")}`,
      [get({ integrity: "sha256-AAAA" }), entriesOf("{b/}1")],
      { replies: { "1": [reply(200, allowOrigin("a"), ...shape)] } },
    );
}
