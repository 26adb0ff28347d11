import { Browser, type LoadAttributes, type Page } from "@crosswalk/browser";
import { expect, test } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to take of what a page had preloaded, each with `conformance/lab`.

const granting = [grant(), ["Access-Control-Allow-Credentials", "true"]] as const;

function open(...headers: readonly [string, string][]): {
  readonly server: RecordingServer;
  readonly page: Page;
} {
  const server = new RecordingServer(() => ({
    headers: [...granting, ["Cache-Control", "no-store"], ...headers],
  }));
  const page = new Browser({ engine: "chromium", transport: server }).open(`${APP}/page`);
  return { server, page };
}

const preload = (page: Page, attributes: LoadAttributes): Promise<unknown> =>
  page.load("preload", API, attributes);

test.each<[RequestInit, string | undefined, number]>([
  [{}, "", 1],
  [{ credentials: "include" }, "use-credentials", 1],
  [{ mode: "no-cors", credentials: "include" }, undefined, 1],
  [{ headers: { "X-A": "1" } }, "", 1],
  [{ cache: "reload" }, "", 1],
  [{}, undefined, 2],
  [{}, "use-credentials", 2],
  [{ credentials: "omit" }, "", 2],
  [{ method: "HEAD" }, "", 2],
  [{ keepalive: true }, "", 2],
])(
  "fetch with %j after a preload with crossorigin %j: %i requests",
  async (init, crossorigin, count) => {
    const { server, page } = open();
    await preload(page, { as: "fetch", crossorigin });
    await page.fetch(API, init);
    expect(server.lines).toHaveLength(count);
  },
);

test("a preload is taken once, and the next one asks anew", async () => {
  const { server, page } = open();
  await preload(page, { as: "fetch", crossorigin: "" });
  expect(await page.fetch(API).then((response) => response.text())).toBe("ok");
  await page.fetch(API);
  await preload(page, { as: "fetch", crossorigin: "" });
  expect(server.lines).toHaveLength(3);
});

test("what is under way is taken, too", async () => {
  const { server, page } = open();
  const preloading = preload(page, { as: "fetch", crossorigin: "" });
  await Promise.all([preloading, page.fetch(API)]);
  expect(server.lines).toHaveLength(1);
});

test("a preload in vain fails who comes for it, and is told once", async () => {
  const server = new RecordingServer(() => ({}));
  const page = new Browser({ engine: "chromium", transport: server }).open(`${APP}/page`);
  const outcome = await page.load("preload", API, { as: "fetch", crossorigin: "" });
  expect(outcome.cause?.message).toMatch(/^Access to link element resource/);
  const error = await page.fetch(API).catch((reason: unknown) => reason);
  expect((error as { cause: { message: unknown } }).cause.message).toBeNull();
  expect(server.lines).toHaveLength(1);
});

test.each(["script", "module"] as const)("%s takes a preloaded script", async (kind) => {
  const { server, page } = open(["Content-Type", "text/javascript"]);
  await preload(page, { as: "script", crossorigin: "" });
  expect(await page.load(kind, API, { crossorigin: "" })).toMatchObject({ result: "load" });
  expect(server.lines).toHaveLength(1);
});

test("a picture is loaded once, whatever on the page wants it", async () => {
  const server = new RecordingServer(() => ({ headers: [grant()], body: "GIF89a" }));
  const page = new Browser({ engine: "chromium", transport: server }).open(`${APP}/page`);
  await page.load("image", API, { crossorigin: "anonymous" });
  expect(await preload(page, { as: "image", crossorigin: "" })).toMatchObject({ result: "load" });
  expect(await page.load("shape", API)).toMatchObject({ result: "silent", access: "readable" });
  expect(server.lines).toHaveLength(1);
});

test("the standard's profile asks again", async () => {
  const server = new RecordingServer(() => ({ headers: [grant(), ["Cache-Control", "no-store"]] }));
  const page = new Browser({ engine: "standard", transport: server }).open(`${APP}/page`);
  await preload(page, { as: "fetch", crossorigin: "" });
  await page.fetch(API);
  expect(server.lines).toHaveLength(2);
});

test("a preloaded picture waits for its image, whatever a fetch asks for there meanwhile", async () => {
  const { server, page } = open(["Content-Type", "image/png"]);
  await preload(page, { as: "image" });
  await page.fetch(API, { credentials: "include" });
  await page.load("image", API);
  expect(server.lines).toHaveLength(2);
});
