import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { handlerTransport } from "@crosswalk/browser";
import { corsMatchers } from "@crosswalk/browser/matchers";
import { cors } from "@crosswalk/cors/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

expect.extend(corsMatchers);

const headers = { "Content-Type": "application/json", "X-Total": "7", "X-Secret": "1" };
const handler = (): Response => new Response("{}", { headers });

const api = handlerTransport(
  cors({
    allowOrigins: ["https://app.example"],
    allowCredentials: true,
    allowMethods: ["PUT"],
    exposeHeaders: ["X-Total"],
  })(handler),
);
const put = { url: "https://api.example/orders/7", method: "PUT", credentials: "include" };
const APP = "https://app.example";
const EVIL = "https://evil.example";

/** What a failed expectation says. */
async function messageOf(expectation: Promise<unknown>): Promise<string> {
  const failure = await expectation.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Error);
  return (failure as Error).message;
}

describe("toBeReadableFrom", () => {
  it("holds for an origin that may read, and not for one that may not", async () => {
    await expect(api).toBeReadableFrom(APP, put);
    await expect(api).not.toBeReadableFrom(EVIL, put);
    await expect(api).not.toBeReadableFrom("null", put);
    await expect(api).not.toBeReadableFrom("file:///", put);
  });

  it("tells who was refused, why, in each browser's words, and by which messages", async () => {
    const message = await messageOf(expect(api).toBeReadableFrom(APP, { ...put, method: "PATCH" }));
    expect(message).toContain(
      "expected a page of https://app.example to read PATCH https://api.example/orders/7 with credentials",
    );
    expect(message).toContain("chromium: MethodDisallowedByPreflightResponse");
    expect(message).toContain("Method PATCH is not allowed by Access-Control-Allow-Methods");
    expect(message).toContain("firefox: MethodDisallowedByPreflightResponse");
    expect(message).toContain("webkit: MethodDisallowedByPreflightResponse");
    expect(message).toMatch(/preflight: OPTIONS .*Access-Control-Request-Method: PATCH/);
    expect(message).toMatch(/answer: 204 .*access-control-allow-methods: PUT/i);
  });

  it("has nothing at the left but what was expected, and a browser's name and reason", async () => {
    const message = await messageOf(expect(api).toBeReadableFrom(EVIL, put));
    const [expected, ...rest] = message.split("\n");
    expect(expected).toBe(
      "expected a page of https://evil.example to read PUT https://api.example/orders/7 with credentials",
    );
    // WebKit's console has three lines of it.
    expect(rest.filter((line) => line.startsWith("    Failed to load resource: "))).toHaveLength(1);
    expect(rest.filter((line) => !/^(?: |chromium: |firefox: |webkit: )/.test(line))).toEqual([]);
  });

  it("tells what let a stranger read", async () => {
    const open = handlerTransport(
      () => new Response("", { headers: { "Access-Control-Allow-Origin": "*" } }),
    );
    const message = await messageOf(expect(open).not.toBeReadableFrom(EVIL));
    expect(message).toContain("expected a page of https://evil.example not to read GET");
    expect(message).toContain("chromium: cors response, status 200");
    expect(message).toMatch(/answer: 200 .*access-control-allow-origin: \*/i);
  });

  it("fails either way when the server cannot be reached: that is no refusal", async () => {
    const down = handlerTransport(() => Promise.reject(new Error("down")));
    for (const expectation of [
      expect(down).toBeReadableFrom(APP),
      expect(down).not.toBeReadableFrom(EVIL),
      expect(down).not.toExpose("X-Total", APP),
      expect(down).toBePreflightedFrom(APP, put),
      expect(down).not.toBePreflightedFrom(APP),
    ])
      expect(await messageOf(expectation)).toContain("another reason than CORS");
  });

  it("tells what the transport threw, down to what lies at the bottom of it", async () => {
    const refused = Object.assign(new AggregateError([]), { code: "ECONNREFUSED" });
    const noOrders = new Error("no orders", {
      cause: new Error("no database", { cause: refused }),
    });
    const broken = handlerTransport(() => Promise.reject(noOrders));
    expect(await messageOf(expect(broken).toBeReadableFrom(APP))).toContain(
      "chromium: TransportFailed: no orders: no database: ECONNREFUSED\n",
    );
  });

  it("does not hold for a response that tells a script only that it came", async () => {
    const unguarded = handlerTransport(({ url }) =>
      url.endsWith("/moved") ? Response.redirect("https://api.example/") : new Response("secret"),
    );
    const blind = { mode: "no-cors" };
    await expect(unguarded).not.toBeReadableFrom(EVIL, blind);
    expect(await messageOf(expect(unguarded).toBeReadableFrom(EVIL, blind))).toContain(
      'chromium: opaque response: mode "no-cors" shows a script nothing\n',
    );
    expect(await messageOf(expect(unguarded).toExpose("Content-Type", EVIL, blind))).toContain(
      'webkit: opaque response: mode "no-cors" shows a script nothing\n',
    );
    const moved = { url: "https://api.example/moved", redirect: "manual" };
    await expect(unguarded).not.toBeReadableFrom("https://api.example", moved);
    expect(
      await messageOf(expect(unguarded).toBeReadableFrom("https://api.example", moved)),
    ).toContain('firefox: opaque redirect: redirect "manual" shows a script nothing\n');
  });

  it("names the browsers that disagree", async () => {
    // Chromium alone safelists this client hint, so the others ask first.
    const hints = handlerTransport(
      () => new Response("", { headers: { "Access-Control-Allow-Origin": "*" } }),
    );
    const message = await messageOf(
      expect(hints).toBeReadableFrom(APP, { headers: { DPR: "2.0" } }),
    );
    expect(message).not.toContain("chromium:");
    expect(message).toContain("firefox: HeaderDisallowedByPreflightResponse");
  });

  it("says what it can be given", async () => {
    expect(await messageOf(expect(handler).toBeReadableFrom(APP))).toContain("handlerTransport(");
  });
});

describe("toExpose", () => {
  it("holds for a header that a script can read, in any case", async () => {
    await expect(api).toExpose("x-total", APP, put);
    await expect(api).not.toExpose("X-Secret", APP, put);
  });

  it("tells a header that was sent from one that was not", async () => {
    expect(await messageOf(expect(api).toExpose("X-Secret", APP, put))).toContain(
      "the server sent X-Secret, and Access-Control-Expose-Headers does not name it",
    );
    expect(await messageOf(expect(api).toExpose("X-None", APP, put))).toContain(
      "the server sent no X-None",
    );
  });
});

describe("toBePreflightedFrom", () => {
  it("tells a request that is asked about from a simple one", async () => {
    await expect(api).toBePreflightedFrom(APP, put);
    await expect(api).not.toBePreflightedFrom(APP, { ...put, method: "POST" });
    expect(await messageOf(expect(api).toBePreflightedFrom(APP))).toContain(
      "to ask with a preflight before GET",
    );
  });
});

/** As it comes from JavaScript, or through a cast. */
const wrongly = (given: unknown): never => given as never;

describe("a mistake in the arguments fails the expectation, with .not and without", () => {
  const live = "http://127.0.0.1:9/";
  it.each<[title: string, received: unknown, origin: unknown, request: unknown, says: string]>([
    ["no browser", api, EVIL, { engines: [] }, "engines: was given an empty array; write ["],
    ["one as a word", api, EVIL, { engines: "chromium" }, 'given "chromium"; write ["chromium"]'],
    ["another", api, EVIL, { engines: ["webkit", "safari"] }, 'engines[1]: was given "safari"'],
    [
      "a path",
      api,
      EVIL,
      { url: "/orders" },
      'url: was given "/orders"; write a URL with its scheme, as "https://api.example/orders"',
    ],
    ["a host", api, EVIL, { url: "localhost:3000/a" }, 'as "http://localhost:3000/a"'],
    ["a URL for a request", api, EVIL, "https://api.example/a", 'request: was given "https://api'],
    ["a Request", api, EVIL, new Request("https://api.example/"), "an object of Request; write {"],
    ["a misspelt method", api, EVIL, { methd: "PUT" }, "methd: is not known; write one of url,"],
    ["null", api, EVIL, null, "request: was given null; write { url:"],
    [
      "a second URL",
      live,
      EVIL,
      { url: "http://127.0.0.1:8/" },
      'url: was given "http://127.0.0.1:8/"',
    ],
    ["a URL without a scheme", "127.0.0.1:9", EVIL, {}, 'write expect("http://127.0.0.1:9")'],
    ["a path alone", "/orders", EVIL, {}, 'write expect("http://127.0.0.1:3000/orders")'],
    ["a promise", Promise.resolve(api), EVIL, {}, "an object of Promise; write expect("],
    ["a URL for an origin", api, `${EVIL}/`, {}, `given "${EVIL}/"; write "${EVIL}"`],
    ["a URL object", api, new URL(EVIL), {}, `an object of URL; write "${EVIL}"`],
    ["a host for an origin", api, "evil.example", {}, `write "${EVIL}"`],
    ["a port on a host", api, "localhost:3000", {}, 'write "http://localhost:3000"'],
    ["no origin", api, undefined, {}, 'origin: was given undefined; write "https://app.example"'],
  ])("%s", async (_, received, origin, request, says) => {
    const asked = [wrongly(origin), wrongly(request)] as const;
    for (const expectation of [
      expect(received).toBeReadableFrom(...asked),
      expect(received).not.toBeReadableFrom(...asked),
      expect(received).not.toExpose("X-Total", ...asked),
      expect(received).not.toBePreflightedFrom(...asked),
    ])
      expect(await messageOf(expectation)).toContain(says);
  });

  it("tells all mistakes at once: the name and the origin exchanged", async () => {
    const message = await messageOf(expect(api).not.toExpose(APP, "X-Total", put));
    expect(message).toContain(`name: was given "${APP}"; write a header's name`);
    expect(message).toContain('origin: was given "X-Total"; write');
  });

  it("but a URL may be an object, as for fetch", async () => {
    await expect(api).toBeReadableFrom(APP, { ...put, url: new URL(put.url) });
  });
});

describe("a server that listens", () => {
  const server = createServer((_, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*").end("{}");
  });
  let url = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`;
  });
  afterAll(() => {
    server.close();
  });

  it("is read from an http: origin in all browsers", async () => {
    await expect(url).toBeReadableFrom("http://localhost:5173");
  });

  it("is not asked by WebKit for an https: page, which says what to do", async () => {
    expect(await messageOf(expect(url).not.toBeReadableFrom(APP))).toMatch(
      /webkit: MixedContent[^]*use an http: origin, an https: URL, or engines: \["chromium", "firefox"\]$/,
    );
    expect(await messageOf(expect(url).toBeReadableFrom(APP, { engines: ["webkit"] }))).toMatch(
      /use an http: origin or an https: URL$/,
    );
    expect(await messageOf(expect(url).toBeReadableFrom("null"))).toMatch(
      /use an https: URL or engines: \["chromium", "firefox"\]$/,
    );
    await expect(url).toBeReadableFrom(APP, { engines: ["chromium", "firefox"] });
  });

  it("is told to be down once it is", async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await messageOf(expect(url).not.toBePreflightedFrom("http://app.example"))).toContain(
      "TransportFailed: nothing listens there (connect ECONNREFUSED",
    );
  });
});
