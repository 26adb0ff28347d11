import { createServer } from "node:http";
import type { Server } from "node:http";
import { createServer as createHttp2Server } from "node:http2";

import { createCors } from "@crosswalk/cors";
import type { CorsGuard } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/hono";
import { cors as webCors } from "@crosswalk/cors/web";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { HTTPException } from "hono/http-exception";
import { stream } from "hono/streaming";
import { validator } from "hono/validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { http2Request } from "./http2-request.ts";
import { closing, listening } from "./listening.ts";
import { describeMatrix } from "./matrix.ts";
import type { MatrixApp, MatrixSetup } from "./matrix.ts";
import { rawRequest } from "./raw-request.ts";

const star = { "Access-Control-Allow-Origin": "*" };

function application({ guards, onError }: MatrixSetup): Hono {
  const app = new Hono();
  app.onError((error) => {
    onError(error);
    if (error instanceof HTTPException) return error.getResponse();
    return new Response("error", { status: 500, headers: star });
  });
  for (const guard of guards) app.use(cors(guard));
  app.use("/auth/*", () => {
    throw new HTTPException(401, { res: new Response("who?", { status: 401, headers: star }) });
  });
  app.use("/limited/*", async (c) => c.text("later", 429));
  app.on("GET", ["/get", "/public/get"], (c) => {
    c.header("X-Request-Id", "7");
    return c.text("ok");
  });
  app.get("/throw", (c) => {
    c.header("Access-Control-Allow-Origin", "*");
    throw new Error("thrown");
  });
  app.post(
    "/validate",
    validator("json", (value) => value),
    (c) => c.text("ok"),
  );
  app.get("/not-modified", (c) => c.body(null, 304, { ETag: '"v1"' }));
  app.get("/redirect", (c) => c.redirect("/get"));
  app.get("/stream", (c) =>
    stream(c, async (body) => {
      await body.write("one");
      await body.sleep(5);
      await body.write("two");
    }),
  );
  app.get("/head", (c) => c.text("ok"));
  app.get("/vary", (c) => c.text("ok", 200, { Vary: "Accept-Encoding" }));
  app.get("/vary-origin", (c) => c.text("ok", 200, { Vary: "ORIGIN, Accept" }));
  app.get("/own-acao", (c) => {
    c.header("access-control-expose-headers", "X-Other");
    return c.text("ok", 200, { ...star, "ACCESS-CONTROL-MAX-AGE": "1" });
  });
  // There is no `writeHead`; these are the forms that headers can be given in.
  app.get("/write-head-object", (c) =>
    c.body("ok", 200, { ...star, Vary: "Accept", "Set-Cookie": ["a=1", "b=2"] }),
  );
  app.get("/write-head-array", (c) => {
    for (const [name, value] of ownLines) c.header(name, value, { append: true });
    return c.body("ok");
  });
  app.get("/write-head-pairs", () => new Response("ok", { headers: ownLines }));
  app.get("/flush", (c) =>
    stream(c, async (body) => {
      await body.sleep(20);
      await body.write("late");
    }),
  );
  app.options("/own-options", (c) => c.text("own", 200, { Allow: "GET, OPTIONS" }));
  return app;
}

const ownLines: [string, string][] = [
  ["access-control-allow-origin", "*"],
  ["Set-Cookie", "a=1"],
  ["Set-Cookie", "b=2"],
  ["Vary", "Accept"],
];

async function start(setup: MatrixSetup): Promise<MatrixApp> {
  const server = createServer(getRequestListener(application(setup).fetch));
  const port = await listening(server);
  return { send: (request) => rawRequest(port, request), close: () => closing(server) };
}

async function startHttp2(setup: MatrixSetup): Promise<MatrixApp> {
  const server = createHttp2Server(getRequestListener(application(setup).fetch));
  const port = await listening(server);
  return { send: (request) => http2Request(port, request), close: () => closing(server) };
}

describeMatrix({ name: "hono 4", start });
describeMatrix({ name: "hono 4 over HTTP/2", start: startHttp2 });

const guard = createCors({ allowOrigins: ["https://app.example.com"] });
const fromApp = { headers: { Origin: "https://app.example.com" } };
const fromEvil = { headers: { Origin: "https://evil.example" } };

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

function guarded(with_: CorsGuard = guard): Hono {
  const app = new Hono();
  app.use(cors(with_));
  return app;
}

describe("in Hono, the guard's headers are on", () => {
  let upstream: Server;
  let address: string;
  beforeAll(async () => {
    upstream = createServer((_request, response) => {
      response.writeHead(200, [
        "Access-Control-Allow-Origin",
        "*",
        "Set-Cookie",
        "a=1",
        "Set-Cookie",
        "b=2",
        "Vary",
        "Accept",
      ]);
      response.end("upstream");
    });
    address = `http://127.0.0.1:${await listening(upstream)}`;
  });
  afterAll(() => closing(upstream));

  test("a response that was fetched from another server, in place of that server's", async () => {
    const app = guarded();
    app.get("/", () => fetch(address));
    const response = await app.request("/", fromApp);
    expect(corsOf(response)).toEqual([200, "https://app.example.com", "Accept, Origin"]);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.text()).toBe("upstream");
    expect(corsOf(await app.request("/", fromEvil))).toEqual([200, null, "Accept, Origin"]);
  });

  test("Response.redirect", async () => {
    const app = guarded();
    app.get("/", () => Response.redirect("http://api.example.com/there"));
    expect(corsOf(await app.request("/", fromApp))).toEqual([
      302,
      "https://app.example.com",
      "Origin",
    ]);
  });

  test("the response of app.notFound", async () => {
    const app = guarded();
    app.notFound(() => new Response("nothing", { status: 404, headers: star }));
    expect(corsOf(await app.request("/", fromApp))).toEqual([
      404,
      "https://app.example.com",
      "Origin",
    ]);
    expect(corsOf(await app.request("/", fromEvil))).toEqual([404, null, "Origin"]);
  });

  test("what app.onError makes from the context when app.notFound threw", async () => {
    const app = guarded();
    app.notFound(() => {
      throw new Error("thrown");
    });
    app.onError((_error, c) => c.text("error", 500));
    expect(corsOf(await app.request("/", fromApp))).toEqual([
      500,
      "https://app.example.com",
      "Origin",
    ]);
  });

  test("the error response of a sub-application with an onError of its own", async () => {
    const inner = new Hono();
    inner.onError(() => new Response("inner", { status: 418, headers: star }));
    inner.get("/", () => {
      throw new Error("thrown");
    });
    const app = guarded().route("/inner", inner);
    expect(corsOf(await app.request("/inner", fromApp))).toEqual([
      418,
      "https://app.example.com",
      "Origin",
    ]);
  });

  test("what a middleware further in did to the response", async () => {
    const app = guarded();
    app.use(compress({ threshold: 0 }));
    app.use(async (c, next) => {
      await next();
      c.header("Access-Control-Allow-Origin", "*");
      c.header("Vary", "Accept", { append: true });
    });
    app.get("/", (c) => c.text("ok"));
    const [status, allowOrigin, vary] = corsOf(await app.request("/", fromEvil));
    expect([status, allowOrigin]).toEqual([200, null]);
    expect(vary).toContain("Origin");
    expect(vary).toContain("Accept");
  });

  test("a request that another middleware put in the first one's place", async () => {
    const app = guarded();
    app.use(bodyLimit({ maxSize: 100 }));
    app.use(cors(guard));
    app.post("/", async (c) => c.text(await c.req.text()));
    const response = await app.request("/", { ...fromApp, method: "POST", body: "body" });
    expect(corsOf(response)).toEqual([200, "https://app.example.com", "Origin"]);
    expect(await response.text()).toBe("body");
  });
});

test("around a Hono application, the web adapter guards what Hono answers without its middleware", async () => {
  const app = new Hono();
  app.notFound(() => {
    throw new Error("thrown");
  });
  app.onError(() => new Response("error", { status: 500, headers: star }));
  const fetch = webCors(guard)(app.fetch);
  expect(corsOf(await fetch(new Request("http://api.example.com/", fromEvil)))).toEqual([
    500,
    null,
    "Origin",
  ]);
});

test("the same guard around a Hono application and in it decides once", async () => {
  let decided = 0;
  const counted = createCors(
    { allowOrigins: ["https://app.example.com"] },
    { onDecision: () => void decided++ },
  );
  const app = guarded(counted);
  app.get("/", (c) => c.text("ok"));
  const response = await webCors(counted)(app.fetch)(
    new Request("http://api.example.com/", fromApp),
  );
  expect(corsOf(response)).toEqual([200, "https://app.example.com", "Origin"]);
  expect(decided).toBe(1);
});
