import { createServer } from "node:http2";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

import { createCors } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/node";
import { describe, expect, test } from "vitest";

import { http2Request } from "./http2-request.ts";
import { closing, listening } from "./listening.ts";
import { describeMatrix } from "./matrix.ts";
import type { WireResponse } from "./raw-request.ts";

type Listener = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number) => void;
type Answer = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

const get: Answer = (stream) => {
  stream.respond({ "x-request-id": "7" });
  stream.end("ok");
};

/** The routes of the matrix, in the words of the core API. */
const routes: Record<string, Answer | undefined> = {
  "GET /get": get,
  "GET /public/get": get,
  "GET /throw": (stream) => stream.respond({ ":status": 500 }, { endStream: true }),
  "POST /validate": (stream) => stream.respond({ ":status": 400 }, { endStream: true }),
  "GET /not-modified": (stream) => stream.respond({ ":status": 304, etag: '"v1"' }),
  "GET /redirect": (stream) =>
    stream.respond({ ":status": 302, location: "/get" }, { endStream: true }),
  "GET /stream": (stream) => void Readable.from(["one", "two"]).pipe(stream),
  "HEAD /head": (stream) => stream.respond(),
  "GET /vary": (stream) => stream.respond({ vary: "Accept-Encoding" }, { endStream: true }),
  "GET /vary-origin": (stream) => stream.respond({ vary: "ORIGIN, Accept" }, { endStream: true }),
  "GET /own-acao": (stream) => {
    const headers = {
      "Access-Control-Allow-Origin": "*",
      "access-control-expose-headers": "X-Other",
      "ACCESS-CONTROL-MAX-AGE": "1",
    };
    stream.respond(headers);
    stream.end("ok");
  },
  "GET /write-head-object": (stream) => {
    const headers = {
      "access-control-allow-origin": "*",
      "set-cookie": ["a=1", "b=2"],
      vary: "Accept",
    };
    stream.respond(headers, { endStream: true });
  },
  // Written to before `respond`: the stream responds by itself.
  "GET /flush": (stream) => void stream.end("late"),
  "OPTIONS /own-options": (stream) => {
    stream.respond({ allow: "GET, OPTIONS" });
    stream.end("own");
  },
};

const application: Listener = (stream, headers) => {
  const path = headers[":path"] ?? "";
  const refuse = (status: number): void =>
    stream.respond({ ":status": status }, { endStream: true });
  if (path.startsWith("/auth/")) return refuse(401);
  if (path.startsWith("/limited/")) return refuse(429);
  const route = routes[`${headers[":method"]} ${path}`];
  return route === undefined ? refuse(404) : route(stream, headers);
};

describeMatrix({
  name: "node over HTTP/2, stream API",
  start: async ({ guards }) => {
    const server = createServer();
    server.on(
      "stream",
      guards.reduceRight<Listener>((listener, guard) => cors(guard).stream(listener), application),
    );
    const port = await listening(server);
    return { send: (request) => http2Request(port, request), close: () => closing(server) };
  },
  impossible: {
    "two-guards": "plain Node has no channel for errors; node-conflict.test.ts has the 500",
    "write-head-array": "respond of Node 20 takes no array",
    "write-head-pairs": "respond of Node 20 takes no array",
  },
});

describe("a file sent by the core API of HTTP/2", () => {
  const guard = createCors({ allowOrigins: ["https://app.example.com"] });
  const ask = async (listener: Listener): Promise<WireResponse> => {
    const server = createServer();
    server.on("stream", cors(guard).stream(listener));
    const port = await listening(server);
    try {
      return await http2Request(port, {
        method: "GET",
        path: "/",
        headers: [["Origin", "https://app.example.com"]],
      });
    } finally {
      await closing(server);
    }
  };
  const corsLines = (response: WireResponse): unknown =>
    response.headers.filter(([name]) => /^(access-control-|vary|x-size)/.test(name)).sort();
  const file = fileURLToPath(import.meta.url);
  const permitted = [
    ["access-control-allow-origin", "https://app.example.com"],
    ["vary", "Origin"],
  ];

  test("has the guard's headers and not the application's", async () => {
    const response = await ask((stream) =>
      stream.respondWithFile(file, { "access-control-allow-origin": "*" }),
    );
    expect(response.body).toContain("a file sent by the core API");
    expect(corsLines(response)).toEqual(permitted);
  });

  test("has them too where statCheck sets some at the last moment", async () => {
    const response = await ask((stream) =>
      stream.respondWithFile(
        file,
        {},
        {
          statCheck: (stat, headers) => {
            headers["access-control-allow-credentials"] = "true";
            headers["x-size"] = stat.size;
          },
        },
      ),
    );
    expect(corsLines(response)).toEqual([...permitted, ["x-size", String(response.body.length)]]);
  });
});
