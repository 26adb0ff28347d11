import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterAll, beforeAll, expect, it } from "vitest";

// More connections than one origin gets, and more bytes than pass into a socket unread.
const TIMES = 8;
const body = Buffer.alloc(2_000_000);

const server = createServer((request, response) => {
  if (request.url?.startsWith("/cors") === true)
    response.setHeader("Access-Control-Allow-Origin", "https://other.example");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.end(body);
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

// The others' HTTP caches keep what was refused.
it.each(["chromium", "webkit"] as const)(
  "in %s, a long body of a response that is refused keeps no connection",
  async (engine) => {
    const browser = new Browser({ engine, transport: nodeTransport() });
    const page = browser.open("http://app.example/");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (let time = 0; time < TIMES; time += 1) {
      await expect(page.fetch(`${url}/cors?${time}`)).rejects.toThrow(TypeError);
      await expect(page.fetch(`${url}/corp?${time}`, { mode: "no-cors" })).rejects.toThrow(
        TypeError,
      );
    }
    await browser.close();
  },
);
