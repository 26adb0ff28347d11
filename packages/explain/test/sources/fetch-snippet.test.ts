import { draftFromFetch, type SourceError, sourceErrorMessage } from "@crosswalk/explain";
import { describe, expect, it, test } from "vitest";

/** Chrome's "Copy as fetch". */
const chrome = `fetch("https://api.example.com/orders/7", {
  "headers": {
    "accept": "*/*",
    "accept-language": "en-US,en;q=0.9",
    "authorization": "Bearer s3cret",
    "content-type": "application/json",
    "sec-ch-ua": "\\"Chromium\\";v=\\"156\\"",
    "sec-ch-ua-mobile": "?0",
    "sec-fetch-dest": "empty",
    "sec-fetch-mode": "cors",
    "sec-fetch-site": "cross-site"
  },
  "referrer": "https://app.example/list",
  "referrerPolicy": "strict-origin-when-cross-origin",
  "body": "{\\"a\\":1}",
  "method": "PUT",
  "mode": "cors",
  "credentials": "include"
});`;

/** Firefox's. */
const firefox = `await fetch("https://api.example.com/orders/7", {
    "credentials": "omit",
    "headers": {
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
        "Accept": "*/*",
        "Accept-Language": "en-US,en;q=0.5",
        "X-A": "1",
        "Sec-Fetch-Dest": "empty",
        "Priority": "u=4"
    },
    "referrer": "http://localhost:8080/",
    "method": "GET",
    "mode": "cors"
});`;

describe("a call that a browser copied", () => {
  it("of Chrome gives the script's request and the page", () => {
    const { request, page, missing } = draftFromFetch(chrome);
    expect(request).toEqual({
      api: "fetch",
      url: "https://api.example.com/orders/7",
      method: "PUT",
      headers: [
        ["authorization", "Bearer s3cret"],
        ["content-type", "application/json"],
      ],
      credentials: "include",
      mode: "cors",
      body: '{"a":1}',
    });
    expect(page).toEqual({ url: "https://app.example/list" });
    expect(missing).toEqual(["answers"]);
  });

  it("of Firefox too", () => {
    const { request, page } = draftFromFetch(firefox);
    expect(request).toEqual({
      api: "fetch",
      url: "https://api.example.com/orders/7",
      method: "GET",
      headers: [["X-A", "1"]],
      credentials: "omit",
      mode: "cors",
    });
    expect(page).toEqual({ url: "http://localhost:8080/" });
  });
});

describe("a call that somebody wrote", () => {
  test.each([
    ["fetch('/orders')", { url: "/orders" }],
    ["fetch(`https://a.example/x`)", { url: "https://a.example/x" }],
    [
      "const response = await fetch('https://a.example/x', { method: 'patch', });",
      { method: "patch" },
    ],
    ["return window.fetch('https://a.example/x')", { url: "https://a.example/x" }],
    [
      "fetch('https://a.example/x', { headers: new Headers({ 'X-A': '1', Accept: 'text/plain' }) })",
      {
        headers: [
          ["X-A", "1"],
          ["Accept", "text/plain"],
        ],
      },
    ],
    [
      "fetch('https://a.example/x', { headers: [['X-A', '1'], ['x-a', '2']] })",
      {
        headers: [
          ["X-A", "1"],
          ["x-a", "2"],
        ],
      },
    ],
    [
      "fetch('https://a.example/x', { method: 'POST', body: JSON.stringify({ a: [1, true, null], 'b': -2 }) }) // why?",
      { method: "POST", body: '{"a":[1,true,null],"b":-2}' },
    ],
    [
      "const api = 'https://a.example';\nconst token = 't';\nfetch(`${api}/x`, { headers: { Authorization: 'Bearer ' + token } })",
      { url: "https://a.example/x", headers: [["Authorization", "Bearer t"]] },
    ],
    [
      "fetch(new Request('https://a.example/x', { method: 'PUT' }), { method: 'DELETE' })",
      { method: "DELETE" },
    ],
    ["fetch(new URL('/x', 'https://a.example'))", { url: "https://a.example/x" }],
    [
      "fetch('https://a.example/x', { method: 'POST', body: new URLSearchParams({ a: 'b c' }) })",
      { body: "a=b+c" },
    ],
    [
      "fetch('https://a.example/x', { method: 'POST', duplex: 'half', body: new ReadableStream() })",
      { upload: "stream" },
    ],
    [
      "/* no cache */ fetch('https://a.example/x', { cache: 'no-store', redirect: 'error', mode: 'no-cors' })",
      { cache: "no-store", redirect: "error", mode: "no-cors" },
    ],
    [
      "async function load() { try { await fetch('https://a.example/x') } catch {} }",
      { url: "https://a.example/x" },
    ],
    ["ky.get('https://no.example'); fetch('https://a.example/x')", { url: "https://a.example/x" }],
    [
      "const more = { 'X-B': '2' }; fetch('https://a.example/x', { headers: { ...more, 'X-A': '1' } })",
      {
        headers: [
          ["X-B", "2"],
          ["X-A", "1"],
        ],
      },
    ],
  ])("%s", (snippet, request) => {
    expect(draftFromFetch(snippet).request).toMatchObject(request);
  });

  test.each([
    [
      "fetch('https://a.example/', { headers: { Authorization: `Bearer ${token}` } })",
      { code: "not-constant", subject: "Authorization" },
    ],
    [
      "fetch('https://a.example/', { headers: auth() })",
      { code: "not-constant", subject: "headers" },
    ],
    ["fetch('https://a.example/', options)", { code: "not-constant", subject: "init" }],
    [
      "let method = 'PUT'; method = 'POST'; fetch('https://a.example/', { method })",
      { code: "not-constant", subject: "method" },
    ],
    [
      "fetch('https://a.example/', { method: 'POST', body: form })",
      { code: "body-unknown", subject: "body" },
    ],
    ["fetch('https://a.example/', { body: 'x' })", { code: "body-with-get", subject: "GET" }],
    [
      "fetch('https://a.example/', { withCredentials: true })",
      { code: "option-ignored", subject: "withCredentials" },
    ],
    [
      "fetch('https://a.example/')\nfetch('https://b.example/')",
      { code: "other-requests", subject: "line 2" },
    ],
  ])("%s is read with a note", (snippet, note) => {
    expect(draftFromFetch(snippet).notes).toContainEqual(note);
  });

  it("keeps a header whose value only running would tell, because its name asks for a preflight", () => {
    const { request } = draftFromFetch(
      "fetch('https://a.example/', { headers: { 'X-Token': token } })",
    );
    expect(request?.headers).toEqual([["X-Token", "1"]]);
  });

  it("is not run", () => {
    const global = globalThis as { wasRun?: boolean };
    draftFromFetch(
      "globalThis.wasRun = true; fetch('https://a.example/', (() => { globalThis.wasRun = true })())",
    );
    expect(global.wasRun).toBeUndefined();
  });
});

const failureOf = (read: () => unknown): SourceError => {
  try {
    read();
  } catch (error) {
    return error as SourceError;
  }
  throw new Error("it was read");
};

describe("what cannot be read names the token, its place, and what was expected", () => {
  test.each([
    [
      "fetch('https://a.example/', {\n  method: 'PUT',,\n})",
      { line: 2, column: 17 },
      ",",
      "JavaScript",
    ],
    [
      "fetch('https://a.example/'",
      { line: 1, column: 27 },
      "",
      '")" for the "(" in line 1, column 6',
    ],
    [
      "fetch('https://a.example/', {\n  headers: { 'X-A': '1' ,\n})\n\n",
      { line: 3, column: 2 },
      ")",
      "JavaScript",
    ],
    ["fetch('https://a.example/", { line: 1, column: 7 }, "'", "JavaScript"],
    [
      "ky.get('https://a.example/')",
      { line: 1, column: 1 },
      "ky.get('https://a.example/')",
      "a call of fetch(…), axios, $.ajax or XMLHttpRequest",
    ],
    ["", { line: 1, column: 1 }, "", "a call of fetch(…), axios, $.ajax or XMLHttpRequest"],
    ["x;\nfetch(url)", { line: 2, column: 7 }, "u", "the URL as a string"],
    ["fetch()", { line: 1, column: 7 }, ")", "the URL as a string"],
  ])("%s", (snippet, place, found, expected) => {
    const error = failureOf(() => draftFromFetch(snippet));
    expect(error).toMatchObject({
      name: "SourceError",
      source: "fetch",
      position: place,
      found,
      expected,
    });
    expect(error.message).toBe(sourceErrorMessage(error.source, error.position, found, expected));
  });
});

describe("hostile text", () => {
  const MEGABYTE = 2 ** 20;
  // Milliseconds: one second is usual on a quiet machine, and what is quadratic takes minutes.
  const LIMIT = 30_000;
  const doubled = Array.from(
    { length: 60 },
    (_, index) => `const a${index + 1} = a${index} + a${index};`,
  );
  test.each([
    ["brackets", "fetch(" + "[".repeat(MEGABYTE)],
    ["parentheses", "fetch" + "(".repeat(MEGABYTE)],
    ["templates", "fetch(" + "`${".repeat(MEGABYTE / 4)],
    ["quotes", "fetch(" + "'".repeat(MEGABYTE)],
    ["sums", "fetch('https://a.example/'" + "+'a'".repeat(MEGABYTE / 4) + ")"],
    ["members", `fetch('https://a.example/', { headers: {${"a:1,".repeat(MEGABYTE / 4)}} })`],
    ["calls", "fetch('https://a.example/');".repeat(MEGABYTE / 28)],
    ["doubled constants", `const a0 = "x"; ${doubled.join(" ")} fetch(a60)`],
  ])("of %s is done with in time", (_, snippet) => {
    const start = performance.now();
    try {
      draftFromFetch(snippet);
    } catch (error) {
      expect((error as SourceError).name).toBe("SourceError");
    }
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });
});

describe("headers that somebody wrote by hand", () => {
  it("make no page of a Referer, which no script can set", () => {
    const text =
      'fetch("https://api.example/", { headers: { Referer: "https://partner.example/" } })';
    const { page, request } = draftFromFetch(text);
    expect(page).toBeNull();
    expect(request!.headers).toEqual([["Referer", "https://partner.example/"]]);
  });

  it("keep a User-Agent, which scripts may set", () => {
    const text =
      'fetch("https://api.example/", { headers: { "User-Agent": "Mozilla/5.0", "X-A": "1" } })';
    const { request } = draftFromFetch(text);
    expect(request!.headers).toEqual([
      ["X-A", "1"],
      ["User-Agent", "Mozilla/5.0"],
    ]);
  });
});
