import type { AddressInfo } from "node:net";

import { createCors, PolicyError } from "@crosswalk/cors";
import type { DecisionReport } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/fastify";
import fastify from "fastify";
import type { FastifyInstance, InjectOptions } from "fastify";
import { afterEach, describe, expect, test } from "vitest";

import { rawRequest } from "./raw-request.ts";

const general = { allowOrigins: ["https://app.example.com"], allowMethods: ["PUT"] } as const;
const partner = {
  allowOrigins: ["https://partner.example"],
  allowMethods: ["PUT", "DELETE"],
} as const;
const handler = (): string => "ok";

let app: FastifyInstance;
afterEach(() => app.close());

async function start(guarded: boolean): Promise<FastifyInstance> {
  app = fastify();
  await app.register(guarded ? cors(general) : cors());
  return app;
}

/** Status, `Access-Control-Allow-Origin` and `-Methods` of a request from an origin. */
async function ask(
  method: InjectOptions["method"],
  url: string,
  origin: string,
  asksFor?: string,
  more: Record<string, string> = {},
): Promise<unknown[]> {
  const headers = {
    origin,
    ...(asksFor === undefined ? {} : { "access-control-request-method": asksFor }),
    ...more,
  };
  const response = await app.inject({ method: method ?? "GET", url, headers });
  return [
    response.statusCode,
    response.headers["access-control-allow-origin"],
    response.headers["access-control-allow-methods"],
  ];
}

const refused = [403, undefined, undefined];

describe("a route with a policy of its own", () => {
  test("answers by it and not by the application's, preflights and requests alike", async () => {
    await start(true);
    app.put("/orders/:id", { config: { cors: partner } }, handler);
    expect(await ask("PUT", "/orders/1", "https://partner.example")).toEqual([
      200,
      "https://partner.example",
      undefined,
    ]);
    expect(await ask("PUT", "/orders/1", "https://app.example.com")).toEqual([
      200,
      undefined,
      undefined,
    ]);
    expect(await ask("OPTIONS", "/orders/1", "https://partner.example", "PUT")).toEqual([
      204,
      "https://partner.example",
      "PUT, DELETE",
    ]);
    expect(await ask("OPTIONS", "/orders/1", "https://app.example.com", "PUT")).toEqual(refused);
  });

  test("leaves the application's policy to every other path and method", async () => {
    await start(true);
    app.put("/orders", { config: { cors: partner } }, handler);
    app.get("/orders", handler);
    expect(await ask("GET", "/orders", "https://app.example.com")).toEqual([
      200,
      "https://app.example.com",
      undefined,
    ]);
    expect(await ask("OPTIONS", "/orders", "https://app.example.com", "GET")).toEqual([
      204,
      "https://app.example.com",
      "PUT",
    ]);
    expect(await ask("OPTIONS", "/else", "https://app.example.com", "PUT")).toEqual([
      204,
      "https://app.example.com",
      "PUT",
    ]);
  });

  test("may differ from another method's on the same URL", async () => {
    await start(false);
    app.put("/orders", { config: { cors: partner } }, handler);
    app.delete(
      "/orders",
      { config: { cors: { allowOrigins: ["https://admin.example"], allowMethods: ["DELETE"] } } },
      handler,
    );
    expect(await ask("OPTIONS", "/orders", "https://partner.example", "PUT")).toEqual([
      204,
      "https://partner.example",
      "PUT, DELETE",
    ]);
    expect(await ask("OPTIONS", "/orders", "https://partner.example", "DELETE")).toEqual(refused);
    expect(await ask("OPTIONS", "/orders", "https://admin.example", "DELETE")).toEqual([
      204,
      "https://admin.example",
      "DELETE",
    ]);
  });

  test.each(["before", "after"])(
    "stands beside the application's own OPTIONS route, declared %s it",
    async (order) => {
      await start(false);
      const own = (): void => void app.options("/orders", () => "own");
      if (order === "before") own();
      app.put("/orders", { config: { cors: partner } }, handler);
      if (order === "after") own();
      expect(await ask("OPTIONS", "/orders", "https://partner.example", "PUT")).toEqual([
        204,
        "https://partner.example",
        "PUT, DELETE",
      ]);
      const plain = await app.inject({
        method: "OPTIONS",
        url: "/orders",
        headers: { origin: "https://partner.example" },
      });
      expect(plain.body).toBe("own");
      // It asks about a method that no route has a policy for.
      const other = await app.inject({
        method: "OPTIONS",
        url: "/orders",
        headers: { origin: "https://partner.example", "access-control-request-method": "PATCH" },
      });
      expect(other.body).toBe("own");
    },
  );

  test("is found behind prefixes, with the slash and without", async () => {
    await start(false);
    await app.register(
      async (child) => {
        child.put("/", { config: { cors: partner } }, handler);
        child.put("/:id", { config: { cors: partner } }, handler);
      },
      { prefix: "/orders" },
    );
    for (const url of ["/orders", "/orders/", "/orders/1"]) {
      expect(await ask("OPTIONS", url, "https://partner.example", "PUT"), url).toEqual([
        204,
        "https://partner.example",
        "PUT, DELETE",
      ]);
      expect(await ask("PUT", url, "https://partner.example"), url).toEqual([
        200,
        "https://partner.example",
        undefined,
      ]);
    }
  });

  test("covers the HEAD route that Fastify adds to a GET", async () => {
    await start(false);
    app.get("/orders", { config: { cors: partner } }, handler);
    expect(await ask("HEAD", "/orders", "https://partner.example")).toEqual([
      200,
      "https://partner.example",
      undefined,
    ]);
    expect(await ask("OPTIONS", "/orders", "https://partner.example", "HEAD")).toEqual([
      204,
      "https://partner.example",
      "PUT, DELETE",
    ]);
  });

  test("is told by host, but not by version: a preflight has none", async () => {
    await start(false);
    const versions = createCors(partner);
    app.put("/orders", { constraints: { host: "a.example" }, config: { cors: partner } }, handler);
    app.put(
      "/orders",
      { constraints: { host: "b.example", version: "1.0.0" }, config: { cors: versions } },
      handler,
    );
    app.put(
      "/orders",
      { constraints: { host: "b.example", version: "2.0.0" }, config: { cors: versions } },
      handler,
    );
    expect(
      await ask("OPTIONS", "/orders", "https://partner.example", "PUT", { host: "a.example" }),
    ).toEqual([204, "https://partner.example", "PUT, DELETE"]);
    expect(
      await ask("OPTIONS", "/orders", "https://partner.example", "PUT", { host: "b.example" }),
    ).toEqual([204, "https://partner.example", "PUT, DELETE"]);
    expect(
      await ask("OPTIONS", "/orders", "https://partner.example", "PUT", { host: "c.example" }),
    ).toEqual([404, undefined, undefined]);
  });

  test("is refused where another version's differs", async () => {
    await start(false);
    app.put("/orders", { constraints: { version: "1.0.0" }, config: { cors: partner } }, handler);
    expect(() =>
      app.put("/orders", { constraints: { version: "2.0.0" }, config: { cors: general } }, handler),
    ).toThrow("give both the same guard");
  });

  test("is refused where it is declared if it is wrong", async () => {
    await start(false);
    expect(() =>
      app.get(
        "/orders",
        { config: { cors: { allowOrigins: ["https://partner.example/"] } } },
        handler,
      ),
    ).toThrow(PolicyError);
  });

  test("is refused loudly where it was declared before the plugin was there to see it", async () => {
    app = fastify();
    void app.register(cors(general));
    app.get("/orders", { config: { cors: partner } }, handler);
    const response = await app.inject({ method: "GET", url: "/orders" });
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({
      message: expect.stringContaining("await app.register(cors(policy))"),
    });
  });

  test("that only reports leaves the response as the application made it, whatever the application's policy", async () => {
    const reports: DecisionReport[] = [];
    await start(true);
    const watched = createCors(partner, {
      mode: "report-only",
      onDecision: (report) => reports.push(report),
    });
    app.get("/orders", { config: { cors: watched } }, (_request, reply) =>
      reply.header("Access-Control-Allow-Origin", "*").send("ok"),
    );
    await app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = app.server.address() as AddressInfo;
    const response = await rawRequest(port, {
      method: "GET",
      path: "/orders",
      headers: [["Origin", "https://partner.example"]],
    });
    expect(response.headers).toContainEqual(["access-control-allow-origin", "*"]);
    expect(response.headers.map(([name]) => name.toLowerCase())).not.toContain("vary");
    expect(reports).toHaveLength(1);
  });
});

test.each([[general], []])(
  "registered as @fastify/cors is, it is refused at once, with what to write",
  async (...options) => {
    app = fastify();
    const register = app.register.bind(app) as (...given: readonly unknown[]) => PromiseLike<void>;
    await expect(register(cors, ...options)).rejects.toThrow("await app.register(cors(policy))");
  },
);

describe("without a policy for the application", () => {
  test("routes without one are as the application made them", async () => {
    await start(false);
    app.get("/own", (_request, reply) =>
      reply.header("Access-Control-Allow-Origin", "*").send("ok"),
    );
    expect(await ask("GET", "/own", "https://app.example.com")).toEqual([200, "*", undefined]);
    expect(await ask("OPTIONS", "/own", "https://app.example.com", "PUT")).toEqual([
      404,
      undefined,
      undefined,
    ]);
  });
});

describe("what Fastify answers before hooks run", () => {
  test("a malformed URL has the application's policy, and is decided once", async () => {
    const reports: DecisionReport[] = [];
    app = fastify();
    await app.register(cors(createCors(general, { onDecision: (report) => reports.push(report) })));
    await app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = app.server.address() as AddressInfo;
    const response = await rawRequest(port, {
      method: "GET",
      path: "/%",
      headers: [["Origin", "https://app.example.com"]],
    });
    expect(response.status).toBe(400);
    expect(response.headers).toContainEqual([
      "Access-Control-Allow-Origin",
      "https://app.example.com",
    ]);
    expect(response.headers).toContainEqual(["Vary", "Origin"]);
    expect(reports).toHaveLength(1);
  });

  test("a plugin inside of another has no say about what is outside of it", async () => {
    app = fastify();
    await app.register(async (child) => {
      await child.register(cors(general));
      child.get("/inside", handler);
    });
    app.get("/outside", (_request, reply) =>
      reply.header("Access-Control-Allow-Origin", "*").send("ok"),
    );
    await app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = app.server.address() as AddressInfo;
    const from = [["Origin", "https://app.example.com"]] as const;
    const inside = await rawRequest(port, { method: "GET", path: "/inside", headers: from });
    expect(inside.headers).toContainEqual([
      "Access-Control-Allow-Origin",
      "https://app.example.com",
    ]);
    const outside = await rawRequest(port, { method: "GET", path: "/outside", headers: from });
    expect(outside.headers).toContainEqual(["access-control-allow-origin", "*"]);
  });
});
