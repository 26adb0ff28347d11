import { describe, expect, it } from "vitest";
import { explain } from "../../src/explain.ts";
import type { AnsweredResponse, Scenario } from "../../src/scenario.ts";

const allow = ["Access-Control-Allow-Origin", "https://app.example"] as const;
const kept = ["Cache-Control", "public, max-age=60"] as const;
const vary = ["Vary", "Accept-Encoding, Origin"] as const;

function perOrigin(
  own: AnsweredResponse["headers"],
  others: AnsweredResponse["headers"],
): Scenario {
  return {
    page: { url: "https://app.example/" },
    request: { api: "fetch", url: "https://api.example/orders" },
    answers: [
      { when: { origin: "https://app.example" }, answer: { status: 200, headers: own } },
      { when: {}, answer: { status: 200, headers: others } },
    ],
  };
}

describe("a request that works, played through a cache that many share", () => {
  it("is blocked once someone without Origin has asked before", async () => {
    const { outcome, findings } = await explain(perOrigin([allow, vary, kept], [kept]));
    expect(outcome).toBe("allowed");
    expect(findings.map(({ cause, role }) => [cause, role])).toEqual([["vary-left-out", "note"]]);
    expect(findings[0]?.evidence[0]).toEqual({
      source: "response",
      of: "https://api.example/orders",
      line: "Cache-Control: public, max-age=60",
      remark: "to a request without Origin",
    });
  });

  it.each([
    ["every response varies on Origin", [allow, vary, kept], [vary, kept]],
    ["nothing may be kept", [allow], [["Cache-Control", "no-store"]]],
    ["only the browser may keep it", [allow], [["Cache-Control", "private, max-age=60"]]],
    [
      "all get the same",
      [["Access-Control-Allow-Origin", "*"], kept],
      [["Access-Control-Allow-Origin", "*"], kept],
    ],
  ] as const)("is well where %s", async (_, own, others) => {
    const { findings } = await explain(perOrigin(own, others));
    expect(findings).toEqual([]);
  });
});
