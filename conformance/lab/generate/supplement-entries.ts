import type { HeaderLines } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { asXhr, get, maxAge, put, reply, situation, type Situation } from "./situation.ts";

const hints: HeaderLines = [
  ["Device-Memory", "1"],
  ["DPR", "1"],
  ["Width", "1"],
  ["Viewport-Width", "1"],
  ["Downlink", "1"],
  ["RTT", "1"],
  ["ECT", "4g"],
  ["Save-Data", "on"],
  ["Intervention", "x"],
];

/** What tells entries of a profile that no case had told before. */
export function* entrySituations(): Generator<Situation> {
  for (let total = 1018; total <= 1030; total++) {
    const headers = ["Accept", "Accept-Language", "Content-Language"].flatMap((name, index) =>
      [0, 1, 2].map(
        (part) =>
          [name, "a".repeat(index === 2 && part === 2 ? total - 8 * 114 - 4 : 114)] as const,
      ),
    );
    yield situation(`safelisted values of about ${total} bytes`, get({ headers }));
    yield situation(`safelisted values of about ${total} bytes by XHR`, asXhr(get({ headers })));
  }
  for (const line of hints) {
    for (const route of ["aab", "aba", "bbc", "bcb"]) {
      const [first, second, third] = route;
      yield situation(`${line[0]} along ${route}`, get({ url: `{${first}/}1`, headers: [line] }), {
        replies: {
          ...granted,
          "1": [reply(302, ...everyone, `Location: {${second}/}2`)],
          "2": [reply(307, ...everyone, `Location: {${third}/}3`)],
        },
      });
    }
  }
  const cacheModes = ["default", "no-store", "reload", "no-cache", "force-cache"];
  for (const more of [
    { method: "PUT" },
    { headers: [["X-A", "1"]] },
    { method: "PUT", credentials: "include" },
  ] as const) {
    for (const first of cacheModes) {
      for (const second of cacheModes)
        yield situation(
          `${JSON.stringify(more)}: ${first}, then ${second}`,
          [get({ ...more, cache: first }), get({ ...more, cache: second }), get(more)],
          { replies: granted },
        );
    }
  }
  for (const request of [
    get({ headers: [["User-Agent", "CHICKEN"]] }),
    put({ headers: [["User-Agent", "CHICKEN"]] }),
    get({
      headers: [
        ["User-Agent", "CHICKEN"],
        ["X-A", "1"],
      ],
    }),
  ]) {
    yield situation("a user agent of its own", request, { replies: granted });
    yield situation("a user agent of its own by XHR", asXhr(request), { replies: granted });
  }
  yield* taintedSituations();
  yield* cookieSituations();
}

/** A result under a tainted origin, and requests that may or may not use it. */
function* taintedSituations(): Generator<Situation> {
  for (const more of [{ method: "PUT" }, { headers: [["X-A", "1"]] }] as const) {
    for (const origin of ["{origin}", "*", "null"]) {
      const head = [
        `Access-Control-Allow-Origin: ${origin}`,
        "Access-Control-Allow-Headers: x-a",
        "Access-Control-Allow-Methods: PUT",
        maxAge("600"),
      ];
      const replies = {
        "preflight 1": [reply(204, ...everyone)],
        "1": [reply(307, ...everyone, "Location: {c/}2")],
        "": [reply(200, ...head)],
        preflight: [reply(204, ...head)],
      };
      const through = get({ ...more, url: "{b/}1" });
      const straight = get({ ...more, url: "{c/}2" });
      for (const [words, steps] of [
        ["through a redirect, then straight", [through, straight]],
        ["straight, then through a redirect", [straight, through]],
        ["twice through a redirect", [through, through]],
      ] as const)
        yield situation(`${JSON.stringify(more)} ${words}, granted ${origin}`, steps, { replies });
    }
  }
}

/** Cookies without SameSite that meet another scheme or site. */
function* cookieSituations(): Generator<Situation> {
  for (const page of ["a", "s", "c"] as const) {
    for (const target of ["a", "b", "c", "s", "t"]) {
      for (const attribute of [
        "",
        "; SameSite=Lax",
        "; SameSite=None",
        "; Secure",
        "; SameSite=None; Secure",
      ]) {
        const url = `{${target}/}1`;
        yield situation(
          `${page} to ${target}: cookie${attribute}, then by fetch, image and without cors`,
          [
            get({ url, credentials: "include" }),
            get({ url, credentials: "include" }),
            get({ url, credentials: "include", mode: "no-cors" }),
          ],
          {
            page,
            replies: {
              "1": [
                reply(200, ...everyone, `Set-Cookie: chicken=1; Path=/{#}/${attribute}`),
                reply(200, ...everyone),
              ],
            },
          },
        );
      }
    }
  }
}
