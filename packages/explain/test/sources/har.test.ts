import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  type ScenarioDraft,
  harScenarios,
  type HarProgress,
  type HarScenario,
  type SourceError,
  sourceErrorMessage,
} from "@crosswalk/explain";
import { describe, expect, it, test } from "vitest";

const API = "https://api.example/orders";
const PAGE = "https://app.example/list";

const headers = (all: Record<string, string>) =>
  Object.entries(all).map(([name, value]) => ({ name, value }));

const response = (status: number, all: Record<string, string> = {}, more: object = {}) => ({
  status,
  statusText: "",
  httpVersion: "http/2.0",
  headers: headers(all),
  cookies: [],
  content: { size: 2, mimeType: "text/plain", text: "{}" },
  redirectURL: all["location"] ?? "",
  headersSize: -1,
  bodySize: -1,
  ...more,
});

const entry = (
  method: string,
  url: string,
  sent: Record<string, string>,
  answer: object,
  more: object = {},
) => ({
  pageref: "page_1",
  startedDateTime: "2026-11-25T12:00:00.000Z",
  time: 5,
  request: {
    method,
    url,
    httpVersion: "http/2.0",
    headers: headers(sent),
    queryString: [],
    cookies: [],
    headersSize: -1,
    bodySize: 0,
  },
  response: answer,
  cache: {},
  timings: {},
  ...more,
});

const har = (...entries: object[]): string =>
  JSON.stringify({
    log: {
      version: "1.2",
      creator: { name: "WebInspector", version: "537.36" },
      pages: [
        { startedDateTime: "2026-11-25T12:00:00.000Z", id: "page_1", title: PAGE, pageTimings: {} },
      ],
      entries,
    },
  });

const read = async (text: string, size = text.length): Promise<HarScenario[]> => {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  const all: HarScenario[] = [];
  for await (const one of harScenarios(pieces)) all.push(one);
  return all;
};

const preflight = (status: number, all: Record<string, string>) =>
  entry(
    "OPTIONS",
    API,
    {
      origin: "https://app.example",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "x-a",
    },
    response(status, all),
    {
      _initiator: { type: "preflight", url: API },
      _resourceType: "preflight",
    },
  );

const blocked = response(
  0,
  {},
  { _error: "net::ERR_FAILED", content: { size: 0, mimeType: "x-unknown" } },
);

describe("a HAR of Chromium", () => {
  const put = entry(
    "PUT",
    API,
    { "x-a": "1", referer: PAGE, "user-agent": "Mozilla/5.0" },
    blocked,
    { _resourceType: "xhr" },
  );

  test.each([
    ["before", [preflight(204, {}), put]],
    ["after", [put, preflight(204, {})]],
  ])(
    "joins a preflight that is listed %s its request, and tells that it failed",
    async (_, entries) => {
      const [one, ...more] = await read(har(...entries));
      expect(more).toEqual([]);
      expect(one).toMatchObject({ isFailed: true, error: "net::ERR_FAILED", entries: [0, 1] });
      expect(one?.draft).toMatchObject({
        page: { url: PAGE },
        request: { api: "xhr", url: API, method: "PUT", headers: [["x-a", "1"]] },
        answers: [{ when: { url: API, preflight: true }, answer: { status: 204, headers: [] } }],
        missing: ["answers"],
      });
    },
  );

  it("tells a preflight that didn't succeed, though the request has no error of its own", async () => {
    const [one] = await read(har(preflight(401, {}), entry("PUT", API, {}, response(200))));
    expect(one).toMatchObject({ isFailed: true, error: null });
  });

  it("makes one request of its redirects", async () => {
    const [one, other] = await read(
      har(
        entry("GET", "https://a.example/", {}, response(302, { location: "https://b.example/x" })),
        entry("GET", "https://other.example/", {}, response(200)),
        entry(
          "GET",
          "https://b.example/x",
          {},
          response(200, { "access-control-allow-origin": "*" }),
        ),
      ),
    );
    expect(one).toMatchObject({ isFailed: false, error: null, entries: [0, 2] });
    expect(one?.draft.request?.url).toBe("https://a.example/");
    expect(one?.draft.answers).toMatchObject([
      { when: { url: "https://a.example/", preflight: false }, answer: { status: 302 } },
      {
        when: { url: "https://b.example/x", preflight: false },
        answer: { status: 200, headers: [["access-control-allow-origin", "*"]] },
      },
    ]);
    expect(other?.draft.request?.url).toBe("https://other.example/");
  });

  it("knows an image, a font and a navigation by what they are", async () => {
    const all = await read(
      har(
        entry("GET", "https://cdn.example/a.png", {}, response(200), { _resourceType: "image" }),
        entry("GET", "https://cdn.example/a.woff2", {}, response(200), { _resourceType: "font" }),
        entry("GET", PAGE, {}, response(200), { _resourceType: "document" }),
      ),
    );
    expect(all.map(({ draft }) => draft.request?.api)).toEqual(["image", "font", "fetch"]);
    expect(all.map(({ draft }) => draft.notes.map(({ code }) => code))).toEqual([
      [],
      [],
      ["navigation"],
    ]);
  });

  test.each([
    ["net::ERR_CONNECTION_REFUSED", "connection-refused"],
    ["net::ERR_NAME_NOT_RESOLVED", "name-not-resolved"],
    ["net::ERR_CERT_AUTHORITY_INVALID", "certificate"],
    ["net::ERR_BLOCKED_BY_CLIENT", "blocked-by-client"],
  ])("takes %s for what it is", async (error, failure) => {
    const [one] = await read(har(entry("GET", API, {}, response(0, {}, { _error: error }))));
    expect(one?.draft.answers).toEqual([
      { when: { url: API, preflight: false }, answer: { failure } },
    ]);
  });

  it("keeps doubled headers apart", async () => {
    const doubled = response(200);
    doubled.headers = [
      { name: "access-control-allow-origin", value: "*" },
      { name: "access-control-allow-origin", value: "*" },
    ];
    const [one] = await read(har(entry("GET", API, {}, doubled)));
    expect(one?.draft.answers[0]?.answer).toMatchObject({
      headers: [
        ["access-control-allow-origin", "*"],
        ["access-control-allow-origin", "*"],
      ],
    });
  });

  it("tells a page that a service worker answers for", async () => {
    const [one] = await read(
      har(entry("GET", API, {}, response(200, {}, { _fetchedViaServiceWorker: true }))),
    );
    expect(one?.draft.page).toEqual({ url: PAGE, serviceWorker: true });
  });
});

describe("a HAR of Firefox", () => {
  it("names pages in its own way, and says in the request's headers who asked", async () => {
    const text = har(
      entry(
        "GET",
        API,
        {
          Host: "api.example",
          Origin: "https://app.example",
          Referer: "https://app.example/",
          "Sec-Fetch-Mode": "cors",
          "Sec-Fetch-Dest": "empty",
          Accept: "*/*",
          "X-A": "1",
        },
        response(0),
      ),
    );
    const [one] = await read(text);
    expect(one).toMatchObject({ isFailed: true, error: "no response" });
    expect(one?.draft).toMatchObject({
      page: { url: "https://app.example/" },
      request: { api: "fetch", mode: "cors", headers: [["X-A", "1"]] },
    });
  });
});

describe("a part of a HAR", () => {
  it("may be one entry", async () => {
    const [one] = await read(
      JSON.stringify(entry("DELETE", API, { origin: "https://app.example" }, response(405))),
    );
    expect(one?.draft).toMatchObject({
      page: { url: "https://app.example/" },
      request: { method: "DELETE" },
    });
  });

  it("that is a preflight alone is the request that it was for", async () => {
    const [one] = await read(har(preflight(403, {})));
    expect(one?.draft.request).toMatchObject({ method: "PUT", headers: [["x-a", "1"]] });
  });
});

describe("a HAR that comes in pieces", () => {
  it("is the same whatever their size", async () => {
    const text = har(
      preflight(204, { "access-control-allow-origin": "*" }),
      entry("PUT", API, { "x-a": '"\\ü\u2028' }, response(200, { "x-b": "😀" })),
    );
    const whole = await read(`\ufeff${text}`);
    for (const size of [1, 2, 3, 7, 64]) expect(await read(text, size)).toEqual(whole);
  });

  it("is text or bytes, cut anywhere", async () => {
    const bytes = new TextEncoder().encode(har(entry("GET", `${API}?ü=😀`, {}, response(200))));
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const progress: HarProgress[] = [];
    for await (const { draft } of harScenarios(pieces, {
      onProgress: (one) => progress.push(one),
    })) {
      expect(draft.request?.url).toBe(`${API}?ü=😀`);
    }
    expect(progress.at(-1)).toEqual({ read: bytes.length, entries: 1 });
  });

  // What is held is measured after a collection: garbage waits for one as long as the machine likes.
  it("of 50 MB is held in less than 20 MB", async () => {
    const body = "x".repeat(500_000);
    const one = JSON.stringify(
      entry(
        "GET",
        API,
        { origin: "https://app.example" },
        response(200, {}, { content: { size: body.length, mimeType: "text/plain", text: body } }),
      ),
    );
    const count = 100;
    function* pieces(): Generator<string> {
      yield '{"log":{"entries":[';
      for (let index = 0; index < count; index += 1) {
        const text = index === 0 ? one : `,${one}`;
        for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
      }
      yield "]}}";
    }
    const held = heldMemory();
    const before = held();
    let most = 0;
    let entries = 0;
    let read = 0;
    const onProgress = (progress: HarProgress): void => void ({ read } = progress);
    for await (const { draft } of harScenarios(pieces(), { onProgress })) {
      entries += 1;
      if (entries % 10 === 0) most = Math.max(most, held() - before);
      expect(draft.answers[0]?.answer).not.toHaveProperty("body");
    }
    expect({ entries, isWhole: read > 50_000_000 }).toEqual({ entries: count, isWhole: true });
    expect(most).toBeLessThan(20_000_000);
  });
});

describe("a HAR that cannot be read names the token, its place, and what was expected", () => {
  test.each([
    ["", { line: 1, column: 1 }, "", "a value"],
    ["<html>", { line: 1, column: 1 }, "<html>", "a value"],
    ['{"log": {\n  "entries": [,]}}', { line: 2, column: 15 }, ",", "a value or ]"],
    ['{"log": {"x": [{}', { line: 1, column: 18 }, "", ", or the end of the array or object"],
    ['{"log": {"x": [{}]}', { line: 1, column: 20 }, "", ", or the end of the array or object"],
    ['{"log": {"entries": [{}]}}', { line: 1, column: 22 }, "{", 'an entry with "request"'],
    [
      '{"log": {"entries": [{"request": {}}]}}',
      { line: 1, column: 22 },
      "{",
      'an entry whose "request" has an "url"',
    ],
    [
      '{"log": {"entries": [{"request": {"url": "x"}}]}}',
      { line: 1, column: 22 },
      "{",
      'an entry whose "request" has a "method"',
    ],
    ['{"log": {"entries": [null]}}', { line: 1, column: 22 }, "null", 'an entry with "request"'],
    [
      '{"log": {"entries": []}}',
      { line: 1, column: 25 },
      "",
      'requests into "log"."entries": no request is in it',
    ],
    ['{"log": {}}', { line: 1, column: 12 }, "", 'an object with "log"."entries"'],
    ["{log: 1}", { line: 1, column: 2 }, "l", "a member's name in \" or }"],
    ['{"a" 1}', { line: 1, column: 6 }, "1", ":"],
    ['{"a": 01}', { line: 1, column: 7 }, "01", "a value"],
    ['{"a": nul}', { line: 1, column: 7 }, "nul", "a value"],
    ['{"a": "\n"}', { line: 1, column: 8 }, "\n", "a control character as \\u and four digits"],
    ['{"a": "\\x"}', { line: 1, column: 9 }, "x", 'one of "\\/bfnrtu after a backslash'],
    ['{"a": "\\u00g0"}', { line: 1, column: 12 }, "g", "four digits after \\u"],
    ['{"a": "x', { line: 1, column: 9 }, "", 'a closing "'],
    ['{"a": 1} {', { line: 1, column: 10 }, "{", "nothing more"],
    ['{"a": 1]', { line: 1, column: 8 }, "]", ", or the end of the array or object"],
    ['{"a":[1,]}', { line: 1, column: 9 }, "]", "a value"],
  ])("%s", async (text, place, found, expected) => {
    for (const size of [1, 1000]) {
      const error = await read(text, size).catch((failure: unknown) => failure as SourceError);
      expect(error).toMatchObject({
        name: "SourceError",
        source: "har",
        position: place,
        found,
        expected,
      });
      const { position } = error as SourceError;
      expect((error as SourceError).message).toBe(
        sourceErrorMessage("har", position, found, expected),
      );
    }
  });
});

describe("hostile text", () => {
  const MEGABYTE = 2 ** 20;
  // Milliseconds: one second is usual on a quiet machine, and what is quadratic takes minutes.
  const LIMIT = 30_000;
  test.each([
    ["brackets", "[".repeat(MEGABYTE)],
    ["quotes", '"'.repeat(MEGABYTE)],
    ["backslashes in a string", `{"log":{"entries":["${"\\\\".repeat(MEGABYTE / 2)}`],
    ["digits", "1".repeat(MEGABYTE)],
    ["a long name", `{"${"a".repeat(MEGABYTE)}`],
    [
      "preflights of nothing",
      har(
        ...Array.from({ length: 3000 }, (_, index) =>
          entry(
            "OPTIONS",
            `${API}/${index}`,
            { "access-control-request-method": "PUT" },
            response(204),
          ),
        ),
      ),
    ],
  ])("of %s is done with in time", async (_, text) => {
    const start = performance.now();
    try {
      await read(text, 4096);
    } catch (error) {
      expect((error as SourceError).name).toBe("SourceError");
    }
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });
});

/** Bytes of the heap that are still in use after a collection. */
function heldMemory(): () => number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  return () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
}

describe("a request that failed without a response", () => {
  const entry = (error: string): string =>
    JSON.stringify({
      log: {
        entries: [
          {
            startedDateTime: "2026-11-25T10:00:00.000Z",
            request: {
              method: "GET",
              url: "https://api.hen.example/eggs",
              headers: [{ name: "Origin", value: "https://coop.example" }],
            },
            response: { status: 0, headers: [], _error: error },
          },
        ],
      },
    });
  test.each([
    ["net::ERR_FAILED", { kind: "network", netError: "ERR_FAILED" }],
    [
      "Origin https://coop.example is not allowed by Access-Control-Allow-Origin. Status code: 200",
      { kind: "cors", browser: "webkit", status: 200 },
    ],
  ])("%s keeps what the browser said of it", async (error, message) => {
    const drafts: ScenarioDraft[] = [];
    for await (const { draft } of harScenarios([entry(error)])) drafts.push(draft);
    expect(drafts).toMatchObject([{ answers: [], told: { message } }]);
  });
});
