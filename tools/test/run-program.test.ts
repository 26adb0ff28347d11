import { describe, expect, it } from "vitest";
import { runProgram } from "../lib/run-program.mjs";

const node = (code: string, options?: { timeLimit: number }): Promise<string> =>
  runProgram(process.execPath, ["-e", code], options);

describe("a program", () => {
  it("gives what it printed, without its errors", async () => {
    expect(await node('console.log("a"); console.error("b")')).toBe("a\n");
  });

  it("that fails rejects with all that it printed", async () => {
    await expect(
      node('console.log("a"); console.error("b"); process.exitCode = 3'),
    ).rejects.toThrow(/: exit code 3\n(a\nb|b\na)$/);
  });

  it("that fails in colours is told without them", async () => {
    await expect(
      node('console.log("\\u001b[31mred\\u001b[0m"); process.exitCode = 1'),
    ).rejects.toThrow(/\nred$/);
  });

  it("that does not end is ended, and has failed", async () => {
    await expect(node("setInterval(() => {}, 1000)", { timeLimit: 0.5 })).rejects.toThrow(
      "SIGKILL, time limit 0.5 s",
    );
  });

  it("that does not exist rejects, and keeps no process waiting", async () => {
    const start = performance.now();
    await node(
      `
      import("${new URL("../lib/run-program.mjs", import.meta.url).href}").then(({ runProgram }) =>
        runProgram("a-program-that-does-not-exist", []).then(
          () => process.exit(1),
          (error) => { if (error.code !== "ENOENT") process.exit(2); },
        ),
      );
    `,
      { timeLimit: 60 },
    );
    expect(performance.now() - start).toBeLessThan(50_000);
  }, 60_000);

  it("finds the tools of the repository, and no terminal", async () => {
    expect(await runProgram("tsc", ["--version"])).toMatch(/^Version 7\./);
    expect(await node("console.log(process.stdin.isTTY, process.env.NO_COLOR)")).toBe(
      "undefined 1\n",
    );
  });
});
