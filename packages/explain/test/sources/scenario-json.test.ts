import { describe, expect, it, test } from "vitest";
import { parseScenario, type Scenario, ScenarioError } from "../../src/index.ts";

const scenario: Scenario = {
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: "https://api.example/", headers: [["X-A", "1"]] },
  answers: [{ when: {}, answer: { status: 200, headers: [] } }],
};

function mistakesOf(value: unknown): readonly string[] {
  try {
    parseScenario(JSON.stringify(value));
  } catch (error) {
    if (error instanceof ScenarioError) return error.mistakes;
    throw error;
  }
  return [];
}

test("a scenario is read as it was written, alone or within what --json wrote", () => {
  expect(parseScenario(JSON.stringify(scenario))).toEqual(scenario);
  expect(parseScenario(JSON.stringify({ verdict: "x", scenario }))).toEqual(scenario);
  const told: Scenario = {
    ...scenario,
    request: { ...scenario.request, targetAddressSpace: "loopback" },
    toldAddressSpace: "public",
    toldBy: "firefox",
  };
  expect(parseScenario(JSON.stringify(told))).toEqual(told);
});

describe("what is no scenario is refused with the place of each mistake", () => {
  it.each([
    ["nothing of it", {}, ["page: ", "request: ", "answers: "]],
    [
      "an API that there is none of",
      { ...scenario, request: { ...scenario.request, api: "fetchh" } },
      ["request.api: "],
    ],
    [
      "words that the platform doesn't have",
      { ...scenario, request: { ...scenario.request, credentials: "bogus", mode: "bogus" } },
      ["request.credentials: ", "request.mode: "],
    ],
    [
      "a failure that there is none of",
      { ...scenario, answers: [{ when: {}, answer: { failure: "bogus" } }] },
      ["answers[0].answer.failure: "],
    ],
    ["an obstacle that there is none of", { ...scenario, told: "bogus" }, ["told: "]],
    ["a page without scheme", { ...scenario, page: { url: "app.example" } }, ["page.url: "]],
    [
      "headers as an object",
      { ...scenario, request: { ...scenario.request, headers: { a: "1" } } },
      ["request.headers: "],
    ],
    [
      "a status that is text",
      { ...scenario, answers: [{ when: {}, answer: { status: "200", headers: [] } }] },
      ["answers[0].answer.status: "],
    ],
    ["a rule without answer", { ...scenario, answers: [{ when: {} }] }, ["answers[0].answer: "]],
    [
      "a header of one part",
      { ...scenario, answers: [{ when: {}, answer: { status: 200, headers: [["a"]] } }] },
      ["answers[0].answer.headers[0]: "],
    ],
    [
      "an address space that there is none of",
      { ...scenario, request: { ...scenario.request, targetAddressSpace: "intranet" } },
      ["request.targetAddressSpace: "],
    ],
    [
      "a server where there is nothing",
      { ...scenario, toldAddressSpace: "intranet" },
      ["toldAddressSpace: "],
    ],
    ["a console of no browser", { ...scenario, toldBy: "lynx" }, ["toldBy: "]],
    ["a list", [], ["scenario: "]],
  ])("%s", (_, value, places) => {
    const mistakes = mistakesOf(value);
    expect(mistakes.length).toBe(places.length);
    places.forEach((place, index) => expect(mistakes[index]!.startsWith(place)).toBe(true));
  });
});

test("what is not JSON is refused, however it ends", () => {
  expect(() => parseScenario("{")).toThrow("not JSON");
});
