import type { ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { scripted } from "./scripts/script.ts";
import { allowOrigin, asXhr, get, put, reply, situation, type Situation } from "./situation.ts";

/** Headers that a script sets by itself, or that come with what it sends. */
export function* ownHeaderSituations(): Generator<Situation> {
  yield* repeatedSituations();
  yield* disallowedSituations();
  yield* bodyTypeSituations();
  yield* boundarySituations();
}

/** Names of which some browsers send one value. */
const names = [
  "Content-Disposition",
  "From",
  "If-Modified-Since",
  "If-Unmodified-Since",
  "Max-Forwards",
  "User-Agent",
  "Authorization",
  "Location",
  "X-A",
];

function* repeatedSituations(): Generator<Situation> {
  for (const name of names)
    for (const url of ["{a/}1", "{b/}1"]) {
      const headers = ["chicken", "egg"].map((value) => [name, value] as const);
      const request = get({ url, headers });
      yield situation(`${name} twice to ${url}`, request, { replies: granted });
      yield situation(`${name} twice to ${url} by XHR`, asXhr(request), { replies: granted });
    }
}

/** Several headers that a preflight disallows: one is told of. */
function* disallowedSituations(): Generator<Situation> {
  const lists = [
    ["X-A", "Authorization"],
    ["Authorization", "X-A"],
    ["X-B", "X-A"],
    ["X-A", "Cache-Control", "Pragma"],
    ["X-B", "If-Match", "X-A", "From"],
    ["From", "X-A", "If-Match"],
    ["Z", "A", "Content-Type"],
  ];
  for (const list of lists) {
    const headers = list.map((name) => [name, "text/chicken"] as const);
    const replies = {
      "": [reply(200, allowOrigin("a"))],
      preflight: [reply(204, allowOrigin("a"))],
    };
    yield situation(`${list.join(", ")} disallowed`, get({ headers }), { replies });
    yield situation(`${list.join(", ")} disallowed by XHR`, asXhr(get({ headers })), { replies });
  }
  for (const status of [403, 404, 500])
    yield situation(`a preflight of ${status} without leave`, put(), {
      replies: { "": [reply(200, allowOrigin("a"))], preflight: [reply(status)] },
    });
}

/** Blobs whose type is as long as what needs no preflight may be, and longer. */
function* bodyTypeSituations(): Generator<Situation> {
  for (const length of [128, 129, 200])
    for (const essence of ["text/plain", "text/chicken"]) {
      const type = `${essence};a=`.padEnd(length, "x");
      const body = { kind: "blob", type } as const;
      const request: ScriptRequest = { api: "fetch", url: "{b/}1", method: "POST", body };
      const words = `a Blob of ${essence} and ${length} bytes`;
      yield situation(words, request, { replies: granted });
      yield situation(`${words} by XHR`, { ...request, api: "xhr" }, { replies: granted });
      yield situation(
        `${words} by beacon`,
        { api: "beacon", url: "{b/}1", body },
        { replies: { "": [reply(200, ...everyone)] } },
      );
    }
}

/** What a form's boundary is made of, which is random, and replaced where it is recorded. */
function* boundarySituations(): Generator<Situation> {
  const shapes = [
    "^multipart/form-data; boundary=----[A-Za-z]+[0-9a-f]{32}$",
    "^multipart/form-data; boundary=----[A-Za-z]+[0-9a-zA-Z]{16}$",
  ];
  yield scripted("a form's boundary", [
    "const body = new FormData();",
    `body.append("a", "b");`,
    `const { headers } = new Request("{a/}1", { method: "POST", body });`,
    `const type = headers.get("Content-Type");`,
    ...shapes.map((shape) => `note("${shape}", new RegExp("${shape}").test(type));`),
  ]);
}
