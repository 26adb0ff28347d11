import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Browser } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterAll, beforeAll, expect, it } from "vitest";

const sockets: Socket[] = [];
const server = createServer((request, response) => {
  sockets.push(request.socket);
  response.setHeader("Access-Control-Allow-Origin", "http://app.example");
  response.setHeader("Access-Control-Allow-Methods", "PUT");
  response.end(request.url === "/empty" ? "" : "ok");
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

// unwanted-bodies-12, -14
it.each([
  ["chromium", "/", 2],
  ["chromium", "/empty", 1],
  ["firefox", "/", 1],
  ["webkit", "/", 1],
  ["standard", "/", 1],
] as const)(
  "in %s, a preflight of %s and its request go over so many connections: %i",
  async (engine, path, expected) => {
    sockets.length = 0;
    const transport = nodeTransport();
    const page = new Browser({ engine, transport }).open("http://app.example/");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
    await (await page.fetch(url, { method: "PUT" })).text();
    expect(sockets).toHaveLength(2);
    expect(new Set(sockets).size).toBe(expected);
    // All of them serve on.
    await Promise.all(["1", "2"].map((query) => page.fetch(`${url}?${query}`)));
    expect(new Set(sockets).size).toBe(2);
    await transport.close?.();
  },
);
