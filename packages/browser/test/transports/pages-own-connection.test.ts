import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";

/** How often a server that resets each connection is asked by a page of its own, and by another's. */
async function asked(where: "own" | "other", method: string): Promise<number> {
  let count = 0;
  const server = createServer((socket) => {
    socket.once("data", () => {
      count++;
      socket.destroy();
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = new Browser({ engine: "chromium" });
  const page = browser.open(`http://127.0.0.1:${where === "own" ? port : 1}/`);
  await expect(page.fetch(`http://127.0.0.1:${port}/orders`, { method })).rejects.toThrow(
    "Failed to fetch",
  );
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
  return count;
}

it("what a page asks of its own origin goes once more, as over the connection that the page came by", async () => {
  expect(await asked("own", "POST")).toBe(2);
  expect(await asked("other", "POST")).toBe(1);
});
