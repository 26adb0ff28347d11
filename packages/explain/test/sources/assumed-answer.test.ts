import { describe, expect, test } from "vitest";
import {
  assumedScenario,
  draftFromHeaders,
  explain,
  type Scenario,
  withAssumedAnswer,
} from "../../src/index.ts";

const url = "https://api.example/orders";
const asked: Scenario = {
  page: { url: "https://app.example/" },
  request: { api: "fetch", url, method: "PUT", credentials: "include" },
  answers: [{ when: { url, preflight: true }, answer: { status: 404, headers: [] } }],
};

test("where only the preflight was answered, the request is assumed to be answered without headers of CORS", async () => {
  const scenario = withAssumedAnswer(asked);
  expect(scenario.answers.at(-1)).toEqual({
    when: { url, preflight: false },
    answer: { status: 200, headers: [], assumed: true },
  });
  // Nobody saw it, so nothing is said of it.
  const explained = await explain(scenario);
  expect(explained.findings.map(({ cause }) => cause)).toEqual(["preflight-without-route"]);
  // So a change can be tried, and takes care of both.
  const { fixes } = explained;
  expect(fixes[0]!.policy).toMatchObject({
    allowOrigins: ["https://app.example"],
    allowCredentials: true,
    allowMethods: ["PUT"],
  });
});

test.each([
  [
    "an answer that is known",
    [...asked.answers, { when: { method: "PUT" }, answer: { status: 500, headers: [] } }],
  ],
  ["an answer to everything", [{ when: {}, answer: { status: 200, headers: [] } }]],
  [
    "a server that cannot be reached",
    [{ when: { preflight: true }, answer: { failure: "connection-refused" } }],
  ],
  ["nothing that was answered", []],
] as const)("%s is left as it is", (_, answers) => {
  const scenario: Scenario = { ...asked, answers };
  expect(withAssumedAnswer(scenario)).toBe(scenario);
});

const put: Scenario["request"] = { api: "fetch", url, method: "PUT", headers: [["X-Pie", "1"]] };
const answered = (headers: readonly (readonly [string, string])[]): Scenario => ({
  ...asked,
  request: put,
  answers: [{ when: { preflight: false }, answer: { status: 200, headers } }],
});

test("where only the request was answered, as by curl, its preflight is not blamed", async () => {
  const { findings } = await explain(withAssumedAnswer(answered([])));
  expect(findings.map(({ cause }) => cause)).toEqual(["no-cors-headers"]);
});

test("a response that allows the page says nothing of the preflight that nobody saw", async () => {
  const headers = [["Access-Control-Allow-Origin", "https://app.example"]] as const;
  const { outcome, verdict, findings } = await explain(withAssumedAnswer(answered(headers)));
  expect(outcome).toBe("allowed");
  expect(findings.map(({ cause }) => cause)).toEqual(["response-not-seen"]);
  expect(verdict).toContain("the preflight before it wasn't seen");
  expect(findings[0]!.why).not.toContain("curl");
  expect(findings[0]!.change).toBe(
    `Add what \`curl -i -X OPTIONS -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: x-pie' -H 'Origin: https://app.example' '${url}'\` prints.`,
  );
});

test.each([
  ["a request that needs no preflight", { ...put, method: "POST", headers: [] }],
  ["a request of the page's own origin", { ...put, url: "https://app.example/orders" }],
  ["a request without CORS", { ...put, mode: "no-cors" }],
] as const)("%s gets no answer to one", (_, request) => {
  const scenario: Scenario = { ...answered([]), request };
  expect(withAssumedAnswer(scenario)).toBe(scenario);
});

describe("a redirect that nobody followed", () => {
  const redirected = (location: string, request: Scenario["request"] = put): Scenario => ({
    page: asked.page,
    request,
    answers: [
      {
        when: request.method === "PUT" ? { preflight: false } : {},
        answer: {
          status: 301,
          headers: [
            ["Location", location],
            ["Access-Control-Allow-Origin", "*"],
          ],
        },
      },
    ],
  });
  const get: Scenario["request"] = { api: "fetch", url };

  test.each([
    ["to the same server", redirected(`${url}/`, get)],
    ["to a path of it", redirected("/orders/", get)],
    ["to a login page", redirected("https://login.example/?state=1", get)],
    ["after a preflight", redirected(`${url}/`)],
    ["to another origin, after a preflight", redirected("https://other.example/orders")],
    ["from the page's own server", redirected(`${url}/`, { api: "fetch", url: "/orders" })],
  ])("%s, is no loop, and what it leads to wasn't seen", async (_, scenario) => {
    const { outcome, verdict } = await explain(withAssumedAnswer(scenario));
    expect(verdict).toContain("the response that it leads to wasn't seen");
    expect(outcome).toBe("allowed");
  });

  test("to itself is a loop", async () => {
    const { findings } = await explain(withAssumedAnswer(redirected(url, get)));
    expect(findings.map(({ cause }) => cause)).toEqual(["redirect-refused"]);
  });

  test("of a page's own server to itself needs nobody's leave", async () => {
    const own: Scenario["request"] = { api: "fetch", url: "/orders" };
    const { findings } = await explain(withAssumedAnswer(redirected("/orders/", own)));
    expect(findings).toEqual([]);
  });

  test("and that allows nobody, is what is wrong", async () => {
    const headers = [["Location", "https://other.example/"]] as const;
    const answers = [{ when: {}, answer: { status: 302, headers } }];
    const { findings } = await explain(withAssumedAnswer({ ...asked, request: get, answers }));
    expect(findings[0]!.cause).toBe("redirect-without-headers");
  });
});

describe("who shows a response, shows the request's own", () => {
  const OPEN = "HTTP/2 200\naccess-control-allow-origin: *";
  const asPut = { page: asked.page, request: { api: "fetch", url, method: "PUT" } } as const;

  test.each([
    ["alone", OPEN],
    [
      "behind a redirect",
      `HTTP/1.1 301 X\nlocation: /o/\naccess-control-allow-origin: *\n\n${OPEN}`,
    ],
  ])("%s; its preflight isn't blamed", async (_, dump) => {
    const draft = { ...draftFromHeaders(dump), ...asPut };
    const { verdict } = await explain(withAssumedAnswer(assumedScenario(draft)));
    expect(verdict).toBe("The response to PUT is fine; the preflight before it wasn't seen.");
  });

  test("but what says which methods preflights may ask for, answers those", async () => {
    const dump = `${OPEN}\naccess-control-allow-methods: GET`;
    const draft = { ...draftFromHeaders(dump), ...asPut };
    const { findings } = await explain(withAssumedAnswer(assumedScenario(draft)));
    expect(findings[0]!.cause).toBe("method-not-allowed");
  });
});
