import {
  assumedScenario,
  explain,
  readPaste,
  toldScenario,
  withAssumedAnswer,
} from "@crosswalk/explain";
import { describe, expect, it, test } from "vitest";
import pastes from "./pastes-of-strangers.json" with { type: "json" };

// What people pasted who knew nothing of this: the browsers' sentences as they stand in public threads, cut and broken as there, with other hosts in
// them. What is really the matter was written down before `explain` was asked; where a text leaves it open, all that it may be.

describe("a text that nobody prepared", () => {
  test.each(pastes.map(({ title, text, causes }) => [title, text.join("\n"), causes] as const))(
    "%s",
    async (_, text, causes) => {
      const [draft] = readPaste(text);
      expect(draft, "something is recognised").toBeDefined();
      const isTold = draft!.told !== null && draft!.answers.length === 0;
      const scenario = isTold
        ? await toldScenario(draft!.told!, draft!)
        : withAssumedAnswer(assumedScenario(draft!));
      const { findings } = await explain(scenario);
      const cause = findings.find(({ role }) => role === "cause")?.cause ?? "none";
      expect(causes).toContain(cause);
    },
  );
});

it("there are as many as were asked for, and none twice", () => {
  const texts = pastes.map(({ text }) => text.join("\n"));
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.length).toBeGreaterThanOrEqual(80);
});
