import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";

async function connectionsFor(
  engine: EngineName,
  credentials: readonly RequestCredentials[],
  { method = "GET", answer = (response: ServerResponse): void => void response.end("ok") } = {},
): Promise<number> {
  let count = 0;
  const server = createServer((_, response) => answer(response));
  server.on("connection", () => count++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = new Browser({ engine });
  const page = browser.open(`http://127.0.0.1:${port}/`);
  for (const mode of credentials)
    await (await page.fetch("/orders", { method, credentials: mode, cache: "no-store" })).text();
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
  return count;
}

it.each([
  ["chromium", 2],
  ["firefox", 2],
  ["standard", 2],
  ["webkit", 1],
] as const)(
  "what goes with credentials and without shares connections or doesn't: in %s over %i",
  async (engine, expected) => {
    expect(await connectionsFor(engine, ["include", "omit", "same-origin", "omit"])).toBe(expected);
  },
);

it.each([
  ["chromium", 1],
  ["webkit", 3],
] as const)("%s sends three POSTs over %i connections", async (engine, expected) => {
  const three = ["include", "include", "include"] as const;
  expect(await connectionsFor(engine, three, { method: "POST" })).toBe(expected);
});

it.each([
  ["chromium", false, 1],
  ["webkit", false, 2],
  ["webkit", true, 1],
] as const)(
  "in %s a 204 with a length, or without, leaves its connection or doesn't: %o, %i",
  async (engine, hasLength, expected) => {
    const answer = (response: ServerResponse): void => {
      response.statusCode = 204;
      if (hasLength) response.setHeader("Content-Length", "0");
      response.end();
    };
    expect(await connectionsFor(engine, ["include", "include"], { answer })).toBe(expected);
  },
);
