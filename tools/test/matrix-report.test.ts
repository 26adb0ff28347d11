import { describe, expect, it } from "vitest";
import { leftOut, readReport } from "../runtimes/matrix-report.mjs";

describe("what a runtime printed", () => {
  it("ends with the report", () => {
    const output = 'a warning\n{"passed":["a"],"failed":[{"name":"b","reason":"c"}]}\n';
    expect(readReport(output)).toEqual({ passed: ["a"], failed: [{ name: "b", reason: "c" }] });
  });

  it.each([
    "",
    "\n",
    "Segmentation fault",
    '{"passed":["a"],"failed":[]',
    '{"passed":["a"],"failed":[]}\nbye',
  ])("is an error where it is not a report: %j", (output) => {
    expect(() => readReport(output)).toThrow("it printed no report");
  });

  it.each(["null", "{}", "[]", '{"passed":[],"failed":[]}', '{"passed":3,"failed":0}'])(
    "is an error where nothing was run: %s",
    (output) => {
      expect(() => readReport(output)).toThrow("its report is of nothing");
    },
  );
});

describe("what a runtime left out", () => {
  const failure = (name: string): { name: string; reason: string } => ({ name, reason: "r" });

  it("is nothing where all ran the same, passed or failed", () => {
    const reports = new Map([
      ["node", { passed: ["a", "b"], failed: [] }],
      ["bun", { passed: ["b"], failed: [failure("a")] }],
    ]);
    expect(leftOut(reports)).toEqual([]);
  });

  it("is what only others ran", () => {
    const reports = new Map([
      ["node", { passed: ["a"], failed: [failure("b")] }],
      ["bun", { passed: ["a", "c"], failed: [] }],
    ]);
    expect(leftOut(reports)).toEqual([
      { runtime: "node", name: "c" },
      { runtime: "bun", name: "b" },
    ]);
  });
});
