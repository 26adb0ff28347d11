import { createServer } from "node:http";
import { createRequire } from "node:module";
import { Readable } from "node:stream";

import { cors } from "@crosswalk/cors/koa";
import Koa from "koa";

import { closing, listening } from "./listening.ts";
import { describeMatrix } from "./matrix.ts";
import type { MatrixApp, MatrixSetup } from "./matrix.ts";
import { nodeRoutes } from "./node-app.ts";
import { rawRequest } from "./raw-request.ts";

// Koa 2 has the same types for everything that is used here.
const Koa2 = createRequire(import.meta.url)("koa2") as typeof Koa;

const get: Koa.Middleware = (ctx) => {
  ctx.set("X-Request-Id", "7");
  ctx.body = "ok";
};

/** The routes that Koa's users would write in Koa's words; the others use Node's response, as Koa lets them. */
const routes: Record<string, Koa.Middleware | undefined> = {
  "GET /get": get,
  "GET /public/get": get,
  "GET /throw": (ctx) => {
    ctx.set("Access-Control-Allow-Origin", "*");
    throw new Error("thrown");
  },
  "POST /validate": (ctx) => ctx.throw(400, { headers: { "Access-Control-Allow-Origin": "*" } }),
  "GET /not-modified": (ctx) => {
    ctx.status = 200;
    ctx.set("ETag", '"v1"');
    if (ctx.fresh) ctx.status = 304;
  },
  "GET /redirect": (ctx) => ctx.redirect("/get"),
  "GET /stream": (ctx) => void (ctx.body = Readable.from(["one", "two"])),
  "HEAD /head": (ctx) => void (ctx.body = "ok"),
  "GET /vary": (ctx) => {
    ctx.vary("Accept-Encoding");
    ctx.body = "ok";
  },
};

async function start(
  Application: typeof Koa,
  { guards, onError }: MatrixSetup,
): Promise<MatrixApp> {
  const app = new Application();
  app.on("error", onError);
  for (const guard of guards) app.use(cors(guard));
  app.use((ctx, next) => {
    if (ctx.path.startsWith("/auth/")) ctx.throw(401);
    if (ctx.path.startsWith("/limited/")) ctx.throw(429);
    return next();
  });
  app.use((ctx, next) => {
    const route = routes[`${ctx.method} ${ctx.path}`];
    if (route !== undefined) return route(ctx, next);
    ctx.respond = false;
    if (!nodeRoutes(ctx.req, ctx.res)) ctx.respond = true;
    return undefined;
  });
  const server = createServer(app.callback());
  const port = await listening(server);
  return { send: (request) => rawRequest(port, request), close: () => closing(server) };
}

describeMatrix({ name: "koa 3", start: (setup) => start(Koa, setup) });
describeMatrix({ name: "koa 2", start: (setup) => start(Koa2, setup) });
