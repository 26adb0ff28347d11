import { createServer } from "node:http";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as express from "../src/express.ts";
import { listenOnLoopback } from "../src/loopback-server.ts";
import type { Running } from "../src/loopback-server.ts";
import * as reflectOrigin from "../src/reflect-origin.incorrect.ts";
import { CHROMIUM } from "./chromium.ts";

let browser: Browser;
let stranger: Running;

beforeAll(async () => {
  browser = await chromium.launch(CHROMIUM);
  stranger = await listenOnLoopback(() =>
    createServer((_request, response) => {
      response.setHeader("Content-Type", "text/html").end("<title>a stranger's page</title>");
    }),
  );
});

afterAll(async () => {
  await browser?.close();
  await stranger?.close();
});

test("canary: a stranger's page reads nothing from an API that names its origins", async () => {
  expect(await readFromStranger(express)).toBe("TypeError: Failed to fetch");
});

test("a stranger's page reads the orders of an API that sends every origin back, with credentials", async () => {
  expect(await readFromStranger(reflectOrigin)).toBe('[{"id":7,"item":"kettle"}]');
});

/** What a script on a stranger's page gets of an example's orders. */
async function readFromStranger(example: { start(): Promise<Running> }): Promise<string> {
  const api = await example.start();
  const page = await browser.newPage();
  try {
    await page.goto(stranger.url);
    return await page.evaluate(
      (url) =>
        fetch(url, { credentials: "include" }).then(
          (response) => response.text(),
          (error: unknown) => String(error),
        ),
      `${api.url}/orders`,
    );
  } finally {
    await page.close();
    await api.close();
  }
}
