import { readFileSync } from "node:fs";
import type { Server } from "node:http";

import { createCors } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/elysia";
import { cors as webCors } from "@crosswalk/cors/web";
import { node } from "@elysiajs/node";
import { Elysia, file, status, t } from "elysia";
import { describe, expect, test } from "vitest";

import { inProcess } from "./in-process.ts";
import { describeMatrix } from "./matrix.ts";
import type { MatrixApp, MatrixSetup } from "./matrix.ts";
import { rawRequest } from "./raw-request.ts";

const star = { "Access-Control-Allow-Origin": "*" };
const ownLines: [string, string][] = [
  ["access-control-allow-origin", "*"],
  ["Set-Cookie", "a=1"],
  ["Set-Cookie", "b=2"],
  ["Vary", "Accept"],
];

type Options = ConstructorParameters<typeof Elysia>[0];

function application({ guards, onError }: MatrixSetup, options: Options = {}) {
  const app = new Elysia(options as {});
  for (const guard of guards) app.use(cors(guard));
  return (
    app
      .onError(({ error, code, set }) => {
        onError(error);
        set.headers["access-control-allow-origin"] = "*";
        if (code === undefined || code === "UNKNOWN")
          return new Response("error", { status: 500, headers: star });
        return undefined;
      })
      .onRequest(({ request, set }) => {
        const { pathname } = new URL(request.url);
        if (pathname.startsWith("/auth/")) return status(401, "who?");
        if (!pathname.startsWith("/limited/")) return undefined;
        set.status = 429;
        return "later";
      })
      .get("/get", ({ set }) => {
        set.headers["X-Request-Id"] = "7";
        return "ok";
      })
      .get("/public/get", "ok")
      .get("/throw", ({ set }) => {
        set.headers["Access-Control-Allow-Origin"] = "*";
        throw new Error("thrown");
      })
      .post("/validate", () => "ok", { body: t.Object({ count: t.Number() }) })
      .get("/not-modified", () => new Response(null, { status: 304, headers: { ETag: '"v1"' } }))
      .get("/redirect", ({ set }) => {
        set.status = 302;
        set.headers.location = "/get";
      })
      .get("/stream", () => new Response(streamOf("one", "two")))
      .get("/head", () => "ok")
      .get("/vary", ({ set }) => {
        set.headers.vary = "Accept-Encoding";
        return { ok: true };
      })
      .get("/vary-origin", () => new Response("ok", { headers: { Vary: "ORIGIN, Accept" } }))
      .get("/own-acao", ({ set }) => {
        Object.assign(set.headers, {
          ...star,
          "access-control-expose-headers": "X-Other",
          "ACCESS-CONTROL-MAX-AGE": "1",
        });
        return "ok";
      })
      // There is no `writeHead`; these are the forms that headers can be given in.
      .get("/write-head-object", ({ set, cookie }) => {
        Object.assign(set.headers, { ...star, Vary: "Accept" });
        cookie["a"]?.set({ value: "1", path: undefined as never });
        cookie["b"]?.set({ value: "2", path: undefined as never });
        return "ok";
      })
      .get("/write-head-array", () => new Response("ok", { headers: ownLines }))
      .get("/write-head-pairs", () => new Response("ok", { headers: new Headers(ownLines) }))
      .get("/flush", () => new Response(streamOf("late"), { headers: star }))
      .options("/own-options", ({ set }) => {
        set.headers.allow = "GET, OPTIONS";
        return "own";
      })
  );
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
  const app = application(setup, { adapter: node() });
  const server = await new Promise<ElysiaNodeServer>((resolve) => {
    app.listen({ port: 0, hostname: "127.0.0.1" }, (started) => resolve(started));
  });
  const listener = server.node.server;
  if (!listener.listening) await new Promise((resolve) => listener.once("listening", resolve));
  const { port } = listener.address() as { port: number };
  return { send: (request) => rawRequest(port, request), close: () => server.stop() };
}

/** What `@elysiajs/node` gives the callback of `listen`; its types are Bun's. */
interface ElysiaNodeServer {
  readonly node: { readonly server: Server };
  stop(): Promise<void>;
}

describeMatrix({ name: "elysia on Node", start });
describeMatrix({
  // What Bun, Deno and Workers run; and what app.handle is, in tests.
  name: "elysia, in process",
  start: async (setup) => {
    const app = application(setup);
    return {
      send: (request) => inProcess((sent) => app.handle(sent), request),
      close: () => undefined,
    };
  },
});

const guard = createCors({ allowOrigins: ["https://app.example.com"] });

function request(path: string, origin = "https://app.example.com", method = "GET"): Request {
  return new Request(`http://api.example.com${path}`, { method, headers: { Origin: origin } });
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

describe("in Elysia, the guard's headers are on", () => {
  const app = new Elysia()
    .use(cors(guard))
    .headers({ ...star, Vary: "Accept" })
    .get("/static", new Response("static", { headers: star }))
    .get("/file", () => file(import.meta.filename))
    .get("/blob", () => new Blob(["blob"]))
    .get("/generator", function* () {
      yield "one";
      yield "two";
    })
    .get("/redirect", ({ redirect }) => redirect("http://api.example.com/there"))
    .get("/items/:id", ({ params }) => params.id)
    .get("/mapped", () => "ok", { mapResponse: () => new Response("mapped", { headers: star }) })
    .get("/refused", () => status(418, "teapot"))
    .mount("/mounted", () => new Response("mounted", { headers: { ...star, Vary: "Accept" } }));

  test.each([
    ["/static", 200],
    ["/file", 200],
    ["/blob", 200],
    ["/generator", 200],
    ["/redirect", 302],
    ["/items/7", 200],
    ["/mapped", 200],
    ["/refused", 418],
    ["/mounted", 200],
    ["/missing", 404],
  ])("%s", async (path, code) => {
    for (const method of ["GET", "HEAD"]) {
      const allowed = corsOf(await app.handle(request(path, "https://app.example.com", method)));
      const denied = corsOf(await app.handle(request(path, "https://evil.example", method)));
      expect(allowed.slice(0, 2)).toEqual([code, "https://app.example.com"]);
      expect(denied.slice(0, 2)).toEqual([code, null]);
      // Whether the default `Vary: Accept` is there is Elysia's business.
      for (const [, , vary] of [allowed, denied])
        expect(vary?.split(", ").filter((name) => name === "Origin")).toEqual(["Origin"]);
    }
  });

  test("a file, which arrives whole", async () => {
    expect(await (await app.handle(request("/file"))).text()).toBe(
      readFileSync(import.meta.filename, "utf8"),
    );
  });
});

test("two guards on one Elysia application without onError are a 500 with the first guard's headers", async () => {
  let ran = false;
  const other = createCors({ allowOrigins: ["https://app.example.com"] });
  const app = new Elysia().use(cors(guard)).use(cors(other));
  app.get("/", () => {
    ran = true;
    return "ok";
  });
  expect(corsOf(await app.handle(request("/")))).toEqual([
    500,
    "https://app.example.com",
    "Origin",
  ]);
  expect(ran).toBe(false);
});

test("an Elysia application that uses another with a different guard is told so, and runs neither's routes", async () => {
  let ran = false;
  const inner = new Elysia()
    .use(cors(createCors({ allowOrigins: ["https://app.example.com"] })))
    .get("/", () => {
      ran = true;
      return "ok";
    });
  const outer = new Elysia().use(cors(guard)).use(inner);
  await expect(outer.handle(request("/"))).rejects.toMatchObject({ name: "GuardConflictError" });
  expect(ran).toBe(false);
});

test("an Elysia application that uses another with the same guard decides once", async () => {
  let decided = 0;
  const counted = createCors(
    { allowOrigins: ["https://app.example.com"] },
    { onDecision: () => void decided++ },
  );
  const inner = new Elysia().use(cors(counted)).get("/", () => "ok");
  const outer = new Elysia().use(cors(counted)).use(inner);
  expect(corsOf(await outer.handle(request("/")))).toEqual([
    200,
    "https://app.example.com",
    "Origin",
  ]);
  expect(decided).toBe(1);
});

test("an Elysia application with aot: false is refused, and can be guarded from the outside", async () => {
  const app = new Elysia({ aot: false }).get("/", ({ set }) => {
    set.headers["access-control-allow-origin"] = "*";
    return "ok";
  });
  expect(() => app.use(cors(guard))).toThrow(TypeError);
  const fetch = webCors(guard)((incoming: Request) => app.fetch(incoming));
  expect(corsOf(await fetch(request("/")))).toEqual([200, "https://app.example.com", "Origin"]);
  expect(corsOf(await fetch(request("/", "https://evil.example")))).toEqual([200, null, "Origin"]);
});
