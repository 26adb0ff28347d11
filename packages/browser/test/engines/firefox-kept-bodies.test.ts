import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, handlerTransport, type WebHandler } from "@crosswalk/browser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// What Firefox ESR 153.7 was seen to do with bodies that come in pieces, and with what it keeps.

const KEPT = { "Cache-Control": "max-age=60" };
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
  async whole(response) {
    response.end("x".repeat(10));
  },
  async "second-piece"(response) {
    response.write("first");
    await pause(200);
    response.end("second");
  },
  async "third-piece"(response) {
    response.write("first");
    await pause(200);
    response.write("second");
    await pause(200);
    response.end("third");
  },
  async late(response) {
    response.flushHeaders();
    await pause(200);
    response.end("late");
  },
};

const asked = new Map<string, number>();
const urgencies: unknown[] = [];
const server = createServer((request, response) => {
  const name = request.url!.slice(1);
  asked.set(name, (asked.get(name) ?? 0) + 1);
  urgencies.push(request.headers["priority"]);
  void answers[name]!(response.setHeader("Cache-Control", "max-age=60"));
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe.each(["firefox", "chromium"] as const)("a body that a script cancels, in %s", (engine) => {
  it.each([
    ["whole", true],
    ["second-piece", engine === "firefox"],
    ["third-piece", false],
  ])("of %s to come: kept, %s", async (name, isKept) => {
    asked.clear();
    const browser = new Browser({ engine });
    const page = browser.open(origin());
    const reader = (await page.fetch(`/${name}`)).body!.getReader();
    if (name === "whole") {
      reader.releaseLock();
      await (await page.fetch(`/${name}`, { cache: "reload" })).body!.cancel();
    } else {
      await reader.read();
      await reader.cancel();
    }
    await pause(600);
    const before = asked.get(name)!;
    await (await page.fetch(`/${name}`)).text();
    expect(asked.get(name)! - before).toBe(isKept ? 0 : 1);
    await browser.close();
  });
});

it.each([
  ["firefox", "AbortError"],
  ["chromium", "late"],
] as const)("in %s a head whose body is late: %s", async (engine, told) => {
  const browser = new Browser({ engine });
  const controller = new AbortController();
  const page = browser.open(origin());
  await (await page.fetch("/whole")).text();
  const fetching = page.fetch("/late", { signal: controller.signal }).then(
    () => "late",
    ({ name }: Error) => name,
  );
  setTimeout(() => controller.abort(), 100);
  expect(await fetching).toBe(told);
  await browser.close();
});

it("says nothing of the urgency of a request of high priority", async () => {
  const browser = new Browser({ engine: "firefox" });
  const page = browser.open(origin());
  urgencies.length = 0;
  for (const priority of ["high", "auto", "low"] as const)
    await (await page.fetch("/whole", { priority, cache: "reload" })).text();
  expect(urgencies).toEqual([undefined, "u=4", "u=5"]);
  await browser.close();
});

function openWith(handler: WebHandler) {
  return new Browser({ engine: "firefox", transport: handlerTransport(handler) }).open(
    "https://app.example/",
  );
}

it.each([
  "Connection",
  "Keep-Alive",
  "Proxy-Authenticate",
  "Proxy-Connection",
  "Trailer",
  "Transfer-Encoding",
  "Upgrade",
  "WWW-Authenticate",
])("%s is told of what comes, and not of what is kept", async (name) => {
  const page = openWith(() => new Response("x", { headers: { ...KEPT, [name]: "x" } }));
  expect((await page.fetch("/")).headers.has(name)).toBe(true);
  expect((await page.fetch("/")).headers.has(name)).toBe(false);
});

it("a 304 with an empty header takes the kept one away, and leaves none of its own", async () => {
  let count = 0;
  const page = openWith(() =>
    ++count === 1
      ? new Response("x", { headers: { ETag: '"e"', "X-Kept": "kept" } })
      : new Response(null, { status: 304, headers: { "X-Kept": "", "X-New": "" } }),
  );
  await (await page.fetch("/")).text();
  const { status, headers } = await page.fetch("/");
  expect([status, headers.get("x-kept"), headers.get("x-new")]).toEqual([200, null, null]);
});

it("a form's boundary has hexadecimal digits", async () => {
  const types: (string | null)[] = [];
  const page = openWith(({ headers }) => {
    types.push(headers.get("Content-Type"));
    return new Response();
  });
  for (let count = 0; count < 5; count++)
    await page.fetch("/", { method: "POST", body: new FormData() });
  // Two numbers of 64 bits each, written without the noughts that they begin with.
  for (const type of types)
    expect(type).toMatch(/^multipart\/form-data; boundary=----geckoformboundary[0-9a-f]{24,32}$/);
});
