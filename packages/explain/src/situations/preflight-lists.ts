import { ALLOW, ALLOW_ANY, ask, CREDENTIALS, onPreflight, onRequest, response } from "./parts.ts";
import type { Scenario, ScenarioRequest } from "../scenario.ts";
import type { Situation } from "./situation.ts";

const preflighted = (request: Partial<ScenarioRequest>, ...lines: string[]): Scenario =>
  ask(request, [
    onPreflight(response(204, ...lines)),
    onRequest(response(200, ...lines.filter((line) => /Origin|Credentials/.test(line)))),
  ]);

const json = {
  method: "POST",
  headers: [["Content-Type", "application/json"]],
  body: "{}",
} as const;
const bearer = { headers: [["Authorization", "Bearer t0ken-of-a-user"]] } as const;
const include = { credentials: "include" } as const;

/** 18 to 23, 48 and 49: what the preflight asks for, and what it is granted. */
export const preflightLists: readonly Situation[] = [
  {
    number: 18,
    title: "The method isn't listed",
    cause: "method-not-allowed",
    scenario: preflighted({ method: "DELETE" }, ALLOW, "Access-Control-Allow-Methods: PUT"),
  },
  {
    number: 18,
    title: "patch in lower case",
    cause: "method-in-lower-case",
    scenario: preflighted({ method: "patch" }, ALLOW, "Access-Control-Allow-Methods: PATCH"),
  },
  {
    number: 18,
    title: "put in lower case, in the list",
    cause: "method-not-allowed",
    scenario: preflighted({ method: "PUT" }, ALLOW, "Access-Control-Allow-Methods: put"),
  },
  {
    number: 19,
    title: "Access-Control-Allow-Methods: * with credentials",
    cause: "wildcard-list-with-credentials",
    scenario: preflighted(
      { ...include, method: "PUT" },
      ALLOW,
      CREDENTIALS,
      "Access-Control-Allow-Methods: *",
    ),
  },
  {
    number: 19,
    title: "Access-Control-Allow-Headers: * with credentials",
    cause: "wildcard-list-with-credentials",
    scenario: preflighted(
      { ...include, headers: [["X-Chicken", "1"]] },
      ALLOW,
      CREDENTIALS,
      "Access-Control-Allow-Headers: *",
    ),
  },
  {
    number: 20,
    title: "JSON, and Content-Type isn't listed",
    cause: "header-not-allowed",
    scenario: preflighted(json, ALLOW),
  },
  {
    number: 20,
    title: "A header of one's own isn't listed",
    cause: "header-not-allowed",
    scenario: preflighted(
      { headers: [["X-Chicken", "1"]] },
      ALLOW,
      "Access-Control-Allow-Headers: Content-Type",
    ),
  },
  {
    number: 21,
    title: "Authorization under a star",
    cause: "authorization-under-wildcard",
    scenario: preflighted(bearer, ALLOW_ANY, "Access-Control-Allow-Headers: *"),
  },
  {
    number: 22,
    title: "Access-Control-Allow-Origin as a request header",
    cause: "response-header-in-request",
    scenario: preflighted({ headers: [["Access-Control-Allow-Origin", "*"]] }, ALLOW),
  },
  {
    number: 23,
    title: "A semicolon in Access-Control-Allow-Headers",
    cause: "allow-list-malformed",
    scenario: preflighted(
      { headers: [["X-Foo", "1"]] },
      ALLOW,
      "Access-Control-Allow-Headers: x-foo; x-bar",
    ),
  },
  {
    number: 23,
    title: "Brackets in Access-Control-Allow-Methods",
    cause: "allow-list-malformed",
    scenario: preflighted({ method: "PUT" }, ALLOW, "Access-Control-Allow-Methods: [PUT, DELETE]"),
  },
  {
    number: 48,
    title: "sendBeacon with JSON",
    cause: "beacon-needs-preflight",
    scenario: ask({ ...json, api: "beacon" }, [
      onPreflight(response(204)),
      onRequest(response(204)),
    ]),
  },
  {
    number: 49,
    title: "OPTIONS doubles the traffic",
    cause: "preflight-every-time",
    scenario: preflighted({ method: "PUT" }, ALLOW, "Access-Control-Allow-Methods: PUT"),
    unfixable: "works",
  },
];
