import type { ScriptRequest } from "../case.ts";
import {
  allowHeaders,
  allowMethods,
  allowOrigin,
  ALLOW_CREDENTIALS,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

const requestModes = ["cors", "no-cors", "same-origin", "navigate", "websocket"];
const redirects = ["follow", "error", "manual"] as const;
const caches = ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"];
const policies = [
  "",
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
];

const good = [allowOrigin("a"), ALLOW_CREDENTIALS, allowMethods("PUT"), allowHeaders("x-a")];

export function* modeSituations(): Generator<Situation> {
  for (const mode of requestModes) {
    for (const origin of ["a", "b", "c"]) {
      const url = `{${origin}/}1`;
      for (const redirect of redirects) {
        for (const credentials of ["omit", "same-origin", "include"] as const) {
          const replies = {
            "1": [reply(200, ...good)],
            "2": [reply(302, ...good, "Location: {b/}1")],
            preflight: [reply(204, ...good)],
          };
          for (const path of ["1", "2"])
            yield situation(
              `${mode} to ${origin}, ${redirect}, ${credentials}, path ${path}`,
              get({ url: `{${origin}/}${path}`, mode, redirect, credentials }),
              { replies },
            );
        }
      }
      for (const cache of caches) {
        for (const more of [{}, { method: "PUT" }] satisfies Partial<ScriptRequest>[]) {
          yield situation(
            `${mode} to ${origin} with cache ${cache} ${JSON.stringify(more)}`,
            get({ url, mode, cache, ...more }),
            { replies: { "": [reply(200, ...good)], preflight: [reply(204, ...good)] } },
          );
        }
      }
      for (const method of ["GET", "POST", "PUT"]) {
        for (const referrerPolicy of policies) {
          for (const page of ["a", "s"] as const) {
            const to =
              page === "s" ? (origin === "a" ? "{s/}1" : origin === "b" ? "{t/}1" : "{a/}1") : url;
            const head = [allowOrigin(page), ALLOW_CREDENTIALS, allowMethods("PUT")];
            yield situation(
              `${page}: ${mode} ${method} to ${to} under ${referrerPolicy}`,
              get({ url: to, mode, method, referrerPolicy }),
              { page, replies: { "": [reply(200, ...head)], preflight: [reply(204, ...head)] } },
            );
          }
        }
        for (const referrer of [
          "",
          "about:client",
          "{a}/elsewhere?x#y",
          "{b}/elsewhere",
          "/chicken",
        ]) {
          yield situation(
            `${mode} ${method} to ${origin} referred by ${referrer}`,
            get({ url, mode, method, referrer }),
            { replies: { "": [reply(200, ...good)], preflight: [reply(204, ...good)] } },
          );
        }
        yield situation(
          `${mode} ${method} to ${origin} kept alive`,
          get({ url, mode, method, keepalive: true }),
          { replies: { "": [reply(200, ...good)], preflight: [reply(204, ...good)] } },
        );
      }
      for (const integrity of [
        "sha256-UQuXuTaYPyXDNiMKVq+JtWoXIm8NPPfnjqjdsd7W7mg=",
        "sha256-x",
        "sha256-J1j7U8BSQPLA7sWLAHnZ5FIJZtyHcQLcYSnBSsOzwJM=",
      ]) {
        yield situation(
          `${mode} to ${origin} with integrity ${integrity}`,
          get({ url, mode, integrity }),
          { replies: { "": [reply(200, ...good)] } },
        );
      }
    }
  }
  yield* urls();
  yield* resourcePolicies();
}

function* urls(): Generator<Situation> {
  const list = [
    "{user:a/}1",
    "{user:b/}1",
    "data:text/plain,hi",
    "about:blank",
    "blob:x",
    "file:///etc/hostname",
    "ftp://127.0.0.1/",
    "http://127.0.0.1:1/",
    "http://127.0.0.1:6000/",
    "{b/}1#x",
    "{b/}1?\u00e4",
    "{b/}\u00e4",
    "{b/}1?a b",
    "{b/}1?" + "x".repeat(900),
    "{b/}1?" + "x".repeat(1100),
    "{b/}1?" + "x".repeat(5000),
    "http://",
    "javascript:1",
    "{c/}1",
    "{d/}1",
    "{e/}1",
    "{s/}1",
    "{t/}1",
  ];
  for (const url of list) {
    for (const mode of ["cors", "no-cors", "same-origin"]) {
      yield situation(`${mode} to ${url.slice(0, 60)}`, get({ url, mode }), {
        replies: { "": [reply(200, ...good)], preflight: [reply(204, ...good)] },
      });
    }
    yield situation(`XHR to ${url.slice(0, 60)}`, get({ api: "xhr", url }), {
      replies: { "": [reply(200, ...good)] },
    });
    yield situation(
      `twice PUT to ${url.slice(0, 60)}`,
      [get({ url, method: "PUT" }), get({ url, method: "PUT" })],
      {
        replies: {
          "": [reply(200, ...good)],
          preflight: [reply(204, ...good, "Access-Control-Max-Age: 600")],
        },
      },
    );
  }
}

function* resourcePolicies(): Generator<Situation> {
  const values = [
    "same-origin",
    "same-site",
    "cross-origin",
    "Same-Origin",
    "SAME-SITE",
    "same-origin, same-origin",
    "same-site;",
    " same-origin ",
    "",
    "none",
    "same-origin,",
    '"same-origin"',
  ];
  for (const value of values) {
    for (const origin of ["a", "b", "c", "d", "s"]) {
      for (const mode of ["no-cors", "cors"]) {
        const line = `Cross-Origin-Resource-Policy: ${value}`;
        yield situation(`${mode} to ${origin} under ${line}`, get({ url: `{${origin}/}1`, mode }), {
          actual: [reply(200, allowOrigin("a"), line)],
        });
        if (mode === "no-cors") {
          yield situation(
            `${mode} redirected by ${origin} under ${line}`,
            get({ url: `{${origin}/}1`, mode }),
            { replies: { "1": [reply(302, line, "Location: {b/}2")], "2": [reply(200)] } },
          );
          yield situation(
            `${mode} redirected to ${origin} under ${line}`,
            get({ url: `{b/}1`, mode }),
            { replies: { "1": [reply(302, `Location: {${origin}/}2`)], "2": [reply(200, line)] } },
          );
        }
      }
    }
  }
  for (const type of [
    "text/html",
    "application/json",
    "text/plain",
    "image/png",
    "application/javascript",
    "text/xml",
    "application/pdf",
    "image/svg+xml",
  ]) {
    for (const nosniff of [[], ["X-Content-Type-Options: nosniff"]]) {
      for (const status of [200, 206, 404]) {
        yield situation(
          `no-cors ${status} of ${type} ${nosniff.join("")}`,
          get({ mode: "no-cors" }),
          { actual: [reply(status, `Content-Type: ${type}`, ...nosniff)] },
        );
      }
    }
  }
}
