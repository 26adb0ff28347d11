import { checkPolicy } from "@crosswalk/cors";
import { describe, expect, it } from "vitest";
import { explain } from "../../src/explain.ts";
import { applyChanges } from "../../src/fixes/apply-changes.ts";
import type { AnswerRule, Scenario, ScenarioPage } from "../../src/scenario.ts";
import { situations } from "../../src/situations/situations.ts";

const API = "https://api.example/orders";
const ask = (
  answers: readonly AnswerRule[],
  request: Partial<Scenario["request"]> = {},
  page: ScenarioPage = { url: "https://app.example/" },
): Scenario => ({ page, request: { api: "fetch", url: API, ...request }, answers });

describe("a fix", () => {
  it.each(
    situations.map(({ number, title, scenario }) => [`${number}: ${title}`, scenario] as const),
  )("of %s comes with a policy that is right, and was tried on everyone", async (_, scenario) => {
    for (const { policy, verified, changes, diff } of (await explain(scenario)).fixes) {
      if (policy !== null) expect(checkPolicy(policy).issues).toEqual([]);
      expect(verified.engines).toEqual(["standard", "chromium", "firefox", "webkit"]);
      expect(verified.strangers.map(({ kind }) => kind)).toContain("sandboxed");
      const gained = verified.strangers.filter(
        ({ before, after }) => before === "blocked" && after === "reads",
      );
      expect(gained).toEqual([]);
      expect(changes).not.toEqual([]);
      expect(diff).not.toEqual([]);
      expect(JSON.stringify(changes)).not.toMatch(
        /"Access-Control-Allow-Origin","value":"(?:null|\*)"/i,
      );
    }
  });

  it("is never to allow null", async () => {
    const answers = [{ when: {}, answer: { status: 200, headers: [] } }];
    const { fixes, findings } = await explain(ask(answers, {}, { url: "data:text/html,hen" }));
    expect(findings[0]?.cause).toBe("page-with-opaque-origin");
    expect(fixes).toEqual([]);
  });

  it("of several faults at once mends them all, and names those that come next", async () => {
    const answers = [
      { when: { preflight: true }, answer: { status: 401, headers: [] } },
      { when: {}, answer: { status: 200, headers: [["X-Total", "7"]] as const } },
    ];
    const request = {
      method: "PUT",
      headers: [["Content-Type", "application/json"]],
      credentials: "include",
      reads: ["X-Total"],
    } as const;
    const { findings, fixes } = await explain(ask(answers, request));
    expect(findings.map(({ cause, role }) => `${role} ${cause}`)).toEqual([
      "cause preflight-refused-by-auth",
      "next headers-only-on-preflight",
      "next header-not-exposed",
    ]);
    expect(fixes[0]?.policy).toEqual({
      allowOrigins: ["https://app.example"],
      allowCredentials: true,
      allowMethods: ["PUT"],
      allowHeaders: ["Content-Type"],
      exposeHeaders: ["X-Total"],
      maxAge: 600,
    });
  });

  it("names the danger of an insecure page with credentials", async () => {
    const answers = [{ when: {}, answer: { status: 200, headers: [] } }];
    const page = { url: "http://app.example/" };
    const { fixes } = await explain(ask(answers, { credentials: "include" }, page));
    expect(fixes[0]?.policy).toEqual({
      allowOrigins: ["http://app.example"],
      allowCredentials: true,
      dangerously: { allowInsecureOrigins: true },
    });
  });

  it.each([
    [{ method: "DELETE" }, ["Access-Control-Allow-Methods", "PUT"]],
    [{ headers: [["X-Hen", "1"]] as const }, ["Access-Control-Allow-Headers", "X-Cock"]],
    [{ headers: [["X-Hen", "1"]] as const }, ["Access-Control-Allow-Headers", "X-Hen; X-Cock"]],
  ] as const)("of a public API allows %j to this page, and to no other", async (request, list) => {
    const headers = [["Access-Control-Allow-Origin", "*"], list] as const;
    const scenario = ask([{ when: {}, answer: { status: 200, headers } }], request);
    const { fixes } = await explain(scenario);
    expect(fixes[0]?.title).toBe("Allow what https://app.example asks for in its preflights.");
    expect(fixes[0]?.verified.strangers.every(({ after }) => after === "blocked")).toBe(true);
    // What others were granted stays.
    const answers = applyChanges(scenario, fixes[0]?.changes ?? []).answers;
    expect(answers.at(-1)).toEqual(scenario.answers[0]);
  });

  it("changes the answer for this origin where the server tells origins apart", async () => {
    const answers = [
      { when: { origin: "https://admin.example" }, answer: { status: 200, headers: [] } },
      { when: { origin: "https://app.example" }, answer: { status: 200, headers: [] } },
    ];
    const { fixes } = await explain(ask(answers));
    const rules = fixes[0]?.changes.map((change) => "rule" in change && change.rule);
    expect(new Set(rules)).toEqual(new Set([1]));
  });

  it("writes out connect-src rather than widen default-src", async () => {
    const page = {
      url: "https://app.example/",
      headers: [["Content-Security-Policy", "default-src 'self'; img-src *"]],
    } as const;
    const headers = [["Access-Control-Allow-Origin", "https://app.example"]] as const;
    const { fixes } = await explain(
      ask([{ when: {}, answer: { status: 200, headers } }], {}, page),
    );
    expect(fixes[0]?.diff).toEqual([
      {
        message: "page",
        removed: ["Content-Security-Policy: default-src 'self'; img-src *"],
        added: [
          "Content-Security-Policy: default-src 'self'; img-src *; connect-src 'self' https://api.example",
        ],
      },
    ]);
  });

  it("keeps what was listed, and says where it belongs", async () => {
    const headers = [
      ["Access-Control-Allow-Origin", "https://app.example"],
      ["Access-Control-Allow-Methods", "PUT, delete"],
    ] as const;
    const { fixes } = await explain(
      ask([{ when: {}, answer: { status: 200, headers } }], { method: "DELETE" }),
    );
    expect(fixes[0]?.title).toBe("List DELETE in Access-Control-Allow-Methods.");
    expect(fixes[0]?.place).toEqual({ who: "server", layer: null, at: "https://api.example" });
    expect(fixes[0]?.diff[0]?.added).toEqual(["Access-Control-Allow-Methods: PUT, DELETE"]);
  });
});
