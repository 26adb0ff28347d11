import type { PageName, Reply, ScriptRequest, Step } from "../../case.ts";
import { requestsOf } from "../../requests-of.ts";
import type { Random } from "../random.ts";
import {
  allowHeaders,
  allowMethods,
  originOf,
  reply,
  situation,
  type Situation,
} from "../situation.ts";
import { randomRequest } from "./requests.ts";
import { randomOf, randomPage } from "./situations.ts";
import { ageLines, credentialsLines, listLines, originLines } from "./values.ts";

/** Two to six requests that share caches and cookies, over one URL or three, with answers that change. */
export function* wideSequenceSituations(seed: number, count: number): Generator<Situation> {
  for (let index = 0; index < count; index++) {
    const random = randomOf(seed, index, 3);
    const page = random.chance(0.7) ? "a" : randomPage(random);
    const target =
      page === "s" ? random.pick(["t", "s"]) : random.pick(["b", "b", "b", "c", "a", "d"]);
    const stores = random.chance(0.3);
    const urls = random.pick([
      [`{${target}/}1`],
      [`{${target}/}1`],
      [`{${target}/}1`, `{${target}/}2`],
      [`{${target}/}1`, `{${target}/}1?x`, `{${target}/}1#x`],
    ]);
    const base = calm(randomRequest(random, urls[0]));
    const one = (): ScriptRequest => {
      const url = random.pick(urls);
      const fresh = random.chance(0.4) ? calm(randomRequest(random, url)) : { ...base, url };
      return varied(random, fresh, stores);
    };
    const steps: Step[] = [];
    const length = 2 + random.below(4);
    for (let step = 0; step < length; step++) {
      if (step > 0 && random.chance(0.015)) steps.push({ wait: 1300 });
      steps.push(
        random.chance(0.04)
          ? { together: Array.from({ length: 2 + random.below(2) }, () => asynchronous(one())) }
          : one(),
      );
    }
    const requests = requestsOf(steps);
    const uses = (make: () => Reply, most: number): Reply[] =>
      Array.from({ length: 1 + random.below(most) }, make);
    yield situation(`${stores ? "stored " : ""}sequence from ${page} to ${target}`, steps, {
      page,
      replies: {
        preflight: uses(() => preflight(random, page, requests), 3),
        "1": uses(() => actual(random, page, target, stores), 4),
        "2": uses(() => actual(random, page, target, stores), 2),
        "": [
          reply(
            200,
            "Access-Control-Allow-Origin: {origin}",
            "Access-Control-Allow-Credentials: true",
          ),
        ],
      },
    });
  }
}

/** Requests whose own time or order would be the question. */
function calm(request: ScriptRequest): ScriptRequest {
  const { keepalive: _, ...rest } = request;
  return rest;
}

/** While a synchronous request is under way there is no other. */
function asynchronous(request: ScriptRequest): ScriptRequest {
  const { synchronous: _, ...rest } = request;
  return rest;
}

function varied(random: Random, request: ScriptRequest, stores: boolean): ScriptRequest {
  if (request.api === "xhr")
    return random.chance(0.15) ? { ...request, withCredentials: true } : request;
  return {
    ...request,
    ...(random.chance(0.3) ? { credentials: random.pick(["omit", "same-origin", "include"]) } : {}),
    ...(random.chance(stores ? 0.25 : 0.1)
      ? { cache: random.pick(["default", "no-store", "reload", "no-cache", "force-cache"]) }
      : {}),
  };
}

function preflight(random: Random, page: PageName, requests: readonly ScriptRequest[]): Reply {
  const names = requests.flatMap(({ headers }) => (headers ?? []).map(([name]) => name));
  const methods = requests.map(({ method }) => method ?? "GET").filter((name) => name !== "");
  const listed = [...names, "content-type"];
  return reply(
    random.chance(0.92) ? random.pick([200, 204, 204]) : random.pick([302, 403, 404, 500]),
    ...(random.chance(0.9)
      ? [
          `Access-Control-Allow-Origin: ${random.pick([originOf(page), originOf(page), "{origin}", "*"])}`,
        ]
      : originLines(random, page, originOf(page))),
    ...(random.chance(0.9) ? ["Access-Control-Allow-Credentials: true"] : credentialsLines(random)),
    ...(random.chance(0.8)
      ? [
          allowMethods(
            random.pick([
              methods.join(", "),
              methods[0] ?? "GET",
              "*",
              "{access-control-request-method}",
            ]),
          ),
        ]
      : listLines(random, "Access-Control-Allow-Methods", methods[0] ?? "PUT", methods)),
    ...(random.chance(0.8)
      ? [
          allowHeaders(
            random.pick([listed.join(", "), listed[0]!, "*", "{access-control-request-headers}"]),
          ),
        ]
      : listLines(random, "Access-Control-Allow-Headers", listed[0]!, listed)),
    ...(random.chance(0.6) ? ["Access-Control-Max-Age: 600"] : ageLines(random)),
  );
}

function actual(random: Random, page: PageName, target: string, stores: boolean): Reply {
  const grant = random.chance(0.88)
    ? [
        `Access-Control-Allow-Origin: ${random.pick([originOf(page), originOf(page), "{origin}", "*"])}`,
        ...(random.chance(0.85) ? ["Access-Control-Allow-Credentials: true"] : []),
      ]
    : originLines(random, page, originOf(page));
  const storing = stores
    ? [
        random.pick([
          "Cache-Control: max-age=600",
          "Cache-Control: max-age=600",
          "Cache-Control: no-cache",
          "Cache-Control: private, max-age=600",
          "Cache-Control: no-store",
          "Cache-Control: max-age=0, must-revalidate",
        ]),
        ...(random.chance(0.3)
          ? [random.pick(["Vary: Origin", "Vary: X-A", "Vary: *", "Vary: Cookie"])]
          : []),
        ...(random.chance(0.4) ? ['ETag: "1"'] : []),
      ]
    : [];
  const cookie = random.chance(0.12)
    ? [
        `Set-Cookie: chicken=${random.below(9)}; Path=/{#}/${random.pick(["", "; SameSite=Lax", "; SameSite=None; Secure", "; Max-Age=0", "; HttpOnly"])}`,
      ]
    : [];
  const kind = random.next();
  if (kind < 0.1)
    return reply(
      random.pick([301, 302, 303, 307, 308]),
      ...grant,
      ...storing,
      ...cookie,
      `Location: ${random.pick(["2", "3", `{${target}/}2`, "{c/}2", "{a/}2", "{t/}2"])}`,
    );
  if (kind < 0.16)
    return reply(random.pick([404, 410, 500, 206, 204]), ...grant, ...storing, ...cookie);
  if (kind < 0.22 && stores) return reply(304, ...grant, ...storing, ...cookie);
  return {
    ...reply(200, ...grant, ...storing, ...cookie),
    // Which answer it is tells whether it came out of a cache.
    body: `answer ${random.below(1000)}`,
  };
}
