import type { EngineName } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { engineNames, run } from "../../src/run.ts";
import type { AnsweredResponse, Scenario } from "../../src/scenario.ts";
import { situations } from "../../src/situations/situations.ts";

const API = "https://api.example/orders";
const allow: AnsweredResponse = {
  status: 204,
  headers: [
    ["Access-Control-Allow-Origin", "https://app.example"],
    ["Access-Control-Allow-Methods", "PUT"],
    ["Access-Control-Max-Age", "600"],
  ],
};
const put: Scenario = {
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: API, method: "PUT" },
  answers: [{ when: {}, answer: allow }],
};

describe.each(engineNames)("in %s, a run", (engine) => {
  it("sends what a browser sends, and says which rule answered", async () => {
    const { messages } = await run(put, engine);
    expect(messages.map(({ kind, method, url, rule }) => [kind, method, url, rule])).toEqual([
      ["preflight", "OPTIONS", API, 0],
      ["actual", "PUT", API, 0],
    ]);
    const headers = new Map(
      messages[0]?.headers.map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(headers.get("origin")).toBe("https://app.example");
    expect(headers.get("access-control-request-method")).toBe("PUT");
    expect(headers.has("cookie")).toBe(false);
  });

  it("remembers what was done before", async () => {
    const { messages } = await run({ ...put, before: [put.request] }, engine);
    expect(messages.map(({ part, kind }) => `${part} ${kind}`)).toEqual([
      "before preflight",
      "before actual",
      "request actual",
    ]);
  });

  it("takes a page's address as it was pasted, though its scheme was forgotten", async () => {
    const { messages } = await run({ ...put, page: { url: "localhost:3000" } }, engine);
    const headers = new Map(
      messages[0]?.headers.map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(headers.get("origin")).toBe("null");
  });

  it("takes the first rule that fits", async () => {
    const answers = [
      { when: { origin: "https://other.example" }, answer: { status: 500, headers: [] } },
      { when: { url: `${API}/7` }, answer: { status: 500, headers: [] } },
      { when: { method: "GET" }, answer: { status: 500, headers: [] } },
      { when: { preflight: true }, answer: allow },
      { when: { origin: "https://app.example", preflight: false, url: API }, answer: allow },
    ];
    const { messages } = await run({ ...put, answers }, engine);
    expect(messages.map(({ rule }) => rule)).toEqual([3, 4]);
  });

  it("takes what no rule fits for a server that can't be reached", async () => {
    const result = await run({ ...put, answers: [] }, engine);
    expect(result.outcome.kind).toBe("failed");
    expect(result.failure?.code).toBe("no-answer");
  });

  it("tells the script no more than its browser does", async () => {
    const { outcome } = await run({ ...put, answers: [] }, engine);
    const messages = {
      standard: "Network error",
      chromium: "Failed to fetch",
      firefox: "NetworkError when attempting to fetch resource.",
      webkit: "Load failed",
    };
    expect(outcome).toEqual({ kind: "failed", error: "TypeError", message: messages[engine] });
  });

  it("sends a first party's cookie, and a preflight none", async () => {
    const scenario: Scenario = {
      page: { url: "https://app.hen.example/" },
      request: {
        api: "fetch",
        url: "https://api.hen.example/",
        method: "PUT",
        credentials: "include",
      },
      answers: [
        {
          when: {},
          answer: {
            status: 200,
            headers: [
              ["Access-Control-Allow-Origin", "https://app.hen.example"],
              ["Access-Control-Allow-Credentials", "true"],
              ["Access-Control-Allow-Methods", "PUT"],
            ],
          },
        },
      ],
      cookies: [{ url: "https://api.hen.example/", setCookie: "egg=1; SameSite=Lax" }],
    };
    const { messages } = await run(scenario, engine);
    const cookies = messages.map(
      ({ headers }) => headers.find(([name]) => name.toLowerCase() === "cookie")?.[1] ?? null,
    );
    expect(cookies).toEqual([null, "egg=1"]);
  });

  it("gives elements something that they can use where only headers are known", async () => {
    for (const api of ["image", "video", "script", "track"] as const) {
      const type = {
        image: "image/png",
        video: "video/webm",
        script: "text/javascript",
        track: "text/vtt",
      };
      const { outcome } = await run(
        {
          ...put,
          request: { api, url: API, mode: "cors" },
          answers: [
            {
              when: {},
              answer: {
                status: 200,
                headers: [
                  ["Access-Control-Allow-Origin", "*"],
                  ["Content-Type", type[api]],
                ],
              },
            },
          ],
        },
        engine,
      );
      expect(outcome.kind, api).toBe("loaded");
    }
  });
});

describe("an image that was shown without crossorigin, and is asked for with it", () => {
  const found = situations.find(({ number }) => number === 26);
  const runIn = (engine: EngineName): ReturnType<typeof run> => run(found!.scenario, engine);

  // What Chromium 156 and Firefox 153 do.
  it("is taken from the cache in Chromium, and fails", async () => {
    const { messages, failure } = await runIn("chromium");
    expect(messages.map(({ part, reply }) => [part, "from" in reply ? reply.from : null])).toEqual([
      ["before", "server"],
      ["request", "cache"],
    ]);
    expect(failure?.code).toBe("MissingAllowOriginHeader");
  });

  it("is asked for again in Firefox, and loads", async () => {
    const { messages, outcome } = await runIn("firefox");
    expect(messages.at(-1)?.reply).toMatchObject({ kind: "response", from: "server" });
    expect(outcome).toEqual({ kind: "loaded", result: "load", access: "readable" });
  });
});
