import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { explain, situations } from "../src/index.ts";

const file = new URL("../schema/explanation.schema.json", import.meta.url);
const validate = new Ajv2020({ allErrors: true, strict: true, strictTuples: false }).compile(
  JSON.parse(readFileSync(file, "utf8")) as object,
);

test.each(situations)("the explanation of $title is as its schema says", async ({ scenario }) => {
  // As it is written: what is undefined is not there.
  const written: unknown = JSON.parse(JSON.stringify(await explain(scenario)));
  validate(written);
  expect(validate.errors ?? []).toEqual([]);
});

test("the schema lets nothing pass that it does not know", async () => {
  const written = JSON.parse(JSON.stringify(await explain(situations[0]!.scenario))) as object;
  expect(validate({ ...written, verdicts: "x" })).toBe(false);
  expect(validate({ ...written, outcome: "good" })).toBe(false);
  expect(validate({ ...written, fixes: undefined })).toBe(false);
});

test("an explanation that was verified in browsers is as its schema says", async () => {
  const written = JSON.parse(JSON.stringify(await explain(situations[0]!.scenario))) as object;
  const trial = { expected: "fails", reach: "reads", reason: "not-told", console: ["x"] };
  const verified = (...browsers: object[]): object => ({
    ...written,
    verification: { notStaged: null, browsers },
  });
  const tried = { kind: "tried", browser: "firefox", version: "1", given: trial, fixed: null };
  validate(
    verified(
      { kind: "absent", browser: "chromium", install: "x" },
      { kind: "failed", browser: "chromium", reason: "x" },
      { kind: "not-staged", browser: "firefox", version: "1", reason: "x" },
      { ...tried, agrees: true },
    ),
  );
  expect(validate.errors ?? []).toEqual([]);
  expect(validate(verified(tried))).toBe(false);
  expect(validate(verified({ ...tried, agrees: true, browser: "lynx" }))).toBe(false);
});
