import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";

// The laboratory is bundled first.
vi.setConfig({ testTimeout: 60_000 });

const main = fileURLToPath(new URL("../../lab/main.mjs", import.meta.url));

interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const laboratory = (...words: string[]): Answer =>
  spawnSync(process.execPath, [main, ...words], { encoding: "utf8" });

const show = (...operands: string[]): Answer => laboratory("show", ...operands);

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

it("a case that was not the same twice is shown as unstable, and named among all that were not", () => {
  const { stdout } = show("^unwanted-bodies-9$", "--alone");
  expect(stdout).toMatch(/^firefox \(unstable\) \{$/m);
  expect(stdout).toMatch(/^chromium \{$/m);
  const { status, stdout: names } = laboratory("unstable");
  expect(status).toBe(0);
  expect(names).toMatch(
    /^alone, firefox .+: \d+ of \d+ cases are unstable\n(?: {2}.+\n)* {2}unwanted-bodies-9\n/m,
  );
});

it("a case that one browser alone was given is found without naming the browser", () => {
  const { status, stdout } = show("^integrity-lengths-1$", "--supplement");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^webkit \{$/m);
});
