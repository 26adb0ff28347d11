import { expect, it } from "vitest";
import type { Case } from "../../lab/case.ts";
import type { RecordedCase } from "../../lab/record/recorded-case.ts";
import { extendRecording, joinRuns } from "../../lab/record/recording.ts";

const caseOf = (id: string): Case => ({
  id,
  dimension: "chicken",
  title: id,
  page: "a",
  steps: [],
  replies: {},
});

const runOf = (told: string, ...ids: readonly string[]): Map<string, RecordedCase> =>
  new Map(
    ids.map((id) => [id, { id, wire: [], outcomes: [told], console: [], cors: [] } as never]),
  );

const about = { browser: "chromium", version: "1", seed: 0 } as const;
const old = [caseOf("a-0"), caseOf("b-0")];
const recorded = joinRuns(about, old, runOf("then", "a-0", "b-0"), runOf("then", "a-0", "b-0"));

it("a recording takes new cases in, and leaves its own as they were", () => {
  const cases = [caseOf("a-0"), caseOf("a-1"), caseOf("b-0")];
  const now = runOf("now", "a-0", "a-1", "b-0");
  const extended = extendRecording(recorded, cases, now, now);
  expect(extended.cases.map(({ id, outcomes }) => [id, outcomes[0]])).toEqual([
    ["a-0", "then"],
    ["a-1", "now"],
    ["b-0", "then"],
  ]);
  expect(extended).toEqual({
    ...joinRuns(about, cases, now, now),
    cases: extended.cases,
  });
});

it("what differs between the two runs over new cases proves nothing", () => {
  const cases = [...old, caseOf("c-0")];
  expect(
    extendRecording(recorded, cases, runOf("one", "c-0"), runOf("two", "c-0")).unstable,
  ).toEqual(["c-0"]);
});

it("a recording is not extended where its own cases are others by now", () => {
  const cases = [{ ...caseOf("a-0"), title: "another" }, caseOf("b-0"), caseOf("c-0")];
  const now = runOf("now", "c-0");
  expect(() => extendRecording(recorded, cases, now, now)).toThrow("are others by now");
});
