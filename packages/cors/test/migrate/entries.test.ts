import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { RequestListener } from "node:http";

import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";

import cors, { cors as namedCors } from "@crosswalk/cors/migrate/cors";
import fastifyCors, { fastifyCors as namedFastifyCors } from "@crosswalk/cors/migrate/fastify-cors";
import honoCors, { cors as namedHonoCors } from "@crosswalk/cors/migrate/hono-cors";
import koaCors, { cors as namedKoaCors } from "@crosswalk/cors/migrate/koa-cors";

import { inProcess } from "../adapters/in-process.ts";
import { closing, listening } from "../adapters/listening.ts";
import { rawRequest } from "../adapters/raw-request.ts";
import type { WireRequest, WireResponse } from "../adapters/raw-request.ts";

const require = createRequire(import.meta.url);
const express4 = require("express4") as typeof express;
const Koa2 = require("koa2") as typeof Koa;

const APP = "https://app.example.com";
const STRANGER = "https://app.example.com.evil.example";

/** A running application, and how to end it. */
interface App {
  send(request: WireRequest): Promise<WireResponse>;
  close(): Promise<void>;
}

async function served(listener: RequestListener): Promise<App> {
  const server = createServer(listener);
  const port = await listening(server);
  return { send: (request) => rawRequest(port, request), close: () => closing(server) };
}

/** Options that all four take, and a route that answers, one that throws and one that is not there. */
const apps: Record<string, (options: object) => Promise<App>> = {
  "cors on Express 5": (options) => expressApp(express(), options),
  "cors on Express 4": (options) => expressApp(express4(), options),
  "@fastify/cors": async (options) => {
    const app = fastify();
    await app.register(fastifyCors, options);
    app.get("/orders", async () => "orders");
    app.get("/throws", async () => {
      throw new Error("as it should");
    });
    await app.listen({ port: 0, host: "127.0.0.1" });
    const port = Number(new URL(app.listeningOrigin).port);
    return { send: (request) => rawRequest(port, request), close: () => app.close() };
  },
  "@koa/cors on Koa 3": (options) => koaApp(new Koa(), options),
  "@koa/cors on Koa 2": (options) => koaApp(new Koa2(), options),
  "hono/cors": async (options) => {
    const app = new Hono();
    app.use(honoCors(options) as never);
    app.get("/orders", (context) => context.text("orders"));
    app.get("/throws", () => {
      throw new Error("as it should");
    });
    app.onError((_error, context) => context.text("", 500));
    return { send: (request) => inProcess(app.fetch, request), close: async () => {} };
  },
};

function expressApp(app: ReturnType<typeof express>, options: object): Promise<App> {
  app.use(cors(options));
  app.get("/orders", (_request, response) => void response.send("orders"));
  app.get("/throws", () => {
    throw new Error("as it should");
  });
  app.use(
    ((_error, _request, response, _next) =>
      void response.sendStatus(500)) as express.ErrorRequestHandler,
  );
  return served(app as RequestListener);
}

function koaApp(app: Koa, options: object): Promise<App> {
  app.silent = true;
  app.use(koaCors(options));
  app.use((context) => {
    if (context.path === "/throws") throw new Error("as it should");
    if (context.path === "/orders") context.body = "orders";
  });
  return served(app.callback());
}

function get(path: string, origin: string): WireRequest {
  return { method: "GET", path, headers: [["Origin", origin]] };
}

function preflight(path: string, origin: string, method = "PUT"): WireRequest {
  return {
    method: "OPTIONS",
    path,
    headers: [
      ["Origin", origin],
      ["Access-Control-Request-Method", method],
    ],
  };
}

/** Every Access-Control header, and Vary, by name. */
function corsHeaders(response: WireResponse): Record<string, string> {
  const found = response.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith("access-control-") || name === "vary");
  expect(new Set(found.map(([name]) => name)).size).toBe(found.length);
  return Object.fromEntries(found);
}

describe.each(Object.entries(apps))("%s", (_name, start) => {
  let app: App;
  beforeAll(async () => {
    app = await start({ origin: APP, credentials: true, maxAge: 600 });
  });
  afterAll(() => app.close());

  const granted = {
    "access-control-allow-origin": APP,
    "access-control-allow-credentials": "true",
    vary: "Origin",
  };

  test.each([
    ["/orders", 200],
    ["/throws", 500],
    ["/nowhere", 404],
  ])("lets its origin read %s (%i)", async (path, status) => {
    const response = await app.send(get(path, APP));
    expect(response.status).toBe(status);
    expect(corsHeaders(response)).toEqual(granted);
  });

  test.each(["/orders", "/throws", "/nowhere"])("gives a stranger nothing for %s", async (path) => {
    expect(corsHeaders(await app.send(get(path, STRANGER)))).toEqual({ vary: "Origin" });
  });

  it("answers the preflight of its origin", async () => {
    const response = await app.send(preflight("/orders", APP));
    expect(response.status).toBe(204);
    expect(corsHeaders(response)).toMatchObject({
      "access-control-allow-origin": APP,
      "access-control-allow-credentials": "true",
      "access-control-max-age": "600",
    });
  });

  it("refuses the preflight of a stranger", async () => {
    const response = await app.send(preflight("/orders", STRANGER));
    expect(response.status).toBe(403);
    expect(Object.keys(corsHeaders(response))).toEqual(["vary"]);
  });

  it("leaves an OPTIONS request that is no preflight to the application", async () => {
    const { status } = await app.send({
      method: "OPTIONS",
      path: "/nowhere",
      headers: [["Origin", APP]],
    });
    expect(status).toBe(404);
  });
});

describe.each(Object.entries(apps))("%s, with its defaults", (_name, start) => {
  it("lets in everyone, and what is asked for, as today", async () => {
    const app = await start({});
    try {
      expect(corsHeaders(await app.send(get("/orders", STRANGER)))).toEqual({
        "access-control-allow-origin": "*",
      });
      const headers = corsHeaders(await app.send(preflight("/orders", STRANGER)));
      expect(headers["access-control-allow-headers"]).toBe("*, Authorization");
    } finally {
      await app.close();
    }
  });
});

describe("functions that decide about origins", () => {
  const told: unknown[] = [];
  const guard = { onError: (error: unknown) => void told.push(error) };
  const never = new Promise(() => {});

  // What the function answers, and whether it allows.
  const answers: [string, unknown, boolean][] = [
    ["true", true, true],
    ["the origin", APP, true],
    ["a list with the origin", [STRANGER, APP], true],
    ["everyone, without credentials", "*", true],
    ["false", false, false],
    ["nothing", undefined, false],
    ["another origin", STRANGER, false],
    ["a part of the origin", "https://app.example.co", false],
    ["a truthy number", 1, false],
    ["an object", { origin: APP }, false],
    ["an expression that matches", /.*/, false],
    ["a list with an expression", [/.*/], false],
  ];

  test.each(answers)("cors: %s", async (_title, answer, isAllowed) => {
    for (const origin of [
      (_origin: unknown, done: (error: null, answer: unknown) => void) => done(null, answer),
      // Today this never answers.
      async () => answer,
    ]) {
      const app = await apps["cors on Express 5"]?.({ origin, guard });
      const headers = corsHeaders((await app?.send(get("/orders", APP))) as WireResponse);
      await app?.close();
      expect(headers).toEqual(
        isAllowed ? { "access-control-allow-origin": APP, vary: "Origin" } : { vary: "Origin" },
      );
    }
  });

  test.each(answers.filter(([title]) => title !== "true" && !title.startsWith("a list")))(
    "hono/cors and @koa/cors: %s",
    async (_title, answer, isAllowed) => {
      for (const name of ["hono/cors", "@koa/cors on Koa 3"]) {
        const app = await apps[name]?.({ origin: async () => answer, guard });
        const headers = corsHeaders((await app?.send(get("/orders", APP))) as WireResponse);
        await app?.close();
        expect(headers).toEqual(
          isAllowed ? { "access-control-allow-origin": APP, vary: "Origin" } : { vary: "Origin" },
        );
      }
    },
  );

  test.each(Object.keys(apps))(
    "%s: one that throws refuses, tells, and fails no request",
    async (name) => {
      told.length = 0;
      const failure = new Error("no database");
      const app = await apps[name]?.({
        origin: () => {
          throw failure;
        },
        guard,
      });
      const response = (await app?.send(get("/orders", APP))) as WireResponse;
      await app?.close();
      expect(response).toMatchObject({ status: 200, body: "orders" });
      expect(corsHeaders(response)).toEqual({ vary: "Origin" });
      expect(told).toEqual([failure]);
    },
  );

  test.each(Object.keys(apps))("%s: with credentials, everyone is no answer", async (name) => {
    const app = await apps[name]?.({ origin: async () => "*", credentials: true });
    const headers = corsHeaders((await app?.send(get("/orders", STRANGER))) as WireResponse);
    await app?.close();
    expect(headers).toEqual({ vary: "Origin" });
  });

  test.each(Object.keys(apps))(
    "%s: with credentials, nobody asks about plain http or null",
    async (name) => {
      let asked = 0;
      const origin = async (...given: unknown[]): Promise<unknown> => {
        asked++;
        return given[0];
      };
      const app = await apps[name]?.({ origin, credentials: true });
      for (const sent of ["http://app.example.com", "null", "not an origin"]) {
        expect(corsHeaders((await app?.send(get("/orders", sent))) as WireResponse)).toEqual({
          vary: "Origin",
        });
      }
      await app?.send({ method: "GET", path: "/orders", headers: [] });
      await app?.close();
      expect(asked).toBe(0);
    },
  );

  it("cors: one that never answers refuses", async () => {
    const app = await apps["cors on Express 5"]?.({ origin: () => never });
    const response = (await app?.send(get("/orders", APP))) as WireResponse;
    await app?.close();
    expect(response.status).toBe(200);
    expect(corsHeaders(response)).toEqual({ vary: "Origin" });
  });

  test.each(["hono/cors", "@koa/cors on Koa 3"])(
    "%s: each request has its own context, however many there are",
    async (name) => {
      const started: (() => void)[] = [];
      const isAllowed = (context: {
        req: { header?(name: string): string | undefined };
        get?(name: string): string;
      }): boolean => (context.get?.("X-Tenant") ?? context.req.header?.("X-Tenant")) === "known";
      const origin = async (first: never, second?: never): Promise<string | null> => {
        const verdict = isAllowed(second ?? first);
        // All are under way before the first is answered.
        await new Promise<void>((resolve) => {
          started.push(resolve);
          if (started.length === 4) for (const go of started) go();
        });
        return verdict ? APP : null;
      };
      const app = (await apps[name]?.({
        origin: name === "hono/cors" ? (_: never, context: never) => origin(context) : origin,
      })) as App;
      const tenants = ["known", "other", "known", "other"];
      const responses = await Promise.all(
        tenants.map((tenant) =>
          app.send({
            method: "GET",
            path: "/orders",
            headers: [
              ["Origin", APP],
              ["X-Tenant", tenant],
            ],
          }),
        ),
      );
      await app.close();
      expect(
        responses.map((response) => corsHeaders(response)["access-control-allow-origin"]),
      ).toEqual([APP, undefined, APP, undefined]);
    },
  );
});

describe("the shapes that today's calls have", () => {
  it("are default and named exports alike", () => {
    expect([namedCors, namedFastifyCors, namedHonoCors, namedKoaCors]).toEqual([
      cors,
      fastifyCors,
      honoCors,
      koaCors,
    ]);
  });

  it("let the same options stand on an application and on its routes", async () => {
    const app = express();
    app.use(cors({ origin: APP }));
    app.get("/orders", cors({ origin: APP }), (_request, response) => void response.send("orders"));
    const { send, close } = await served(app as RequestListener);
    const response = await send(get("/orders", APP));
    await close();
    expect(response.body).toBe("orders");
    expect(corsHeaders(response)).toEqual({ "access-control-allow-origin": APP, vary: "Origin" });
  });

  it("leave everything as it is where origin is false", async () => {
    const app = express();
    app.use(cors({ origin: false }));
    app.options(
      "/orders",
      (_request, response) =>
        void response.set("Access-Control-Allow-Origin", "https://own.example").sendStatus(200),
    );
    const { send, close } = await served(app as RequestListener);
    const response = await send(preflight("/orders", APP));
    await close();
    expect(response.status).toBe(200);
    expect(corsHeaders(response)).toEqual({ "access-control-allow-origin": "https://own.example" });
  });

  it("can be watched before they bite", async () => {
    const seen: string[] = [];
    const app = await apps["@koa/cors on Koa 3"]?.({
      origin: APP,
      guard: {
        mode: "report-only",
        onDecision: ({ decision }: { decision: { kind: string; reason: unknown } }) =>
          void seen.push(`${decision.kind} ${String(decision.reason)}`),
      },
    });
    const response = (await app?.send(get("/orders", STRANGER))) as WireResponse;
    await app?.close();
    expect(corsHeaders(response)).toEqual({});
    expect(seen).toEqual(["actual origin-not-allowed"]);
  });
});

describe("@koa/cors secureContext", () => {
  test.each([
    [get("/orders", APP), 200],
    [get("/throws", APP), 500],
    [preflight("/orders", APP), 204],
  ])("isolates %o", async (request, status) => {
    const app = await apps["@koa/cors on Koa 3"]?.({ origin: APP, secureContext: true });
    const response = (await app?.send(request)) as WireResponse;
    await app?.close();
    expect(response.status).toBe(status);
    const headers = new Map(response.headers.map(([name, value]) => [name.toLowerCase(), value]));
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    expect(headers.get("access-control-allow-origin")).toBe(APP);
  });
});
