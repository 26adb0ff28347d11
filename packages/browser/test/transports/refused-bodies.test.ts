import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, type EngineName, type Page } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// More connections than one origin gets, and more bytes than pass into a socket unread.
const TIMES = 8;
const body = Buffer.alloc(2_000_000);
const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "no-grant": (response) => response.removeHeader("Access-Control-Allow-Origin"),
  policy: (response) => response.setHeader("Cross-Origin-Resource-Policy", "same-origin"),
  nonsense: (response) => response.writeHead(302, { Location: "http://:::" }),
  elsewhere: (response) => response.writeHead(302, { Location: "ftp://other.example/" }),
  redirect: (response) => response.writeHead(302, { Location: "/" }),
  text: (response) => response.setHeader("Content-Type", "text/plain"),
  nosniff: (response) =>
    response.setHeaders(
      new Map([
        ["Content-Type", "text/plain"],
        ["X-Content-Type-Options", "nosniff"],
      ]),
    ),
  anything: () => undefined,
};

const server = createServer((request, response) => {
  const [, name, kept] = /^\/([\w-]+)\?\d+(&kept)?$/.exec(request.url ?? "") ?? [];
  response.setHeader("Access-Control-Allow-Origin", "http://app.example");
  if (kept !== undefined) response.setHeader("Cache-Control", "max-age=600");
  answers[name ?? ""]!(response);
  response.end(body);
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const noCors = { mode: "no-cors" } as const;

/** What a page asks for and does not read, by why it doesn't. */
const unread: readonly (readonly [
  string,
  string,
  (page: Page, url: string) => Promise<unknown>,
])[] = [
  ["CORS refuses it", "no-grant", (page, url) => page.fetch(url)],
  ["a resource policy refuses it", "policy", (page, url) => page.fetch(url, noCors)],
  [
    "it is opaque, and integrity is asked for",
    "anything",
    (page, url) => page.fetch(url, { ...noCors, integrity: "sha256-AAAA" }),
  ],
  ["it is opaque", "anything", (page, url) => page.fetch(url, noCors)],
  ["it leads to nonsense", "nonsense", (page, url) => page.fetch(url)],
  ["it leads out of the web", "elsewhere", (page, url) => page.fetch(url)],
  ["no redirect was wanted", "redirect", (page, url) => page.fetch(url, { redirect: "error" })],
  ["a redirect isn't followed", "redirect", (page, url) => page.fetch(url, { redirect: "manual" })],
  ["its type is no script's", "nosniff", (page, url) => page.load("script", url)],
  ["its type is no style's", "text", (page, url) => page.load("stylesheet", url)],
  ["its type is no module's", "text", (page, url) => page.load("module", url)],
  ["its type is no event stream's", "text", (page, url) => page.load("event-source", url)],
  ["it is no picture", "anything", (page, url) => page.load("image", url)],
  ["it is no film", "anything", (page, url) => page.load("video", url)],
  [
    "it was preloaded",
    "anything",
    (page, url) => page.load("preload", url, { as: "script", crossorigin: "" }),
  ],
  ["a beacon looks at none", "anything", (page, url) => page.load("beacon", url)],
];

describe.each(engines)("in %s, long bodies that nobody reads keep no connection", (engine) => {
  it.each(unread)("where %s", async (_, name, ask) => {
    const browser = new Browser({ engine, transport: nodeTransport() });
    const page = browser.open("http://app.example/");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;
    for (let time = 0; time < TIMES; time += 1) {
      await ask(page, `${url}?${time}`).catch(() => undefined);
      await ask(page, `${url}?${time}&kept`).catch(() => undefined);
    }
    await browser.close();
  });
});

/** A server whose response is long enough to be cut off, and counts who asks. */
async function askedTwice(engine: EngineName, length: number, delay: number): Promise<number> {
  let count = 0;
  const browser = new Browser({
    engine,
    transport: {
      send: () => {
        count += 1;
        return Promise.resolve({
          status: 200,
          statusText: "OK",
          headers: [["Cache-Control", "max-age=600"]],
          body: {
            async *[Symbol.asyncIterator]() {
              yield new Uint8Array(length);
              if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
            },
          },
        });
      },
    },
  });
  const page = browser.open("http://app.example/");
  for (let time = 0; time < 2; time += 1) {
    await expect(page.fetch("http://api.example/")).rejects.toThrow(TypeError);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await browser.close();
  return count;
}

describe.each(["standard", "firefox"] as const)(
  "in %s, whose HTTP cache keeps what was refused",
  (engine) => {
    it("a short body stays", async () => {
      expect(await askedTwice(engine, 100_000, 0)).toBe(1);
    });

    it("a long one is given up", async () => {
      expect(await askedTwice(engine, 1_000_000, 0)).toBe(2);
    });

    it("one that doesn't come to its end is given up", async () => {
      expect(await askedTwice(engine, 10, 60)).toBe(2);
    });
  },
);
