import { ALLOW, ALLOW_ANY, always, API, ask, failure, PAGE, response } from "./parts.ts";
import type { Situation } from "./situation.ts";

/** 32, 33, 35 to 38, 41, 44, 47 and 50: the page, its surroundings and its user. */
export const pages: readonly Situation[] = [
  {
    number: 32,
    title: "A page from the disk asks an API",
    cause: "page-from-file",
    scenario: ask(
      {},
      [always(response(200, "Access-Control-Allow-Origin: http://localhost:8080"))],
      { page: { url: "file:///home/hen/index.html" } },
    ),
  },
  {
    number: 32,
    title: "A page from the disk asks for a file beside it",
    cause: "page-from-file",
    scenario: ask({ url: "file:///home/hen/data.json" }, [], {
      page: { url: "file:///home/hen/index.html" },
    }),
    unfixable: "network",
  },
  {
    number: 33,
    title: "A sandboxed frame",
    cause: "page-with-opaque-origin",
    scenario: ask({}, [always(response(200, ALLOW))], { page: { url: PAGE, sandboxed: true } }),
  },
  {
    number: 35,
    title: "A URL without http://",
    cause: "url-without-scheme",
    scenario: {
      ...ask({ url: "localhost:8080/orders" }, [always(response(200, ALLOW_ANY))]),
      page: { url: "http://localhost:3000/" },
    },
  },
  {
    number: 36,
    title: "An https page asks an http API",
    cause: "mixed-content",
    scenario: ask({ url: "http://api.example/orders" }, [always(response(200, ALLOW))]),
  },
  {
    number: 37,
    title: "The user doesn't let the page into the local network",
    cause: "local-network-access",
    scenario: ask({ url: "https://192.168.0.7/status" }, [
      always(failure("local-network-access-denied")),
    ]),
    unfixable: "user",
  },
  {
    number: 38,
    title: "The page's own policy doesn't list the API",
    cause: "content-security-policy",
    scenario: ask({}, [always(response(200, ALLOW))], {
      page: {
        url: PAGE,
        headers: [["Content-Security-Policy", "default-src 'self'; connect-src 'self'"]],
      },
    }),
  },
  {
    number: 41,
    title: "The cookie is SameSite=Lax",
    cause: "cookies-not-sent",
    scenario: ask(
      { credentials: "include" },
      [always(response(200, ALLOW, "Access-Control-Allow-Credentials: true"))],
      { cookies: [{ url: API, setCookie: "session=41; SameSite=Lax; Secure; Path=/" }] },
    ),
    unfixable: "works",
  },
  {
    number: 41,
    title: "fetch without credentials",
    cause: "cookies-not-sent",
    scenario: ask({}, [always(response(200, ALLOW, "Access-Control-Allow-Credentials: true"))], {
      cookies: [{ url: API, setCookie: "session=41; SameSite=None; Secure; Path=/" }],
    }),
    unfixable: "works",
  },
  {
    number: 44,
    title: "The server refuses its own page, which sends no Origin",
    cause: "origin-not-sent",
    scenario: ask({ url: "https://app.example/api" }, [
      { when: { origin: "https://app.example" }, answer: response(200) },
      { when: { origin: null }, answer: response(403) },
    ]),
    unfixable: "network",
  },
  {
    number: 47,
    title: "It works with an extension",
    cause: "no-cors-headers",
    scenario: ask({}, [always(response(200))], { page: { url: PAGE, unprotected: "extension" } }),
  },
  {
    number: 50,
    title: "The development server's proxy makes it one origin",
    cause: "hidden-by-dev-proxy",
    scenario: {
      ...ask({ url: "http://localhost:5173/api/orders" }, [always(response(200))]),
      page: { url: "http://localhost:5173/" },
    },
    unfixable: "works",
  },
];
