import express from "express";
import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { Browser, type BrowserOptions } from "../src/browser.ts";
import type { EngineName } from "../src/engines/engine.ts";
import { ManualClock } from "../src/infrastructure/clock.ts";
import type { Page } from "../src/page.ts";
import { bytesTransport } from "../src/transports/bytes.ts";
import { handlerTransport, type WebHandler } from "../src/transports/handler.ts";
import { listenerTransport } from "../src/transports/listener.ts";
import { nodeTransport } from "../src/transports/node.ts";
import { recordedTransport } from "../src/transports/recorded.ts";

const transport = handlerTransport(() => new Response("ok"));
const browser = new Browser({ transport });

const exchange = { method: "GET", url: "https://app.example/", status: 200, headers: [] };

/** As it comes from JavaScript, or through a cast. */
const wrongly = (given: unknown): never => given as never;

describe("a wrong argument is told by what was given and what to write", () => {
  it.each<[title: string, work: () => unknown, given: string, instead: string]>([
    ["another browser", () => new Browser(wrongly({ engine: "safari" })), '"safari"', '"webkit"'],
    ["a name alone", () => new Browser(wrongly("chromium")), '"chromium"', "engine:"],
    ["no options", () => new Browser(wrongly(null)), "null", "engine:"],
    [
      "a function",
      () => new Browser(wrongly({ transport: () => 1 })),
      "a function",
      "handlerTransport(",
    ],
    [
      "a URL to send to",
      () => new Browser(wrongly({ transport: "http://[::1]" })),
      '"http://',
      "listenerTransport(",
    ],
    ["a session", () => new Browser(wrongly({ session: "private" })), '"private"', '"ephemeral"'],
    ["a clock", () => new Browser(wrongly({ clock: 5 })), "5", "ManualClock"],
    ["cookies", () => new Browser(wrongly({ cookies: "a=b" })), '"a=b"', "JarCookieStore"],
    [
      "a cache",
      () => new Browser(wrongly({ preflightCache: new Map() })),
      "object of Map",
      "CorsPreflightCache",
    ],
    ["a store", () => new Browser(wrongly({ httpCache: [] })), "an empty array", "MemoryHttpCache"],
    ["a parser", () => new Browser(wrongly({ DOMParser: {} })), "object of Object", "JSDOM"],
    ["an option's spelling", () => new Browser(wrongly({ engin: "webkit" })), "engin:", "engine,"],
    ["no URL", () => browser.open(wrongly(undefined)), "undefined", "https://app.example/"],
    ["a host", () => browser.open("app.example"), '"app.example"', '"https://app.example"'],
    [
      "a host and port",
      () => browser.open("localhost:3000/a"),
      '"localhost:3000/a"',
      '"http://localhost:3000/a"',
    ],
    ["a path", () => browser.open("/orders"), '"/orders"', "https://app.example/"],
    [
      "a word",
      () => browser.open("https://a.example", wrongly("sandboxed")),
      '"sandboxed"',
      "sandboxed: true",
    ],
    [
      "flags alone",
      () => browser.open("https://a.example", wrongly({ sandboxed: "allow-scripts" })),
      '"allow-scripts"',
      "sandbox allow-scripts",
    ],
    [
      "a frame's URL",
      () => browser.open("https://a.example", wrongly({ parent: "https://b.example" })),
      '"https://b.example"',
      "browser.open(",
    ],
    [
      "a policy",
      () => browser.open("https://a.example", wrongly({ referrerPolicy: "never" })),
      '"never"',
      '"no-referrer"',
    ],
    [
      "a console",
      () => browser.open("https://a.example", wrongly({ onConsole: console })),
      "an object",
      "=>",
    ],
    [
      "a header as a word",
      () => browser.open("https://a.example", wrongly({ noStore: "no-store" })),
      'noStore: was given "no-store"',
      "true where",
    ],
    [
      "another browser's page",
      () =>
        browser.open("https://a.example", {
          parent: new Browser({ transport }).open("https://b.example"),
        }),
      "parent: was given an object of Page",
      "the same browser",
    ],
    ["a clock's start", () => new ManualClock(wrongly("x")), 'startsAt: was given "x"', "1970"],
    ["a time that is none", () => new ManualClock().advance(NaN), "given NaN", "1000"],
    ["no time", () => new ManualClock().advance(wrongly(undefined)), "given undefined", "1000"],
    ["a time back", () => new ManualClock().advance(-1), "given -1", "from 0 on"],
    ["an app", () => handlerTransport(wrongly({ fetch: 1 })), "object of Object", "app.fetch"],
    ["nothing to listen", () => listenerTransport(wrongly(undefined)), "undefined", "app.server"],
    [
      "an app that isn't a listener",
      () => listenerTransport(wrongly({ inject: 1 })),
      "object of Object",
      "app.server",
    ],
    [
      "an Express app for a handler",
      () => handlerTransport(wrongly(express())),
      "a function app",
      "write listenerTransport(app)",
    ],
    [
      "a listener's limit",
      () => listenerTransport(() => undefined, wrongly({ timeLimit: "5s" })),
      'listenerTransport(listener, options): timeLimit: was given "5s"',
      "5000",
    ],
    [
      "a listener's connections, which are its own",
      () => listenerTransport(() => undefined, wrongly({ connect: () => 1 })),
      "connect: is not known",
      "timeLimit",
    ],
    ["a host to connect to", () => nodeTransport(wrongly({ connect: "x" })), '"x"', "net.connect("],
    ["bytes themselves", () => bytesTransport(wrongly("HTTP/1.1 200 OK")), '"HTTP', "bytes: new"],
    ["a file of exchanges", () => recordedTransport(wrongly("a.har")), '"a.har"', 'method: "GET"'],
    [
      "an exchange's path",
      () => recordedTransport([{ method: "GET", url: "/a", status: 200, headers: [] }]),
      'exchanges[0].url: was given "/a"',
      "https://",
    ],
    [
      "an exchange's headers by name",
      () => recordedTransport(wrongly([{ ...exchange, headers: {} }])),
      "exchanges[0].headers: was given an object",
      "[[",
    ],
    ["a limit in words", () => nodeTransport(wrongly({ timeLimit: "5s" })), '"5s"', "5000"],
    ["a limit below nothing", () => nodeTransport({ bodyTimeout: -1 }), "-1", "milliseconds"],
    [
      "a limit's spelling",
      () => nodeTransport(wrongly({ timelimit: 5 })),
      "timelimit",
      "timeLimit",
    ],
  ])("%s", (_, work, given, instead) => {
    expect(work).toThrow(TypeError);
    expect(work).toThrow(given);
    expect(work).toThrow(instead);
  });

  it.each<[title: string, given: readonly unknown[], mistake: string, instead: string]>([
    ["an element's name", ["img", "/a"], '"img"', 'write "image"'],
    ["in capitals", ["Image", "/a"], '"Image"', 'write "image"'],
    ["something else", ["iframe", "/a"], '"iframe"', '"stylesheet"'],
    ["no address", ["image"], "url: was given undefined", "the address"],
    ["a word", ["image", "/a", "anonymous"], '"anonymous"', "crossorigin:"],
    ["null", ["image", "/a", null], "null", "crossorigin:"],
    [
      "a property's name",
      ["image", "/a", { crossOrigin: "" }],
      "crossOrigin: is not known",
      "crossorigin,",
    ],
    [
      "a property's value",
      ["image", "/a", { crossorigin: true }],
      "crossorigin: was given true",
      '"anonymous"',
    ],
    ["no CORS by null", ["image", "/a", { crossorigin: null }], "given null", "leave it out"],
    ["a policy that is on", ["image", "/a", { referrerpolicy: true }], "true", '"no-referrer"'],
    ["a destination's number", ["preload", "/a", { as: 3 }], "as: was given 3", '"image"'],
    ["a digest's bytes", ["script", "/a", { integrity: [1] }], "an array", "sha256-"],
    ["modules switched on", ["worker", "/a", { type: true }], "type: was given true", '"module"'],
    ["a mode", ["event-source", "/a", { withCredentials: "include" }], '"include"', "true"],
  ])("page.load with %s", async (_, given, mistake, instead) => {
    const page = browser.open("https://app.example/");
    const load = page.load as (...given: readonly unknown[]) => Promise<unknown>;
    const error = await load(...given).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toContain(mistake);
    expect((error as Error).message).toContain(instead);
  });
});

it.each([undefined, "https://app.example/"])("page.traced takes %s for no work", async (given) => {
  const traced = browser.open("https://app.example/").traced(wrongly(given));
  await expect(traced).rejects.toThrow(/^page\.traced\(work\): work: was given .*; write \(page\)/);
});

it("all that is wrong is told at once", () => {
  const options = { engine: "ie", session: "private" } as unknown as BrowserOptions;
  expect(() => new Browser(options)).toThrow(/"ie"[^]*"private"/);
});

it("a page may be opened by a URL object, and be of data or of a file", () => {
  expect(browser.open(new URL("https://app.example/a")).origin).toBe("https://app.example");
  for (const url of [
    "data:text/html,a",
    "file:///a.html",
    "about:blank",
    "blob:https://a.example/1",
  ])
    expect(() => browser.open(url)).not.toThrow();
});

it("a URL object without a host is opened as what it is, and traced so", async () => {
  const page = browser.open(new URL("localhost:3000"));
  expect(page.origin).toBe("null");
  const { result } = await page.traced(({ url }) => Promise.resolve(url));
  expect(result).toBe("localhost:3000");
});

it.each([undefined, "hello", {}])(
  "a handler that returns %s fails the request for that reason",
  async (given) => {
    for (const handler of [() => given, () => Promise.resolve(given)]) {
      const page = new Browser({
        transport: handlerTransport(handler as unknown as WebHandler),
      }).open("https://app.example/");
      const error = await page.fetch("https://app.example/a").catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        cause: {
          code: "TransportFailed",
          cause: { message: expect.stringContaining("return a Response") },
        },
      });
    }
  },
);

/** Why a request failed whose transport has come to nothing. */
async function reasonOf(over: BrowserOptions["transport"], engine: EngineName): Promise<string> {
  const page = new Browser({ engine, transport: over! }).open("https://app.example/");
  const error: unknown = await page
    .fetch("https://app.example/a")
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TypeError);
  const { cause } = error as { cause: { code: string; cause: Error } };
  expect(cause.code).toBe("TransportFailed");
  return cause.cause.message;
}

const answered = { status: 200, statusText: "OK", headers: [], body: null };

describe.each(["standard", "chromium", "firefox", "webkit"] as const)("in %s", (engine) => {
  it.each<[title: string, given: object, mistake: string, instead: string]>([
    ["headers by name", { headers: {} }, "headers: was given an object", "[["],
    ["a text for a body", { body: "x" }, 'body: was given "x"', "null"],
  ])("a transport that resolves with %s fails the request for that reason", async (...one) => {
    const [, given, mistake, instead] = one;
    const send = () => Promise.resolve(wrongly({ ...answered, ...given }));
    const reason = await reasonOf({ send }, engine);
    expect(reason).toContain(mistake);
    expect(reason).toContain(instead);
  });

  it.each<[title: string, read: (page: Page) => Promise<unknown>]>([
    ["by fetch", async (page) => (await page.fetch("/a")).text()],
    ["as a stream", async (page) => (await page.fetch("/a")).body!.getReader().read()],
  ])("a transport's body that yields text is read %s as none", async (_, read) => {
    const body = {
      async *[Symbol.asyncIterator]() {
        yield "CHICKEN";
      },
    };
    const transport = { send: () => Promise.resolve(wrongly({ ...answered, body })) };
    const page = new Browser({ engine, transport }).open("https://app.example/");
    const error: unknown = await read(page).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    const { cause } = error as { cause: { code: string; cause: Error } };
    expect(cause.code).toBe("TransportFailed");
    expect(cause.cause.message).toContain('body: the transport\'s gave "CHICKEN"; give bytes');
  });

  it("a server's bytes given as text are none", async () => {
    const text = "HTTP/1.1 200 OK\r\n\r\n";
    const whole = bytesTransport(() => wrongly({ bytes: text, connection: "new" }));
    expect(await reasonOf(whole, engine)).toContain("TextEncoder");
    const late = bytesTransport(() =>
      wrongly({
        bytes: new Uint8Array(),
        more: (async function* () {
          yield text;
        })(),
        connection: "new",
      }),
    );
    expect(await reasonOf(late, engine)).toContain("TextEncoder");
  });

  it.each<[title: string, listener: () => unknown]>([
    ["at once", () => new Response("CHICKEN")],
    ["later", () => Promise.resolve(new Response("CHICKEN"))],
  ])("a handler of Requests is no listener: it returns a Response %s", async (_, listener) => {
    const reason = await reasonOf(listenerTransport(wrongly(listener)), engine);
    expect(reason).toContain("write handlerTransport(app.fetch)");
  });

  it("Fastify that isn't ready says so", async () => {
    const app = fastify();
    app.get("/a", () => "CHICKEN");
    expect(await reasonOf(listenerTransport(app.server), engine)).toContain("await app.ready()");
    await app.ready();
    const page = new Browser({ engine, transport: listenerTransport(app.server) }).open(
      "https://app.example/",
    );
    expect(await (await page.fetch("/a")).text()).toBe("CHICKEN");
  });
});

it("a listener may return what it answers with", async () => {
  const listener = wrongly((_: unknown, response: { end(text: string): unknown }) =>
    response.end("CHICKEN"),
  );
  const page = new Browser({ transport: listenerTransport(listener) }).open("https://a.example/");
  expect(await (await page.fetch("/")).text()).toBe("CHICKEN");
});
