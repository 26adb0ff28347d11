import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";

// The laboratory is bundled first.
vi.setConfig({ testTimeout: 60_000 });

const main = fileURLToPath(new URL("../../lab/main.mjs", import.meta.url));

function show(...operands: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [main, "show", ...operands], { encoding: "utf8" });
}

it("a case is shown with what each browser did", () => {
  const { status, stdout, stderr } = show("^shapes-45$", "--drawn");
  expect([status, stderr]).toEqual([0, ""]);
  for (const browser of ["chromium", "firefox", "webkit"])
    expect(stdout).toMatch(new RegExp(`^${browser} \\{$`, "m"));
});

it("of a case that there is not, it is said where it was looked for", () => {
  const { status, stdout, stderr } = show("^nothing$", "firefox", "--drawn");
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toBe("no id matches ^nothing$ among 98 cases, those of --drawn\n");
});
