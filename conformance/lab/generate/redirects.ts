import type { Reply, ScriptRequest } from "../case.ts";
import {
  allowHeaders,
  allowMethods,
  allowOrigin,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

const statuses = [301, 302, 303, 307, 308] as const;

const requests: readonly (readonly [string, Partial<ScriptRequest>])[] = [
  ["GET", {}],
  ["HEAD", { method: "HEAD" }],
  ["POST", { method: "POST", body: { kind: "text" } }],
  ["PUT", { method: "PUT", body: { kind: "text" } }],
  ["DELETE", { method: "DELETE" }],
  ["GET with a header", { headers: [["X-A", "1"]] }],
  ["GET with Authorization", { headers: [["Authorization", "1"]] }],
  [
    "POST of JSON",
    {
      method: "POST",
      headers: [
        ["Content-Type", "application/json"],
        ["Content-Language", "en"],
      ],
      body: { kind: "text" },
    },
  ],
];

const grants = [
  ALLOW_CREDENTIALS,
  allowMethods("PUT, DELETE"),
  allowHeaders("x-a, authorization, content-type"),
];

/** Redirects through the given origins; every hop grants the page's origin, or `null`, or everyone. */
function chain(
  origins: string,
  status: number,
  grant: (hop: number) => string,
): Record<string, readonly Reply[]> {
  const replies: Record<string, readonly Reply[]> = {};
  for (let hop = 0; hop < origins.length; hop++) {
    const lines = [`Access-Control-Allow-Origin: ${grant(hop)}`, ...grants];
    replies[`preflight ${hop}`] = [reply(204, ...lines)];
    const next = origins[hop + 1];
    replies[hop] = [
      next === undefined
        ? reply(200, ...lines)
        : reply(status, ...lines, `Location: {${next}/}${hop + 1}`),
    ];
  }
  return replies;
}

export function* redirectSituations(): Generator<Situation> {
  const routes = [
    "aa",
    "ab",
    "ba",
    "bb",
    "bc",
    "ac",
    "ca",
    "aab",
    "aba",
    "abb",
    "abc",
    "bab",
    "bba",
    "bbb",
    "bbc",
    "bcb",
    "bca",
    "bd",
    "be",
    "as",
    "bs",
    "abab",
    "baab",
    "bcbc",
    "bbbb",
    "acb",
  ];
  for (const route of routes) {
    for (const status of statuses) {
      for (const [title, more] of requests) {
        const request = get({ ...more, url: `{${route[0]}/}0` });
        const words = `${title} ${status} along ${route}`;
        yield situation(`${words}, all grant the page`, request, {
          replies: chain(route, status, () => "{a}"),
        });
        if (status === 302 || status === 307) {
          yield situation(`${words}, all grant everyone`, request, {
            replies: chain(route, status, () => "*"),
          });
          yield situation(`${words}, the first grants the page, others null`, request, {
            replies: chain(route, status, (hop) => (hop === 0 ? "{a}" : "null")),
          });
          yield situation(
            `${words} with credentials`,
            { ...request, credentials: "include" },
            { replies: chain(route, status, (hop) => (hop < 2 ? "{a}" : "null")) },
          );
          yield situation(`XHR ${words}`, asXhr(request), {
            replies: chain(route, status, () => "{a}"),
          });
        }
        if (title === "GET" || title === "POST") {
          for (const redirect of ["error", "manual"] as const)
            yield situation(
              `${words} in mode ${redirect}`,
              { ...request, redirect },
              { replies: chain(route, status, () => "{a}") },
            );
          yield situation(
            `${words} without cors`,
            { ...request, mode: "no-cors" },
            { replies: chain(route, status, () => "{a}") },
          );
        }
      }
      const opaque = get({ url: `{${route[0]}/}0` });
      yield situation(`sandboxed ${status} along ${route}`, opaque, {
        page: "sandbox",
        replies: chain(route, status, () => "null"),
      });
    }
  }
  yield* locations();
  yield* lengths();
}

export const destinations: readonly (readonly string[])[] = [
  ...[
    "Location: 2",
    "Location: /{#}/2",
    "Location: {b/}2",
    "Location: {c/}2",
    "Location: {b/}2#fragment",
    "Location: #fragment",
    "Location: ",
    "Location: ?query",
    "Location: //{b}",
    "Location: {a/}2",
    "Location: data:text/plain,hi",
    "Location: blob:x",
    "Location: about:blank",
    "Location: javascript:1",
    "Location: file:///x",
    "Location: ftp://127.0.0.1/x",
    "Location: ws://127.0.0.1/x",
    "Location: mailto:x",
    "Location: http://",
    "Location: http://[",
    "Location: http://a b/",
    "Location: http://127.0.0.1:99999/",
    "Location: http://127.0.0.1:1/",
    "Location: http://user:pass@127.0.0.1:1/",
    "Location: 2?\u00e4",
    "Location: 2?%C3%A4",
    "Location: 2?\u00c3\u00a4",
    "Location: 2?a b",
    "Location: \t2\t",
    "Location: 2, 3",
    "location: 2",
    "Refresh: 0; url=2",
    "Location: {s/}2",
    "Location: {t/}2",
  ].map((line) => [line]),
  [],
  ["Location: 2", "Location: 2"],
  ["Location: 2", "Location: 3"],
  ["Location: ", "Location: 2"],
];

function* locations(): Generator<Situation> {
  const good = [allowOrigin("a"), ALLOW_CREDENTIALS];
  for (const lines of destinations) {
    for (const status of [302, 307]) {
      const replies = { "": [reply(200, ...good)], "1": [reply(status, ...good, ...lines)] };
      const words = `${status} to ${lines.join(" | ")}`;
      yield situation(`cross-origin ${words}`, get(), { replies });
      yield situation(`same-origin ${words}`, get({ url: "{a/}1" }), { replies });
      yield situation(`no-cors ${words}`, get({ mode: "no-cors" }), { replies });
      yield situation(`XHR ${words}`, asXhr(get()), { replies });
      yield situation(`${words} with a fragment`, get({ url: "{b/}1#start" }), { replies });
      yield situation(`manual ${words}`, get({ redirect: "manual" }), { replies });
    }
  }
  // Credentials in the location: `{x:user}` stands for an origin with a user name and a password.
  for (const [from, to] of ["aa", "ab", "ba", "bb", "bc"].map(
    (route) => [route[0]!, route[1]!] as const,
  )) {
    for (const mode of ["cors", "no-cors"]) {
      const replies = {
        "": [reply(200, ...good)],
        "1": [reply(302, ...good, `Location: {user:${to}/}2`)],
      };
      yield situation(
        `${mode} redirect ${from} to ${to} with a password`,
        get({ url: `{${from}/}1`, mode }),
        { replies },
      );
    }
  }
}

function* lengths(): Generator<Situation> {
  for (const count of [1, 5, 10, 15, 16, 17, 18, 19, 20, 21, 22, 25]) {
    for (const [origin, more] of [
      ["a", {}],
      ["b", {}],
      ["b", { method: "PUT" }],
      ["b", { mode: "no-cors" }],
    ] as const) {
      const request = get({ url: `{${origin}/}0`, ...more });
      const replies = chain(origin.repeat(count + 1), 307, () => "{a}");
      yield situation(`${count} redirects on ${origin}, ${JSON.stringify(more)}`, request, {
        replies,
      });
      yield situation(
        `${count} redirects on ${origin} by XHR, ${JSON.stringify(more)}`,
        asXhr(request),
        { replies },
      );
    }
  }
}
