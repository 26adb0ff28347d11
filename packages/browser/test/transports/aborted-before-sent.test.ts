import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { duplexPair } from "node:stream";
import { Browser, type EngineName } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Connection } from "../../src/transports/connection.ts";

let received: string[];
let connections: number;
const server = createServer((request, response) => {
  received.push(request.url!);
  // Nothing is ever heard of the others.
  if (request.url!.startsWith("/orders")) response.end("ok");
});
server.on("connection", () => connections++);

beforeEach(async () => {
  received = [];
  connections = 0;
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

describe.each<EngineName>(["standard", "chromium", "firefox", "webkit"])("in %s", (engine) => {
  it("a request that is aborted before its connection is ready is not sent", async () => {
    const browser = new Browser({ engine, transport: nodeTransport() });
    const page = browser.open(`${origin()}/`);
    // More than there may be connections to an origin.
    for (let microtasks = 0; microtasks < 24; microtasks += 3) {
      await (await page.fetch(`/orders?${microtasks}`)).text();
      const controller = new AbortController();
      const asked = page.fetch(`/hangs?${microtasks}`, { signal: controller.signal });
      for (let left = microtasks; left > 0; left--) await Promise.resolve();
      controller.abort();
      await expect(asked).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
      await quiet();
    }
    expect(received.filter((url) => url.startsWith("/hangs"))).toEqual([]);
    // What was meant for it serves for others.
    expect(await (await page.fetch("/orders?last")).text()).toBe("ok");
    expect(connections).toBe(1);
    await browser.close();
  });
});

it("a request whose connection is not ready when the browser is closed is not sent over another", async () => {
  const browser = new Browser({ transport: nodeTransport() });
  const page = browser.open(`${origin()}/`);
  await (await page.fetch("/orders")).text();
  const asked = page.fetch("/hangs");
  await browser.close();
  await expect(asked).rejects.toThrow(TypeError);
  await quiet();
  expect(received).toEqual(["/orders"]);
});

it("nothing goes over a connection for a signal that is aborted", async () => {
  const [stream, peer] = duplexPair();
  const bytes: Uint8Array[] = [];
  peer.on("data", (chunk: Uint8Array) => bytes.push(chunk));
  const limits = {
    connectTimeout: Infinity,
    headersTimeout: Infinity,
    bodyTimeout: Infinity,
    timeLimit: Infinity,
  };
  const connection = new Connection({ stream, event: null }, limits, "new", () => undefined);
  const url = new URL("http://api.example/");
  const request = { url, method: "GET", headers: [], body: null };
  const aborted = AbortSignal.abort(new Error("enough"));
  await expect(connection.send(request, aborted, Infinity)).rejects.toThrow("enough");
  await quiet();
  expect(bytes).toEqual([]);
});

it("who waits for a connection gets the one whose request was aborted meanwhile", async () => {
  const browser = new Browser({ transport: nodeTransport() });
  const page = browser.open(`${origin()}/`);
  const first = await page.fetch("/orders");
  const held = new AbortController();
  const hanging = [1, 2, 3, 4, 5].map((number) =>
    page.fetch(`/hangs?${number}`, { signal: held.signal }).catch(() => "aborted"),
  );
  await first.text();
  await quiet();
  const controller = new AbortController();
  await (await page.fetch("/orders?again")).text();
  const asked = page.fetch("/hangs?6", { signal: controller.signal });
  const waiting = page.fetch("/orders?waiting");
  controller.abort();
  await expect(asked).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  expect(await (await waiting).text()).toBe("ok");
  expect(received).not.toContain("/hangs?6");
  held.abort();
  expect(await Promise.all(hanging)).toEqual(Array.from({ length: 5 }, () => "aborted"));
  await browser.close();
});
