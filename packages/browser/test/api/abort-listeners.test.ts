import { getEventListeners, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, type EngineName } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const server = createServer((_, response) => {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.write("orders");
  setTimeout(() => response.end(), 50);
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe.each<EngineName>(["standard", "chromium", "firefox", "webkit"])("in %s", (engine) => {
  it("a signal has one listener for all responses that nobody reads, and none once they are over", async () => {
    const browser = new Browser({ engine, transport: nodeTransport() });
    const page = browser.open("http://app.example/");
    const { port } = server.address() as AddressInfo;
    const { signal } = new AbortController();
    const count = (): number => getEventListeners(signal, "abort").length;

    const ask = (number: number): Promise<Response> =>
      page.fetch(`http://127.0.0.1:${port}/${number}`, { signal });
    const responses = await Promise.all([1, 2, 3, 4, 5].map(ask));
    expect(count()).toBe(1);
    void responses[0]!.body;
    expect(count()).toBe(1);

    for (const response of responses) await response.text();
    expect(count()).toBe(0);
    await browser.close();
  });

  it("so many requests that are aborted by one signal, or for one address, are nothing to warn of", async () => {
    const warnings: string[] = [];
    const onWarning = ({ message }: Error): void => void warnings.push(message);
    process.on("warning", onWarning);
    const browser = new Browser({ engine, transport: nodeTransport() });
    const page = browser.open("http://app.example/");
    const { port } = server.address() as AddressInfo;
    const controller = new AbortController();
    const { signal } = controller;
    // NB: What is checked is kept until it is whole.
    const checked = Array.from({ length: 15 }, (_, number) =>
      page.fetch(`http://127.0.0.1:${port}/${number}`, { signal, integrity: "sha256-AAAA" }),
    );
    const requests = Array.from({ length: 15 }, () => {
      const request = new page.XMLHttpRequest();
      request.open("GET", `http://127.0.0.1:${port}/one`);
      request.send();
      return request;
    });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(getEventListeners(signal, "abort").length).toBe(1);
    controller.abort();
    for (const outcome of await Promise.allSettled(checked))
      expect(outcome.status).toBe("rejected");
    for (const request of requests) request.abort();
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
    await browser.close();
  });
});
