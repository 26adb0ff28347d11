import type { Api, Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, situation, type Situation } from "./situation.ts";

// Of "0", a script that does nothing.
const DIGEST = "X+zrZv/IbzjZUnhsbWlsecLbwjndTpG0ZynXOif7V+k";
const KEY = "ed25519-JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";

const metadata: readonly (readonly [words: string, integrity: string])[] = [
  ["its own", `sha256-${DIGEST}=`],
  ["its own, in upper case", `SHA256-${DIGEST}=`],
  ["another's, in upper case", `SHA256-${"A".repeat(43)}=`],
  ["its own without padding", `sha256-${DIGEST}`],
  ["its own with more padding", `sha256-${DIGEST}==`],
  ["a public key", KEY],
  ["its own and a public key", `sha256-${DIGEST}= ${KEY}`],
  ["two public keys", `${KEY} ed25519-${"A".repeat(43)}= x`],
  ["another's", `sha256-${"A".repeat(43)}=`],
];

const okay = (type: string): Reply => ({
  status: 200,
  headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`],
  body: "0",
});

/** Metadata in every spelling, and beside bodies that break off or fail for another reason. */
export function* loadedIntegritySituations(): Generator<Situation> {
  for (const [words, integrity] of metadata)
    for (const request of [
      get({ integrity }),
      { api: "script", url: "{b/}1", crossorigin: "", integrity },
      { api: "stylesheet", url: "{b/}1", crossorigin: "", integrity },
    ] as const)
      yield situation(`${request.api} whose integrity is ${words}`, request, {
        replies: { "": [okay(request.api === "stylesheet" ? "text/css" : "text/javascript")] },
      });
  yield* failedSituations();
}

function elementsOf(integrity: string): readonly ScriptRequest[] {
  const apis: readonly Api[] = ["script", "module", "stylesheet"];
  return [
    ...apis.map((api) => ({ api, url: "{b/}1", crossorigin: "", integrity })),
    { api: "preload", as: "script", url: "{b/}1", crossorigin: "", integrity },
  ];
}

function* failedSituations(): Generator<Situation> {
  const allowed = "Access-Control-Allow-Origin: *";
  const typed = (api: Api): string => (api === "stylesheet" ? "text/css" : "text/javascript");
  const head = (api: Api, ...lines: readonly string[]): string =>
    ["HTTP/1.1 200 OK", `Content-Type: ${typed(api)}`, "Cache-Control: no-store", ...lines].join(
      "\r\n",
    );
  for (const [words, integrity] of [
    ["of what came", `sha256-${DIGEST}=`],
    ["another's", `sha256-${"A".repeat(43)}=`],
  ] as const) {
    for (const request of [...elementsOf(integrity), get({ integrity })]) {
      const { api } = request;
      const answers: readonly (readonly [words: string, reply: Reply])[] = [
        [
          "breaks off",
          { status: 200, raw: `${head(api, allowed, "Content-Length: 100")}\r\n\r\n0` },
        ],
        ["is answered 404", { ...okay(typed(api)), status: 404 }],
        ["is refused", { ...okay(typed(api)), headers: [`Content-Type: ${typed(api)}`] }],
        ["is of another type", okay("image/png")],
        ["is redirected badly", { status: 302, headers: [...everyone, "Location: http://["] }],
      ];
      for (const [what, answer] of answers)
        yield situation(`${api} ${what}, with integrity ${words}`, request, {
          replies: { "": [answer] },
        });
    }
  }
}
