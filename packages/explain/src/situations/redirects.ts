import { ALLOW, always, ask, onPreflight, onRequest, response } from "./parts.ts";
import type { Situation } from "./situation.ts";

const slash = "https://api.example/orders/";
const cdn = "https://cdn.example/orders";
const login = "https://login.example/oauth/authorize?client_id=7";
const allowInsecure = "Access-Control-Allow-Origin: http://app.example";
const allowPut = response(204, ALLOW, "Access-Control-Allow-Methods: PUT");

/** 7 to 11. */
export const redirects: readonly Situation[] = [
  {
    number: 7,
    title: "A slash too few: the preflight is redirected",
    cause: "preflight-redirected",
    scenario: ask({ method: "PUT" }, [
      onPreflight(allowPut, slash),
      always(response(200, ALLOW), slash),
      always(response(308, `Location: ${slash}`)),
    ]),
  },
  {
    number: 7,
    title: "From http to https: the preflight is redirected, with CORS headers",
    cause: "preflight-redirected",
    scenario: {
      ...ask({ method: "PUT", url: "http://api.example/orders" }, [
        onPreflight(
          response(204, allowInsecure, "Access-Control-Allow-Methods: PUT"),
          "https://api.example/orders",
        ),
        always(response(200, allowInsecure), "https://api.example/orders"),
        always(response(301, allowInsecure, "Location: https://api.example/orders")),
      ]),
      // From an https page it would be mixed content.
      page: { url: "http://app.example/" },
    },
  },
  {
    number: 8,
    title: "The redirect itself lacks the headers",
    cause: "redirect-without-headers",
    scenario: ask({}, [
      always(response(200, ALLOW), slash),
      always(response(301, "Location: /orders/")),
    ]),
  },
  {
    number: 9,
    title: "The session is over: 302 to the login page",
    cause: "redirect-to-login",
    scenario: ask({}, [
      always(response(200, "Content-Type: text/html"), login),
      always(response(302, `Location: ${login}`)),
    ]),
  },
  {
    number: 9,
    title: "302 with headers to a login page without",
    cause: "redirect-to-login",
    scenario: ask({}, [
      always(response(200, "Content-Type: text/html"), login),
      always(response(302, ALLOW, `Location: ${login}`)),
    ]),
  },
  {
    number: 10,
    title: "From one foreign origin to another, which allows the page",
    cause: "redirect-makes-origin-null",
    scenario: ask({}, [
      always(response(200, ALLOW), cdn),
      always(response(302, ALLOW, `Location: ${cdn}`)),
    ]),
  },
  {
    number: 11,
    title: "A user name and password in Location",
    cause: "redirect-with-credentials",
    scenario: ask({}, [
      always(response(200, "Access-Control-Allow-Origin: *"), cdn),
      onRequest(response(302, ALLOW, "Location: https://user:secret@cdn.example/orders")),
    ]),
  },
];
