import { describe, expect, it } from "vitest";
import { explain } from "../src/explain.ts";
import type { AnsweredResponse, Scenario } from "../src/scenario.ts";

const api = "https://api.example/orders";

function ask(answer: AnsweredResponse, more: Partial<Scenario["request"]> = {}): Scenario {
  return {
    page: { url: "https://app.example/" },
    request: { api: "fetch", url: api, ...more },
    answers: [{ when: {}, answer }],
  };
}

describe("an explanation", () => {
  it("says that a response without headers is blocked", async () => {
    const { outcome, works, runs } = await explain(ask({ status: 200, headers: [] }));
    expect(outcome).toBe("blocked");
    expect(works).toEqual([]);
    expect(runs.map((run) => run.failure?.code)).toEqual(
      Array<string>(4).fill("MissingAllowOriginHeader"),
    );
  });

  it("says that a response for the page's origin is allowed", async () => {
    const { outcome, works } = await explain(
      ask({ status: 200, headers: [["Access-Control-Allow-Origin", "https://app.example"]] }),
    );
    expect(outcome).toBe("allowed");
    expect(works).toEqual(["standard", "chromium", "firefox", "webkit"]);
  });

  it("says that a server that cannot be reached is no matter of CORS", async () => {
    const scenario = { ...ask({ status: 200, headers: [] }), answers: [] };
    const { outcome } = await explain(scenario);
    expect(outcome).toBe("not-cors");
  });

  it("draws the preflight and what came of it", async () => {
    const { diagram } = await explain(ask({ status: 404, headers: [] }, { method: "PUT" }));
    expect(diagram.actors).toEqual(["page", "https://api.example"]);
    expect(diagram.arrows.map(({ label, mark }) => `${label} ${mark}`)).toEqual([
      "OPTIONS /orders fine",
      "404 fatal",
      "blocked: PreflightMissingAllowOriginHeader fatal",
    ]);
    for (const line of diagram.text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});
