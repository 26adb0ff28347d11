import { createServer } from "node:http";

import { cors } from "@crosswalk/cors/h3";
import {
  createApp,
  createError,
  defineEventHandler,
  fromNodeMiddleware,
  readBody,
  sendRedirect,
  setResponseHeader,
  setResponseStatus,
  toNodeListener,
} from "h3v1";
import type { EventHandler } from "h3v1";

import { closing, listening } from "./listening.ts";
import { describeMatrix } from "./matrix.ts";
import type { MatrixApp, MatrixSetup } from "./matrix.ts";
import { nodeRoutes } from "./node-app.ts";
import { rawRequest } from "./raw-request.ts";

const get: EventHandler = (event) => {
  setResponseHeader(event, "X-Request-Id", "7");
  return "ok";
};

/** The routes that h3's users would write in h3's words; the others use Node's response, as h3 lets them. */
const routes: Record<string, EventHandler | undefined> = {
  "GET /get": get,
  "GET /public/get": get,
  "GET /throw": (event) => {
    setResponseHeader(event, "Access-Control-Allow-Origin", "*");
    throw new Error("thrown");
  },
  "POST /validate": (event) => readBody(event, { strict: true }),
  "GET /not-modified": (event) => {
    setResponseHeader(event, "ETag", '"v1"');
    setResponseStatus(event, 304);
    return "";
  },
  "GET /redirect": (event) => sendRedirect(event, "/get"),
  "GET /stream": () => new Response("onetwo").body,
  "HEAD /head": () => "ok",
  "GET /own-acao": (event) => {
    setResponseHeader(event, "ACCESS-CONTROL-MAX-AGE", 1);
    return new Response("ok", {
      headers: { "Access-Control-Allow-Origin": "*", "access-control-expose-headers": "X-Other" },
    });
  },
};

async function start({ guards, onError }: MatrixSetup): Promise<MatrixApp> {
  const app = createApp({
    onError: (error) => {
      onError(error.cause instanceof Error ? error.cause : error);
    },
  });
  for (const guard of guards) app.use(defineEventHandler(cors(guard)));
  app.use(
    "/auth",
    defineEventHandler(() => {
      throw createError({ statusCode: 401 });
    }),
  );
  app.use(
    "/limited",
    defineEventHandler((event) => {
      setResponseStatus(event, 429);
      return "later";
    }),
  );
  app.use(defineEventHandler((event) => routes[`${event.method} ${event.path}`]?.(event)));
  app.use(
    fromNodeMiddleware((request, response, next) => void (nodeRoutes(request, response) || next())),
  );
  const server = createServer(toNodeListener(app));
  const port = await listening(server);
  return { send: (request) => rawRequest(port, request), close: () => closing(server) };
}

describeMatrix({ name: "h3 1", start });
