import { describe, expect, it } from "vitest";
import { redact } from "../src/redact.ts";
import { explain, parseScenario, redactText, type Scenario } from "../src/index.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJoZW4ifQ.c2lnbmF0dXJl";
const SECRET = "S3cr3tOfAHen";

const ask = (request: Partial<Scenario["request"]>, location = ""): Scenario => ({
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: "https://api.example/x", ...request },
  answers: [
    {
      when: {},
      answer:
        location === ""
          ? { status: 200, headers: [] }
          : { status: 302, headers: [["Location", location]] },
    },
  ],
});

const json = { "Content-Type": "application/json" };
const body = (text: string): Scenario =>
  ask({ method: "POST", headers: Object.entries(json), body: text });

describe("what follows a secret stays", () => {
  it.each([
    ["Blocked loading mixed active content “http://a.example/?token=*”"],
    ["reading the remote resource at https://a.example/?token=*. (Reason: CORS header missing)."],
    ["Not allowed to load http://a.example/?x=1&token=*. This content must be served over HTTPS."],
    ["Failed to load ‘https://a.example/?token=*’. A ServiceWorker passed"],
  ])("%s", (text) => {
    const redacted = redactText(text.replace("*", SECRET));
    expect(redacted).not.toContain(SECRET);
    const [before = "", after = ""] = text.split("*");
    expect([redacted.startsWith(before), redacted.endsWith(after)]).toEqual([true, true]);
  });

  it("and a stop within it goes", () => {
    expect(redactText(`https://a.example/?token=hen.${SECRET}`)).not.toMatch(/hen|S3cr3t/);
  });
});

describe("a secret is in nothing that is told", () => {
  it.each([
    ["a token in a path", ask({ url: `https://api.example/u/${JWT}/x` }), JWT],
    [
      "behind a part of a path that says so",
      ask({ url: `https://api.example/reset-password/${SECRET}` }),
      SECRET,
    ],
    [
      "a link that gives leave",
      ask({ url: `https://hooks.example/B00/${"A1b2".repeat(6)}` }),
      "A1b2A1b2",
    ],
    [
      "a bot's",
      ask({ url: `https://api.example/bot123456789:AAH${"x".repeat(32)}/send` }),
      "AAHxxx",
    ],
    [
      "an address in an address",
      ask({
        url: `https://api.example/?next=https%3A%2F%2Fa.example%2F%3Ftoken%3D${SECRET}%26x%3D1`,
      }),
      SECRET,
    ],
    [
      "a signed URL's key",
      ask({ url: `https://b.example/k?AWSAccessKeyId=${SECRET}&Signature=${SECRET}2` }),
      SECRET,
    ],
    ["a redirect's fragment", ask({}, `https://b.example/#id_token=${SECRET}`), SECRET],
    ["a redirect's password", ask({}, `https://hen:${SECRET}@b.example/`), SECRET],
    [
      "a digest, longer than a line",
      ask({
        headers: [
          [
            "Authorization",
            `Digest username="hen", nonce="${"n".repeat(40)}", response="${SECRET}"`,
          ],
        ],
      }),
      'username="hen"',
    ],
    [
      "a token longer than a line",
      ask({ headers: [["Authorization", `Bearer ${"Ab1".repeat(60)}`]] }),
      "Ab1Ab1",
    ],
    [
      "a header of another name",
      ask({
        headers: [
          ["X-JWT", SECRET],
          ["X-Pin", `${SECRET}2`],
        ],
      }),
      SECRET,
    ],
    ["a number in JSON", body('{"otp": 445566}'), "445566"],
    ["JSON in a string of JSON", body(`{"a":"{\\"password\\":\\"${SECRET}\\"}"}`), SECRET],
    ["a list in JSON", body(`{"tokens":["${SECRET}","${SECRET}2"]}`), SECRET],
    ["GraphQL", body(`{"query":"mutation { login(password: \\"${SECRET}\\") { id } }"}`), SECRET],
    ["a passphrase", body(`{"passphrase":"${SECRET}"}`), SECRET],
    ["a password, short", body(`user=hen&pw=${SECRET}`), SECRET],
    ["an object in JSON", body(`{"token":{"type":"bearer","value":"${SECRET}"}}`), SECRET],
    ["a list of several kinds", body(`{"tokens":[1,"${SECRET}"]}`), SECRET],
    [
      "a form of several parts",
      body(
        `--hen\r\nContent-Disposition: form-data; name="password"\r\n\r\n${SECRET}\r\n--hen--\r\n`,
      ),
      SECRET,
    ],
    ["a session's header", ask({ headers: [["X-Sess-Id", SECRET]] }), SECRET],
    ["a session of PHP's", ask({ url: `https://api.example/?PHPSESSID=${SECRET}` }), SECRET],
    [
      "an address in an address in an address",
      ask(
        {},
        `https://b.example/?next=https%3A%2F%2Fc.example%2F%3Fto%3Dhttps%253A%252F%252Fd.example%252F%253Faccess_token%253D${SECRET}%2526x%253D1`,
      ),
      SECRET,
    ],
    ["XML", body(`<login><password>${SECRET}</password></login>`), SECRET],
  ])("%s", async (_, scenario, secret) => {
    expect(JSON.stringify(await explain(scenario))).not.toContain(secret);
    const open = await explain(scenario, { showSecrets: true });
    expect(JSON.stringify(open)).toContain(JSON.stringify(secret).slice(1, -1));
  });

  it("a body of JSON stays one", async () => {
    const { scenario } = await explain(body('{"otp": 445566, "hens": 2}'));
    expect(JSON.parse(scenario.request.body!)).toEqual({ otp: "redacted", hens: 2 });
  });

  it.each([
    `{"request": {"password": ${SECRET}`,
    `{"page": "https://app.example/?token=${SECRET}", "request": 1, "answers": 2}`,
    `{"page": {"url": "https://a.example/"}, "request": {"api": "fetch", "url": "https://a.example/", "headers": [["Authorization", "Bearer ${SECRET}", 2]]}, "answers": []}`,
  ])("what is wrong with a scenario: %s", (text) => {
    let said = "";
    try {
      parseScenario(text);
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).not.toBe("");
    expect(said).not.toContain(SECRET);
  });
});

it.each([
  "https://api.example/orders/2026-11-26/7",
  "https://api.example/sessions/current",
  "https://api.example/oauth/token",
  "https://cdn.example/assets/index-BxYz12Ab34Cd56Ef78.js",
  "https://api.example/v1/3f2504e0-4f89-11d3-9a0c-0305e82c3301",
  "https://api.example/AVeryLongNameOfAResourceWithoutDigits",
  "https://api.example/api/GetCustomerOrdersV2Async",
  "https://api.example/api/getCustomerOrders2ForStateV10",
])("an address without one is shown whole: %s", (url) => {
  expect(redactText(url)).toBe(url);
});

describe("hostile text", () => {
  // Milliseconds: each takes some on a quiet machine, and took thousands when it was quadratic.
  const LIMIT = 1000;
  it.each([
    ["backslashes", "\\".repeat(60_000)],
    ["lists that begin", '"token":["'.repeat(6600)],
    ["lists that begin, in one", `"token":["${'x","'.repeat(20_000)}`],
  ])("of a body, %s, is done with in time", (_, text) => {
    const scenario = body(text);
    const start = performance.now();
    expect(redact(scenario, scenario).value.request.body).toBe(text);
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });

  it("of colons is done with in time", () => {
    const text = "a:".repeat(50_000);
    const start = performance.now();
    expect(redactText(text)).toBe(text);
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });
});
