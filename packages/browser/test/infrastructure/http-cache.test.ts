import {
  Browser,
  type EngineName,
  type HttpCacheKey,
  ManualClock,
  MemoryHttpCache,
  type StoredResponse,
} from "@crosswalk/browser";
import { HeaderList } from "@crosswalk/cors/protocol";
import { describe, expect, it } from "vitest";
import { type Answer, RecordingServer } from "../recording-server.ts";

const engines = ["standard", "chromium", "firefox", "webkit"] as const;
// An ephemeral session of WebKit keeps no responses.
const session = "persistent";
const URL_OF_ORDERS = "https://api.test/orders";
const granted = ["Access-Control-Allow-Origin", "*"] as const;
const fresh = ["Cache-Control", "max-age=600"] as const;
const stale = ["Cache-Control", "max-age=0"] as const;

/** A page, and a server that gives these answers in turn. */
function open(engine: EngineName, answers: readonly Answer[], options = {}) {
  let next = 0;
  const server = new RecordingServer(({ method }) =>
    method === "OPTIONS"
      ? {
          status: 204,
          headers: [
            granted,
            ["Access-Control-Allow-Headers", "x-a"],
            ["Access-Control-Max-Age", "600"],
            ["Access-Control-Allow-Methods", "*"],
          ],
        }
      : answers[Math.min(next++, answers.length - 1)]!,
  );
  const clock = new ManualClock(Date.UTC(2026, 0, 1));
  const browser = new Browser({ engine, session, transport: server, clock });
  const page = browser.open("https://app.example/", options);
  const text = async (init: RequestInit = {}, url = URL_OF_ORDERS): Promise<string> => {
    const response = await page.fetch(url, init).catch(() => null);
    return response === null ? "refused" : response.text();
  };
  return { server, clock, browser, page, text };
}

const answer = (body: string, ...headers: (readonly [string, string])[]): Answer => ({
  body,
  headers: [granted, ...headers],
});

describe.each(engines)("a response that lasts ten minutes, in %s", (engine) => {
  it("answers without the server until the ten minutes are over", async () => {
    const { server, clock, text } = open(engine, [answer("one", fresh), answer("two", fresh)]);
    expect(await text()).toBe("one");
    clock.advance(599_000);
    expect(await text()).toBe("one");
    clock.advance(2_000);
    expect(await text()).toBe("two");
    expect(server.lines).toHaveLength(2);
  });

  it("is a tenth as old as it is by Last-Modified where nothing says how long it lasts", async () => {
    // Ten days old on the first of January, so good for one.
    const modified = ["Last-Modified", "Mon, 22 Dec 2025 00:00:00 GMT"] as const;
    const { clock, text } = open(engine, [answer("one", modified), answer("two", modified)]);
    expect(await text()).toBe("one");
    clock.advance(23 * 3600_000);
    expect(await text()).toBe("one");
    clock.advance(2 * 3600_000);
    expect(await text()).toBe("two");
  });

  it("is not looked at, nor replaced, in mode no-store", async () => {
    const { text } = open(engine, [answer("one", fresh), answer("two", fresh)]);
    await text();
    expect(await text({ cache: "no-store" })).toBe("two");
    expect(await text()).toBe("one");
  });

  it.each(["reload", "no-cache"] as const)("is replaced in mode %s", async (cache) => {
    const { text } = open(engine, [answer("one", fresh), answer("two", fresh)]);
    await text();
    expect(await text({ cache })).toBe("two");
    expect(await text()).toBe("two");
  });

  it("is of no use to a request for another query", async () => {
    const { server, text } = open(engine, [answer("one", fresh), answer("two", fresh)]);
    await text();
    await text({}, "https://api.test/orders?x");
    expect(server.lines).toHaveLength(2);
  });

  it("is of no use to a page of another top-level site, but in WebKit", async () => {
    const { browser, server, text } = open(engine, [answer("one", fresh), answer("two", fresh)]);
    await text();
    await browser.open("https://evil.example/").fetch(URL_OF_ORDERS);
    expect(server.lines).toHaveLength(engine === "webkit" ? 1 : 2);
  });

  it("answers a URL with another fragment", async () => {
    const { server, text } = open(engine, [answer("one", fresh)]);
    await text();
    await text({}, `${URL_OF_ORDERS}#x`);
    expect(server.lines).toHaveLength(1);
  });

  it.each([
    ["of the page's site", "https://app.example/orders", "two"],
    // Firefox keeps what scripts ask of other sites where no POST looks.
    ["of another site", URL_OF_ORDERS, engine === "firefox" ? "one" : "two"],
  ])(
    "%s is forgotten after a successful POST, but where Firefox does not look",
    async (_, url, after) => {
      const { text } = open(engine, [answer("one", fresh), answer("posted"), answer("two", fresh)]);
      await text({}, url);
      await text({ method: "POST" }, url);
      expect(await text({}, url)).toBe(after);
    },
  );

  it("is of no use to a request whose headers it varies on", async () => {
    const { server, text } = open(engine, [
      answer("one", fresh, ["Vary", "X-A"]),
      answer("two", fresh),
    ]);
    await text();
    expect(await text({ headers: { "X-A": "1" } })).toBe("two");
    expect(server.lines.filter((line) => line.startsWith("GET"))).toHaveLength(2);
  });

  it("is seen, and can be forgotten, from outside", async () => {
    const { browser, server, text } = open(engine, [answer("one", fresh)]);
    await text();
    expect(browser.httpCache.size).toBe(1);
    browser.httpCache.reset();
    await text();
    expect(server.lines).toHaveLength(2);
  });

  it("is read by two at once, whoever comes first", async () => {
    const { page } = open(engine, [answer("one", fresh)]);
    const first = await page.fetch(URL_OF_ORDERS);
    const second = await page.fetch(URL_OF_ORDERS);
    expect(await second.text()).toBe("one");
    expect(await first.text()).toBe("one");
  });
});

describe.each(engines)("a response with an ETag, in %s", (engine) => {
  const validation: Answer = { status: 304, headers: [granted, ["X-A", "2"]], body: "" };

  it("is asked about once it is stale, and still answers", async () => {
    const { server, text } = open(engine, [answer("one", stale, ["ETag", '"1"']), validation]);
    await text();
    expect(await text()).toBe("one");
    expect(server.sent[1]![1]["if-none-match"]).toBe('"1"');
  });

  it("is judged by the headers that the 304 gave it", async () => {
    const refusal: Answer = {
      status: 304,
      headers: [["Access-Control-Allow-Origin", "https://b.test"]],
      body: "",
    };
    const { text } = open(engine, [answer("one", stale, ["ETag", '"1"']), refusal]);
    expect(await text()).toBe("one");
    expect(await text()).toBe("refused");
  });

  it("is gone after the server has answered something else", async () => {
    const { server, text } = open(engine, [
      answer("one", stale, ["ETag", '"1"']),
      answer("two", ["Cache-Control", "no-store"]),
    ]);
    await text();
    await text();
    await text();
    expect(server.sent[2]![1]["if-none-match"]).toBeUndefined();
  });
});

describe("an image without crossorigin, and then a request with CORS for it", () => {
  const png = [["Content-Type", "image/png"], fresh] as const;
  const steps = async (engine: EngineName) => {
    // The server grants only where it is asked with an origin, and doesn't say so in Vary.
    const server = new RecordingServer((_, header) => ({
      body: "x",
      headers: [...png, ...(header("origin") === undefined ? [] : [granted])],
    }));
    const page = new Browser({ engine, session, transport: server, clock: new ManualClock() }).open(
      "https://app.example/",
    );
    await page.load("image", "https://api.test/logo.png");
    const response = await page.fetch("https://api.test/logo.png").catch(() => null);
    return { isRefused: response === null, requests: server.lines.length };
  };

  it.each([
    ["standard", { isRefused: true, requests: 1 }],
    ["chromium", { isRefused: true, requests: 1 }],
    ["webkit", { isRefused: true, requests: 1 }],
    ["firefox", { isRefused: false, requests: 2 }],
  ] as const)("meets the copy without a grant, but for Firefox: %s", async (engine, outcome) => {
    expect(await steps(engine)).toEqual(outcome);
  });
});

describe("a response that CORS refused", () => {
  it.each([
    ["standard", 1],
    ["chromium", 2],
    ["firefox", 1],
    ["webkit", 2],
  ] as const)("is kept or not: %s sends %i requests for two fetches", async (engine, count) => {
    const { server, text } = open(engine, [{ headers: [fresh] }]);
    expect(await text()).toBe("refused");
    expect(await text()).toBe("refused");
    expect(server.lines).toHaveLength(count);
  });
});

describe("a sandboxed page", () => {
  it.each([
    ["standard", 1],
    ["chromium", 2],
    ["firefox", 1],
    ["webkit", 1],
  ] as const)("keeps responses, but in Chromium: %s sends %i", async (engine, count) => {
    const { server, text } = open(engine, [answer("one", fresh)], { sandboxed: true });
    await text();
    await text();
    expect(server.lines).toHaveLength(count);
  });
});

describe("a redirect for good that says nothing of caches", () => {
  it.each([
    ["standard", 2],
    ["chromium", 1],
    ["firefox", 2],
    ["webkit", 1],
  ] as const)("%s asks %i times for where it leads", async (engine, count) => {
    const server = new RecordingServer(({ url }) =>
      url.pathname === "/orders"
        ? { status: 301, headers: [granted, ["Location", "/2"]] }
        : answer("two", ["Cache-Control", "no-store"]),
    );
    const page = new Browser({ engine, session, transport: server, clock: new ManualClock() }).open(
      "https://app.example/",
    );
    for (const _ of [1, 2]) expect(await (await page.fetch(URL_OF_ORDERS)).text()).toBe("two");
    expect(server.lines.filter((line) => line === `GET ${URL_OF_ORDERS}`)).toHaveLength(count);
  });
});

// Not every Node.js escapes the `^`; each of the engines does.
it("forgets in firefox what a Location names with a character that it escapes", async () => {
  let count = 0;
  const server = new RecordingServer(({ method }) =>
    method === "POST"
      ? { status: 201, headers: [["Location", "/a^b"]] }
      : { headers: [fresh], body: `${++count}` },
  );
  const page = new Browser({ engine: "firefox", transport: server }).open("https://app.example/");
  const text = async (): Promise<string> => (await page.fetch("/a^b")).text();
  expect([await text(), await text()]).toEqual(["1", "1"]);
  await page.fetch("/", { method: "POST" });
  expect(await text()).toBe("2");
});

describe("requests for the same, side by side", () => {
  const twoOf = async (engine: EngineName, header: readonly (readonly [string, string])[]) => {
    const { server, page } = open(engine, [answer("one", fresh), answer("two", fresh)]);
    const init = { headers: header.map(([name, value]): [string, string] => [name, value]) };
    const texts = await Promise.all(
      [1, 2].map(async () => (await page.fetch(URL_OF_ORDERS, init)).text()),
    );
    return `${server.lines.map((line) => line[0]).join("")} ${texts.join(" ")}`;
  };

  it.each([
    ["standard", "OOGG one two"],
    ["chromium", "OOG one one"],
    ["firefox", "OG one one"],
    ["webkit", "OOGG one two"],
  ] as const)("wait for each other as in the browser: %s sends %s", async (engine, expected) => {
    expect(await twoOf(engine, [["X-A", "1"]])).toBe(expected);
  });

  it("wait in vain for one that is aborted, and then go out", async () => {
    const { page, server } = open("chromium", [answer("one", ["Cache-Control", "no-store"])]);
    const controller = new AbortController();
    const first = page.fetch(URL_OF_ORDERS, { signal: controller.signal }).catch(() => null);
    const second = page.fetch(URL_OF_ORDERS);
    controller.abort();
    expect(await first).toBeNull();
    expect(await (await second).text()).toBe("one");
    expect(server.lines.length).toBeGreaterThan(0);
  });
});

describe("a stale response that still serves while it is validated", () => {
  it.each(["chromium", "firefox", "webkit"] as const)(
    "serves, and is replaced in the background: %s",
    async (engine) => {
      const lasting = ["Cache-Control", "max-age=0, stale-while-revalidate=600"] as const;
      const { server, text, clock } = open(engine, [
        answer("one", lasting),
        answer("two", lasting),
      ]);
      await text();
      expect(await text()).toBe("one");
      // Chromium's pages take their time, if they ask for nothing else.
      clock.advance(10);
      await new Promise((resolve) => setImmediate(resolve));
      expect(server.lines).toHaveLength(2);
      expect(await text()).toBe("two");
    },
  );

  it("serves in Chromium whoever asks next, too: the background comes after that", async () => {
    const lasting = ["Cache-Control", "max-age=0, stale-while-revalidate=600"] as const;
    const { server, text } = open("chromium", [answer("one", lasting), answer("two", lasting)]);
    await text();
    expect([await text(), server.lines.length, await text()]).toEqual(["one", 1, "one"]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.lines).toHaveLength(2);
    expect(await text()).toBe("two");
  });

  it("is asked about once in Chromium, however often it was given meanwhile", async () => {
    const lasting = ["Cache-Control", "max-age=10, stale-while-revalidate=600"] as const;
    const { server, text, clock } = open("chromium", [answer("one", lasting)]);
    await text();
    clock.advance(11_000);
    // The third starts the look for the second, and waits for its own.
    await text();
    await text();
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.lines).toHaveLength(2);
    clock.advance(11_000);
    await text();
    clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.lines).toHaveLength(3);
  });

  it("is waited for in Chromium from when it was given, not from an earlier one", async () => {
    const lasting = ["Cache-Control", "max-age=0, stale-while-revalidate=600"] as const;
    const { server, text, clock } = open("chromium", [
      answer("one", lasting),
      answer("two", lasting),
      answer("three", lasting),
    ]);
    await text();
    await text();
    clock.advance(6);
    // Starts the first look, and is itself the first of the next.
    await text();
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.lines).toHaveLength(2);
    clock.advance(6);
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.lines).toHaveLength(2);
    clock.advance(4);
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.lines).toHaveLength(3);
  });

  it("waits in Chromium, whatever another page asks for meanwhile", async () => {
    const lasting = ["Cache-Control", "max-age=0, stale-while-revalidate=600"] as const;
    const { browser, server, text, clock } = open("chromium", [answer("one", lasting)]);
    await text();
    await text();
    await browser.open("https://other.example/").fetch("/");
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.lines).toHaveLength(2);
    clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.lines).toHaveLength(3);
  });
});

describe("the cache in memory", () => {
  const key = (url: string): HttpCacheKey => ({
    networkPartitionKey: "https://app.example",
    url,
    credentials: null,
    method: "GET",
    range: null,
    forScript: false,
  });
  const stored = (url: string): StoredResponse => ({
    url,
    status: 200,
    statusText: "OK",
    headerList: new HeaderList(),
    body: null,
    parts: null,
    varied: new Map(),
    isAuthorized: false,
    isUnfollowed: false,
    requestHeaders: null,
    bySynchronous: false,
    isInMemory: false,
    requestTime: 0,
    responseTime: 0,
  });

  it("holds no more responses than its limit, the oldest gone first", () => {
    const cache = new MemoryHttpCache({ maxBytes: 1000, maxResponses: 3 });
    for (const url of ["1", "2", "3", "4"]) cache.set(key(url), stored(url));
    expect(cache.size).toBe(3);
    expect(cache.get(key("1"))).toBeNull();
    expect(cache.get(key("4"))?.url).toBe("4");
  });

  it("holds no more bytes than its limit, give or take sixteen responses", async () => {
    const limits = { maxBytes: 4000, maxResponses: 1000 };
    const httpCache = new MemoryHttpCache(limits);
    const transport = new RecordingServer(() => answer("x".repeat(100), fresh));
    const page = new Browser({ transport, httpCache }).open("https://app.example/");
    for (let index = 0; index < 200; index++)
      await (await page.fetch(`https://api.test/${index}`)).text();
    expect(httpCache.size).toBeGreaterThanOrEqual(40);
    expect(httpCache.size).toBeLessThanOrEqual(56);
  });

  it("forgets an origin in the partition that was named, and not in those whose keys go on after it", () => {
    const cache = new MemoryHttpCache({ maxBytes: 1000, maxResponses: 100 });
    const site = key("https://api.test/orders");
    const frame = { ...site, networkPartitionKey: "https://app.example https://api.test" };
    for (const one of [site, frame]) cache.set(one, stored(one.url));
    cache.deleteOrigin("https://api.test", site.networkPartitionKey);
    expect(cache.get(site)).toBeNull();
    expect(cache.get(frame)).not.toBeNull();
    cache.deleteOrigin("https://api.test", frame.networkPartitionKey);
    expect(cache.get(frame)).toBeNull();
  });
});
