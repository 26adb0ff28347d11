import type { PageName } from "../../case.ts";
import type { Situation } from "../situation.ts";
import { answer, scripted } from "./script.ts";

const tell = `const tell = (name, request) => note(name, request.method, request.url, request.mode, request.credentials,
    request.cache, request.redirect, request.referrer, request.referrerPolicy, request.integrity, request.keepalive,
    request.destination, request.bodyUsed, request.body === null, request.headers, request.duplex);`;

const sent = (name: string, call: string): string =>
  `await attempt("${name}", async () => {
    const response = await ${call};
    noteResponse("${name}", response);
    return response.text();
  });`;

/** The members of an init that a page's script would give. */
const inits: readonly string[] = [
  "",
  `method: "PUT"`,
  `method: "post", body: "xyz"`,
  `method: "patch"`,
  `headers: { "X-A": "1" }`,
  `headers: [["X-A", "1"], ["X-A", "2"]]`,
  `headers: new Headers({ "X-A": "1", Cookie: "chicken=1" })`,
  `method: "POST", body: "xyz", headers: { "Content-Type": "application/json" }`,
  `method: "POST", body: new URLSearchParams({ chicken: "1" })`,
  `method: "POST", body: new Blob(["xyz"], { type: "text/chicken" })`,
  `method: "POST", body: new Uint8Array(3)`,
  `mode: "no-cors"`,
  `mode: "same-origin"`,
  `mode: "no-cors", headers: { "X-A": "1", Accept: "text/chicken" }`,
  `credentials: "include"`,
  `credentials: "omit"`,
  `redirect: "manual"`,
  `redirect: "error"`,
  `cache: "no-store"`,
  `cache: "reload"`,
  `referrerPolicy: "no-referrer"`,
  `referrerPolicy: "unsafe-url"`,
  `referrer: "/chicken"`,
  `referrer: ""`,
  `referrer: "about:client"`,
  `referrer: "http://elsewhere.example/"`,
  `integrity: "sha256-AAAA"`,
  `keepalive: true`,
  `priority: "high"`,
];

/** What is given beside a Request that was made before. */
const overrides: readonly string[] = [
  "",
  "{}",
  `{ method: "PUT" }`,
  `{ method: "GET" }`,
  `{ body: "abc" }`,
  `{ method: "POST", body: "abc" }`,
  `{ headers: { "X-B": "2" } }`,
  `{ headers: {} }`,
  `{ headers: undefined }`,
  `{ mode: "cors" }`,
  `{ mode: "no-cors" }`,
  `{ credentials: "include" }`,
  `{ redirect: "follow" }`,
  `{ referrer: "" }`,
  `{ referrerPolicy: "" }`,
  `{ cache: "default" }`,
  `{ keepalive: false }`,
  `{ integrity: "" }`,
];

const comma = (override: string): string => (override === "" ? "" : `, ${override}`);

export function* requestObjectSituations(): Generator<Situation> {
  for (const init of inits) {
    yield scripted(`a Request with ${init}, told and sent`, [
      tell,
      `const request = new Request("{b/}1", { ${init} });`,
      `tell("made", request);`,
      sent("sent", "fetch(request)"),
      `tell("after", request);`,
      sent("sent again", "fetch(request)"),
    ]);
    yield scripted(`a Request with ${init}, cloned before it is sent`, [
      tell,
      `const request = new Request("{a/}1", { ${init} });`,
      "const copy = request.clone();",
      `tell("copy", copy);`,
      sent("sent", "fetch(request)"),
      sent("copy sent", "fetch(copy)"),
    ]);
  }
  for (const init of [
    "",
    `method: "POST", body: "xyz", headers: { "X-A": "1" }`,
    `mode: "no-cors", method: "POST", body: "xyz"`,
    `credentials: "include", redirect: "error", referrer: "/chicken", referrerPolicy: "unsafe-url", cache: "no-store"`,
  ])
    for (const override of overrides) {
      yield scripted(`a Request with ${init}, sent with ${override}`, [
        `const request = new Request("{b/}1", { ${init} });`,
        sent("sent", `fetch(request${comma(override)})`),
        `note("used", request.bodyUsed);`,
      ]);
      yield scripted(`a Request with ${init}, copied with ${override}`, [
        tell,
        `const request = new Request("{c/}1", { ${init} });`,
        `await attempt("copied", async () => {
          const copy = new Request(request${comma(override)});
          tell("copy", copy);
          tell("request", request);
          const response = await fetch(copy);
          noteResponse("response", response);
          return response.text();
        });`,
        `note("used", request.bodyUsed);`,
      ]);
    }
  yield* bodySituations();
  yield* headerSituations();
  yield* mistakeSituations();
  yield* redirectSituations();
}

/** One body, of which more than one would like to have something. */
function* bodySituations(): Generator<Situation> {
  const bodies = [
    `"xyz"`,
    `""`,
    `new Uint8Array([120, 121, 122])`,
    `new Blob(["xyz"], { type: "text/chicken" })`,
    `new URLSearchParams({ chicken: "1" })`,
  ];
  const readers = ["text", "json", "blob", "arrayBuffer", "bytes", "formData"];
  for (const body of bodies) {
    const made = `const request = new Request("{b/}1", { method: "POST", body: ${body} });`;
    for (const reader of readers)
      yield scripted(`${reader} of a Request's ${body}, then sent`, [
        made,
        `await attempt("read", () => request.${reader}());`,
        `note("used", request.bodyUsed);`,
        sent("sent", "fetch(request)"),
        `await attempt("copied", () => new Request(request));`,
        `await attempt("copied with another body", () => new Request(request, { body: "abc" }));`,
        `await attempt("cloned", () => request.clone());`,
      ]);
    yield scripted(`a Request's ${body} cloned after it was read`, [
      made,
      "await request.text();",
      `await attempt("cloned", () => request.clone());`,
    ]);
    yield scripted(`a Request's ${body} read after it was sent`, [
      made,
      sent("sent", "fetch(request)"),
      `await attempt("read", () => request.text());`,
    ]);
    yield scripted(`a Request's ${body}, its clone read and it sent`, [
      made,
      "const copy = request.clone();",
      `await attempt("read", () => copy.text());`,
      sent("sent", "fetch(request)"),
      sent("copy", "fetch(copy)"),
    ]);
    yield scripted(`a Request's ${body} that failed once`, [
      made,
      sent("sent", `fetch(request, { mode: "same-origin" })`),
      `note("used", request.bodyUsed);`,
      sent("sent again", "fetch(request)"),
    ]);
    yield scripted(`a Request's ${body} by PUT, retried from a clone`, [
      `const request = new Request("{c/}1", { method: "PUT", credentials: "include", body: ${body} });`,
      "const retry = request.clone();",
      sent("sent", "fetch(request)"),
      sent("retried", "fetch(retry)"),
    ]);
  }
}

/** Headers of a Request, set one by one. */
function* headerSituations(): Generator<Situation> {
  const changes = [
    `request.headers.set("X-A", "1")`,
    `request.headers.append("X-A", "1")`,
    `request.headers.append("Accept", "text/chicken")`,
    `request.headers.set("Content-Type", "application/json")`,
    `request.headers.set("Content-Type", "text/plain;charset=chicken")`,
    `request.headers.delete("Content-Type")`,
    `request.headers.set("Cookie", "chicken=1")`,
    `request.headers.set("Origin", "http://chicken")`,
    `request.headers.set("Range", "bytes=0-")`,
    `request.headers.set("Authorization", "Basic eDp5")`,
    `request.headers.set("X-HTTP-Method-Override", "TRACE")`,
    `request.headers.set("X A", "1")`,
    `request.headers.set("X-A", "\\n")`,
    `request.headers.set("Proxy-Chicken", "1")`,
    `request.headers.set("Sec-Chicken", "1")`,
  ];
  for (const change of changes)
    for (const init of [
      "",
      `method: "POST", body: "xyz"`,
      `mode: "no-cors", method: "POST", body: "xyz"`,
    ])
      yield scripted(`${change} of a Request with ${init}`, [
        `const request = new Request("{b/}1", { ${init} });`,
        `await attempt("changed", () => ${change});`,
        `note("headers", request.headers);`,
        sent("sent", "fetch(request)"),
      ]);
}

/** What a constructor refuses. */
function* mistakeSituations(): Generator<Situation> {
  const mistakes = [
    `new Request("http://[")`,
    `new Request("http://user:password@127.0.0.1/")`,
    `new Request("")`,
    `new Request("", { method: "" })`,
    `new Request("", { method: "A B" })`,
    `new Request("", { method: "connect" })`,
    `new Request("", { method: "TRACE" })`,
    `new Request("", { method: "get", body: "xyz" })`,
    `new Request("", { method: "HEAD", body: "" })`,
    `new Request("", { body: "xyz" })`,
    `new Request("", { mode: "navigate" })`,
    `new Request("", { mode: "chicken" })`,
    `new Request("", { mode: "no-cors", method: "PUT" })`,
    `new Request("", { credentials: "chicken" })`,
    `new Request("", { cache: "only-if-cached" })`,
    `new Request("", { cache: "only-if-cached", mode: "same-origin" })`,
    `new Request("", { redirect: "chicken" })`,
    `new Request("", { referrer: "http://[" })`,
    `new Request("", { referrerPolicy: "chicken" })`,
    `new Request("", { window: 1 })`,
    `new Request("", { window: null })`,
    `new Request("", { priority: "chicken" })`,
    `new Request("", { duplex: "full" })`,
    `new Request("", { headers: [["X-A"]] })`,
    `new Request("", { headers: { "X A": "1" } })`,
    `new Request("", { headers: { "X-A": "\\u0100" } })`,
    `new Request("", { headers: "chicken" })`,
    `new Request("", { signal: {} })`,
    `new Request("", null)`,
    `new Request("", 1)`,
    `new Request()`,
    `new Request(null)`,
    `new Request({ toString: () => "{b/}1" })`,
    `new Request(new URL("{b/}1"))`,
    `new Request("", { keepalive: true, method: "POST", body: "x".repeat(65537) })`,
  ];
  for (const mistake of mistakes) {
    yield scripted(mistake, [`await attempt("made", () => (${mistake}).url);`]);
    yield scripted(`fetch in place of ${mistake}`, [
      `await attempt("sent", async () => (await ${mistake.replace("new Request", "fetch")}).status);`,
    ]);
  }
}

/** A Request that is redirected, on several pages. */
function* redirectSituations(): Generator<Situation> {
  const replies = (status: number): Parameters<typeof scripted>[2] => ({
    "1": [answer({ status, lines: ["Location: {c/}2"] })],
  });
  for (const page of ["a", "sandbox", "c in a"] satisfies PageName[])
    for (const status of [301, 303, 307])
      for (const init of [
        `method: "POST", body: "xyz"`,
        `method: "PUT", body: "xyz", headers: { "X-A": "1" }`,
        `redirect: "manual"`,
      ])
        yield scripted(
          `${page}: a Request with ${init}, redirected ${status}`,
          [
            `const request = new Request("{b/}1", { ${init} });`,
            sent("sent", "fetch(request)"),
            `note("used", request.bodyUsed, request.url);`,
          ],
          replies(status),
          page,
        );
}
