import { readFileSync } from "node:fs";

import { MigrationError } from "@crosswalk/cors/migrate/cors";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";

import type { Running } from "../src/loopback-server.ts";
import * as expressAfter from "../src/migrate/express-after.ts";
import * as expressBefore from "../src/migrate/express-before.ts";
import * as fastifyAfter from "../src/migrate/fastify-after.ts";
import * as fastifyBefore from "../src/migrate/fastify-before.ts";
import * as honoAfter from "../src/migrate/hono-after.ts";
import * as honoBefore from "../src/migrate/hono-before.ts";
import * as koaAfter from "../src/migrate/koa-after.ts";
import * as koaBefore from "../src/migrate/koa-before.ts";
import { middleware } from "../src/migrate/reflect-any.incorrect.ts";

const APP = "https://app.example.com";
const STRANGER = "https://app.example.com.evil.example";

const examples = [
  { name: "express", before: expressBefore, after: expressAfter, library: "cors" },
  { name: "fastify", before: fastifyBefore, after: fastifyAfter, library: "@fastify/cors" },
  { name: "hono", before: honoBefore, after: honoAfter, library: "hono/cors" },
  { name: "koa", before: koaBefore, after: koaAfter, library: "@koa/cors" },
];

/** Everything of an answer that CORS is about. */
async function answer(url: string, init: RequestInit): Promise<Record<string, string | number>> {
  const response = await fetch(`${url}/orders`, init);
  await response.arrayBuffer();
  const headers = [...response.headers].filter(
    ([name]) => name.startsWith("access-control-") || name === "vary",
  );
  return { status: response.status, ...Object.fromEntries(headers) };
}

const requests: [string, RequestInit][] = [
  ["a GET of its origin", { headers: { Origin: APP } }],
  ["a GET of a preview", { headers: { Origin: "https://pr-7.preview.example.com" } }],
  ["a GET of a stranger", { headers: { Origin: STRANGER } }],
  ["a GET without origin", {}],
  ["a preflight of its origin", preflight(APP)],
  ["a preflight of a stranger", preflight(STRANGER)],
];

function preflight(origin: string): RequestInit {
  return {
    method: "OPTIONS",
    headers: {
      Origin: origin,
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "content-type",
    },
  };
}

describe.each(examples)("$library, before and after", ({ before, after }) => {
  let servers: [Running, Running];
  beforeAll(async () => {
    servers = [await before.start(), await after.start()];
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
  });

  test.each(requests)("%s is answered alike", async (_title, init) => {
    const [was, is] = await Promise.all(servers.map(({ url }) => answer(url, init)));
    expect(was).toEqual(is);
  });

  it("lets its origin in", async () => {
    expect(await answer(servers[1].url, { headers: { Origin: APP } })).toMatchObject({
      "access-control-allow-origin": APP,
      "access-control-allow-credentials": "true",
    });
  });

  it("gives a stranger nothing", async () => {
    expect(await answer(servers[1].url, { headers: { Origin: STRANGER } })).toEqual({
      status: 200,
      vary: "Origin",
    });
  });
});

describe("the popular mistake", () => {
  it("does not start", () => {
    expect(middleware).toThrow(MigrationError);
  });
});

describe("the migration guide", () => {
  const guide = readFileSync(new URL("../../docs/migration.md", import.meta.url), "utf8");
  const blocks = [...guide.matchAll(/```ts\n([^]*?)```/g)].map(([, code = ""]) => code.trim());

  test.each([
    ...examples.flatMap(({ name }) => [`${name}-before`, `${name}-after`]),
    "reflect-any.incorrect",
  ])("shows %s as it runs", (name) => {
    const source = readFileSync(new URL(`../src/migrate/${name}.ts`, import.meta.url), "utf8");
    const region = /\/\/ #region docs\n([^]*?)\/\/ #endregion/.exec(source)?.[1]?.trim() ?? "";
    expect(region).not.toBe("");
    expect(blocks).toContain(region);
  });
});
