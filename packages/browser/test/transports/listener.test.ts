import { createServer, type RequestListener, type Server } from "node:http";
import { Browser } from "@crosswalk/browser";
import { listenerTransport } from "@crosswalk/browser/node";
import { cors as expressCors } from "@crosswalk/cors/express";
import { cors as fastifyCors } from "@crosswalk/cors/fastify";
import { cors as koaCors } from "@crosswalk/cors/koa";
import express from "express";
import fastify from "fastify";
import Koa from "koa";
import { afterEach, describe, expect, it } from "vitest";

const policy = {
  allowOrigins: ["https://app.example"],
  allowCredentials: true,
  allowMethods: ["PUT"],
} as const;

const applications: Record<string, () => Promise<RequestListener | Server>> = {
  Express: async () => {
    const app = express();
    app.use(expressCors(policy), express.text());
    app.put("/orders/7", ({ body, ip, secure }, response) => {
      response.json({ body: body as unknown, ip, secure });
    });
    return app;
  },
  Fastify: async () => {
    const app = fastify();
    await app.register(fastifyCors(policy));
    app.put("/orders/7", ({ body, ip, protocol }) => ({ body, ip, secure: protocol === "https" }));
    await app.ready();
    return app.server;
  },
  Koa: async () => {
    const app = new Koa();
    app.use(koaCors(policy));
    app.use(async (context) => {
      let body = "";
      for await (const chunk of context.req) body += String(chunk);
      context.body = { body, ip: context.ip, secure: context.secure };
    });
    return app.callback();
  },
};

const browsers: Browser[] = [];
function browse(application: RequestListener | Server): Browser {
  const transport = listenerTransport(application);
  const browser = new Browser({ engine: "chromium", transport });
  browsers.push(browser);
  return browser;
}
afterEach(async () => {
  await Promise.all(browsers.splice(0).map((browser) => browser.close()));
});

describe.each(Object.entries(applications))("%s, without a port", (_, create) => {
  const put = { method: "PUT", credentials: "include", body: "a kettle" } as const;

  it("answers a page of an allowed origin, which may read it", async () => {
    const page = browse(await create()).open("https://app.example/");
    const response = await page.fetch("https://api.example/orders/7", put);
    expect(response.type).toBe("cors");
    expect(await response.json()).toEqual({ body: "a kettle", ip: "127.0.0.1", secure: true });
  });

  it("is kept from a page of another origin", async () => {
    const page = browse(await create()).open("https://evil.example/");
    await expect(page.fetch("https://api.example/orders/7", put)).rejects.toMatchObject({
      cause: { code: "PreflightMissingAllowOriginHeader" },
    });
  });

  it("knows a request that did not come over TLS", async () => {
    const page = browse(await create()).open("http://app.example/");
    const response = await page.fetch("http://app.example/orders/7", put);
    expect(await response.json()).toEqual({ body: "a kettle", ip: "127.0.0.1", secure: false });
  });
});

describe("a listener that is no framework", () => {
  it("cuts off what is under way when the browser closes, and the listener learns of it", async () => {
    let learnt: (() => void) | undefined;
    const closed = new Promise<void>((resolve) => (learnt = resolve));
    let asked: (() => void) | undefined;
    const started = new Promise<void>((resolve) => (asked = resolve));
    const browser = browse((request) => {
      request.socket.once("close", () => learnt?.());
      asked?.();
    });
    const fetching = browser.open("https://a.example/").fetch("https://a.example/never");
    const failing = fetching.catch((error: unknown) => error);
    await started;
    await browser.close();
    expect(await failing).toMatchObject({ message: "Failed to fetch" });
    await closed;
  });

  it("fails as a connection does when the listener destroys it", async () => {
    const page = browse((request) => request.socket.destroy()).open("https://a.example/");
    await expect(page.fetch("https://a.example/")).rejects.toMatchObject({
      cause: { code: "TransportFailed" },
    });
  });

  it.each<[title: string, serve: (listener: RequestListener) => RequestListener | Server]>([
    ["a listener", (listener) => listener],
    ["a server's listener", (listener) => createServer(listener)],
  ])("%s that throws fails its request for that reason, and no other", async (_, serve) => {
    const thrown = new Error("CHICKEN");
    const application = serve(({ url }, response) => {
      if (url === "/broken") throw thrown;
      response.end("here");
    });
    const page = browse(application).open("https://a.example/");
    // Both on a connection that is new and on one that has served.
    for (const _again of [1, 2]) {
      await expect(page.fetch("https://a.example/broken")).rejects.toMatchObject({
        message: "Failed to fetch",
        cause: { code: "TransportFailed", cause: thrown },
      });
      expect(await (await page.fetch("https://a.example/whole")).text()).toBe("here");
    }
  });

  it("an async listener that rejects fails its request for that reason, and no other", async () => {
    const rejected = new Error("CHICKEN");
    const page = browse(async ({ url }, response) => {
      await Promise.resolve();
      if (url === "/broken") throw rejected;
      if (url === "/half") response.write("here");
      if (url === "/half") throw "CHICKEN" as unknown as Error;
      response.end("here");
    }).open("https://a.example/");
    for (const _again of [1, 2]) {
      await expect(page.fetch("https://a.example/broken")).rejects.toMatchObject({
        message: "Failed to fetch",
        cause: { code: "TransportFailed", cause: rejected },
      });
      expect(await (await page.fetch("https://a.example/whole")).text()).toBe("here");
      const half = page.fetch("https://a.example/half").then((response) => response.text());
      await expect(half).rejects.toBeInstanceOf(TypeError);
    }
  });

  it("an async listener that rejects when it has answered warns the process, and breaks off nobody", async () => {
    const late = new Error("too late");
    let reject: () => void;
    const page = browse(async ({ url }, response) => {
      if (url === "/second") reject();
      else response.end("first");
      await new Promise<void>((resolve) => (reject = resolve));
      if (url === "/first") throw late;
      response.end("second");
    }).open("https://a.example/");
    expect(await (await page.fetch("https://a.example/first")).text()).toBe("first");
    // What Node.js prints of it is for who did not mean it.
    const printing = process.listeners("warning");
    process.removeAllListeners("warning");
    try {
      const warned = new Promise((resolve) => process.once("warning", resolve));
      const second = page.fetch("https://a.example/second");
      expect(await warned).toBe(late);
      reject!();
      expect(await (await second).text()).toBe("second");
    } finally {
      process.removeAllListeners("warning");
      for (const listener of printing) process.on("warning", listener);
    }
  });

  it("breaks off the response it has begun when it throws", async () => {
    const page = browse((_, response) => {
      response.writeHead(200, { "Content-Length": "9" });
      response.write("here");
      throw "CHICKEN" as unknown as Error;
    }).open("https://a.example/");
    const reading = page.fetch("https://a.example/").then((response) => response.text());
    await expect(reading).rejects.toBeInstanceOf(TypeError);
  });

  it("streams in both directions, more than fits into buffers", async () => {
    const page = browse((request, response) => void request.pipe(response)).open(
      "https://a.example/",
    );
    const body = "CHICKEN".repeat(1_000_000);
    const response = await page.fetch("https://a.example/", { method: "POST", body });
    expect(await response.text()).toBe(body);
  });

  it("may be a server that does not listen", async () => {
    const server = createServer((_, response) => response.end("here"));
    const page = browse(server).open("https://a.example/");
    expect(await (await page.fetch("https://a.example/")).text()).toBe("here");
    expect(server.listening).toBe(false);
  });
});
