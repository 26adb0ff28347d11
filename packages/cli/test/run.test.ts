import { describe, expect, it, test } from "vitest";
import { runCommand } from "./terminal-kit.ts";

describe("crosswalk", () => {
  test.each([
    [["--help"]],
    [["help"]],
    [["explain", "--help"]],
    [["help", "explain"]],
    [["origin", "-h"]],
  ])("%j fits into 80 columns", async (words) => {
    const { code, out } = await runCommand(words);
    expect(code).toBe(0);
    for (const line of out.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("help with a command's name is that command's", async () => {
    const [one, other] = [
      await runCommand(["help", "origin"]),
      await runCommand(["origin", "--help"]),
    ];
    expect(one.out).toBe(other.out);
  });

  test.each([
    [["explian"], 'crosswalk: "explian" is no command; did you mean explain?'],
    [["play"], 'crosswalk: "play" is no command; write one of explain, origin'],
    [
      ["https://api.example/"],
      "crosswalk: the command comes first; write crosswalk explain before it",
    ],
    [["Access to fetch at x has been blocked"], "crosswalk: the command comes first"],
    [["explain", "--jsn"], "crosswalk explain: Unknown option '--jsn'; did you mean --json?"],
    [["explain", "--ofline"], "did you mean --offline?"],
    [["explain", "--hens"], "crosswalk explain: Unknown option '--hens'"],
  ])("%j is told what to write", async (words, message) => {
    const { code, out, error } = await runCommand(words);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
  });

  it("never repeats what may be a token", async () => {
    const { error } = await runCommand([
      "explain",
      "https://a.example/",
      "-H",
      "Bearer hen-hen-hen",
    ]);
    expect(error).not.toContain("hen-hen");
  });
});
