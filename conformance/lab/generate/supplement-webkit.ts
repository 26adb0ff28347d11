import type { HeaderLines, Reply, ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { heldSituations } from "./supplement-webkit-held.ts";
import { placeSituations } from "./supplement-webkit-places.ts";
import { asXhr, get, put, reply, situation, type Situation } from "./situation.ts";

/** What tells entries of WebKit's profile that no other recorded case tells. */
export function* webkitSituations(): Generator<Situation> {
  yield* cookieLineSituations();
  yield* credentialsInLocationSituations();
  yield* connectionSituations();
  yield* headerNameSituations();
  yield* breakingOffSituations();
  yield* mediaSituations();
  yield* oddSituations();
  yield* preloadSituations();
  yield* placeSituations();
  yield* heldSituations();
}

const OWN = "; Path=/{#}/";
const LONG_AGO = "Thu, 01 Jan 1970 00:00:00 GMT";
const LONG_AFTER = "Fri, 01 Jan 2100 00:00:00 GMT";

/** Lines of one response, of which what stays is seen with the next request. */
const cookieLines: readonly (readonly string[])[] = [
  ...["\t", "\x01", "\x0c", "\x1f", "\x7f", "\x80", "\xa3", "\xc2\xa3", " \xa3"].flatMap(
    (bytes) => [[`a=b${bytes}c${OWN}`], [`a${bytes}=b${OWN}`]],
  ),
  [`a=b; \xa3; Max-Age=0${OWN}`],
  [`a=b${OWN}; Max-Age=0; \xa3`],
  [`a=b${OWN}; Max-Age=0\x01`],
  [`\xa3${OWN}`],
  [""],
  ["="],
  [`=${OWN}`],
  [`; a=b${OWN}`],
  [`=${OWN}`, `a=b${OWN}`],
  [`a=b${OWN}`, `=${OWN}`],
  ...[
    `Max-Age=0; Expires=${LONG_AFTER}`,
    `Max-Age=100; Expires=${LONG_AGO}`,
    `Expires=${LONG_AGO}; Max-Age=100`,
    `Expires=${LONG_AFTER}; Max-Age=0`,
    "Max-Age=0; Expires=x",
    `Expires="${LONG_AGO}"`,
    `Max-Age=100; Expires="${LONG_AGO}"`,
    "Max-Age=",
    "Max-Age",
    "Max-Age=+0",
    "Max-Age=+",
    "Max-Age=0x",
    "Max-Age=0; Max-Age=100",
    "Max-Age=0; Max-Age=x",
    "Max-Age=10; Max-Age=",
  ].map((attributes) => [`a=b; ${attributes}${OWN}`]),
  [`__Host-a=b${OWN}`],
  [`__Secure-a=b${OWN}`],
  [`a=1${OWN}`, "a=2; Path=/{#}/2"],
  [`a=1${OWN}`, `b=2${OWN}`, `a=3${OWN}`],
];

function* cookieLineSituations(): Generator<Situation> {
  for (const lines of cookieLines)
    yield situation(
      `cookies ${JSON.stringify(lines)}`,
      [get({ credentials: "include" }), get({ url: "{b/}2", credentials: "include" })],
      {
        replies: {
          "1": [reply(200, ...everyone, ...lines.map((line) => `Set-Cookie: ${line}`))],
          "2": [reply(200, ...everyone)],
        },
      },
    );
}

function* credentialsInLocationSituations(): Generator<Situation> {
  const unsafe: HeaderLines = [["X-A", "1"]];
  for (const request of [
    get(),
    get({ headers: unsafe }),
    get({ headers: unsafe, credentials: "include" }),
    get({ headers: unsafe, keepalive: true }),
    get({ headers: unsafe, redirect: "manual" }),
    put(),
    get({ method: "DELETE" }),
    get({ method: "POST", body: { kind: "blob", type: "application/json" } }),
  ]) {
    for (const from of ["a", "b"])
      for (const one of isFetchAlone(request) ? [request] : [request, asXhr(request)])
        yield situation(
          `${JSON.stringify(one)} from ${from} to an address with a password`,
          { ...one, url: `{${from}/}1` },
          { replies: { ...granted, "1": [reply(307, ...everyone, "Location: {user:e/}2")] } },
        );
  }
  for (const status of [204, 404])
    yield situation(
      `a password in Location, and a preflight of status ${status} that grants nothing`,
      put({ url: "{a/}1" }),
      {
        replies: {
          ...granted,
          "1": [reply(307, "Location: {user:e/}2")],
          preflight: [reply(status)],
        },
      },
    );
}

const isFetchAlone = ({ keepalive, redirect }: ScriptRequest): boolean =>
  keepalive !== undefined || redirect !== undefined;

/** What opens a connection of its own comes after what finds one. */
function* connectionSituations(): Generator<Situation> {
  for (const method of ["POST", "PUT"]) {
    const first = get({ url: "{b/}2", method, body: { kind: "text" } });
    yield situation(
      `${method} and GET together, after another ${method}`,
      [first, { together: [first, get()] }],
      { replies: granted },
    );
  }
}

/** Names that WebKit's console tells as they were written. */
function* headerNameSituations(): Generator<Situation> {
  for (const name of ["purpose", "SERVER", "x-Dns-prefetch-control", "pragma", "LINK"])
    yield situation(`a header called ${name} that isn't granted`, get({ headers: [[name, "1"]] }), {
      replies: { ...granted, preflight: [reply(204, "Access-Control-Allow-Origin: {a}")] },
    });
}

/** Bodies that end before their framing says so, of responses and of redirects. */
function* breakingOffSituations(): Generator<Situation> {
  const lines = ["Access-Control-Allow-Origin: {origin}", "Access-Control-Allow-Credentials: true"];
  const raw = (status: string, ...more: readonly string[]): string =>
    [`HTTP/1.1 ${status}`, ...lines, ...more].join("\r\n");
  for (const body of [
    "",
    "2\r\n",
    "5\r\nxy",
    "2\r\nxy",
    "2\r\nxy\r\n",
    "2\r\nxy\r\n0",
    "2\r\nxy\r\n0\r\nX: 1",
  ])
    for (const one of [get(), asXhr(get())])
      yield situation(`chunks that end with ${JSON.stringify(body)}, by ${one.api}`, one, {
        replies: {
          "1": [{ ...reply(200), raw: raw("200 OK", "Transfer-Encoding: chunked", "", body) }],
        },
      });
  const led = "Location: {b/}2";
  for (const [words, text] of [
    ["five bytes of a hundred", raw("302 Found", led, "Content-Length: 100", "", "short")],
    ["nothing of a hundred", raw("302 Found", led, "Content-Length: 100", "", "")],
    [
      "five bytes of a hundred, and hangs up",
      raw("302 Found", led, "Content-Length: 100", "Connection: close", "", "short"),
    ],
    ["a chunk in part", raw("302 Found", led, "Transfer-Encoding: chunked", "", "5\r\nxy")],
    ["a chunk", raw("302 Found", led, "Transfer-Encoding: chunked", "", "2\r\nxy")],
  ] as const)
    for (const one of [get(), asXhr(get()), get({ redirect: "manual" }), get({ mode: "no-cors" })])
      yield situation(`a redirect with ${words}: ${JSON.stringify(one)}`, one, {
        replies: { ...granted, "1": [{ ...reply(302), raw: text }] },
      });
}

/** What cannot be played, and what becomes of what was. */
function* mediaSituations(): Generator<Situation> {
  for (const api of ["audio", "video"] as const) {
    for (const [asset, type, status] of [
      ["html", "text/html", 200],
      ["html", "audio/wav", 206],
      ["html", "audio/wav", 404],
      ["script", "audio/wav", 200],
      ["font", "font/ttf", 200],
      ["png", "image/png", 200],
      ["png", "audio/wav", 200],
    ] as const)
      yield situation(
        `${api} of ${asset} as ${type} with ${status}`,
        { api, url: "{b/}1" },
        { actual: [file(asset, type, status)] },
      );
    const one = { api, url: "{b/}1", crossorigin: "" };
    for (const steps of [
      [one, get()],
      [get(), one],
      [one, one],
      [one, get({ cache: "force-cache" })],
    ])
      yield situation(`${JSON.stringify(steps)} of what is fresh`, steps, {
        actual: [
          file(
            "wav",
            "audio/wav",
            200,
            "Access-Control-Allow-Origin: *",
            "Cache-Control: max-age=600",
            'ETag: "1"',
          ),
        ],
      });
  }
}

function* oddSituations(): Generator<Situation> {
  for (const place of ["2^x", "2|x", "2?^"]) {
    yield situation(`the address ${place}`, get({ url: `{b/}${place}` }), { replies: granted });
    yield situation(`Location: ${place}`, get(), {
      replies: { ...granted, "1": [reply(302, ...everyone, `Location: {b/}${place}`)] },
    });
  }
  for (const more of [
    { headers: [["X-A", "\u30aa"]] },
    { headers: [["X-\u30aa", "a"]] },
    { method: "\u30aa" },
  ] as const)
    for (const one of [get(more), asXhr(get(more))])
      yield situation(`no bytes: ${JSON.stringify(one)}`, one, { replies: granted });
  for (const method of ["POST", "PATCH", "chicken"])
    for (const one of [
      get({ method, body: { kind: "blob", type: "text/plain", size: 0 } }),
      asXhr(get({ method, body: { kind: "blob", type: "text/plain", size: 0 } })),
    ])
      yield situation(`an empty Blob: ${JSON.stringify(one)}`, one, { replies: granted });
  for (const size of [65536, 65537])
    yield situation(
      `${size} bytes that outlive their page, and a preflight`,
      put({ keepalive: true, body: { kind: "blob", type: "text/plain", size } }),
      { replies: granted },
    );
  for (const expires of ["0", "x", LONG_AGO])
    yield situation(`Expires: ${expires} beside Last-Modified`, [get(), get()], {
      replies: {
        "1": [
          reply(
            200,
            ...everyone,
            `Expires: ${expires}`,
            "Last-Modified: Sat, 01 Jan 2000 00:00:00 GMT",
            "Cache-Control: chicken",
          ),
        ],
      },
    });
}

function file(asset: string, type: string, status: number, ...lines: readonly string[]): Reply {
  const head = lines.length > 0 ? lines : ["Cache-Control: no-store"];
  return { status, headers: [...head, `Content-Type: ${type}`], asset };
}

const anyone = "Access-Control-Allow-Origin: *";

/** What is preloaded, and then asked for by an element. */
function* preloadSituations(): Generator<Situation> {
  for (const [as, asset, type, kinds] of [
    ["script", "script", "text/javascript", ["script", "module", "import"]],
    ["style", "stylesheet", "text/css", ["stylesheet"]],
    ["image", "png", "image/png", ["image", "shape", "mask"]],
    ["font", "font", "font/ttf", ["font"]],
    ["track", "vtt", "text/vtt", ["track"]],
  ] as const)
    for (const api of kinds)
      for (const [preloaded, wanted, lines] of [
        [undefined, undefined, [anyone]],
        [undefined, "", [anyone]],
        [undefined, "", []],
        ["", undefined, [anyone]],
        ["", "", [anyone]],
        ["", "", []],
        ["use-credentials", undefined, []],
      ] as const) {
        const hasNone = ["import", "shape", "mask", "font"].includes(api);
        if (hasNone && wanted !== undefined) continue;
        yield situation(
          `preload as ${as} ${preloaded}, then ${api} ${wanted}, granted ${lines.join("")}`,
          [
            { api: "preload", url: "{b/}1", as, ...crossorigin(preloaded) },
            { api, url: "{b/}1", ...crossorigin(wanted) },
          ],
          { actual: [file(asset, type, 200, "Cache-Control: no-store", ...lines)] },
        );
      }
  for (const value of [undefined, ""] as const)
    yield situation(
      `image ${value}, then its preload`,
      [
        { api: "image", url: "{b/}1", ...crossorigin(value) },
        { api: "preload", url: "{b/}1", as: "image", ...crossorigin(value) },
      ],
      { actual: [file("png", "image/png", 200, "Cache-Control: no-store", anyone)] },
    );
}

const crossorigin = (value: string | undefined): { crossorigin?: string } =>
  value === undefined ? {} : { crossorigin: value };
