import type { Reply, ScriptRequest, Step } from "../case.ts";
import {
  allowHeaders,
  allowMethods,
  allowOrigin,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  maxAge,
  reply,
  situation,
  type Situation,
} from "./situation.ts";
import { Random } from "./random.ts";

const good = [allowOrigin("a"), ALLOW_CREDENTIALS];

const requests: readonly (readonly [string, Partial<ScriptRequest>])[] = [
  ["PUT", { method: "PUT" }],
  ["DELETE", { method: "DELETE" }],
  ["chicken", { method: "chicken" }],
  ["GET", {}],
  ["GET with x-a", { headers: [["X-A", "1"]] }],
  ["GET with x-b", { headers: [["X-B", "1"]] }],
  [
    "GET with both",
    {
      headers: [
        ["X-A", "1"],
        ["X-B", "1"],
      ],
    },
  ],
  ["PUT with x-a", { method: "PUT", headers: [["X-A", "1"]] }],
  ["GET with Authorization", { headers: [["Authorization", "1"]] }],
  [
    "POST of JSON",
    { method: "POST", headers: [["Content-Type", "application/json"]], body: { kind: "text" } },
  ],
];

const grants: readonly (readonly string[])[] = [
  [allowMethods("PUT"), allowHeaders("x-a")],
  [allowMethods("PUT, DELETE, chicken"), allowHeaders("x-a, x-b, content-type, authorization")],
  [allowMethods("*"), allowHeaders("*")],
  [allowMethods("PUT, *"), allowHeaders("x-a, *, authorization")],
];

/** Two requests to one URL: is the second one asked about? */
export function* cacheSituations(): Generator<Situation> {
  for (const [first, one] of requests) {
    for (const [second, other] of requests) {
      for (const [index, lines] of grants.entries()) {
        for (const [earlier, later] of [
          ["omit", "omit"],
          ["include", "include"],
          ["omit", "include"],
          ["include", "omit"],
        ] as const) {
          const replies = {
            preflight: [reply(204, ...good, ...lines, maxAge("600"))],
            "": [reply(200, ...good)],
          };
          yield situation(
            `${first} (${earlier}), then ${second} (${later}), grant ${index}`,
            [get({ ...one, credentials: earlier }), get({ ...other, credentials: later })],
            { replies },
          );
        }
      }
    }
  }
  const asked = put600();
  for (const cache of ["default", "no-store", "reload", "no-cache", "force-cache"]) {
    for (const later of ["default", "no-store", "reload", "no-cache", "force-cache"]) {
      yield situation(
        `cache mode ${cache}, then ${later}`,
        [
          get({ method: "PUT", cache }),
          get({ method: "PUT", cache: later }),
          get({ method: "PUT" }),
        ],
        { replies: asked },
      );
    }
  }
  for (const [first, second] of [
    ["1", "1#x"],
    ["1", "1?x"],
    ["1?x", "1?x"],
    ["1", "2"],
    ["1?a", "1?b"],
    ["1#a", "1#b"],
    ["1?", "1"],
  ]) {
    yield situation(
      `PUT to ${first}, then ${second}`,
      [get({ method: "PUT", url: `{b/}${first}` }), get({ method: "PUT", url: `{b/}${second}` })],
      { replies: asked },
    );
  }
  for (const url of [1000, 1010, 1020, 1023, 1024, 1025, 1030, 1100, 2000].map(
    (length) => `{b/}1?${"x".repeat(length - 40)}`,
  )) {
    yield situation(
      `twice PUT to a URL of about ${url.length}`,
      [get({ method: "PUT", url }), get({ method: "PUT", url })],
      { replies: asked },
    );
  }
  for (const count of [2, 3, 5]) {
    for (const [, more] of requests) {
      for (const api of ["fetch", "xhr"] as const) {
        yield situation(
          `${count} at once, ${api} ${JSON.stringify(more)}`,
          [{ together: Array.from({ length: count }, () => get({ ...more, api })) }, get(more)],
          {
            replies: {
              preflight: [reply(204, ...good, ...grants[1]!, maxAge("600"))],
              "": [reply(200, ...good)],
            },
          },
        );
      }
    }
  }
  yield* failures();
}

function put600(): Record<string, readonly Reply[]> {
  return {
    preflight: [reply(204, ...good, ...grants[1]!, maxAge("600"))],
    "": [reply(200, ...good)],
  };
}

/** What is left of a result after something failed. */
function* failures(): Generator<Situation> {
  const granted = reply(204, ...good, ...grants[0]!, maxAge("600"));
  const answers: readonly (readonly [string, readonly Reply[], readonly Reply[]])[] = [
    ["the response refused", [granted], [reply(200), reply(200, ...good)]],
    [
      "the response refused the second time",
      [granted],
      [reply(200, ...good), reply(200), reply(200, ...good)],
    ],
    ["a failing status", [granted], [reply(500, ...good), reply(200, ...good)]],
    ["a hung-up response", [granted], [{ status: 200, raw: "" }, reply(200, ...good)]],
    ["a refusing preflight first", [reply(403), granted], [reply(200, ...good)]],
    [
      "a preflight without the method first",
      [reply(204, ...good, allowHeaders("x-a"), maxAge("600")), granted],
      [reply(200, ...good)],
    ],
    [
      "a preflight without the header first",
      [reply(204, ...good, allowMethods("PUT"), maxAge("600")), granted],
      [reply(200, ...good)],
    ],
    [
      "a preflight with bad syntax first",
      [reply(204, ...good, allowMethods("b ad"), maxAge("600")), granted],
      [reply(200, ...good)],
    ],
    [
      "another answer the second time",
      [granted, reply(204, ...good, allowMethods("DELETE"), allowHeaders("x-b"), maxAge("600"))],
      [reply(200, ...good)],
    ],
    ["a redirect in between", [granted], [reply(307, ...good, "Location: 2"), reply(200, ...good)]],
  ];
  const sequences: readonly (readonly [string, readonly Partial<ScriptRequest>[]])[] = [
    ["PUT thrice", [{ method: "PUT" }, { method: "PUT" }, { method: "PUT" }]],
    ["x-a thrice", [requests[4]![1], requests[4]![1], requests[4]![1]]],
    ["PUT, x-a, both", [requests[0]![1], requests[4]![1], requests[7]![1]]],
    ["PUT, DELETE, PUT", [requests[0]![1], requests[1]![1], requests[0]![1]]],
    ["x-a, x-b, x-a", [requests[4]![1], requests[5]![1], requests[4]![1]]],
    ["PUT, GET, PUT", [requests[0]![1], {}, requests[0]![1]]],
  ];
  for (const [answer, preflight, actual] of answers) {
    for (const [words, sequence] of sequences) {
      for (const wrap of [
        get,
        (more: Partial<ScriptRequest>) => asXhr(get(more)),
        (more: Partial<ScriptRequest>) => get({ ...more, credentials: "include" }),
      ]) {
        yield situation(
          `${words} with ${answer}`,
          sequence.map((more) => wrap(more)),
          { replies: { preflight: preflight, "1": actual, "": [reply(200, ...good)] } },
        );
      }
    }
  }
}

const COUNT = 4000;

/** Random sequences of two to five requests that share caches, over one or two URLs. */
export function* cacheSequenceSituations(seed: number): Generator<Situation> {
  const random = new Random(seed ^ 0xcac4e);
  for (let count = 0; count < COUNT; count++) {
    const ages = [
      [],
      [maxAge("600")],
      [maxAge("600")],
      [maxAge("600")],
      [maxAge("0")],
      [maxAge("1")],
      [maxAge("-1")],
      [maxAge("abc")],
    ] as const;
    const preflight = (): Reply =>
      random.chance(0.08)
        ? reply(random.pick([403, 500, 302, 204]), ...(random.chance(0.5) ? good : []))
        : reply(
            random.pick([200, 204]),
            allowOrigin("a"),
            ...(random.chance(0.85) ? [ALLOW_CREDENTIALS] : []),
            ...random.pick(grants),
            ...random.pick(ages),
          );
    const actual = (): Reply => {
      const kind = random.next();
      if (kind < 0.08) return reply(200);
      if (kind < 0.16)
        return reply(
          random.pick([302, 307]),
          ...good,
          `Location: ${random.pick(["2", "3", "{c/}2", "{a/}2"])}`,
        );
      if (kind < 0.2) return reply(random.pick([404, 500]), ...good);
      return reply(200, ...good);
    };
    const base = random.pick(requests)[1];
    const request = (): ScriptRequest => {
      const one = get({
        ...(random.chance(0.5) ? base : random.pick(requests)[1]),
        url: random.pick(["{b/}1", "{b/}1", "{b/}1", "{b/}2"]),
        credentials: random.pick(["omit", "omit", "same-origin", "include"]),
      });
      if (random.chance(0.12))
        return { ...one, cache: random.pick(["no-store", "reload", "no-cache", "force-cache"]) };
      if (random.chance(0.25))
        return { ...asXhr(one), ...(random.chance(0.2) ? { uploadListener: true } : {}) };
      return one;
    };
    const steps: Step[] = [];
    const length = 2 + random.below(4);
    for (let step = 0; step < length; step++) {
      if (step > 0 && random.chance(0.02)) steps.push({ wait: 1300 });
      steps.push(request());
    }
    yield situation(`sequence ${count}`, steps, {
      replies: {
        preflight: Array.from({ length: 1 + random.below(3) }, preflight),
        "1": Array.from({ length: 1 + random.below(3) }, actual),
        "": [
          reply(
            200,
            random.pick([
              allowOrigin("a"),
              "Access-Control-Allow-Origin: *",
              "Access-Control-Allow-Origin: null",
            ]),
            ALLOW_CREDENTIALS,
          ),
        ],
      },
    });
  }
}
