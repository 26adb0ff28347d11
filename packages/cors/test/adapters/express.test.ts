import { createServer } from "node:http";
import { createRequire } from "node:module";

import { cors } from "@crosswalk/cors/express";
import express from "express";
import type { Express, NextFunction, Request, Response } from "express";

import { closing, listening } from "./listening.ts";
import { describeMatrix } from "./matrix.ts";
import type { MatrixApp, MatrixSetup } from "./matrix.ts";
import { nodeRoutes } from "./node-app.ts";
import { rawRequest } from "./raw-request.ts";

// Express 4 has the same types for everything that is used here.
const express4 = createRequire(import.meta.url)("express4") as typeof express;

function application(make: typeof express, { guards, onError }: MatrixSetup): Express {
  const app = make();
  app.set("env", "test"); // the default error handler prints errors in every other environment
  app.disable("etag");
  // Node forgets duplicates in an array as soon as any other header was set, guard or no guard.
  app.disable("x-powered-by");
  for (const guard of guards) app.use(cors(guard));
  const limited = express.Router();
  limited.use((_request, response) => void response.status(429).end());
  app.use("/limited", limited);
  app.use("/auth", (_request, response) => void response.status(401).send("who?"));
  app.use(make.json());

  app.get(
    ["/get", "/public/get"],
    (_request, response) => void response.set("X-Request-Id", "7").send("ok"),
  );
  app.get("/throw", () => {
    throw new Error("thrown");
  });
  app.post("/validate", (_request, response) => void response.send("ok"));
  app.get("/redirect", (_request, response) => response.redirect("/get"));
  app.get("/vary", (_request, response) => void response.vary("Accept-Encoding").send("ok"));
  app.use((request, response, next) => {
    if (!nodeRoutes(request, response)) next();
  });
  app.use((error: unknown, _request: Request, _response: Response, next: NextFunction) => {
    onError(error);
    next(error); // Express's own answer, which clears every header that was set
  });
  return app;
}

async function start(make: typeof express, setup: MatrixSetup): Promise<MatrixApp> {
  const server = createServer(application(make, setup));
  const port = await listening(server);
  return { send: (request) => rawRequest(port, request), close: () => closing(server) };
}

// `response.redirect` writes HTML or text, as the request accepts.
const varies = { redirect: ["accept"] };

describeMatrix({ name: "express 5", start: (setup) => start(express, setup), varies });
describeMatrix({ name: "express 4", start: (setup) => start(express4, setup), varies });
