import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type * as engine from "../src/index.ts";
import { bundleForPage } from "./page-bundle.ts";

declare const crosswalk: typeof engine;

// NB: Never with --disable-web-security: the canary below would fail, and should.
const launch = {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--no-proxy-server", "--disable-gpu", "--disable-background-networking"],
};

let browser: Browser;
let page: Page;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end("x"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await chromium.launch(launch);
  page = await browser.newPage();
  await page.goto(url);
  await page.addScriptTag({ content: (await bundleForPage()).script });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

test("canary: the real browser lets the page read nothing of another origin", async () => {
  const other = url.replace("127.0.0.1", "localhost");
  const read = page.evaluate(
    (target) => fetch(target).then((response) => response.text(), String),
    other,
  );
  expect(await read).toBe("TypeError: Failed to fetch");
});

test.each(["standard", "chromium", "firefox", "webkit"] as const)(
  "the engine %s runs inside a page: it sends a preflight, and reads or refuses",
  async (name) => {
    const seen = await page.evaluate(async (engineName) => {
      const asked: string[] = [];
      const handler = (request: Request): Response => {
        asked.push(`${request.method} ${request.headers.get("Origin")}`);
        return new Response("an order", {
          headers: {
            "Access-Control-Allow-Origin": "https://app.example",
            "Access-Control-Allow-Methods": "PUT",
          },
        });
      };
      const transport = crosswalk.handlerTransport(handler);
      const simulated = new crosswalk.Browser({ engine: engineName, transport });
      const put = (from: string): Promise<string> =>
        simulated
          .open(from)
          .fetch("https://api.example/orders/7", { method: "PUT" })
          .then((response) => response.text(), String);
      return {
        allowed: await put("https://app.example/"),
        refused: await put("https://evil.example/"),
        asked,
      };
    }, name);
    expect(seen.allowed).toBe("an order");
    expect(seen.refused).toMatch(/^TypeError: /);
    expect(seen.asked).toEqual([
      "OPTIONS https://app.example",
      "PUT https://app.example",
      "OPTIONS https://evil.example",
    ]);
  },
);

test("without a transport it says that a page has no network of its own to give", async () => {
  const message = await page.evaluate(() => {
    try {
      return `made: ${new crosswalk.Browser().engine.name}`;
    } catch (error) {
      return String(error);
    }
  });
  expect(message).toContain("TypeError: transport: nothing was given");
});
