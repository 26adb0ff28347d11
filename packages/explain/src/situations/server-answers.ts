import { ALLOW, always, ask, failure, onPreflight, onRequest, response } from "./parts.ts";
import type { Situation } from "./situation.ts";

const put = { method: "PUT" } as const;
const allowPut = response(204, ALLOW, "Access-Control-Allow-Methods: PUT");

/** 1 to 6, 24, 42, 43 and 46: what answers, and what doesn't. */
export const serverAnswers: readonly Situation[] = [
  {
    number: 1,
    title: "An API that knows nothing of CORS",
    cause: "no-cors-headers",
    scenario: ask({}, [always(response(200, "Content-Type: application/json"))]),
  },
  {
    number: 1,
    title: "OPTIONS is answered by the web server itself",
    cause: "preflight-without-headers",
    scenario: ask(put, [onPreflight(response(200, "Allow: GET, PUT")), onRequest(response(200))]),
  },
  {
    number: 2,
    title: "It works until the application throws: 500 without headers",
    cause: "error-without-headers",
    scenario: ask({}, [always(response(500))]),
  },
  {
    number: 2,
    title: "The preflight passes, and the request ends in 500 without headers",
    cause: "error-without-headers",
    scenario: ask(put, [onPreflight(allowPut), onRequest(response(500))]),
  },
  {
    number: 2,
    title: "A rate limit answers 429 ahead of the CORS layer",
    cause: "error-without-headers",
    scenario: ask({}, [always(response(429, "Retry-After: 5"))]),
  },
  {
    number: 3,
    title: "nginx answers 502 while the application is down",
    cause: "gateway-error-without-headers",
    scenario: ask({}, [always(response(502, "Server: nginx"))]),
  },
  {
    number: 4,
    title: "The authentication middleware answers the preflight with 401",
    cause: "preflight-refused-by-auth",
    scenario: ask({ headers: [["Authorization", "Bearer t0ken-of-a-user"]] }, [
      onPreflight(response(401, "WWW-Authenticate: Bearer")),
      onRequest(response(200, ALLOW)),
    ]),
  },
  {
    number: 4,
    title: "The preflight is answered 403, with CORS headers",
    cause: "preflight-refused-by-auth",
    scenario: ask(put, [
      onPreflight(response(403, ALLOW, "Access-Control-Allow-Methods: PUT")),
      onRequest(response(200, ALLOW)),
    ]),
  },
  {
    number: 5,
    title: "No route for OPTIONS: 404",
    cause: "preflight-without-route",
    scenario: ask(put, [onPreflight(response(404)), onRequest(response(200, ALLOW))]),
  },
  {
    number: 5,
    title: "No route for OPTIONS: 405",
    cause: "preflight-without-route",
    scenario: ask(put, [
      onPreflight(response(405, "Allow: GET, PUT")),
      onRequest(response(200, ALLOW)),
    ]),
  },
  {
    number: 6,
    title: "OPTIONS reaches a handler that expects a body: 500",
    cause: "preflight-server-error",
    scenario: ask(put, [onPreflight(response(500)), onRequest(response(200, ALLOW))]),
  },
  {
    number: 24,
    title: "Headers only where OPTIONS is handled",
    cause: "headers-only-on-preflight",
    scenario: ask(put, [onPreflight(allowPut), onRequest(response(200))]),
  },
  {
    number: 40,
    title: "The server is down",
    cause: "connection-failed",
    scenario: ask({}, [always(failure("connection-refused"))]),
    unfixable: "network",
  },
  {
    number: 40,
    title: "The connection is broken off",
    cause: "connection-failed",
    scenario: ask({}, [always(failure("connection-reset"))]),
    unfixable: "network",
  },
  {
    number: 40,
    title: "The host's name is not known",
    cause: "name-not-resolved",
    scenario: ask({}, [always(failure("name-not-resolved"))]),
    unfixable: "network",
  },
  {
    number: 40,
    title: "A self-signed certificate",
    cause: "certificate",
    scenario: ask({}, [always(failure("certificate"))]),
    unfixable: "network",
  },
  {
    number: 40,
    title: "A firewall that drops packets",
    cause: "timed-out",
    scenario: ask({}, [always(failure("timed-out"))]),
    unfixable: "network",
  },
  {
    number: 40,
    title: "An ad blocker",
    cause: "blocked-by-client",
    scenario: ask({ url: "https://api.example/track" }, [always(failure("blocked-by-client"))]),
    unfixable: "user",
  },
  {
    number: 40,
    title: "A port that browsers block",
    cause: "unsafe-port",
    scenario: ask({ url: "http://localhost:6000/" }, [always(response(200, ALLOW))]),
    unfixable: "network",
  },
  {
    number: 42,
    title: "API Gateway answers 403 before the Lambda is asked",
    cause: "error-without-headers",
    scenario: ask({}, [always(response(403, "x-amzn-errortype: ForbiddenException"))]),
  },
  {
    number: 42,
    title: "API Gateway's 504, when the Lambda takes too long",
    cause: "gateway-error-without-headers",
    scenario: ask({}, [always(response(504, "x-amzn-requestid: 1"))]),
  },
  {
    number: 43,
    title: "A web application firewall swallows OPTIONS",
    cause: "preflight-refused-by-auth",
    scenario: ask(put, [onPreflight(response(403)), onRequest(response(200, ALLOW))]),
  },
  {
    number: 46,
    title: "It works in Postman and curl",
    cause: "no-cors-headers",
    scenario: ask({ api: "xhr" }, [always(response(200, "Content-Type: application/json"))]),
  },
];
