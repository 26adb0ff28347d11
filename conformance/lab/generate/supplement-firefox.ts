import type { Reply, ScriptRequest, Step } from "../case.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";

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
  yield* ownerSituations();
  yield* preloadSituations();
  yield* failureSituations();
  yield* cookieLineSituations();
  yield* beaconSituations();
  yield* hostCookieSituations();
  yield* referrerSituations();
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

/** What one kind of request has stored, and another one asks for. */
function* ownerSituations(): Generator<Situation> {
  const fetching = get({});
  const image: ScriptRequest = { api: "image", url: "{b/}1", crossorigin: "" };
  const tagged = (lines: readonly string[]): Reply => ({
    status: 200,
    headers: ["Access-Control-Allow-Origin: *", "Cache-Control: max-age=600", ...lines],
    asset: "png",
  });
  for (const lines of [[], ['ETag: "1"']])
    for (const [words, steps] of [
      ["a fetch, then an image", [fetching, image]],
      ["an image, then a fetch", [image, fetching]],
      ["an XMLHttpRequest, then a mask", [asXhr(fetching), { api: "mask", url: "{b/}1" }]],
    ] as const)
      yield situation(`${words}: ${lines.join(" | ")}`, steps, {
        replies: { "": [tagged(lines)] },
      });
  for (const range of ["bytes=0-", "bytes=0-1", "BYTES=0-"]) {
    const part = get({ headers: [["Range", range]] });
    const replies = {
      preflight: [
        {
          ...stored(204, ""),
          headers: [...stored(204, "").headers!, "Access-Control-Allow-Headers: range"],
        },
      ],
      "": [stored(200, "one", 'ETag: "1"'), stored(200, "two", 'ETag: "1"')],
    };
    yield situation(`all, then ${range}`, [fetching, part], { replies });
    yield situation(`${range}, then all`, [part, fetching], { replies });
    yield situation(
      `all, then ${range} with no-cache`,
      [fetching, { ...part, cache: "no-cache" }],
      {
        replies,
      },
    );
  }
  for (const media of ["audio", "video"] as const)
    yield situation(
      `a fetch, then ${media}`,
      [get({ mode: "no-cors", credentials: "include" }), { api: media, url: "{b/}1" }],
      { replies: { "": [{ ...tagged(["Content-Type: audio/wav"]), asset: "wav" }] } },
    );
}

/** Preloads for what is not preloaded, and of what never comes. */
function* preloadSituations(): Generator<Situation> {
  const html: Reply = { status: 200, headers: ["Content-Type: text/javascript"], asset: "script" };
  for (const as of ["audio", "json", "video", "document", "worker", "SCRIPT"])
    yield situation(
      `a preload as ${as}`,
      { api: "preload", url: "{b/}1", as },
      {
        replies: { "": [html] },
      },
    );
  for (const target of ["a", "b"])
    for (const crossorigin of [undefined, ""])
      yield situation(
        `a preload from ${target} that never comes${crossorigin === "" ? ", with CORS" : ""}`,
        {
          api: "preload",
          url: `{${target}/}1`,
          as: "script",
          ...(crossorigin === undefined ? {} : { crossorigin }),
        },
        { replies: { "": [hangingUp] } },
      );
}

/** What fails before it is heard of, or for another reason than the network's. */
function* failureSituations(): Generator<Situation> {
  const conflict: Reply = {
    status: 200,
    raw: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok",
  };
  for (const target of ["a", "b"])
    for (const [words, answer] of [
      ["hung up on", hangingUp],
      ["answered with two lengths", conflict],
    ] as const)
      yield situation(
        `an event source from ${target} ${words}`,
        { api: "event-source", url: `{${target}/}1` },
        { replies: { "": [answer] } },
      );
  yield situation(
    "more than outlives a page, with a preflight",
    get({ method: "PUT", keepalive: true, body: { kind: "text", size: 70_000 } }),
    { replies: { "": [passing("ok")] } },
  );
  for (const [url, location] of [
    ["{b/}1#", null],
    ["{b/}1#", "2"],
    ["{b/}1", "2#"],
  ] as const)
    for (const request of [get({ url }), asXhr(get({ url }))])
      yield situation(`${request.api} of ${url}, led to ${location ?? "nowhere"}`, request, {
        replies: {
          "": [{ status: 200, headers: ["Cache-Control: no-store"], body: "ok" }],
          ...(location === null ? {} : { "1": [stored(307, "", `Location: ${location}`)] }),
        },
      });
}

const cookieLines: readonly string[] = [
  "c=v; Max-Age=-",
  "c=v; Max-Age=0; Max-Age",
  "c=v; Expires=Thu, 01 Jan 1970",
  "c=v; Expires=Wed, 21 Oct 2015 07:28",
  "c=v; Expires=Wed, 21 Oct 1600 07:28:00 GMT",
  "c=v; Domain=.",
  `c=v; Domain=${"d".repeat(1025)}`,
  "c=v; Partitioned",
  "=a=b",
  "__host-a=b",
  "__secure-a=b",
  `c=${"v".repeat(4095)}`,
  `c=${"v".repeat(4096)}`,
  "c=v\x7fx",
  "c=\xe9",
];

function* cookieLineSituations(): Generator<Situation> {
  const request = get({ credentials: "include" });
  const granted = [
    "Access-Control-Allow-Origin: {a}",
    "Access-Control-Allow-Credentials: true",
    "Cache-Control: no-store",
  ];
  for (const line of cookieLines)
    yield situation(`Set-Cookie: ${line.slice(0, 60)}`, [request, request], {
      replies: {
        "": [
          { status: 200, headers: [...granted, `Set-Cookie: ${line}; Path=/{#}/`], body: "one" },
          { status: 200, headers: granted, body: "two" },
        ],
      },
    });
}

/** Beacons longer than what outlives a page. */
function* beaconSituations(): Generator<Situation> {
  for (const target of ["a", "b", "c"])
    for (const kind of ["text", "form-data"] as const)
      for (const size of [65_536, 65_537, 200_000])
        yield situation(
          `a beacon of ${size} bytes to ${target}: ${kind}`,
          { api: "beacon", url: `{${target}/}1`, body: { kind, size } },
          { replies: { "": [passing("ok")] } },
        );
}

/** Cookies of hosts that have no domain, and what lasts a second. */
function* hostCookieSituations(): Generator<Situation> {
  const granted = [
    "Access-Control-Allow-Origin: {a}",
    "Access-Control-Allow-Credentials: true",
    "Cache-Control: no-store",
  ];
  for (const [target, host] of [
    ["b", "127.0.0.1"],
    ["c", "localhost"],
  ] as const)
    for (const line of [
      `c=v; Domain=${host}`,
      `c=v; Domain=.${host}`,
      "c=v\tx",
      "c=v; Max-Age=1",
      "c=v; Max-Age=60",
    ]) {
      const request = get({ url: `{${target}/}1`, credentials: "include" });
      yield situation(`Set-Cookie: ${line} of ${target}`, [request, { wait: 1500 }, request], {
        replies: {
          "": [
            { status: 200, headers: [...granted, `Set-Cookie: ${line}; Path=/{#}/`], body: "one" },
            { status: 200, headers: granted, body: "two" },
          ],
        },
      });
    }
}

/** Policies that a redirect brings, and those of elements in a sandbox. */
function* referrerSituations(): Generator<Situation> {
  const runnable: Reply = {
    status: 200,
    headers: ["Access-Control-Allow-Origin: *", "Content-Type: text/javascript"],
    asset: "script",
  };
  const policies = ["unsafe-url", "UNSAFE-URL", "origin", "same-origin", "no-referrer"];
  for (const policy of policies)
    for (const request of [get({}), { api: "script", url: "{b/}1" }] as const)
      yield situation(
        `${request.api} led away and home by Referrer-Policy: ${policy}`,
        { ...request, url: "{d/}1", referrerPolicy: "no-referrer-when-downgrade" },
        {
          replies: {
            "1": [stored(307, "", "Location: {a/}2", `Referrer-Policy: ${policy}`)],
            "2": [stored(307, "", "Location: {c/}3")],
            "3": [stored(307, "", "Location: {a/}4")],
            "4": [runnable],
          },
        },
      );
  for (const referrerPolicy of ["same-origin", "strict-origin", "unsafe-url", "origin"])
    for (const api of ["image", "script"] as const)
      yield situation(
        `${api} in a sandbox with ${referrerPolicy}`,
        { api, url: "{a/}1", referrerPolicy },
        { page: "sandbox", replies: { "": [runnable] } },
      );
}

const twice = (request: ScriptRequest): readonly Step[] => [request, request];
