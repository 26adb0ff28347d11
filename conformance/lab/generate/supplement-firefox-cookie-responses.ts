import type { Reply } from "../case.ts";
import { everyone } from "./granted.ts";
import { asking, NAME, OTHER, plain, refused, setting } from "./refused-cookie.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

/** Which responses Firefox tells of refused cookies of: all that may set any, but of what is kept alive. */
export function* cookieResponseSituations(): Generator<Situation> {
  yield* redirectSituations();
  yield* requestSituations();
  yield* elementSituations();
}

function* redirectSituations(): Generator<Situation> {
  for (const [first, last] of ["ca", "cb", "ab", "ac", "cc"])
    for (const mode of ["cors", "no-cors"])
      for (const attribute of [OTHER, "SameSite=Lax"])
        yield situation(
          `${first} redirects to ${last}, each of which sets a cookie; ${attribute}, ${mode}`,
          get({ url: `{${first}/}1`, credentials: "include", mode }),
          {
            replies: {
              "1": [
                reply(
                  302,
                  ...everyone,
                  `Location: {${last}/}2`,
                  `Set-Cookie: ${NAME}1=1; ${attribute}`,
                ),
              ],
              "2": [setting(`${NAME}2=1; ${attribute}`)],
            },
          },
        );
  const hop = (...more: readonly string[]): Reply =>
    reply(302, ...more, "Location: {b/}2", refused);
  for (const redirect of ["follow", "manual", "error"] as const)
    yield situation(
      `a redirect that sets one, ${redirect}`,
      get({ credentials: "include", redirect }),
      {
        replies: { "1": [hop(...everyone)], "2": [plain] },
      },
    );
  yield situation("a redirect that is refused", asking("{b/}1"), { replies: { "1": [hop()] } });
}

function* requestSituations(): Generator<Situation> {
  const inc = { credentials: "include" } as const;
  const granting = setting(`${NAME}=1; ${OTHER}`);
  const preflight = [reply(204, ...everyone, refused)];
  for (const [title, step, actual] of [
    ["a response that is refused", get(inc), reply(200, refused)],
    ["one to a request without credentials", get(), granting],
    ["one to a request without any", get({ credentials: "omit" }), granting],
    ["one without CORS", get({ ...inc, mode: "no-cors" }), reply(200, refused)],
    [
      "one that no other origin may have",
      get({ ...inc, mode: "no-cors" }),
      reply(200, refused, "Cross-Origin-Resource-Policy: same-origin"),
    ],
    ["one without a body", get(inc), reply(204, ...everyone, refused)],
    ["one to HEAD", get({ ...inc, method: "HEAD" }), granting],
    ["one that is kept alive", get({ ...inc, keepalive: true }), granting],
    ["one with other integrity", get({ ...inc, integrity: "sha256-AAAA" }), granting],
    ["one to XMLHttpRequest", get({ api: "xhr", withCredentials: true }), granting],
    ["one to XMLHttpRequest without credentials", get({ api: "xhr" }), granting],
    [
      "one that XMLHttpRequest is refused",
      get({ api: "xhr", withCredentials: true }),
      reply(200, refused),
    ],
  ] as const)
    yield situation(title, step, { replies: { "": [actual] } });
  yield situation("one behind a preflight", get({ ...inc, method: "PUT" }), {
    replies: { preflight, "": [granting] },
  });
  yield situation("that of a preflight", get({ ...inc, method: "PUT" }), {
    replies: { preflight, "": [plain] },
  });
}

function* elementSituations(): Generator<Situation> {
  const image: Reply = {
    status: 200,
    asset: "png",
    headers: ["Content-Type: image/png", refused, ...everyone],
  };
  const typed = (type: string, body: string): Reply => ({
    status: 200,
    body,
    headers: [`Content-Type: ${type}`, refused, ...everyone],
  });
  const font: Reply = { status: 200, asset: "font", headers: [refused, ...everyone] };
  const crossorigin = "use-credentials";
  for (const [step, actual] of [
    [{ api: "image" }, image],
    [{ api: "image", crossorigin: "" }, image],
    [{ api: "image", crossorigin }, image],
    [
      { api: "image", crossorigin },
      { ...image, headers: image.headers!.slice(0, 2) },
    ],
    [{ api: "mask" }, image],
    [{ api: "shape" }, image],
    [{ api: "script" }, typed("text/javascript", "1")],
    [{ api: "module", crossorigin }, typed("text/javascript", "1")],
    [{ api: "stylesheet" }, typed("text/css", "a {}")],
    [{ api: "font" }, font],
    [{ api: "track", crossorigin }, typed("text/vtt", "WEBVTT\n\n")],
    [{ api: "event-source", withCredentials: true }, reply(204, ...everyone, refused)],
    [{ api: "beacon" }, reply(204, ...everyone, refused)],
    [{ api: "preload", as: "image" }, image],
  ] as const)
    for (const url of ["{a/}1", "{b/}1"])
      yield situation(
        `${url} for ${JSON.stringify(step)}`,
        { ...step, url },
        {
          replies: { "": [actual] },
        },
      );
}
