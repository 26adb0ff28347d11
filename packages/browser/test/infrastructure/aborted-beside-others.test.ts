import { getEventListeners, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { describe, expect, it } from "vitest";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

interface BegunServer {
  readonly counts: { asked: number; broken: number };
  readonly url: string;
  readonly finish: () => void;
  readonly close: () => void;
}

/** A server that answers in two parts, the second when it is told to. */
async function begunServer(): Promise<BegunServer> {
  const counts = { asked: 0, broken: 0 };
  let finish = (): void => undefined;
  const server = createServer((_, response) => {
    counts.asked++;
    response.setHeader("Cache-Control", "max-age=600");
    response.setHeader("Content-Length", "8");
    response.write("two ");
    finish = () => response.end("more");
    response.on("close", () => {
      if (!response.writableEnded) counts.broken++;
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    counts,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    finish: () => finish(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const aMoment = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.each(engines)("in %s", (engine) => {
  it("who reads the same body reads on where the one that asked for it first is aborted", async () => {
    const server = await begunServer();
    const browser = new Browser({ engine, session: "persistent", transport: nodeTransport() });
    const page = browser.open(server.url);
    const controller = new AbortController();
    const first = await page.fetch(server.url, { signal: controller.signal });
    const second = await page.fetch(server.url);
    const reading = second.text();
    await aMoment(20);
    controller.abort();
    await expect(first.text()).rejects.toMatchObject({ name: "AbortError" });
    await aMoment(20);
    server.finish();
    const read = await reading.catch(String);
    await browser.close();
    server.close();
    expect([read, server.counts.asked]).toEqual(["two more", 1]);
  });

  it("the exchange ends once the last of its readers is aborted", async () => {
    const server = await begunServer();
    const browser = new Browser({ engine, session: "persistent", transport: nodeTransport() });
    const page = browser.open(server.url);
    const controllers = [new AbortController(), new AbortController()] as const;
    const responses = [
      await page.fetch(server.url, { signal: controllers[0].signal }),
      await page.fetch(server.url, { signal: controllers[1].signal }),
    ];
    controllers[0].abort();
    await aMoment(700);
    expect(server.counts.broken).toBe(0);
    controllers[1].abort();
    for (const response of responses)
      await expect(response.text()).rejects.toMatchObject({ name: "AbortError" });
    // NB: Some keep listening for a moment, for their cache.
    await aMoment(700);
    await browser.close();
    server.close();
    expect(server.counts).toEqual({ asked: 1, broken: 1 });
  });

  it.each(["no-store", "no-cache", "max-age=600"])(
    "hundreds of fetches with one signal, of what is %s, leave nobody who listens to it",
    async (cacheControl) => {
      const transport = handlerTransport(
        () => new Response("orders", { headers: { "Cache-Control": cacheControl } }),
      );
      const page = new Browser({ engine, session: "persistent", transport }).open(
        "https://app.example/",
      );
      const { signal } = new AbortController();
      for (let count = 0; count < 300; count++) {
        const response = await page.fetch(`/${count % 10}`, { signal });
        if (count % 2 === 0) await response.text();
        else await response.body!.cancel();
      }
      await expect.poll(() => getEventListeners(signal, "abort").length).toBe(0);
    },
  );
});
