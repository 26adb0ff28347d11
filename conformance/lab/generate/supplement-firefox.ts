import type { Reply, ScriptRequest, Step } from "../case.ts";
import { get, situation, type Situation } from "./situation.ts";

const stored = (status: number, body: string, ...lines: readonly string[]): Reply => ({
  status,
  headers: ["Access-Control-Allow-Origin: *", "Cache-Control: max-age=600", ...lines],
  body,
});
const passing = (body: string): Reply => ({
  status: 200,
  headers: ["Access-Control-Allow-Origin: *", "Cache-Control: no-store"],
  body,
});
const hangingUp: Reply = { status: 0, raw: "", hangUp: true };

/** What tells entries of Firefox's profile that no other recorded case tells. */
export function* firefoxSituations(): Generator<Situation> {
  yield* typeSituations();
  yield* redirectSituations();
  yield* reloadSituations();
}

/** Scripts and style sheets of types that they cannot be, with and without leave to be read. */
function* typeSituations(): Generator<Situation> {
  const kinds: readonly [request: ScriptRequest, asset: string, types: readonly string[]][] = [
    [{ api: "module", url: "{b/}1" }, "module", ["text/html", "image/png"]],
    [{ api: "import", url: "{b/}1" }, "module", ["text/html"]],
    [{ api: "script", url: "{b/}1", crossorigin: "" }, "script", ["text/html", "image/png"]],
    [{ api: "script", url: "{b/}1" }, "script", ["text/html", "image/png"]],
    [{ api: "stylesheet", url: "{b/}1", crossorigin: "" }, "stylesheet", ["text/html"]],
    ...["{a/}1", "{b/}1"].flatMap((url): typeof kinds => [
      [{ api: "preload", url, as: "script", crossorigin: "" }, "script", ["image/png"]],
      [{ api: "preload", url, as: "style", crossorigin: "" }, "stylesheet", ["text/html"]],
      [{ api: "preload", url, as: "style" }, "stylesheet", ["text/html"]],
    ]),
  ];
  for (const [request, asset, types] of kinds)
    for (const type of types)
      for (const grant of ["Access-Control-Allow-Origin: {a}", null])
        for (const nosniff of ["X-Content-Type-Options: nosniff", null])
          for (const status of [200, 404]) {
            const lines = [grant, nosniff].filter((line) => line !== null);
            const headers = [...lines, `Content-Type: ${type}`, "Cache-Control: no-store"];
            yield situation(
              `${status} for ${JSON.stringify(request)}: ${headers.join(" | ")}`,
              request,
              { replies: { "": [{ status, headers, asset }] } },
            );
          }
}

/** Redirects, and whether they are kept. */
function* redirectSituations(): Generator<Situation> {
  const once = get({});
  for (const mode of ["cors", "no-cors"])
    for (const [words, location] of [
      ["to a port that is blocked", "http://127.0.0.1:22/"],
      ["to credentials", "{user:b/}2"],
      ["to another program", "mailto:chicken@example.com"],
      ["to a WebSocket", "ws://127.0.0.1/"],
      ["to no address", "http://["],
      ["to itself", "1"],
      ["to itself by an empty Location", ""],
      ["to its own fragment", "1#x"],
    ] as const)
      yield situation(
        `a redirect ${words}, then one that leads on, ${mode}`,
        twice(get({ mode })),
        {
          replies: {
            "1": [stored(307, "one", `Location: ${location}`), stored(307, "two", "Location: 2")],
            "2": [passing("three")],
          },
        },
      );
  for (const status of [301, 302, 303, 307, 308])
    yield situation(`${status} without Location, then a response`, twice(once), {
      replies: { "1": [stored(status, "one"), passing("two")] },
    });
  for (const length of [1, 2, 3])
    yield situation(`a ring of ${length} redirects, twice`, twice(once), {
      replies: Object.fromEntries(
        Array.from({ length }, (_, index) => [
          String(index + 1),
          [stored(307, "", `Location: ${((index + 1) % length) + 1}`)],
        ]),
      ),
    });
  yield situation(
    "more redirects than are followed, twice, and from where it ended",
    [once, once, get({ url: "{b/}20" })],
    {
      replies: Object.fromEntries([
        ...Array.from({ length: 24 }, (_, index) => [
          String(index + 1),
          [stored(307, "", `Location: ${index + 2}`)],
        ]),
        ["25", [passing("end")]],
      ]),
    },
  );
}

/** What is stored, and a request that would not have it and comes to nothing. */
function* reloadSituations(): Generator<Situation> {
  for (const cache of ["reload", "no-cache", "no-store"])
    for (const [words, answers] of [
      ["hung up on", Array.from({ length: 10 }, () => hangingUp)],
      ["led to two places", [stored(307, "", "Location: 2", "Location: 3")]],
    ] as const)
      yield situation(
        `what is stored, then ${cache} ${words}`,
        [get({}), get({ cache }), get({})],
        {
          replies: { "1": [stored(200, "one"), ...answers, passing("two")] },
        },
      );
}

const twice = (request: ScriptRequest): readonly Step[] => [request, request];
