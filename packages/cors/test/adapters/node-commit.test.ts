import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

import { createCors } from "@crosswalk/cors";
import { cors as expressCors } from "@crosswalk/cors/express";
import { cors as koaCors } from "@crosswalk/cors/koa";
import { cors } from "@crosswalk/cors/node";
import express from "express";
import Koa from "koa";
import { describe, expect, test } from "vitest";

import { closing, listening } from "./listening.ts";
import { rawRequest } from "./raw-request.ts";
import type { WireRequest, WireResponse } from "./raw-request.ts";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const policy = { allowOrigins: ["https://app.example.com"] } as const;
const get: WireRequest = {
  method: "GET",
  path: "/",
  headers: [["Origin", "https://app.example.com"]],
};

async function ask(listener: Listener, request: WireRequest = get): Promise<WireResponse> {
  const server = createServer(listener);
  const port = await listening(server);
  try {
    return await rawRequest(port, request);
  } finally {
    await closing(server);
  }
}

function valuesOf(response: WireResponse, wanted: string): string[] {
  return response.headers
    .filter(([name]) => name.toLowerCase() === wanted)
    .map(([, value]) => value);
}

function expectPermission(response: WireResponse): void {
  expect(valuesOf(response, "access-control-allow-origin")).toEqual(["https://app.example.com"]);
  expect(valuesOf(response, "vary")).toEqual(["Origin"]);
}

describe("headers that go out", () => {
  test("go out as Node says, twice is its error", async () => {
    let code: unknown;
    const response = await ask(
      cors(policy)((_request: IncomingMessage, given: ServerResponse) => {
        given.writeHead(201, "Made");
        try {
          given.writeHead(200, { "X-Late": "1" });
        } catch (error) {
          code = (error as { code?: unknown }).code;
        }
        given.end();
      }),
    );
    expect(code).toBe("ERR_HTTP_HEADERS_SENT");
    expect(response.status).toBe(201);
    expectPermission(response);
  });

  test("may be tried again after Node refused them", async () => {
    const response = await ask(
      cors(policy)((_request: IncomingMessage, given: ServerResponse) => {
        given.setHeader("Access-Control-Allow-Origin", "*");
        expect(() => given.writeHead(200, { "X-Bad": "\r\n" })).toThrow("Invalid character");
        expect(() => given.writeHead(9_999)).toThrow("Invalid status code");
        given.writeHead(500).end();
      }),
    );
    expect(response.status).toBe(500);
    expectPermission(response);
  });

  test("reach whoever wrapped writeHead before, also one that knows only of headers that were set", async () => {
    const inner = cors(policy)(
      (_request: IncomingMessage, given: ServerResponse) => void given.end(),
    );
    const response = await ask((request, given) => {
      const { writeHead } = given;
      given.writeHead = (status: number) => writeHead.call(given, status);
      inner(request, given);
    });
    expectPermission(response);
  });

  test("have the policy's Cross-Origin-Resource-Policy and Timing-Allow-Origin in place of the application's, for every origin", async () => {
    const guarded = cors({
      ...policy,
      crossOriginResourcePolicy: "same-site",
      timingAllowOrigin: "*",
    });
    const own = {
      "cross-origin-resource-policy": "cross-origin",
      "TIMING-ALLOW-ORIGIN": "https://other.example",
    };
    const answers: Listener[] = [
      (_request, given) => void given.writeHead(200, own).end(),
      (_request, given) => void given.writeHead(200, Object.entries(own).flat()).end(),
      (_request, given) => {
        for (const [name, value] of Object.entries(own)) given.setHeader(name, value);
        given.end();
      },
    ];
    for (const answer of answers) {
      for (const headers of [get.headers, []]) {
        const response = await ask(guarded(answer), { ...get, headers });
        expect(valuesOf(response, "cross-origin-resource-policy")).toEqual(["same-site"]);
        expect(valuesOf(response, "timing-allow-origin")).toEqual(["*"]);
      }
    }
  });

  test("keep the Vary of a handler that sets some and writes others: what is written counts, as in Node", async () => {
    const response = await ask(
      cors(policy)((_request: IncomingMessage, given: ServerResponse) => {
        given.setHeader("Vary", "Accept");
        given.writeHead(200, { vary: "Cookie" }).end();
      }),
    );
    expect(valuesOf(response, "vary")).toEqual(["Cookie, Origin"]);
  });

  test("keep a Vary of *", async () => {
    const response = await ask(
      cors(policy)((_request: IncomingMessage, given: ServerResponse) => {
        given.setHeader("Vary", "*");
        given.end();
      }),
    );
    expect(valuesOf(response, "vary")).toEqual(["*"]);
  });

  test("that go out while the origin is being resolved permit nothing, and vary", async () => {
    let resolve: (allowed: boolean) => void = () => undefined;
    const guard = createCors(
      { allowOrigins: [] },
      { resolveOrigin: () => new Promise((done) => (resolve = done)) },
    );
    let ran = false;
    const inner = cors(guard)(
      (_request: IncomingMessage, _response: ServerResponse) => void (ran = true),
    );
    const headers = [...get.headers, ["Access-Control-Request-Method", "PUT"]] as const;
    const response = await ask(
      (request, given) => {
        inner(request, given);
        given.writeHead(503, { "Access-Control-Allow-Origin": "*" }).end();
        resolve(true);
      },
      { method: "OPTIONS", path: "/", headers },
    );
    expect(response.status).toBe(503);
    expect(valuesOf(response, "access-control-allow-origin")).toEqual([]);
    expect(valuesOf(response, "vary")).toEqual(["Origin"]);
    expect(ran).toBe(false);
  });
});

describe("select is told the whole path", () => {
  const guard = createCors(
    { open: { allowOrigins: "*" }, own: policy },
    { select: ({ path }) => (path === "/api/orders" ? "open" : "own") },
  );

  test("behind a router of Express", async () => {
    const app = express();
    const router = express.Router();
    router.use(expressCors(guard));
    router.get("/orders", (_request, response) => void response.send("ok"));
    app.use("/api", router);
    const response = await ask(app, { ...get, path: "/api/orders?id=1" });
    expect(valuesOf(response, "access-control-allow-origin")).toEqual(["*"]);
  });

  test("behind what rewrites Koa's path", async () => {
    const app = new Koa();
    app.use((ctx, next) => {
      ctx.path = ctx.path.slice("/api".length);
      return next();
    });
    app.use(koaCors(guard));
    app.use((ctx) => void (ctx.body = ctx.path));
    const response = await ask(app.callback(), { ...get, path: "/api/orders" });
    expect(response.body).toBe("/orders");
    expect(valuesOf(response, "access-control-allow-origin")).toEqual(["*"]);
  });
});
