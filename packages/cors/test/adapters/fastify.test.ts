import type { Server } from "node:net";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

import { cors } from "@crosswalk/cors/fastify";
import fastify from "fastify";
import type { FastifyInstance } from "fastify";

import { http2Request } from "./http2-request.ts";
import { describeMatrix } from "./matrix.ts";
import type { MatrixApp, MatrixSetup } from "./matrix.ts";
import { nodeRoutes } from "./node-app.ts";
import { rawRequest } from "./raw-request.ts";
import type { WireRequest, WireResponse } from "./raw-request.ts";

type Raw = (
  url: string,
) => [
  string,
  (request: { raw: IncomingMessage }, reply: { raw: ServerResponse; hijack(): unknown }) => void,
];

/** The routes in Fastify's words; those about `writeHead` use Node's response, which Fastify calls hijacking. */
async function application(
  app: FastifyInstance,
  { guards, onError }: MatrixSetup,
): Promise<FastifyInstance> {
  for (const guard of guards) await app.register(cors(guard));
  app.addHook("onRequest", async (request, reply) => {
    if (request.url.startsWith("/auth/")) return reply.code(401).send();
    if (request.url.startsWith("/limited/")) return reply.code(429).send();
    return undefined;
  });
  app.addHook("onError", async (_request, _reply, error) => onError(error));

  for (const url of ["/get", "/public/get"])
    app.get(url, (_request, reply) => reply.header("X-Request-Id", "7").send("ok"));
  app.get("/throw", (_request, reply) => {
    reply.header("Access-Control-Allow-Origin", "*");
    throw new Error("thrown");
  });
  app.post("/validate", () => "ok");
  app.get("/not-modified", (request, reply) => {
    reply
      .header("ETag", '"v1"')
      .code(request.headers["if-none-match"] === '"v1"' ? 304 : 200)
      .send();
  });
  app.get("/redirect", (_request, reply) => reply.redirect("/get"));
  app.get("/stream", (_request, reply) => reply.send(Readable.from(["one", "two"])));
  app.head("/head", (_request, reply) => reply.send("ok"));
  app.get("/vary", (_request, reply) => reply.header("Vary", "Accept-Encoding").send("ok"));
  app.get("/vary-origin", (_request, reply) =>
    reply.header("vary", "ORIGIN").header("Vary", "ORIGIN, Accept").send("ok"),
  );
  app.get("/own-acao", (_request, reply) => {
    const headers = {
      "Access-Control-Allow-Origin": "*",
      "access-control-expose-headers": "X-Other",
      "ACCESS-CONTROL-MAX-AGE": "1",
    };
    reply.headers(headers).send("ok");
  });
  app.options("/own-options", (_request, reply) =>
    reply.header("Allow", "GET, OPTIONS").send("own"),
  );

  const raw: Raw = (url) => [
    url,
    (request, reply) => {
      reply.hijack();
      nodeRoutes(request.raw, reply.raw);
    },
  ];
  app.get(...raw("/write-head-object"));
  app.get(...raw("/write-head-array"));
  app.get(...raw("/write-head-pairs"));
  app.get(...raw("/flush"));
  return app;
}

async function serve(
  app: FastifyInstance,
  setup: MatrixSetup,
  send: typeof rawRequest,
): Promise<MatrixApp> {
  await application(app, setup);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const address = (app.server as Server).address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { send: (request) => send(port, request), close: () => app.close() };
}

describeMatrix({ name: "fastify", start: (setup) => serve(fastify(), setup, rawRequest) });

describeMatrix({
  name: "fastify over HTTP/2",
  start: (setup) =>
    serve(fastify({ http2: true }) as unknown as FastifyInstance, setup, http2Request),
});

/** Without a socket, as Fastify's users test. */
async function inject(
  app: FastifyInstance,
  { method, path, headers, body }: WireRequest,
): Promise<WireResponse> {
  const combined: Record<string, string> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    combined[key] = combined[key] === undefined ? value : `${combined[key]}, ${value}`;
  }
  const response = await app.inject({
    method: method as "GET",
    url: path,
    headers: combined,
    ...(body === undefined ? {} : { payload: body }),
  });
  const lines = Object.entries(response.headers).flatMap(([name, value]) =>
    [value].flat().map((line): [string, string] => [name, String(line)]),
  );
  return { status: response.statusCode, headers: lines, body: response.body };
}

const noDuplicates =
  "inject begins with a header set, after which Node forgets duplicates in an array, guard or no guard";

describeMatrix({
  name: "fastify, inject",
  start: async (setup) => {
    const app = await application(fastify(), setup);
    return { send: (request) => inject(app, request), close: () => app.close() };
  },
  impossible: { "write-head-array": noDuplicates, "write-head-pairs": noDuplicates },
});
