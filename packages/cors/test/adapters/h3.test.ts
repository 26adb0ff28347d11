import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";

import { createCors } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/h3";
import { cors as webCors } from "@crosswalk/cors/web";
import {
  H3,
  HTTPError,
  HTTPResponse,
  fromNodeHandler,
  readBody,
  redirect,
  toNodeHandler,
} from "h3";
import { describe, expect, test } from "vitest";

import { http2Request } from "./http2-request.ts";
import { inProcess } from "./in-process.ts";
import { closing, listening } from "./listening.ts";
import { describeMatrix } from "./matrix.ts";
import type { MatrixApp, MatrixSetup } from "./matrix.ts";
import { nodeRoutes } from "./node-app.ts";
import { rawRequest } from "./raw-request.ts";

const star = { "Access-Control-Allow-Origin": "*" };
const ownLines: [string, string][] = [
  ["access-control-allow-origin", "*"],
  ["Set-Cookie", "a=1"],
  ["Set-Cookie", "b=2"],
  ["Vary", "Accept"],
];

/** How the application makes its error responses: h3 itself, or a hook. */
type ErrorResponses = "of h3" | "of the hook";

function application({ guards, onError }: MatrixSetup, errorResponses: ErrorResponses): H3 {
  const app = new H3({
    silent: true,
    onError: (error) => {
      onError(error.cause instanceof Error ? error.cause : error);
      if (errorResponses === "of the hook")
        return new Response("error", { status: error.status, headers: star });
      return undefined;
    },
  });
  for (const guard of guards) app.use(cors(guard));
  app.use("/auth/**", () => {
    throw new HTTPError({ status: 401, headers: { ...star, Vary: "Origin" } });
  });
  app.use("/limited/**", () => new Response("later", { status: 429, headers: star }));
  for (const path of ["/get", "/public/get"]) {
    app.get(path, (event) => {
      event.res.headers.set("X-Request-Id", "7");
      return "ok";
    });
  }
  app.get("/throw", (event) => {
    event.res.errHeaders.set("Access-Control-Allow-Origin", "*");
    throw new Error("thrown");
  });
  app.post("/validate", (event) => readBody(event));
  app.get("/not-modified", (event) => {
    event.res.status = 304;
    event.res.headers.set("ETag", '"v1"');
    return null;
  });
  app.get("/redirect", () => redirect("/get"));
  app.get("/stream", () => streamOf("one", "two"));
  app.get("/head", () => "ok");
  app.get("/vary", (event) => {
    event.res.headers.set("Vary", "Accept-Encoding");
    return { ok: true };
  });
  app.get("/vary-origin", (event) => {
    event.res.headers.append("Vary", "ORIGIN");
    event.res.headers.append("Vary", "Accept");
    return "ok";
  });
  app.get("/own-acao", (event) => {
    event.res.headers.set("access-control-expose-headers", "X-Other");
    return new Response("ok", { headers: { ...star, "ACCESS-CONTROL-MAX-AGE": "1" } });
  });
  // There is no `writeHead`; these are the forms that headers can be given in.
  app.get("/write-head-object", (event) => {
    for (const [name, value] of ownLines) event.res.headers.append(name, value);
    return "ok";
  });
  app.get("/write-head-array", () => new HTTPResponse("ok", { headers: ownLines }));
  app.get("/write-head-pairs", () => new Response("ok", { headers: ownLines }));
  app.get("/flush", () => streamOf("late"));
  app.options("/own-options", (event) => {
    event.res.headers.set("Allow", "GET, OPTIONS");
    return "own";
  });
  return app;
}

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      const chunk = chunks.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(chunk));
    },
  });
}

async function start(setup: MatrixSetup): Promise<MatrixApp> {
  const server = createServer(toNodeHandler(application(setup, "of the hook")));
  const port = await listening(server);
  return { send: (request) => rawRequest(port, request), close: () => closing(server) };
}

async function startHttp2(setup: MatrixSetup): Promise<MatrixApp> {
  const server = createHttp2Server(toNodeHandler(application(setup, "of h3")) as never);
  const port = await listening(server);
  return { send: (request) => http2Request(port, request), close: () => closing(server) };
}

/** h3's own routes, but what answers is Node's response, as h3 lets one. */
async function startWithNodeHandlers({ guards, onError }: MatrixSetup): Promise<MatrixApp> {
  const app = new H3({
    silent: true,
    onError: (error) => {
      onError(error.cause instanceof Error ? error.cause : error);
    },
  });
  for (const guard of guards) app.use(cors(guard));
  app.use(
    fromNodeHandler(
      (request, response, next) => void (nodeRoutes(request as never, response as never) || next()),
    ),
  );
  app.post("/validate", (event) => readBody(event));
  app.get("/throw", () => {
    throw new Error("thrown");
  });
  const server = createServer(toNodeHandler(app));
  const port = await listening(server);
  return { send: (request) => rawRequest(port, request), close: () => closing(server) };
}

describeMatrix({ name: "h3 2", start });
describeMatrix({ name: "h3 2 over HTTP/2", start: startHttp2 });
describeMatrix({ name: "h3 2 with Node's handlers", start: startWithNodeHandlers });
describeMatrix({
  // What Deno, Bun and Workers run. Their sockets are theirs; h3 gets a `Request` from each.
  name: "h3 2 off Node, in process",
  start: async (setup) => {
    const app = application(setup, "of h3");
    return {
      send: (request) => inProcess((sent) => app.fetch(sent), request),
      close: () => undefined,
    };
  },
});

const guard = createCors({ allowOrigins: ["https://app.example.com"] });

function request(path: string, origin = "https://app.example.com"): Request {
  return new Request(`http://api.example.com${path}`, { headers: { Origin: origin } });
}

/** The permission and what else of CORS a response has. */
function corsOf(
  response: Response,
): [status: number, allowOrigin: string | null, vary: string | null] {
  return [
    response.status,
    response.headers.get("Access-Control-Allow-Origin"),
    response.headers.get("Vary"),
  ];
}

describe("in h3 2 off Node, the guard's headers are on", () => {
  const app = new H3({ silent: true });
  app.use(cors(guard));
  app.get("/redirect", () => Response.redirect("http://api.example.com/there"));
  app.get("/both", (event) => {
    event.res.headers.set("Vary", "Accept");
    event.res.headers.set("Access-Control-Allow-Origin", "*");
    return new Response("ok", { headers: { ...star, Vary: "Accept-Language" } });
  });
  app.get("/error-response", (event) => {
    event.res.errHeaders.set("Access-Control-Allow-Origin", "*");
    return new Response("no", { status: 400, headers: { ...star, Vary: "Accept" } });
  });
  app.get(
    "/returned-error",
    () => new HTTPError({ status: 418, headers: { ...star, Vary: "Accept" } }),
  );
  app.get("/plain-error", () => {
    throw Object.assign(new Error("thrown"), { status: 409, headers: { ...star, Vary: "Accept" } });
  });
  app.get("/data", () => ({ headers: { "access-control-allow-origin": "data, not a header" } }));
  app.get("/nothing", () => undefined);

  test.each([
    ["/redirect", 302, "Origin"],
    // h3 itself lets event.res go before the response.
    ["/both", 200, "Accept, Origin"],
    ["/error-response", 400, "Accept, Origin"],
    ["/returned-error", 418, "Accept, Origin"],
    ["/plain-error", 409, "Accept, Origin"],
    ["/data", 200, "Origin"],
    ["/missing", 404, "Origin"],
  ])("%s", async (path, status, vary) => {
    expect(corsOf(await app.fetch(request(path)))).toEqual([
      status,
      "https://app.example.com",
      vary,
    ]);
    expect(corsOf(await app.fetch(request(path, "https://evil.example")))).toEqual([
      status,
      null,
      vary,
    ]);
  });

  test("what config.onError returns, where that is no Response", async () => {
    const failing = new H3({ silent: true, onError: () => ({ error: "ours" }) });
    failing.use(cors(guard));
    failing.get("/", (event) => {
      event.res.headers.set("Access-Control-Allow-Origin", "*");
      event.res.headers.set("Vary", "Accept");
      throw new Error("thrown");
    });
    const [allowed, denied] = [
      await failing.fetch(request("/")),
      await failing.fetch(request("/", "https://evil.example")),
    ];
    expect(corsOf(allowed).slice(1)).toEqual(["https://app.example.com", "Accept, Origin"]);
    expect(corsOf(denied).slice(1)).toEqual([null, "Accept, Origin"]);
    expect(await denied.json()).toEqual({ error: "ours" });
  });

  test("a result that has a member headers and is data, which stays as it is", async () => {
    const response = await app.fetch(request("/data"));
    expect(await response.json()).toEqual({
      headers: { "access-control-allow-origin": "data, not a header" },
    });
  });

  test("what a handler answers that returns nothing", async () => {
    const [, allowOrigin, vary] = corsOf(await app.fetch(request("/nothing")));
    expect([allowOrigin, vary]).toEqual(["https://app.example.com", "Origin"]);
  });
});

test("around an h3 2 application, the web adapter guards what h3 answers without its middleware", async () => {
  const app = new H3({
    silent: true,
    onError: () => new Response("error", { status: 500, headers: star }),
  });
  const fetch = webCors(guard)((incoming: Request) => app.fetch(incoming));
  expect(corsOf(await fetch(request("/%ff")))).toEqual([500, "https://app.example.com", "Origin"]);
  expect(corsOf(await fetch(request("/%ff", "https://evil.example")))).toEqual([
    500,
    null,
    "Origin",
  ]);
});
