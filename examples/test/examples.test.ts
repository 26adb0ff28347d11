import { PolicyError, parseOrigins } from "@crosswalk/cors";
import { corsCheck, HeaderList } from "@crosswalk/cors/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mistakesIn, WRONG_POLICY } from "../src/check-policy.ts";
import * as elysia from "../src/elysia.ts";
import * as express from "../src/express.ts";
import * as fastify from "../src/fastify.ts";
import * as h3 from "../src/h3.ts";
import * as hono from "../src/hono.ts";
import * as koa from "../src/koa.ts";
import { handler } from "../src/lambda.ts";
import type { Running } from "../src/loopback-server.ts";
import * as next from "../src/next.ts";
import * as node from "../src/node.ts";
import * as originsFromEnvironment from "../src/origins-from-environment.ts";
import * as reflectOrigin from "../src/reflect-origin.incorrect.ts";
import * as reportOnly from "../src/report-only.ts";
import * as resolveOrigin from "../src/resolve-origin.ts";
import * as select from "../src/select.ts";
import * as web from "../src/web.ts";

const APP = "https://app.example.com";
const STRANGER = "https://app.example.com.evil.example";

/** The headers of an answer that CORS is about, by their names in lower case. */
type CorsHeaders = Record<string, string>;

const ACTUAL: CorsHeaders = {
  "access-control-allow-origin": APP,
  "access-control-allow-credentials": "true",
};
const PREFLIGHT: CorsHeaders = {
  ...ACTUAL,
  "access-control-allow-methods": "PUT",
  "access-control-allow-headers": "Content-Type",
};

const frameworks = [
  { name: "node", start: node.start, actual: ACTUAL, preflight: PREFLIGHT },
  {
    name: "express",
    start: express.start,
    actual: { ...ACTUAL, "access-control-expose-headers": "X-Request-Id" },
    preflight: {
      ...ACTUAL,
      "access-control-allow-methods": "PUT, DELETE",
      "access-control-allow-headers": "Authorization, Content-Type",
      "access-control-max-age": "600",
    },
  },
  { name: "fastify", start: fastify.start, actual: ACTUAL, preflight: PREFLIGHT },
  { name: "koa", start: koa.start, actual: ACTUAL, preflight: PREFLIGHT },
  { name: "hono", start: hono.start, actual: ACTUAL, preflight: PREFLIGHT },
  { name: "h3", start: h3.start, actual: ACTUAL, preflight: PREFLIGHT },
  { name: "elysia", start: elysia.start, actual: ACTUAL, preflight: PREFLIGHT },
  { name: "web", start: web.start, actual: ACTUAL, preflight: PREFLIGHT },
  { name: "next", start: next.start, actual: ACTUAL, preflight: PREFLIGHT },
];

describe.each(frameworks)("the $name example", ({ start, actual, preflight }) => {
  const url = running(start);

  test("lets the app read the orders", async () => {
    const answer = await get(`${url()}/orders`, APP);
    expect(answer).toEqual({ status: 200, cors: actual, vary: ["origin"], body: ORDERS });
  });

  test("answers the app's preflight with everything that the policy allows", async () => {
    const answer = await ask(`${url()}/orders`, APP, "PUT");
    expect(answer).toEqual({ status: 204, cors: preflight, vary: ["origin"], body: "" });
  });

  test("gives a stranger the response, but no permission to read it", async () => {
    const answer = await get(`${url()}/orders`, STRANGER);
    expect(answer).toEqual({ status: 200, cors: {}, vary: ["origin"], body: ORDERS });
  });

  test("refuses a stranger's preflight", async () => {
    const answer = await ask(`${url()}/orders`, STRANGER, "PUT");
    expect(answer).toEqual({ status: 403, cors: {}, vary: ["origin"], body: "" });
  });
});

describe("the lambda example", () => {
  /** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
  const event = (method: string, headers: Record<string, string>) => ({
    version: "2.0",
    rawPath: "/orders",
    rawQueryString: "",
    headers: { host: "api.example.com", ...headers },
    requestContext: { http: { method, path: "/orders" } },
    isBase64Encoded: false,
  });
  const call = async (method: string, headers: Record<string, string>) => {
    const result: unknown = await handler(event(method, headers), {});
    const {
      statusCode,
      headers: given,
      body,
    } = result as {
      statusCode: number;
      headers: Record<string, string>;
      body?: string;
    };
    return { status: statusCode, ...corsIn(new Headers(given)), body: body ?? "" };
  };
  const asked = { "access-control-request-method": "PUT" };

  test("lets the app read the orders", async () => {
    const answer = await call("GET", { origin: APP });
    expect(answer).toEqual({ status: 200, cors: ACTUAL, vary: ["origin"], body: ORDERS });
  });

  test("answers the app's preflight with everything that the policy allows", async () => {
    const answer = await call("OPTIONS", { origin: APP, ...asked });
    expect(answer).toEqual({ status: 204, cors: PREFLIGHT, vary: ["origin"], body: "" });
  });

  test("gives a stranger the response, but no permission to read it", async () => {
    const answer = await call("GET", { origin: STRANGER });
    expect(answer).toEqual({ status: 200, cors: {}, vary: ["origin"], body: ORDERS });
  });

  test("refuses a stranger's preflight", async () => {
    const answer = await call("OPTIONS", { origin: STRANGER, ...asked });
    expect(answer).toEqual({ status: 403, cors: {}, vary: ["origin"], body: "" });
  });
});

describe("origins from the environment", () => {
  const url = running(() =>
    originsFromEnvironment.start({
      ALLOWED_ORIGINS: "https://app.example.com, https://*.preview.example.com",
    }),
  );

  test.each([
    { origin: APP, allowed: true },
    { origin: "https://pr-7.preview.example.com", allowed: true },
    { origin: "https://preview.example.com", allowed: false },
    { origin: STRANGER, allowed: false },
  ])("$origin: $allowed", async ({ origin, allowed }) => {
    const { cors } = await get(url(), origin);
    expect(cors["access-control-allow-origin"]).toBe(allowed ? origin : undefined);
  });

  test.each([
    { text: undefined, code: "origin/unset" },
    { text: "", code: "origin/unset" },
    { text: "*", code: "origin/wildcard-in-text" },
    { text: "https://app.example.com/", code: "origin/trailing-slash" },
  ])("$text does not start, for $code", ({ text, code }) => {
    expect(() => originsFromEnvironment.guardFrom({ ALLOWED_ORIGINS: text })).toThrow(PolicyError);
    expect(codesOf(() => parseOrigins(text))).toEqual([code]);
  });
});

describe("several policies and select", () => {
  const url = running(select.start);

  test("the catalogue is everyone's, without credentials", async () => {
    const { cors } = await get(`${url()}/catalogue/7`, STRANGER);
    expect(cors).toEqual({ "access-control-allow-origin": "*" });
  });

  test.each(["/account/7", "/catalogue", "/"])("%s is the app's alone", async (path) => {
    expect((await get(`${url()}${path}`, STRANGER)).cors).toEqual({});
    expect((await get(`${url()}${path}`, APP)).cors).toEqual(ACTUAL);
  });

  test("a preflight and its request meet the same policy", async () => {
    const { status, cors } = await ask(`${url()}/account/7`, APP, "PUT");
    expect(status).toBe(204);
    expect(cors).toEqual({ ...ACTUAL, "access-control-allow-methods": "PUT" });
    expect((await ask(`${url()}/account/7`, STRANGER, "PUT")).status).toBe(403);
  });
});

describe("origins that are looked up", () => {
  const url = running(resolveOrigin.start);

  test("a customer's origin is allowed, from the moment they have it", async () => {
    const origin = "https://new.example.net";
    expect((await get(url(), "https://shop.example.net")).cors).toEqual({
      ...ACTUAL,
      "access-control-allow-origin": "https://shop.example.net",
    });
    expect((await get(url(), origin)).cors).toEqual({});
    resolveOrigin.customers.add(origin);
    expect((await get(url(), origin)).cors).toEqual({
      ...ACTUAL,
      "access-control-allow-origin": origin,
    });
  });

  test("the policy's own origins need no look-up, and a stranger gets nothing", async () => {
    expect((await get(url(), APP)).cors).toEqual(ACTUAL);
    expect((await get(url(), STRANGER)).cors).toEqual({});
  });
});

describe("a policy that only reports", () => {
  const url = running(reportOnly.start);

  test("tells what it would refuse, and leaves the application's headers alone", async () => {
    const today = { "access-control-allow-origin": "*" };
    expect((await get(`${url()}/orders`, APP)).cors).toEqual(today);
    expect((await get(`${url()}/orders`, STRANGER)).cors).toEqual(today);
    expect(reportOnly.refusals).toEqual([`${STRANGER} GET /orders: origin-not-allowed`]);
  });
});

describe("checking a policy", () => {
  test("tells every mistake at once", () => {
    const codes = mistakesIn(WRONG_POLICY).map((line) => line.split("\n")[0]);
    expect(codes.toSorted()).toEqual([
      "error method/case",
      "error option/unknown",
      "error origin/public-suffix",
      "error origin/scheme-missing",
      "error origin/trailing-slash",
    ]);
  });

  test("says nothing of a right one", () => {
    expect(mistakesIn('{ "allowOrigins": ["https://app.example.com"] }')).toEqual([]);
  });
});

describe("the incorrect example: an origin sent back to whoever sent it", () => {
  const url = running(reflectOrigin.start);

  test("a stranger's page may read the customer's orders", async () => {
    const { cors, body } = await get(`${url()}/orders`, STRANGER);
    const request = { origin: STRANGER, credentialsMode: "include" } as const;
    // What a browser does with this answer.
    expect(corsCheck(request, HeaderList.from(Object.entries(cors)))).toEqual({ ok: true });
    expect(body).toBe(ORDERS);
  });

  test("so may a frame without an origin, which every site can make", async () => {
    const { cors } = await get(`${url()}/orders`, "null");
    const request = { origin: "null", credentialsMode: "include" } as const;
    expect(corsCheck(request, HeaderList.from(Object.entries(cors)))).toEqual({ ok: true });
  });

  test("a shared cache may give one origin's answer to another", async () => {
    expect((await get(`${url()}/orders`, APP)).vary).toEqual([]);
  });
});

const ORDERS = '[{"id":7,"item":"kettle"}]';

/** An example that runs for the tests of one `describe`. */
function running(start: () => Promise<Running>): () => string {
  let example: Running;
  beforeAll(async () => {
    example = await start();
  });
  afterAll(() => example.close());
  return () => example.url;
}

interface Answer {
  status: number;
  cors: CorsHeaders;
  vary: string[];
  body: string;
}

function get(url: string, origin: string): Promise<Answer> {
  return send(url, { headers: { origin } });
}

function ask(url: string, origin: string, method: string): Promise<Answer> {
  const headers = {
    origin,
    "access-control-request-method": method,
    "access-control-request-headers": "content-type",
  };
  return send(url, { method: "OPTIONS", headers });
}

async function send(url: string, request: RequestInit): Promise<Answer> {
  const response = await fetch(url, request);
  return { status: response.status, ...corsIn(response.headers), body: await response.text() };
}

function corsIn(headers: Headers): Pick<Answer, "cors" | "vary"> {
  const names = [...headers].filter(([name]) => name.startsWith("access-control-"));
  const vary = (headers.get("vary") ?? "").split(",").map((name) => name.trim().toLowerCase());
  // What a framework varies on besides is its own affair.
  return { cors: Object.fromEntries(names), vary: vary.filter((name) => name === "origin") };
}

function codesOf(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (error instanceof PolicyError) return error.issues.map((issue) => issue.code);
    throw error;
  }
  return [];
}
