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
    [
      ["explain", "localhost:3999/ok", "--page", "http://localhost:5173"],
      'crosswalk explain: "localhost:3999/ok" has no scheme; write "http://localhost:3999/ok"',
    ],
    [["explain", "127.0.0.1/ok"], '"127.0.0.1/ok" has no scheme; write "http://127.0.0.1/ok"'],
    [
      ["explain", "api.example.com/orders"],
      '"api.example.com/orders" has no scheme; write "https://api.example.com/orders"',
    ],
    [["explain", import.meta.dirname], `crosswalk explain: ${import.meta.dirname} is a folder`],
    [
      ["explain", "https://api.example/", "--page", "localhost:5173"],
      '--page: "localhost:5173" is not a URL; write "http://localhost:5173"',
    ],
    [
      ["explain", "https://api.example/", "--page", "https://a.example:80000"],
      '--page: "https://a.example:80000" is not a URL; write "https://app.example.com"',
    ],
    [["explain", "--hens"], "crosswalk explain: Unknown option '--hens'"],
  ])("%j is told what to write", async (words, message) => {
    const { code, out, error } = await runCommand(words);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
  });

  test.each([
    [["explain", "curl 'https://user:hen-hen-hen@api.example:99999/x?token=hen-hen-hen'"]],
    [["explain", "curl 'user:hen-hen-hen@api.example:99999/x'"]],
    [["explain", "https://api.example/", "--page", "app.example/?token=hen-hen-hen"]],
    [["explain", "https://api.example/", "--page", "me:hen-hen-hen@app.example/"]],
    [["explain", "api.example/eggs?token=hen-hen-hen"]],
    [["origin", "https://me:hen-hen-hen@a.example", "https://b.example/?token=hen-hen-hen"]],
    [["origin", "--json", "https://me:hen-hen-hen@a.example", "data:x?token=hen-hen-hen"]],
    [["origin", "me:hen-hen-hen@a.example", "https://b.example"]],
  ])("%j: no password and no token is repeated", async (words) => {
    const { code, out, error } = await runCommand(words);
    expect(code).not.toBe(0);
    expect(out + error).toMatch(/example/);
    expect(out + error).not.toContain("hen-hen");
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
