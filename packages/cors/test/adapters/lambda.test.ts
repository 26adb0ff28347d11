import { createCors } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/lambda";
import type { LambdaEvent } from "@crosswalk/cors/lambda";
import type { APIGatewayProxyHandlerV2, Context } from "aws-lambda";
import { describe, expect, test } from "vitest";

import {
  eventOf,
  functionUrlEvent,
  httpApiV1Event,
  httpApiV2Event,
  loadBalancerEvent,
  multiValueLoadBalancerEvent,
  responseOf,
  restApiEvent,
} from "./lambda-events.ts";
import type { AnyEvent, ShapeName } from "./lambda-events.ts";
import { guardsFor } from "./matrix-guards.ts";
import { describeMatrix, originNames, violations, wireRequest } from "./matrix.ts";
import type { MatrixSetup } from "./matrix.ts";
import { situations } from "./matrix-situations.ts";
import type { WireRequest, WireResponse } from "./raw-request.ts";

const star = { "Access-Control-Allow-Origin": "*" };
const context = {} as Context;

/** A result before it has a shape: lines, as they are to go out. */
interface Answer {
  readonly status: number;
  readonly lines?: readonly (readonly [string, string])[];
  readonly body?: string;
}

const ownLines = [
  ["access-control-allow-origin", "*"],
  ["Set-Cookie", "a=1"],
  ["Set-Cookie", "b=2"],
  ["Vary", "Accept"],
] as const;

function answerTo(method: string, path: string, body: string): Answer {
  if (path.startsWith("/auth/"))
    return { status: 401, lines: [["Access-Control-Allow-Origin", "*"]] };
  if (path.startsWith("/limited/")) return { status: 429 };
  switch (`${method} ${path}`) {
    case "GET /get":
    case "GET /public/get":
      return { status: 200, lines: [["X-Request-Id", "7"]], body: "ok" };
    case "GET /throw":
      throw new Error("thrown");
    case "POST /validate":
      return { status: body.endsWith("}") ? 200 : 400 };
    case "GET /not-modified":
      return { status: 304, lines: [["ETag", '"v1"']] };
    case "GET /redirect":
      return { status: 302, lines: [["Location", "/get"]] };
    case "HEAD /head":
      return { status: 200 };
    case "GET /vary":
      return { status: 200, lines: [["Vary", "Accept-Encoding"]] };
    case "GET /vary-origin":
      return { status: 200, lines: [["vary", "ORIGIN, Accept"]] };
    case "GET /own-acao":
      return {
        status: 200,
        lines: [
          ["Access-Control-Allow-Origin", "*"],
          ["access-control-expose-headers", "X-Other"],
          ["ACCESS-CONTROL-MAX-AGE", "1"],
        ],
        body: "ok",
      };
    // There is no `writeHead`; a result has several places for headers, which the shape decides.
    case "GET /write-head-object":
    case "GET /write-head-array":
    case "GET /write-head-pairs":
      return { status: 200, lines: ownLines };
    case "OPTIONS /own-options":
      return { status: 200, lines: [["Allow", "GET, OPTIONS"]], body: "own" };
    default:
      return { status: 404 };
  }
}

/** The answer in the shape that the event asks for; where there are two places for headers, `path` decides which are used. */
function resultOf(
  shape: ShapeName,
  path: string,
  { status, lines = [], body = "" }: Answer,
): object {
  const cookies = lines.filter(([name]) => name === "Set-Cookie");
  const others = lines.filter(([name]) => name !== "Set-Cookie");
  const several = (some: typeof lines): Record<string, string[]> => {
    const groups: Record<string, string[]> = {};
    for (const [name, value] of some) (groups[name] ??= []).push(value);
    return groups;
  };
  switch (shape) {
    case "HTTP API 2.0":
    case "function URL":
      return {
        statusCode: status,
        headers: Object.fromEntries(others),
        cookies: cookies.map(([, value]) => value),
        body,
      };
    case "load balancer":
      return {
        statusCode: status,
        statusDescription: `${status} Some`,
        headers: Object.fromEntries(lines),
        body,
      };
    case "load balancer, multi-value":
      return { statusCode: status, multiValueHeaders: several(lines), body };
    case "REST API":
    case "HTTP API 1.0":
      if (path === "/write-head-array")
        return { statusCode: status, multiValueHeaders: several(lines), body };
      if (path === "/write-head-pairs")
        return { statusCode: status, headers: star, multiValueHeaders: several(lines), body };
      return {
        statusCode: status,
        headers: Object.fromEntries(others),
        multiValueHeaders: several(cookies),
        body,
      };
  }
}

/** A function with something inside the guard that makes results of errors, as such functions have. */
function functionOf(
  shape: ShapeName,
  { guards, onError }: MatrixSetup,
): (request: WireRequest) => Promise<WireResponse> {
  let handler = async (event: LambdaEvent): Promise<object> => {
    const { method = "", path = "" } =
      "rawPath" in event
        ? (event as typeof httpApiV2Event).requestContext.http
        : { method: event.httpMethod, path: event.path };
    const { body } = event as { body?: string };
    return resultOf(shape, path, answerTo(method, path, body ?? ""));
  };
  for (const inner of guards.slice(1)) {
    const guarded = cors(inner)(handler);
    handler = (event) => guarded(event, context);
  }
  const outermost = guards[0];
  if (outermost === undefined) throw new Error("a function without a guard");
  const run = cors(outermost)(async (event: LambdaEvent) => {
    try {
      return await handler(event);
    } catch (error) {
      onError(error);
      return resultOf(shape, "", {
        status: 500,
        lines: [["Access-Control-Allow-Origin", "*"]],
        body: "error",
      });
    }
  });
  return async (request) => responseOf(shape, await run(eventOf(shape, request), context));
}

const wholeResults =
  "a result is given whole; streamed ones are another protocol, which is listed as not guarded";
const impossible = { stream: wholeResults, "flush-headers": wholeResults };

for (const shape of [
  "REST API",
  "HTTP API 1.0",
  "HTTP API 2.0",
  "function URL",
  "load balancer, multi-value",
] as const) {
  describeMatrix({
    name: `lambda: ${shape}`,
    start: async (setup) => ({ send: functionOf(shape, setup), close: () => undefined }),
    impossible,
  });
}

describe("lambda: load balancer", () => {
  const oneValue = new Set(["write-head-object", "write-head-array", "write-head-pairs"]);
  const possible = situations.filter(({ name }) => !(name in impossible) && !oneValue.has(name));
  for (const situation of possible) {
    test.each(originNames)(`a response to ${situation.title}, origin %s`, async (origin) => {
      const errors: unknown[] = [];
      const send = functionOf("load balancer", {
        guards: guardsFor(situation.setup),
        onError: (error) => errors.push(error),
      });
      const response = await send(wireRequest(situation, origin));
      // The load balancer passes the last line alone, and nothing tells that there were two.
      const seen = origin === "duplicated" ? "allowed" : origin;
      expect(violations(response, situation.expected[seen])).toEqual([]);
      if (situation.error !== undefined) expect(errors).toMatchObject([{ name: situation.error }]);
    });
  }
  test("says which situations there can't be", () => {
    console.log(
      `lambda: load balancer: ${possible.length} × ${originNames.length} situations met, ${situations.length - possible.length} × ${originNames.length} not possible`,
    );
    console.log(
      `  ${[...oneValue].join(", ")}: a header has one value without multi-value headers, so there are no two cookies`,
    );
    expect(possible.length + oneValue.size + Object.keys(impossible).length).toBe(
      situations.length,
    );
  });
});

const policy = { allowOrigins: ["https://app.example.com"], allowMethods: ["PUT"] } as const;
const permission = { "Access-Control-Allow-Origin": "https://app.example.com" };

describe("a lambda function behind", () => {
  const one = { headers: { ...permission, Vary: "Origin" } };
  test.each<[string, AnyEvent, object]>([
    ["a REST API", restApiEvent, one],
    ["an HTTP API, format 1.0", httpApiV1Event, one],
    ["an HTTP API, format 2.0", httpApiV2Event, one],
    ["a function URL", functionUrlEvent, one],
    ["a load balancer", loadBalancerEvent, one],
    [
      "a load balancer with multi-value headers",
      multiValueLoadBalancerEvent,
      {
        multiValueHeaders: {
          "Access-Control-Allow-Origin": ["https://app.example.com"],
          Vary: ["Origin"],
        },
      },
    ],
  ])("%s answers in its shape, and nowhere else", async (_name, event, headers) => {
    const handler = cors(policy)(async (_event: AnyEvent) => ({ statusCode: 200, body: "ok" }));
    expect(plain(await handler(event, context))).toEqual({
      statusCode: 200,
      body: "ok",
      ...headers,
    });
  });
});

/** What AWS gets. */
function plain(result: unknown): unknown {
  return JSON.parse(JSON.stringify(result));
}

describe("in format 2.0, a result without statusCode is JSON with the headers", () => {
  test.each<[unknown, string]>([
    ["Hello from Lambda!", "Hello from Lambda!"],
    [{ message: "Hello from Lambda!" }, '{"message":"Hello from Lambda!"}'],
    [[1, 2], "[1,2]"],
    [undefined, "null"],
  ])("%j", async (result, body) => {
    const handler = cors(policy)((_event: typeof httpApiV2Event) => Promise.resolve(result));
    expect(plain(await handler(httpApiV2Event, context))).toEqual({
      statusCode: 200,
      headers: { "content-type": "application/json", ...permission, Vary: "Origin" },
      body,
      isBase64Encoded: false,
    });
  });
});

test("a lambda function's Origin lines are one value, whatever the case of their names", async () => {
  const handler = cors(policy)(async (_event: LambdaEvent) => ({ statusCode: 200, body: "" }));
  const multiValueHeaders = {
    ORIGIN: ["https://app.example.com"],
    origin: ["https://app.example.com"],
  };
  const result = await handler({ ...restApiEvent, multiValueHeaders }, context);
  expect(plain(result)).toEqual({ statusCode: 200, headers: { Vary: "Origin" }, body: "" });
});

test("a lambda function's header may be called __proto__, and its values be numbers", async () => {
  const headers = JSON.parse(
    '{"__proto__":"own","X-Count":7,"ACCESS-CONTROL-MAX-AGE":1,"vary":"Accept"}',
  ) as Record<string, string>;
  const handler = cors(policy)(async (_event: LambdaEvent) => ({
    statusCode: 200,
    headers,
    body: "",
  }));
  const result = await handler(loadBalancerEvent, context);
  const lines = Object.entries(JSON.parse(JSON.stringify(result.headers)) as object);
  expect(lines).toEqual([
    ["__proto__", "own"],
    ["X-Count", 7],
    ...Object.entries(permission),
    ["Vary", "Accept, Origin"],
  ]);
});

test("a lambda function's own result object stays as it is", async () => {
  const own = Object.freeze({
    statusCode: 200,
    headers: Object.freeze({ Vary: "Accept" }),
    body: "",
  });
  const handler = cors(policy)(async (_event: LambdaEvent) => own);
  await handler(restApiEvent, context);
  expect(own).toEqual({ statusCode: 200, headers: { Vary: "Accept" }, body: "" });
});

test("what a lambda function throws, at once or later, is thrown on", async () => {
  const thrown = new Error("thrown");
  const atOnce = cors(policy)((_event: LambdaEvent) => {
    throw thrown;
  });
  const later = cors(policy)((_event: LambdaEvent) => Promise.reject(thrown));
  const byCallback = cors(policy)(
    (_event: LambdaEvent, _context: Context, callback: (error: Error) => void) => callback(thrown),
  );
  for (const handler of [atOnce, later, byCallback])
    await expect(handler(restApiEvent, context)).rejects.toBe(thrown);
});

test("a lambda function that calls back is guarded too", async () => {
  const handler = cors(policy)((
    _event: LambdaEvent,
    _context: Context,
    callback: (error: null, result: object) => void,
  ) => {
    setTimeout(() => callback(null, { statusCode: 200, headers: star, body: "ok" }), 1);
  });
  expect(plain(await handler(restApiEvent, context))).toEqual({
    statusCode: 200,
    headers: { ...permission, Vary: "Origin" },
    body: "ok",
  });
});

test("two guards around a lambda function reject, and the function doesn't run", async () => {
  let ran = false;
  const inner = cors(createCors(policy))(async (_event: LambdaEvent) => {
    ran = true;
    return { statusCode: 200, body: "" };
  });
  const outer = cors(createCors(policy))((event: LambdaEvent) => inner(event, context));
  await expect(outer(restApiEvent, context)).rejects.toMatchObject({ name: "GuardConflictError" });
  expect(ran).toBe(false);
});

test("select is told the host and path of a lambda event", async () => {
  const targets: object[] = [];
  const guard = createCors({ policy }, { select: (target) => (targets.push(target), "policy") });
  const handler = cors(guard)(async (_event: LambdaEvent) => ({ statusCode: 200, body: "" }));
  for (const event of [restApiEvent, functionUrlEvent, multiValueLoadBalancerEvent])
    await handler(event, context);
  await handler({ ...httpApiV2Event, headers: {} }, context);
  expect(targets).toEqual([
    { host: "id.execute-api.us-east-1.amazonaws.com", path: "/orders/7", method: "GET" },
    { host: "url-id.lambda-url.us-west-2.on.aws", path: "/orders/7", method: "GET" },
    { host: "lambda-alb-123578498.us-east-2.elb.amazonaws.com", path: "/orders/7", method: "GET" },
    { host: "id.execute-api.us-east-1.amazonaws.com", path: "/orders/7", method: "GET" },
  ]);
});

test("an event that is no request goes to the lambda function, and its result comes back untouched", async () => {
  const own = { kept: "warm" };
  let decided = 0;
  const guard = createCors(policy, { onDecision: () => void decided++ });
  const handler = cors(guard)(async (_event: LambdaEvent) => own);
  for (const event of [
    { "detail-type": "Scheduled Event", requestContext: {} },
    "warm" as never,
    null as never,
  ]) {
    expect(await handler(event, context)).toBe(own);
  }
  expect(decided).toBe(0);
});

test("a handler with the types of AWS is taken as it is", async () => {
  const typed: APIGatewayProxyHandlerV2 = async () => "ok";
  expect(plain(await cors(policy)(typed)(httpApiV2Event, context))).toMatchObject({
    statusCode: 200,
    body: "ok",
  });
});
