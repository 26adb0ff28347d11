import { pageNames, type PageName, type Reply, type ScriptRequest } from "../case.ts";
import { Random } from "./random.ts";
import { credentialsShapes, originShapes } from "./response-origins.ts";
import { listShapes } from "./response-lists.ts";
import {
  allowHeaders,
  allowMethods,
  allowOrigin,
  ALLOW_CREDENTIALS,
  exposeHeaders,
  originOf,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

const COUNT = 9000;

const methods =
  "GET GET GET HEAD POST POST PUT PUT DELETE PATCH patch CHICKEN chicken OPTIONS get post put QUERY".split(
    " ",
  );
const headerChoices: readonly (readonly [string, string])[] = [
  ["X-A", "1"],
  ["X-B", ""],
  ["Authorization", "Bearer x"],
  ["Content-Type", "application/json"],
  ["Content-Type", "text/plain"],
  ["Accept", "text/html"],
  ["Accept", "\u0022"],
  ["Accept-Language", "en_"],
  ["Range", "bytes=0-1"],
  ["Range", "bytes=-1"],
  ["Save-Data", "on"],
  ["DPR", "1.5"],
  ["Cookie", "a=b"],
  ["Sec-A", "1"],
  ["Cache-Control", "no-cache"],
  ["If-None-Match", "*"],
  ["Content-Language", "en"],
  ["Accept", "a".repeat(129)],
];

/** Everything at once: a random request along a random route, each answer right in most respects. */
export function* randomSituations(seed: number): Generator<Situation> {
  const random = new Random(seed);
  for (let count = 0; count < COUNT; count++) {
    const page: PageName = random.chance(0.7) ? "a" : random.pick(pageNames);
    const secure = page === "s";
    const route = Array.from({ length: random.pick([1, 1, 1, 1, 2, 2, 2, 3, 3, 4]) }, () =>
      secure
        ? random.pick(["s", "t", "t", "a"])
        : random.pick(["a", "b", "b", "b", "c", "c", "d", "e", "s"]),
    );
    const request = randomRequest(random, `{${route[0]!}/}0`);
    const replies: Record<string, readonly Reply[]> = {};
    for (let hop = 0; hop < route.length; hop++) {
      const next = route[hop + 1];
      const location = next === undefined ? [] : [`Location: {${next}/}${hop + 1}`];
      replies[`preflight ${hop}`] = [randomPreflight(random, page, request)];
      const status =
        next === undefined
          ? random.pick([200, 200, 200, 200, 201, 204, 206, 404, 500])
          : random.pick([301, 302, 303, 307, 308]);
      replies[hop] = [
        reply(status, ...randomGrant(random, page, hop), ...randomExposure(random), ...location),
      ];
    }
    const steps = random.chance(0.15) ? [request, request] : request;
    yield situation(
      `random ${count}: ${request.api} ${request.method ?? "GET"} from ${page} along ${route.join("")}`,
      steps,
      { page, replies },
    );
  }
}

function randomRequest(random: Random, url: string): ScriptRequest {
  const headers = Array.from({ length: random.pick([0, 0, 0, 1, 1, 2, 3]) }, () =>
    random.pick(headerChoices),
  );
  const method = random.pick(methods);
  const bodiless = /^(?:get|head)$/i.test(method);
  const shared = {
    url,
    ...(method === "GET" ? {} : { method }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(bodiless || random.chance(0.5)
      ? {}
      : {
          body: random.pick([
            { kind: "text" },
            { kind: "form-data" },
            { kind: "search-params" },
            { kind: "blob", type: "application/json" },
            { kind: "buffer" },
          ]),
        }),
  } as const;
  if (random.chance(0.3)) {
    return {
      api: "xhr",
      ...shared,
      ...(random.chance(0.4) ? { withCredentials: true } : {}),
      ...(random.chance(0.25) ? { uploadListener: true } : {}),
      ...(random.chance(0.05) ? { synchronous: true } : {}),
    };
  }
  return {
    api: "fetch",
    ...shared,
    ...(random.chance(0.6) ? {} : { credentials: random.pick(["omit", "include", "include"]) }),
    ...(random.chance(0.85) ? {} : { mode: random.pick(["no-cors", "same-origin", "cors"]) }),
    ...(random.chance(0.85) ? {} : { redirect: random.pick(["error", "manual"]) }),
    ...(random.chance(0.9)
      ? {}
      : { cache: random.pick(["no-store", "reload", "no-cache", "force-cache"]) }),
    ...(random.chance(0.9)
      ? {}
      : { referrerPolicy: random.pick(["no-referrer", "origin", "unsafe-url", "same-origin"]) }),
    ...(random.chance(0.95) ? {} : { keepalive: true }),
  };
}

function randomGrant(random: Random, page: PageName, hop: number): readonly string[] {
  const right = hop > 0 && random.chance(0.5) ? "null" : originOf(page);
  const origin = random.chance(0.8)
    ? [`Access-Control-Allow-Origin: ${random.chance(0.2) ? "*" : right}`]
    : random.pick(originShapes(right));
  const credentials = random.chance(0.85) ? [ALLOW_CREDENTIALS] : random.pick(credentialsShapes);
  return [...origin, ...credentials];
}

function randomPreflight(random: Random, page: PageName, request: ScriptRequest): Reply {
  const method = request.method ?? "GET";
  const names = (request.headers ?? []).map(([name]) => name);
  const methodLines = random.chance(0.75)
    ? [allowMethods(random.pick([method, method, "*", `${method}, PUT`]))]
    : random.pick(listShapes("Access-Control-Allow-Methods", method));
  const listed = [...names, "content-type"].join(", ");
  const headerLines = random.chance(0.75)
    ? [allowHeaders(random.pick([listed, listed, "*"]))]
    : random.pick(listShapes("Access-Control-Allow-Headers", names[0] ?? "X-A"));
  const status = random.chance(0.93)
    ? random.pick([200, 204])
    : random.pick([301, 302, 307, 400, 403, 404, 405, 500]);
  const grant = random.chance(0.85)
    ? [allowOrigin(page), ALLOW_CREDENTIALS]
    : randomGrant(random, page, random.below(2));
  return reply(
    status,
    ...grant,
    ...methodLines,
    ...headerLines,
    ...(random.chance(0.3) ? ["Access-Control-Max-Age: 600"] : []),
    ...(status > 300 && status < 309 ? ["Location: 9"] : []),
  );
}

function randomExposure(random: Random): readonly string[] {
  if (random.chance(0.6)) return [];
  return [
    "X-Chicken: 1",
    ...(random.chance(0.6)
      ? [exposeHeaders(random.pick(["*", "X-Chicken"]))]
      : random.pick(listShapes("Access-Control-Expose-Headers", "X-Chicken"))),
  ];
}
