import { ALLOW, ALLOW_ANY, always, ask, CREDENTIALS, ORIGIN, response } from "./parts.ts";
import type { Situation } from "./situation.ts";

const allowing = (value: string): Situation["scenario"] =>
  ask({}, [always(response(200, `Access-Control-Allow-Origin: ${value}`))]);

const mismatch = (title: string, value: string): Situation => ({
  number: 14,
  title,
  cause: "allow-origin-mismatch",
  scenario: allowing(value),
});

const invalid = (title: string, value: string): Situation => ({
  number: 15,
  title,
  cause: "allow-origin-invalid",
  scenario: allowing(value),
});

/** 12 to 17, 25 and 34: the value of `Access-Control-Allow-Origin`, and what goes with it. */
export const allowOrigin: readonly Situation[] = [
  {
    number: 12,
    title: "Application and proxy both answer for CORS",
    cause: "doubled-allow-origin",
    scenario: ask({}, [
      always({
        ...response(200, ALLOW_ANY, ALLOW_ANY),
        layers: [
          { name: "nginx", headers: response(200, ALLOW_ANY, ALLOW_ANY).headers },
          { name: "app", headers: response(200, ALLOW_ANY).headers },
        ],
      }),
    ]),
  },
  {
    number: 12,
    title: "Two different values, joined on the way",
    cause: "doubled-allow-origin",
    scenario: ask({}, [always(response(200, `Access-Control-Allow-Origin: ${ORIGIN}, ${ORIGIN}`))]),
  },
  {
    number: 13,
    title: "A list of origins, with commas",
    cause: "list-in-allow-origin",
    scenario: allowing(`${ORIGIN}, https://admin.example`),
  },
  {
    number: 13,
    title: "A list of origins, with spaces",
    cause: "list-in-allow-origin",
    scenario: allowing(`${ORIGIN} https://admin.example`),
  },
  mismatch("A slash at the end", `${ORIGIN}/`),
  mismatch("The wrong port", `${ORIGIN}:8443`),
  mismatch("http for https", "http://app.example"),
  mismatch("Upper case", "https://App.example"),
  mismatch("The host alone", "app.example"),
  mismatch("A star inside", "https://*.example"),
  invalid("Nothing at all", ""),
  invalid("A star in quotes", '"*"'),
  invalid("undefined", "undefined"),
  invalid("true", "true"),
  {
    number: 16,
    title: "Credentials, and a star",
    cause: "wildcard-with-credentials",
    scenario: ask({ credentials: "include" }, [always(response(200, ALLOW_ANY, CREDENTIALS))]),
  },
  {
    number: 16,
    title: "withCredentials, and a star",
    cause: "wildcard-with-credentials",
    scenario: ask({ api: "xhr", credentials: "include" }, [always(response(200, ALLOW_ANY))]),
  },
  {
    number: 17,
    title: "Access-Control-Allow-Credentials is missing",
    cause: "allow-credentials-missing",
    scenario: ask({ credentials: "include" }, [always(response(200, ALLOW))]),
  },
  {
    number: 17,
    title: "Access-Control-Allow-Credentials: True",
    cause: "allow-credentials-missing",
    scenario: ask({ credentials: "include" }, [
      always(response(200, ALLOW, "Access-Control-Allow-Credentials: True")),
    ]),
  },
  {
    number: 17,
    title: "Access-Control-Allow-Credentials only on the preflight",
    cause: "allow-credentials-missing",
    scenario: ask({ credentials: "include", method: "PUT" }, [
      {
        when: { preflight: true },
        answer: response(204, ALLOW, CREDENTIALS, "Access-Control-Allow-Methods: PUT"),
      },
      always(response(200, ALLOW)),
    ]),
  },
  {
    number: 25,
    title: "A CDN replays what it kept for another origin",
    cause: "missing-vary",
    scenario: ask({}, [
      always(
        response(
          200,
          "Access-Control-Allow-Origin: https://other.example",
          "Cache-Control: public, max-age=600",
          "Age: 120",
        ),
      ),
    ]),
  },
  {
    number: 25,
    title: "S3 behind a CDN: kept from a request without Origin",
    cause: "missing-vary",
    scenario: ask({}, [always(response(200, "X-Cache: Hit from cloudfront", "Age: 7"))]),
  },
  {
    number: 34,
    title: "localhost is allowed, and the page is at 127.0.0.1",
    cause: "loopback-names-differ",
    scenario: {
      ...ask({ url: "http://localhost:8000/orders" }, [
        always(response(200, "Access-Control-Allow-Origin: http://localhost:3000")),
      ]),
      page: { url: "http://127.0.0.1:3000/" },
    },
  },
  {
    number: 34,
    title: "Another port on localhost",
    cause: "loopback-names-differ",
    scenario: {
      ...ask({ url: "http://localhost:8000/orders" }, [
        always(response(200, "Access-Control-Allow-Origin: http://localhost:3000")),
      ]),
      page: { url: "http://localhost:5173/" },
    },
  },
];
