import fastify from "fastify";
import { describe, expect, it, test } from "vitest";

import fastifyCors, { MigrationError } from "@crosswalk/cors/migrate/fastify-cors";

const APP = "https://app.example.com";
const OTHER = "https://other.example";
const ASKS = { origin: APP, "access-control-request-method": "GET" };

type App = ReturnType<typeof fastify>;

async function allowedOrigin(app: App, url: string, origin: string): Promise<unknown> {
  const { headers } = await app.inject({ method: "GET", url, headers: { origin } });
  return headers["access-control-allow-origin"];
}

describe("a route's own options", () => {
  test.each(["declared after the plugin was loaded", "declared before"])("%s", async (when) => {
    const app = fastify();
    const loaded = app.register(fastifyCors, { origin: APP });
    if (when === "declared after the plugin was loaded") await loaded;
    app.get("/own", { config: { cors: { origin: OTHER } } as never }, async () => "own");
    app.get("/none", { config: { cors: false } as never }, async () => "none");
    app.get("/common", async () => "common");

    expect(await allowedOrigin(app, "/own", OTHER)).toBe(OTHER);
    expect(await allowedOrigin(app, "/own", APP)).toBeUndefined();
    expect(await allowedOrigin(app, "/none", APP)).toBeUndefined();
    expect(await allowedOrigin(app, "/common", APP)).toBe(APP);
    await app.close();
  });

  it("take the place of the application's one by one", async () => {
    const app = fastify();
    await app.register(fastifyCors, { origin: APP, exposedHeaders: ["X-Total"] });
    app.get("/own", { config: { cors: { credentials: true } } as never }, async () => "own");
    const { headers } = await app.inject({ method: "GET", url: "/own", headers: { origin: APP } });
    expect(headers).toMatchObject({
      "access-control-allow-origin": APP,
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": "X-Total",
    });
    await app.close();
  });

  it("are refused where the route is declared", async () => {
    const app = fastify();
    await app.register(fastifyCors, { origin: APP });
    const declare = (): unknown =>
      app.get(
        "/own",
        { config: { cors: { origin: true, credentials: true } } as never },
        async () => "",
      );
    expect(declare).toThrow(MigrationError);
  });
});

describe("an instance inside of another", () => {
  it("answers the preflights below its prefix, and no others", async () => {
    const app = fastify();
    await app.register(
      async (inner) => {
        await inner.register(fastifyCors, { origin: APP });
        inner.get("/orders", async () => "orders");
      },
      { prefix: "/inner" },
    );
    const inside = await app.inject({ method: "OPTIONS", url: "/inner/orders", headers: ASKS });
    expect(inside.statusCode).toBe(204);
    expect(inside.headers["access-control-allow-origin"]).toBe(APP);
    const outside = await app.inject({ method: "OPTIONS", url: "/outer", headers: ASKS });
    expect(outside.statusCode).toBe(404);
    expect(outside.headers["access-control-allow-origin"]).toBeUndefined();
    await app.close();
  });
});

describe("a delegator", () => {
  test.each<[string, unknown]>([
    ["that takes nothing is asked once", { delegator: () => ({ origin: APP }) }],
    ["with a promise is too", { delegator: async () => ({ origin: APP }) }],
    // Fastify calls a function that is given as options, and this is what it returns.
    ["in the place of the options is too", () => () => ({ origin: APP })],
  ])("%s", async (_title, options) => {
    const app = fastify();
    await app.register(fastifyCors, options as never);
    app.get("/orders", async () => "orders");
    expect(await allowedOrigin(app, "/orders", APP)).toBe(APP);
    expect(await allowedOrigin(app, "/orders", OTHER)).toBeUndefined();
    await app.close();
  });

  test.each<[string, unknown]>([
    [
      "that looks at requests",
      {
        delegator: (_request: unknown, done: (error: null, options: object) => void) =>
          done(null, {}),
      },
    ],
    // It is tempting to take nothing for the defaults, which let everyone in.
    ["that answers nothing", { delegator: () => undefined }],
    ["that answers false", { delegator: () => false }],
    ["whose answer is dangerous", { delegator: () => ({ origin: true, credentials: true }) }],
  ])("%s is refused", async (_title, options) => {
    const app = fastify();
    await expect(async () => {
      await app.register(fastifyCors, options as never);
    }).rejects.toThrow(MigrationError);
  });
});

describe("logLevel", () => {
  it("silences preflights, as today", async () => {
    const lines: string[] = [];
    const app = fastify({ logger: { stream: { write: (line: string) => void lines.push(line) } } });
    await app.register(fastifyCors, { origin: APP, logLevel: "silent" });
    app.get("/orders", async () => "orders");
    await app.ready();
    lines.length = 0;
    await app.inject({ method: "OPTIONS", url: "/orders", headers: ASKS });
    expect(lines).toEqual([]);
    await app.inject({ method: "GET", url: "/orders" });
    expect(lines).not.toEqual([]);
    await app.close();
  });
});
