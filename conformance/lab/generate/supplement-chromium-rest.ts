import type { Api, PageName, Reply, ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { scripted } from "./scripts/script.ts";
import { asXhr, get, put, reply, situation, type Situation } from "./situation.ts";

/** What tells entries of Chromium's profile, and what its console says, beyond what the other files have. */
export function* chromiumRestSituations(): Generator<Situation> {
  yield* schemeSituations();
  yield* metadataSituations();
  yield* streamSituations();
}

/** What is wrong first with a stream that is to outlive its page. */
function* streamSituations(): Generator<Situation> {
  for (const init of ["", `duplex: "half"`, `mode: "no-cors"`, `duplex: "half", mode: "no-cors"`])
    for (const keepalive of [true, false])
      yield scripted(`a stream with ${init}, kept alive: ${keepalive}`, [
        `const init = { method: "POST", body: new Blob(["a"]).stream(), keepalive: ${keepalive}, ${init} };`,
        `await attempt("sent", () => fetch("{a/}1", init));`,
        `await attempt("made", () => new Request("{a/}1", init).method);`,
      ]);
}

/** When integrity metadata that nobody understands is told of. */
function* metadataSituations(): Generator<Situation> {
  const refused = { preflight: granted["preflight"]!, "": [reply(200)] };
  const unasked = { preflight: [reply(403)], "": [reply(200, ...everyone)] };
  const led = (location: string): Readonly<Record<string, readonly Reply[]>> => ({
    ...granted,
    "1": [reply(302, ...everyone, `Location: ${location}`)],
  });
  const fetched: readonly (readonly [
    title: string,
    request: ScriptRequest,
    replies: Readonly<Record<string, readonly Reply[]>>,
    page?: PageName,
  ])[] = [
    ["granted", get(), granted],
    ["refused", get(), refused],
    ["refused with credentials", get({ credentials: "include" }), refused],
    ["of its own origin", get({ url: "{a/}1" }), granted],
    ["refused in the preflight", put(), unasked],
    ["after a preflight", put(), granted],
    ["without CORS", get({ mode: "no-cors" }), granted],
    ["404", get(), { "": [reply(404, ...everyone)] }],
    ["led on", get(), led("{c/}2")],
    [
      "led to who refuses",
      get(),
      { ...refused, "1": [reply(302, ...everyone, "Location: {c/}2")] },
    ],
    ["led elsewhere", get(), led("ftp://127.0.0.1/{#}")],
    ["led nowhere", get(), led("http://[")],
    ["led where it would not go", get({ redirect: "error" }), led("2")],
    ["led unseen", get({ redirect: "manual" }), led("2")],
    ["nobody listens", get({ url: "http://127.0.0.1:1/{#}" }), granted],
    ["at a bad port", get({ url: "http://127.0.0.1:6000/{#}" }), granted],
    ["of data:", get({ url: "data:text/plain,hi" }), granted],
    ["of another mode", get({ mode: "same-origin" }), granted],
    ["of a scheme", get({ url: "foo:{#}" }), granted],
    ["mixed", get({ url: "{n/}1" }), granted, "s"],
    [
      "of CORP",
      get({ url: "{c/}1", mode: "no-cors" }),
      { "": [reply(200, "Cross-Origin-Resource-Policy: same-origin")] },
    ],
  ];
  const real = "sha256-UQuXuTaYPyXDNiMKVq+JtWoXIm8NPPfnjqjdsd7W7mg=";
  for (const integrity of ["x", "md5-x", `${real} x`, "sha384-{BAD}", `${real}?a`])
    for (const [title, request, replies, page = "a"] of fetched)
      // What names no address is attributed to a case of its own only.
      yield situation(
        `a fetch ${title} with integrity ${integrity}`,
        [get({ url: "{b/}0", integrity }), { ...request, integrity }],
        { page, replies: { "0": [reply(200, ...everyone)], ...replies } },
      );
  for (const [api, asset, type] of loaded)
    for (const integrity of ["x", `${real}?a`])
      for (const crossorigin of [undefined, ""])
        for (const grants of [everyone, []]) {
          const request: ScriptRequest = {
            api,
            url: "{b/}1",
            integrity,
            ...(api === "preload" ? { as: "script" } : {}),
            ...(crossorigin === undefined ? {} : { crossorigin }),
          };
          const headers = [...grants, "Cache-Control: no-store", `Content-Type: ${type}`];
          yield situation(
            `${api} ${crossorigin} with integrity ${integrity}, granted ${grants.length > 0}`,
            [get({ url: "{b/}0", integrity }), request],
            { replies: { "0": [reply(200, ...everyone)], "": [{ status: 200, headers, asset }] } },
          );
        }
}

const loaded: readonly (readonly [api: Api, asset: string, type: string])[] = [
  ["script", "script", "text/javascript"],
  ["module", "module", "text/javascript"],
  ["stylesheet", "stylesheet", "text/css"],
  ["preload", "script", "text/javascript"],
];

/** What is said of redirects to what HTTP doesn't reach. */
function* schemeSituations(): Generator<Situation> {
  const places = [
    "data:text/plain,{#}",
    "about:blank",
    "blob:http://127.0.0.1/{#}",
    "file:///{#}",
    "filesystem:http://127.0.0.1/{#}",
    "chrome://x/{#}",
    "chrome-extension://x/{#}",
    "chrome-search://x/{#}",
    "chrome-untrusted://x/{#}",
    "chrome-error://x/{#}",
    "chrome-native://x/{#}",
    "chrome-x://x/{#}",
    "devtools://x/{#}",
    "isolated-app://x/{#}",
    "view-source:http://127.0.0.1/{#}",
    "javascript:'{#}'",
    "ws://127.0.0.1/{#}",
    "ftp://127.0.0.1/{#}",
    "intent:{#}",
    "content://{#}",
    "foo:{#}",
    "{a/}2",
    "http://127.0.0.1:6000/{#}",
    "http://127.0.0.1:1/{#}",
    "http://user:pass@127.0.0.1:1/{#}",
  ];
  for (const place of places) {
    const replies = {
      ...granted,
      "1": [reply(307, ...everyone, `Location: ${place}`)],
    };
    for (const request of [
      get(),
      get({ redirect: "error" }),
      get({ redirect: "manual" }),
      get({ mode: "no-cors" }),
      get({ url: "{a/}1", mode: "same-origin" }),
      asXhr(get()),
    ])
      // What names another address is attributed to a case of its own only.
      yield situation(
        `${JSON.stringify(request)} led to ${place}`,
        [get({ url: "{b/}0" }), request],
        {
          replies,
        },
      );
  }
}
