import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";

async function connectionsFor(
  engine: EngineName,
  credentials: readonly RequestCredentials[],
): Promise<number> {
  let count = 0;
  const server = createServer((_, response) => void response.end("ok"));
  server.on("connection", () => count++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = new Browser({ engine });
  const page = browser.open(`http://127.0.0.1:${port}/`);
  for (const mode of credentials)
    await (await page.fetch("/orders", { credentials: mode, cache: "no-store" })).text();
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
