import { describe, expect, it } from "vitest";
import { explain, readPaste, type Scenario, toldScenario } from "../../src/index.ts";

const ask = (request: Partial<Scenario["request"]>): Scenario => ({
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: "https://api.example/orders", ...request },
  answers: [{ when: {}, answer: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } }],
});

const notes = async (scenario: Scenario): Promise<string[]> =>
  (await explain(scenario)).findings.map(({ cause, engines }) => `${cause}: ${engines.join(" ")}`);

const ALL = "standard chromium firefox webkit";

describe("a header that no script may set", () => {
  it("is named, and blocks nothing", async () => {
    const { outcome, verdict } = await explain(ask({ headers: [["Cookie", "hen=1"]] }));
    expect(outcome).toBe("allowed");
    expect(verdict).toBe("Not CORS: no script may set Cookie; the browser leaves it out.");
  });

  it("is named beside others that it is set with", async () => {
    const headers = [
      ["Host", "api.example"],
      ["Origin", "https://elsewhere.example"],
      ["Connection", "close"],
    ] as const;
    const { verdict } = await explain(ask({ headers }));
    expect(verdict).toBe("Not CORS: no script may set Host, Origin and Connection.");
  });

  it("is not said of User-Agent, which others than Chromium let scripts set, and each has its advice", async () => {
    const headers = ["Host", "Connection", "User-Agent", "Cookie"].map(
      (name) => [name, "x"] as const,
    );
    const { findings } = await explain(ask({ headers }));
    const { title, why, change } = findings.find(({ cause }) => cause === "forbidden-header")!;
    expect(title).toBe("Not CORS: no script may set Host, Connection and Cookie.");
    expect(why).toContain("Firefox and Safari send");
    expect(change).toContain("Delete `Host`, `Connection`, `User-Agent`, `Cookie`");
    expect(change).toContain('`credentials: "include"`');
    expect(change).toContain("a server of yours");
    expect(change).toContain("`X-Client`");
  });

  it("is told of User-Agent in Chromium alone", async () => {
    const [first] = await notes({
      ...ask({ headers: [["User-Agent", "Hen"]] }),
      answers: [
        {
          when: {},
          answer: {
            status: 200,
            headers: [
              ["Access-Control-Allow-Origin", "*"],
              ["Access-Control-Allow-Headers", "User-Agent"],
              ["Access-Control-Max-Age", "600"],
            ],
          },
        },
      ],
    });
    expect(first).toBe("forbidden-header: chromium");
  });

  it("isn't told of headers that are sent as they were set", async () => {
    expect(await notes(ask({ headers: [["Accept", " text/plain "]] }))).toEqual([]);
  });

  it.each([
    ['Refused to set unsafe header "Cookie"', "Cookie"],
    ["Attempt to set a forbidden header was denied: Referer xhr.js:142", "Referer"],
    [
      '[Error] Refused to set unsafe header "Origin"\n\tdispatchXhrRequest (main.js:3321)',
      "Origin",
    ],
  ])("is known from the console: %s", async (text, name) => {
    const [draft] = readPaste(text);
    const scenario = await toldScenario(draft!.told!, draft!);
    const { findings, runs } = await explain(scenario);
    expect(findings[0]).toMatchObject({ cause: "forbidden-header" });
    expect(findings[0]!.title).toContain(name);
    // As setRequestHeader says it.
    expect(runs.map((run) => run.console[0] ?? "")).toEqual([
      "",
      `Refused to set unsafe header "${name}"`,
      `Attempt to set a forbidden header was denied: ${name}`,
      `Refused to set unsafe header "${name}"`,
    ]);
  });

  it("is read of what somebody wrote, and not of what a browser copies", async () => {
    const [written] = readPaste(
      'fetch("https://api.example/orders", { headers: { Cookie: "hen=1" } })',
    );
    expect(written!.request!.headers).toEqual([["Cookie", "hen=1"]]);
    expect(written!.cookies).toEqual([]);
    const [copied] = readPaste(
      'fetch("https://api.example/orders", { headers: { cookie: "hen=1", "sec-fetch-mode": "cors" } })',
    );
    expect(copied!.request!.headers).toBeUndefined();
    expect(copied!.cookies).toMatchObject([{ setCookie: expect.stringMatching(/^hen=1;/) }]);
    expect(await notes(ask({ headers: written!.request!.headers! }))).toEqual([
      `forbidden-header: ${ALL}`,
    ]);
  });
});
