import { expect, it } from "vitest";
import { lineDiff } from "../lib/line-diff.mjs";

it("says nothing of equal texts", () => {
  expect(lineDiff("a\nb\n", "a\nb\n")).toEqual([]);
});

it("names the lines that go and come, and leaves the others out", () => {
  expect(lineDiff("a\nb\nc\nd\ne", "a\nB\nc\nd\nd2\ne")).toEqual(["2 - b", "3 + B", "5 + d2"]);
});

it("finds a line that was moved into the middle", () => {
  expect(lineDiff("x\na\nb\ny", "x\nb\na\ny")).toEqual(["2 - a", "4 + a"]);
});

it("tells an empty file from one with a line", () => {
  expect(lineDiff("", "a")).toEqual(["1 - ", "2 + a"]);
});

it("lists the lines of two long texts that share none", () => {
  const before = Array.from({ length: 2001 }, (_, at) => `before ${at}`).join("\n");
  const after = Array.from({ length: 2001 }, (_, at) => `after ${at}`).join("\n");
  const lines = lineDiff(before, after);
  expect(lines).toHaveLength(4002);
  expect(lines[0]).toBe("1 - before 0");
  expect(lines[2001]).toBe("+ after 0");
});
