import { describe, expect, it } from "vitest";
import { explain } from "../src/explain.ts";
import { redact } from "../src/redact.ts";
import type { Scenario } from "../src/scenario.ts";

const secrets = ["hunter2hunter2", "c00kie-of-a-hen", "f00-answer-cookie", "t0ken-in-a-query"];

const scenario: Scenario = {
  page: { url: "https://app.example/" },
  request: {
    api: "fetch",
    url: `https://api.example/orders?access_token=${secrets[3]}&page=2`,
    credentials: "include",
    method: "PUT",
    headers: [["Authorization", `Bearer ${secrets[0]}`]],
  },
  answers: [
    {
      when: { preflight: true },
      answer: {
        status: 204,
        headers: [
          ["Access-Control-Allow-Origin", "https://app.example"],
          ["Access-Control-Allow-Credentials", "true"],
          ["Access-Control-Allow-Methods", "PUT"],
          ["Access-Control-Allow-Headers", "Authorization"],
        ],
      },
    },
    {
      when: {},
      answer: { status: 500, headers: [["Set-Cookie", `sid=${secrets[2]}; Path=/`]] },
    },
  ],
  cookies: [{ url: "https://api.example/", setCookie: `session=${secrets[1]}; Secure` }],
};

describe("an explanation's secrets", () => {
  it("are in none of its words, lines and messages", async () => {
    const explanation = await explain(scenario);
    const text = JSON.stringify(explanation);
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(explanation.redacted).toBeGreaterThan(3);
  });

  it("leave what surrounds them", async () => {
    const text = JSON.stringify(await explain(scenario));
    expect(text).toContain("access_token=redacted&page=2");
    expect(text).toContain('["Authorization","Bearer redacted"]');
    expect(text).toContain("sid=redacted; Path=/");
    expect(text).toContain("session=redacted; Secure");
  });

  it("are shown to who asks for it", async () => {
    const explanation = await explain(scenario, { showSecrets: true });
    expect(JSON.stringify(explanation)).toContain(secrets[0]);
    expect(explanation.redacted).toBe(0);
  });

  it("change nothing of the verdict", async () => {
    const open = await explain(scenario, { showSecrets: true });
    const again = await explain((await explain(scenario)).scenario);
    expect(again.findings.map(({ cause }) => cause)).toEqual(
      open.findings.map(({ cause }) => cause),
    );
    expect(again.verdict).toBe(open.verdict);
  });
});

describe("what only names a secret", () => {
  it.each([
    ["Access-Control-Allow-Headers", "X-Auth-Token"],
    ["Access-Control-Request-Headers", "authorization"],
    ["Vary", "Cookie"],
  ])("stays: %s: %s", (name, value) => {
    const { value: copy, count } = redact([[name, value]], scenario);
    expect(copy).toEqual([[name, value]]);
    expect(count).toBe(0);
  });

  it("goes where a URL carries a password", () => {
    const { value } = redact("Location: https://user:hen@cdn.example/", scenario);
    expect(value).toBe("Location: https://redacted@cdn.example/");
  });
});

describe("what nobody named as a secret, but looks like one,", () => {
  const told = (url: string, more: Partial<Scenario["request"]> = {}): Scenario => ({
    page: { url: "https://app.example/" },
    request: { api: "fetch", url, ...more },
    answers: [{ when: {}, answer: { status: 302, headers: [["Location", url]] } }],
  });
  it.each([
    ["of a shop", told("https://api.example/?consumer_secret=cs_hen-hen-hen&page=2")],
    ["in a fragment", told("https://api.example/#access_token=hen-hen-hen&state=2")],
    ["of a login", told("https://login.example/?SAMLRequest=hen-hen-hen&RelayState=hen-hen-hen")],
    ["that is signed", told("https://api.example/?X-Amz-Signature=hen-hen-hen&X-Amz-Date=1")],
    [
      "in JSON",
      told("https://api.example/", {
        method: "POST",
        body: '{"user":"a","password":"hen-hen-hen"}',
      }),
    ],
    [
      "in a form",
      told("https://api.example/", { method: "POST", body: "user=a&client_secret=hen-hen-hen" }),
    ],
    [
      "in a header of its own",
      told("https://api.example/", { headers: [["Ocp-Apim-Subscription-Key", "hen-hen-hen"]] }),
    ],
    [
      "that is a JSON Web Token",
      told("https://api.example/eyJoZW4taGVuLWhlbiI6MX0.eyJoZW4taGVuLWhlbiI6MX0.hen-hen-hen"),
    ],
  ])("%s, is left out", async (_, scenario) => {
    expect(JSON.stringify(await explain(scenario))).not.toContain("hen-hen-hen");
  });

  it("leaves lists of names alone, of which two look like a header and its value", async () => {
    const explanation = await explain({
      page: { url: "https://app.example/" },
      request: {
        api: "fetch",
        url: "https://api.example/",
        headers: [
          ["Authorization", "Bearer hen-hen-hen"],
          ["X-Hen", "1"],
        ],
      },
      answers: [{ when: {}, answer: { status: 200, headers: [] } }],
    });
    expect(JSON.stringify(explanation)).toContain('"allowHeaders":["Authorization","X-Hen"]');
  });

  it.each([
    ["of a cookie without a name", "https://api.example/", [["Set-Cookie", "hen-hen-hen"]]],
    ["with an @ in it", "https://anna:hen@hen-hen-hen@api.example/", []],
  ] as const)("%s, is left out of what was answered", (_, url, headers) => {
    const scenario: Scenario = {
      page: { url: "https://app.example/" },
      request: { api: "fetch", url },
      answers: [{ when: {}, answer: { status: 200, headers } }],
    };
    expect(JSON.stringify(redact(scenario, scenario).value)).not.toContain("hen-hen-hen");
  });

  it("leaves plain words alone", async () => {
    const url = "https://api.example/?keyword=hens&author=anna&page=2&monkey=1";
    expect(JSON.stringify(await explain(told(url)))).toContain(url);
  });
});
