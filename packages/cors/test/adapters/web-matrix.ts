// The matrix for the web adapter, in process, on any runtime: no test framework, nothing of Node.

import { handleCors, cors } from "../../src/adapters/web.ts";
import { createCors } from "../../src/policy/index.ts";
import type { CorsGuard, DecisionReport } from "../../src/policy/index.ts";
import { account, guardsFor } from "./matrix-guards.ts";
import { originLines, situations } from "./matrix-situations.ts";
import type { Expected, OriginName, Situation } from "./matrix-situations.ts";

export interface WebMatrixResult {
  readonly passed: string[];
  readonly failed: { readonly name: string; readonly reason: string }[];
}

type Handler = (request: Request) => Response | Promise<Response>;

/** Runs every situation from every origin, and what only responses of the web can be. */
export async function runWebMatrix(): Promise<WebMatrixResult> {
  const result: WebMatrixResult = { passed: [], failed: [] };
  const check = async (name: string, findings: () => Promise<readonly string[]>): Promise<void> => {
    let found: readonly string[];
    try {
      found = await findings();
    } catch (error) {
      found = [`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
    }
    if (found.length === 0) result.passed.push(name);
    else result.failed.push({ name, reason: found.join("; ") });
  };

  // A page's `Headers` refuse to set `Origin`: there this matrix would pass without having tested anything.
  await check("a Request of this runtime carries Origin", async () => {
    const request = new Request(`${site}/get`, {
      headers: [["Origin", "https://app.example.com"]],
    });
    return request.headers.get("Origin") === "https://app.example.com"
      ? []
      : ["Origin is forbidden here, as in a browser"];
  });
  for (const situation of situations) {
    for (const origin of Object.keys(originLines) as OriginName[]) {
      await check(`a response to ${situation.title}, origin ${origin}`, () =>
        meet(situation, origin),
      );
    }
  }
  for (const [name, findings] of Object.entries(ofTheWeb)) await check(name, findings);
  return result;
}

const site = "http://api.example.com";

async function meet(situation: Situation, origin: OriginName): Promise<string[]> {
  const reports: DecisionReport[] = [];
  const errors: unknown[] = [];
  const fetch = application(guardsFor(situation.setup, reports), (error) => errors.push(error));
  const { method, path, headers: lines = [], body } = situation.request;
  const headers = new Headers();
  for (const line of originLines[origin]) headers.append("Origin", line);
  for (const [name, value] of lines) headers.append(name, value);
  const request = new Request(site + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });

  const found = await violations(await fetch(request), situation.expected[origin]);
  const names = errors.map((error) => (error instanceof Error ? error.name : String(error)));
  if (situation.error !== undefined)
    return [...found, ...differs("errors", names, [situation.error])];
  const mode = situation.setup === "report-only" ? "report-only" : "enforce";
  const modes = reports.map((report) => report.mode);
  return [...found, ...differs("decisions", modes, [mode])];
}

/** What a framework is: guards, then something that makes responses of errors, then routes. */
function application(guards: readonly CorsGuard[], onError: (error: unknown) => void): Handler {
  let handler: Handler = routes;
  for (const inner of guards.slice(1)) handler = cors(inner)(handler);
  const framework: Handler = async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      onError(error);
      return new Response("error", {
        status: 500,
        headers: { "Access-Control-Allow-Origin": "*" },
      });
    }
  };
  const outermost = guards[0];
  return outermost === undefined ? framework : cors(outermost)(framework);
}

async function routes(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/auth/")) return new Response("who?", { status: 401 });
  if (pathname.startsWith("/limited/")) return new Response("later", { status: 429 });
  switch (`${request.method} ${pathname}`) {
    case "GET /get":
    case "GET /public/get":
      return new Response("ok", { headers: { "X-Request-Id": "7" } });
    case "GET /throw":
      throw new Error("thrown");
    case "POST /validate":
      return request.json().then(
        () => new Response("ok"),
        () =>
          Response.json(
            { error: "not JSON" },
            { status: 400, headers: { "Access-Control-Allow-Origin": "*" } },
          ),
      );
    case "GET /not-modified":
      return new Response(null, { status: 304, headers: { ETag: '"v1"' } });
    case "GET /redirect":
      return new Response(null, { status: 302, headers: { Location: "/get" } });
    case "GET /stream":
      return new Response(streamOf("one", "two"));
    case "HEAD /head":
      return new Response(null);
    case "GET /vary":
      return new Response("ok", { headers: { Vary: "Accept-Encoding" } });
    case "GET /vary-origin":
      return new Response("ok", { headers: { Vary: "ORIGIN, Accept" } });
    case "GET /own-acao":
      return new Response("ok", {
        headers: {
          "Access-Control-Allow-Origin": "*",
          "access-control-expose-headers": "X-Other",
          "ACCESS-CONTROL-MAX-AGE": "1",
        },
      });
    // There is no `writeHead`; these are the forms that headers can be given in.
    case "GET /write-head-object":
      return withCookies(
        new Response("ok", { headers: { "access-control-allow-origin": "*", Vary: "Accept" } }),
      );
    case "GET /write-head-array":
      return new Response("ok", { headers: ownLines });
    case "GET /write-head-pairs":
      return new Response("ok", { headers: new Headers(ownLines) });
    case "GET /flush":
      return new Response(streamOf("late"), { headers: { "Access-Control-Allow-Origin": "*" } });
    case "OPTIONS /own-options":
      return new Response("own", { headers: { Allow: "GET, OPTIONS" } });
    default:
      return new Response("not found", { status: 404 });
  }
}

const ownLines: [string, string][] = [
  ["access-control-allow-origin", "*"],
  ["Set-Cookie", "a=1"],
  ["Set-Cookie", "b=2"],
  ["Vary", "Accept"],
];

function withCookies(response: Response): Response {
  response.headers.append("Set-Cookie", "a=1");
  response.headers.append("Set-Cookie", "b=2");
  return response;
}

/** A stream that gives its chunks after a moment each. */
function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      await Promise.resolve();
      const chunk = chunks.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(encoder.encode(chunk));
    },
  });
}

/** What only responses of the web can be. */
const ofTheWeb: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  "Response.redirect, whose headers can't be changed, is answered with the permission":
    async () => {
      const response = await answer(() => Response.redirect(`${site}/get`, 307));
      return violations(response, {
        ...readable,
        status: 307,
        headers: { location: [`${site}/get`] },
        body: "",
      });
    },
  "a response from fetch, whose headers can't be changed, loses the other server's permission and keeps its cookies":
    async () => {
      const response = await answer(() =>
        frozen(new Response("ok", { status: 203, headers: ownLines })),
      );
      const headers = { "set-cookie": ["a=1", "b=2"] };
      return violations(response, {
        ...readable,
        status: 203,
        vary: ["origin", "accept"],
        headers,
        body: "ok",
      });
    },
  "a stream in a response that is made again still arrives": async () => {
    const response = await answer(() => frozen(new Response(streamOf("one", "two"))));
    return violations(response, { ...readable, body: "onetwo" });
  },
  "a 304 whose headers can't be changed is answered with the permission": async () => {
    const response = await answer(() => frozen(new Response(null, { status: 304 })));
    return violations(response, { ...readable, status: 304, body: "" });
  },
  "a changeable response is the handler's own": async () => {
    const own = new Response("ok");
    return (await answer(() => own)) === own ? [] : ["another object came back"];
  },
  "Response.error() passes through": async () => {
    const own = Response.error();
    return (await answer(() => own)) === own ? [] : ["another object came back"];
  },
  "an upgrade passes through untouched": async () => {
    // No runtime lets a program construct status 101; upgrades hand out such responses.
    const headers = new Headers({ "Access-Control-Allow-Origin": "*" });
    const own = { status: 101, headers } as unknown as Response;
    const same = (await answer(() => own)) === own;
    return [
      ...(same ? [] : ["another object came back"]),
      ...differs("headers", [...headers], [["access-control-allow-origin", "*"]]),
    ];
  },
  "nothing passes through, as Bun's handlers return after an upgrade": async () => {
    const response = await answer(() => undefined as unknown as Response);
    return differs("response", response, undefined);
  },
  "what the handler throws is thrown on, at once or later": async () => {
    const thrown = new Error("thrown");
    const caught: unknown[] = [];
    const handlers: Handler[] = [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
    ];
    for (const handler of handlers)
      await answer(handler).catch((error: unknown) => caught.push(error));
    return caught.length === 2 && caught.every((error) => error === thrown)
      ? []
      : ["something else was thrown"];
  },
  "two different guards reject, and the handler doesn't run": async () => {
    let ran = false;
    const handler = cors(createCors(account))(
      cors(createCors(account))(() => {
        ran = true;
        return new Response("ok");
      }),
    );
    const error: unknown = await handler(requestFrom("https://app.example.com")).then(
      () => null,
      (reason: unknown) => reason,
    );
    const name = error instanceof Error ? error.name : String(error);
    return [...differs("error", name, "GuardConflictError"), ...differs("ran", ran, false)];
  },
  "one request object may be handled again, and is decided again": async () => {
    const reports: DecisionReport[] = [];
    const handler = cors(
      createCors(account, { onDecision: (report) => void reports.push(report) }),
    )(() => new Response("ok"));
    const request = requestFrom("https://app.example.com");
    await handler(request);
    const found = await violations(await handler(request), { ...readable, body: "ok" });
    return [...found, ...differs("decisions", reports.length, 2)];
  },
  "one request object handled twice at the same time gets the headers twice": async () => {
    const handler = cors(createCors(account))(async () => new Response("ok"));
    const request = requestFrom("https://app.example.com");
    const both = await Promise.all([handler(request), handler(request)]);
    return (
      await Promise.all(both.map((response) => violations(response, { ...readable, body: "ok" })))
    ).flat();
  },
  "a response that answers several requests doesn't carry one's permission to another":
    async () => {
      const shared = new Response(null);
      const handler = cors(createCors(account))(() => shared);
      const allowed = await handler(requestFrom("https://app.example.com"));
      const denied = await handler(requestFrom("https://evil.example"));
      return [
        ...(await violations(allowed, readable)),
        ...(await violations(denied, { ...readable, accessControl: {} })),
      ];
    },
  "handleCors answers hooks as cors answers handlers": async () => {
    const guard = createCors(account);
    const response = await handleCors(
      guard,
      requestFrom("https://app.example.com"),
      () => new Response("ok"),
    );
    const preflight = await handleCors(
      guard,
      preflightFrom("https://app.example.com"),
      () => new Response("not reached"),
    );
    return [
      ...(await violations(response, { ...readable, body: "ok" })),
      ...differs("preflight", [preflight.status, await preflight.text()], [204, ""]),
    ];
  },
  "a handler is given what it was called with": async () => {
    const seen: unknown[] = [];
    const handler = cors(createCors(account))((_request: Request, ...rest: [string, number]) => {
      seen.push(...rest);
      return new Response("ok");
    });
    await handler(requestFrom("https://app.example.com"), "environment", 7);
    return differs("arguments", seen, ["environment", 7]);
  },
  "the host that select is told comes from the URL where there is no Host": async () => {
    const hosts: (string | null)[] = [];
    const guard = createCors({ account }, { select: ({ host }) => (hosts.push(host), "account") });
    const handler = cors(guard)(() => new Response("ok"));
    await handler(new Request("http://api.example.com:8080?x"));
    await handler(
      new Request("http://api.example.com/a:b", { headers: { Host: "other.example.com" } }),
    );
    return differs("hosts", hosts, ["api.example.com:8080", "other.example.com"]);
  },
  "Cross-Origin-Resource-Policy and Timing-Allow-Origin of the policy replace the handler's":
    async () => {
      const guard = createCors({
        ...account,
        crossOriginResourcePolicy: "same-site",
        timingAllowOrigin: ["https://app.example.com"],
      });
      const handler = cors(guard)(
        () =>
          new Response("ok", {
            headers: { "Cross-Origin-Resource-Policy": "cross-origin", "Timing-Allow-Origin": "*" },
          }),
      );
      return violations(await handler(requestFrom("https://evil.example")), {
        ...readable,
        accessControl: {},
        headers: {
          "cross-origin-resource-policy": ["same-site"],
          "timing-allow-origin": ["https://app.example.com"],
        },
      });
    },
};

const readable: Expected = {
  status: 200,
  accessControl: {
    "access-control-allow-origin": "https://app.example.com",
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "X-Request-Id",
  },
  vary: ["origin"],
};

function answer(handler: Handler): Promise<Response> {
  return cors(createCors(account))(handler)(requestFrom("https://app.example.com"));
}

function requestFrom(origin: string): Request {
  return new Request(`${site}/get`, { headers: { Origin: origin } });
}

function preflightFrom(origin: string): Request {
  const headers = { Origin: origin, "Access-Control-Request-Method": "PUT" };
  return new Request(`${site}/get`, { method: "OPTIONS", headers });
}

/**
 * A response as `fetch` returns it. No network is needed for that, and not every runtime has `fetch("data:…")`: the standard's
 * "immutable" headers throw a `TypeError` from these three methods and differ in nothing else.
 */
function frozen(response: Response): Response {
  const refuse = (): never => {
    throw new TypeError("immutable");
  };
  Object.defineProperties(response.headers, {
    set: { value: refuse },
    append: { value: refuse },
    delete: { value: refuse },
  });
  return response;
}

/** What is wrong with a response; nothing, one hopes. */
async function violations(response: Response, expected: Expected): Promise<string[]> {
  const { status, accessControl, vary, headers = {}, body } = expected;
  const valuesOf = (name: string): string[] => {
    if (name === "set-cookie") return response.headers.getSetCookie();
    const value = response.headers.get(name);
    return value === null ? [] : [value];
  };
  const permissions = [...response.headers].filter(([name]) => name.startsWith("access-control-"));
  const varied = valuesOf("vary").flatMap((value) =>
    value.split(",").map((name) => name.trim().toLowerCase()),
  );

  const found = status === null ? [] : differs("status", response.status, status);
  found.push(
    ...differs("Access-Control-*", sorted(permissions), sorted(Object.entries(accessControl))),
  );
  found.push(...differs("Vary", sorted(varied), sorted(vary)));
  for (const [name, values] of Object.entries(headers))
    found.push(...differs(name, valuesOf(name), values));
  if (body !== undefined) found.push(...differs("body", await response.text(), body));
  return found;
}

function sorted<Item>(items: readonly Item[]): Item[] {
  return [...items].sort();
}

function differs(what: string, is: unknown, should: unknown): string[] {
  const [left, right] = [JSON.stringify(is), JSON.stringify(should)];
  return left === right ? [] : [`${what}: ${left} should be ${right}`];
}
