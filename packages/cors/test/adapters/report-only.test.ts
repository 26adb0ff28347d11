import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";

import { createCors } from "@crosswalk/cors";
import type { CorsGuard, DecisionReport } from "@crosswalk/cors";
import { cors as expressCors } from "@crosswalk/cors/express";
import { cors as honoCors } from "@crosswalk/cors/hono";
import { cors as nodeCors } from "@crosswalk/cors/node";
import { cors as webCors } from "@crosswalk/cors/web";
import express from "express";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";

import { http2Request } from "./http2-request.ts";
import { closing, listening } from "./listening.ts";
import { rawRequest } from "./raw-request.ts";

const APP = "https://app.example.com";
const request = { method: "GET", path: "/", headers: [["Origin", APP]] } as const;

/** Sends one request through the guards, the first outermost, and returns the value of `Access-Control-Allow-Origin`. */
type Exchange = (guards: readonly CorsGuard[]) => Promise<string | null>;

const exchanges: Record<string, Exchange> = {
  node: async (guards) => {
    const listener = guards.reduceRight(
      (inner, guard) => nodeCors(guard)(inner),
      nodeCors(guards[0] as CorsGuard)((_request, response) => response.end()),
    );
    const server = createServer(listener);
    const { headers } = await rawRequest(await listening(server), request);
    await closing(server);
    return allowedOrigin(headers);
  },
  "http2 streams": async (guards) => {
    const server = createHttp2Server();
    const listener = guards.reduceRight(
      (inner, guard) => nodeCors(guard).stream(inner),
      nodeCors(guards[0] as CorsGuard).stream((stream) => stream.respond({}, { endStream: true })),
    );
    server.on("stream", listener);
    const { headers } = await http2Request(await listening(server), request);
    await closing(server);
    return allowedOrigin(headers);
  },
  express: async (guards) => {
    const app = express();
    for (const guard of guards) app.use(expressCors(guard));
    app.get("/", (_request, response) => void response.send("ok"));
    const server = createServer(app);
    const { headers } = await rawRequest(await listening(server), request);
    await closing(server);
    return allowedOrigin(headers);
  },
  hono: async (guards) => {
    const app = new Hono();
    for (const guard of guards) app.use(honoCors(guard));
    app.get("/", (context) => context.text("ok"));
    const { headers } = await app.request("/", { headers: { origin: APP } });
    return headers.get("access-control-allow-origin");
  },
  web: async (guards) => {
    const handler = guards.reduceRight(
      (inner, guard) => webCors(guard)(inner),
      webCors(guards[0] as CorsGuard)(() => new Response("ok")),
    );
    const { headers } = await handler(
      new Request("http://localhost/", { headers: { origin: APP } }),
    );
    return headers.get("access-control-allow-origin");
  },
};

function allowedOrigin(headers: readonly (readonly string[])[]): string | null {
  return (
    headers.find(([name]) => name?.toLowerCase() === "access-control-allow-origin")?.[1] ?? null
  );
}

describe.each(Object.entries(exchanges))("a guard that only reports, on %s", (_name, exchange) => {
  const reports: DecisionReport[] = [];
  const watching = createCors(
    { allowOrigins: ["https://other.example.com"] },
    { mode: "report-only", onDecision: (report) => reports.push(report) },
  );
  const enforcing = createCors({ allowOrigins: [APP] });

  test.each([
    ["inside", [enforcing, watching]],
    ["outside", [watching, enforcing]],
    ["twice", [watching, enforcing, watching]],
  ])(
    "stands %s of the one in force: it reports once, and changes nothing",
    async (_title, guards) => {
      expect(await exchange(guards)).toBe(APP);
      expect(reports.splice(0).map(({ decision }) => decision.reason)).toEqual([
        "origin-not-allowed",
      ]);
    },
  );

  test("is not waited for", async () => {
    const slow = createCors(
      { allowOrigins: [] },
      {
        mode: "report-only",
        resolveOrigin: { resolve: () => new Promise(() => {}), timeLimit: 600_000 },
      },
    );
    expect(await exchange([enforcing, slow])).toBe(APP);
  });
});
