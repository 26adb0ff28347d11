import {
  optionIssueMessage,
  scenarioFromOptions,
  type ScenarioOptions,
  ScenarioOptionsError,
  scenarioOfDraft,
} from "@crosswalk/explain";
import { describe, expect, it } from "vitest";

describe("flags", () => {
  it("make a scenario", () => {
    const scenario = scenarioOfDraft(
      scenarioFromOptions({
        page: "https://app.example",
        url: "https://api.example/orders",
        method: "PUT",
        headers: ["Content-Type: application/json", "X-A:1"],
        credentials: "include",
        preflight: { headers: ["Access-Control-Allow-Origin: *"] },
        response: { status: 500 },
      }),
    );
    expect(scenario).toEqual({
      page: { url: "https://app.example/" },
      request: {
        api: "fetch",
        url: "https://api.example/orders",
        method: "PUT",
        headers: [
          ["Content-Type", "application/json"],
          ["X-A", "1"],
        ],
        credentials: "include",
      },
      answers: [
        {
          when: { preflight: true },
          answer: { status: 204, headers: [["Access-Control-Allow-Origin", "*"]] },
        },
        { when: { preflight: false }, answer: { status: 500, headers: [] } },
      ],
    });
  });

  it("that are too few say what is missing", () => {
    const draft = scenarioFromOptions({ url: "https://api.example/" });
    expect(draft.missing).toEqual(["page", "answers"]);
    expect(scenarioOfDraft(draft)).toBeNull();
  });

  it("that are wrong are told all at once, and no header's value with them", () => {
    const wrong: ScenarioOptions = {
      page: "app.example",
      url: "//x",
      method: "a b",
      headers: ["X-A: 1", "Bearer t0ken"],
      response: { status: 42, headers: ["x"] },
    };
    let error: unknown;
    try {
      scenarioFromOptions(wrong);
    } catch (failure) {
      error = failure;
    }
    expect(error).toBeInstanceOf(ScenarioOptionsError);
    const { issues, message } = error as ScenarioOptionsError;
    expect(issues.map(({ path }) => path)).toEqual([
      "page",
      "headers[1]",
      "method",
      "url",
      "response.status",
      "response.headers[0]",
    ]);
    expect(message).toBe(issues.map(optionIssueMessage).join("\n"));
    expect(message).not.toContain("t0ken");
  });
});
