import {
  Browser,
  engineNamed,
  handlerTransport,
  JarCookieStore,
  ManualClock,
  type Page,
} from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";

// What WebKitGTK 2.50.6 did under WebKitWebDriver, in situations that another laboratory put it into.

/** A page, and what its server was asked. */
function open(url: string, headers: Record<string, string> = {}) {
  const asked: string[] = [];
  const transport = handlerTransport((request) => {
    const told = request.headers.get("cookie") ?? request.headers.get("referer") ?? "";
    asked.push(`${request.method} ${told}`);
    return new Response("chicken", { headers: { "Access-Control-Allow-Origin": "*", ...headers } });
  });
  const browser = new Browser({ engine: "webkit", transport });
  return { asked, page: browser.open(url, { referrerPolicy: "unsafe-url" }) };
}

test.each([
  ["http://a.localhost/page", "http://localhost/", "http://a.localhost/page"],
  ["http://s.a.localhost/page", "http://localhost/", "http://s.a.localhost/page"],
  ["http://a.localhost/page", "http://s.a.localhost/", "http://a.localhost/page"],
  ["http://localhost/page", "http://a.localhost/", "http://localhost/"],
  ["http://a.localhost/page", "http://b.localhost/", "http://a.localhost/"],
])("the page %s asks %s with the Referer %s", async (from, to, referer) => {
  const { page, asked } = open(from);
  await page.fetch(to);
  expect(asked).toEqual([`GET ${referer}`]);
});

test.each([
  ["a.localhost", "a.localhost", "user=ada", "user=ada"],
  // Each host below localhost is a first party to itself alone, unless the cookie is for both.
  ["a.localhost", "s.a.localhost", "user=ada", null],
  ["s.a.localhost", "a.localhost", "user=ada", null],
  ["a.localhost", "s.a.localhost", "user=ada; Domain=a.localhost", "user=ada"],
  ["app.example.com", "api.example.com", "user=ada", "user=ada"],
  ["app.example.com", "api.example.org", "user=ada", null],
])("a page of %s keeps of %s, which sets %s: %s", async (top, host, line, kept) => {
  const sent: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    sent.push(request.headers.get("cookie"));
    const headers = {
      "Access-Control-Allow-Origin": `https://${top}`,
      "Access-Control-Allow-Credentials": "true",
      "Set-Cookie": line,
    };
    return new Response(null, { headers });
  });
  const page = new Browser({ engine: "webkit", transport }).open(`https://${top}/`);
  for (const _ of [1, 2]) await page.fetch(`https://${host}/`, { credentials: "include" });
  expect(sent).toEqual([null, kept]);
});

test.each([
  [1200, "user=ada"],
  [1999, "user=ada"],
  [2000, null],
])("a cookie of Max-Age=1 that came with a second's begin: %d ms later %s", async (wait, sent) => {
  const clock = new ManualClock(Date.UTC(2001, 0, 1));
  const store = new JarCookieStore(engineNamed("webkit").cookies, clock);
  const context = { mode: "same-site", unpartitioned: true, partition: null } as const;
  const url = new URL("https://app.example/");
  await store.set(url, context, "user=ada; Max-Age=1");
  clock.advance(wait);
  expect(await store.get(url, context)).toBe(sent);
});

describe("what was preloaded for a fetch", () => {
  const API = "http://api.example/";
  const preload = (page: Page, crossorigin?: string): Promise<unknown> =>
    page.load("preload", API, {
      as: "fetch",
      ...(crossorigin === undefined ? {} : { crossorigin }),
    });
  const text = async (page: Page, init: RequestInit = {}): Promise<string> =>
    (await page.fetch(API, init)).text();

  it("answers all that ask the same way, whatever its headers say", async () => {
    const { page, asked } = open("http://app.example/", { "Cache-Control": "no-store" });
    await preload(page, "");
    expect(await text(page)).toBe("chicken");
    expect(await text(page, { headers: { Accept: "text/plain" } })).toBe("chicken");
    expect(asked).toHaveLength(1);
  });

  it("stays where someone asks past all caches, and goes where someone reloads", async () => {
    const { page, asked } = open("http://app.example/");
    await preload(page, "");
    await text(page, { cache: "no-store" });
    await text(page);
    expect(asked).toHaveLength(2);
    await text(page, { cache: "reload" });
    await text(page);
    expect(asked).toHaveLength(4);
  });

  it.each([
    ["with other credentials", "", { credentials: "include" }],
    ["without CORS", "", { mode: "no-cors" }],
    ["with CORS, as the preload was not", undefined, {}],
  ] as const)("is nothing to who asks %s", async (_, crossorigin, init) => {
    const { page, asked } = open("http://app.example/");
    await preload(page, crossorigin);
    await text(page, init).catch(() => undefined);
    expect(asked).toHaveLength(2);
  });

  it("is for nobody on the page's own origin if it came without credentials", async () => {
    const { page, asked } = open("http://api.example/page");
    await preload(page, "");
    await text(page);
    expect(asked).toHaveLength(2);
  });
});

describe("what is refused at once", () => {
  const refused: readonly [string, string, RequestInit][] = [
    ["mixed content", "http://api.example/", {}],
    ["a blocked port", "https://api.example:6000/", {}],
    ["another origin in mode same-origin", "https://api.example/", { mode: "same-origin" }],
    ["an unknown scheme", "chicken:x", {}],
  ];

  it.each(refused)("cannot be aborted any more: %s", async (_, url, init) => {
    const { page } = open("https://app.example/");
    const controller = new AbortController();
    const pending = page.fetch(url, { ...init, signal: controller.signal });
    controller.abort();
    await expect(pending).rejects.toThrow(TypeError);
  });

  it("is an XMLHttpRequest's error, and no abort", async () => {
    const { page } = open("https://app.example/");
    const request = new page.XMLHttpRequest();
    const heard: string[] = [];
    const end = new Promise<void>((resolve) => {
      for (const type of ["abort", "error", "loadend"])
        request.addEventListener(type, () => heard.push(type));
      request.addEventListener("loadend", () => resolve());
    });
    request.open("GET", "http://api.example/");
    request.send();
    request.abort();
    expect(request.readyState).toBe(1);
    await end;
    expect(heard).toEqual(["error", "loadend"]);
  });
});

test.each([
  ["unread", "text/plain", false],
  ["had as a stream", "text/plain; x=y", true],
])("the Blob of a body that was %s is of type %s", async (_, type, isStreamed) => {
  const { page } = open("http://app.example/", { "Content-Type": "Text/Plain; X=Y" });
  const response = await page.fetch("/");
  if (isStreamed) expect(response.body).toBeInstanceOf(ReadableStream);
  expect((await response.blob()).type).toBe(type);
});

describe("a Request of a stream", () => {
  const body = (): ReadableStream => new Blob(["chicken"]).stream();

  it("is made and read like any other, without CORS as well", async () => {
    const { page } = open("http://app.example/");
    const init = { method: "POST", mode: "no-cors", body: body() } as const;
    expect(await new page.Request("/", init).text()).toBe("chicken");
  });

  it("is not sent", async () => {
    const { page, asked } = open("http://app.example/");
    const request = new page.Request("/", { method: "POST", body: body() });
    await expect(page.fetch(request)).rejects.toThrow(
      expect.objectContaining({ name: "NotSupportedError" }) as Error,
    );
    expect(asked).toEqual([]);
  });
});
