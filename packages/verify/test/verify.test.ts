import { run, type Scenario } from "@crosswalk/explain";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FoundBrowser } from "../src/index.ts";
import { type Claim, verify } from "../src/verify.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "crosswalk-verify-test-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario: Scenario = {
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: "https://api.example/orders" },
  answers: [{ when: {}, answer: { status: 200, headers: [] } }],
};

async function claim(change: Partial<Scenario> = {}): Promise<Claim> {
  const changed = { ...scenario, ...change };
  const runs = await Promise.all(
    (["chromium", "firefox"] as const).map((engine) => run(changed, engine)),
  );
  return { scenario: changed, runs, fixed: null };
}

/** A program that stands for a browser: a shell's script, which notes its process and its home. */
function program(name: string, ...lines: string[]): { found: FoundBrowser; notes: () => string[] } {
  const [path, notes] = [join(folder, name), join(folder, `${name}.notes`)];
  const note = `echo "$$ $HOME" > '${notes}'`;
  writeFileSync(path, ["#!/bin/sh", note, ...lines, ""].join("\n"));
  chmodSync(path, 0o755);
  return {
    found: { kind: "found", program: path },
    notes: () => readFileSync(notes, "utf8").trim().split(" "),
  };
}

/** Whether there is such a process, other than as a dead one that nobody has buried. */
function isRunning(id: string): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", id], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}

describe("where there is no browser to ask", () => {
  it("what is not installed is said to be absent, with what to do", async () => {
    const find = (): FoundBrowser => ({ kind: "absent", install: "apt-get install chicken" });
    const { browsers } = await verify(await claim(), { limit: 10_000, find });
    expect(browsers).toEqual(
      ["chromium", "firefox"].map((browser) => ({
        kind: "absent",
        browser,
        install: "apt-get install chicken",
      })),
    );
  });

  it("what can't be started, or isn't a browser, is said with its own last words", async () => {
    const { found, notes } = program(
      "broken",
      "echo 'one line' >&2",
      "echo 'no sandbox' >&2",
      "exit 1",
    );
    const find = (name: string): FoundBrowser =>
      name === "firefox" ? { kind: "found", program: folder } : found;
    const { browsers } = await verify(await claim(), { limit: 10_000, find });
    expect(browsers).toEqual([
      {
        kind: "failed",
        browser: "chromium",
        reason: expect.stringMatching(/^it did not start: .*no sandbox$/),
      },
      {
        kind: "failed",
        browser: "firefox",
        reason: expect.stringMatching(/did not start.*EACCES/),
      },
    ]);
    expect(existsSync(notes()[1]!)).toBe(false);
  });

  it("what does not answer is ended in time, with its children, and its folder is gone", async () => {
    const { found, notes } = program("hanging", "sleep 600 &", 'echo "$!" > "$0.child"', "wait");
    const find = (name: string): FoundBrowser =>
      name === "firefox" ? found : { kind: "absent", install: "" };
    const start = Date.now();
    const { browsers } = await verify(await claim(), { limit: 500, find });
    expect(Date.now() - start).toBeLessThan(8000);
    expect(browsers[1]).toEqual({
      kind: "failed",
      browser: "firefox",
      reason: "it was not done within 0.5 s",
    });
    const [id, home] = notes();
    const child = readFileSync(join(folder, "hanging.child"), "utf8").trim();
    expect([id, child].map((one) => isRunning(one!))).toEqual([false, false]);
    expect(existsSync(home!)).toBe(false);
  });

  it("what has no place on loopback addresses starts no browser", async () => {
    const find = (): FoundBrowser => {
      throw new Error("a browser was looked for");
    };
    const answers = [{ when: {}, answer: { failure: "timed-out" } }] as const;
    expect(await verify(await claim({ answers }), { limit: 1000, find })).toEqual({
      notStaged: "a loopback address answers at once; browsers give up after minutes",
      browsers: [],
    });
  });
});
