import type { BrowserTrials, BrowserVerification, Verification } from "@crosswalk/verify";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { unverifiedMessage } from "../src/render/verification-lines.ts";
import { styleOf } from "../src/render/style.ts";
import { verificationText } from "../src/render/verification-text.ts";
import { exitCodeOfVerification } from "../src/verify-explanation.ts";
import { runCommand } from "./terminal-kit.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "crosswalk-cli-verify-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

function file(name: string, text: string, mode = 0o644): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode });
  return path;
}

const curl =
  "curl 'https://api.example/orders?access_token=CHICKEN123' -H 'Origin: https://app.example'";
const asked = (): string[] => [
  "explain",
  curl,
  file("headers.txt", "HTTP/1.1 200 OK\nContent-Type: application/json\n"),
  "--verify",
];

describe("crosswalk explain --verify, without a browser", () => {
  beforeEach(() => {
    vi.stubEnv("CHROMIUM", "/nope/chromium");
    vi.stubEnv("FIREFOX", "/nope/firefox");
  });

  it("explains all the same, says which path is wrong, and exits 4", async () => {
    const { code, out, error } = await runCommand(asked());
    expect(code).toBe(4);
    expect(out).toMatch(/^✘ /);
    expect(out.replace(/\s+/g, " ")).toContain(
      "– Chromium was not asked: CHROMIUM names /nope/chromium, which is no program.",
    );
    expect(error).toMatch(/^crosswalk explain: no browser verified it: .*FIREFOX names/);
  });

  it("says so in JSON and in Markdown too, without secrets", async () => {
    const json = await runCommand([...asked(), "--json"]);
    expect(JSON.parse(json.out)).toMatchObject({
      outcome: "blocked",
      verification: { notStaged: null, browsers: [{ kind: "failed" }, { kind: "failed" }] },
    });
    const markdown = await runCommand([...asked(), "--markdown"]);
    expect(markdown.out).toContain("### In real browsers\n\n- Chromium was not asked");
    expect(json.out + markdown.out).not.toContain("CHICKEN123");
  });

  it("waits no longer than it is told", async () => {
    vi.stubEnv("FIREFOX", file("sleeps", "#!/bin/sh\nexec sleep 600\n", 0o755));
    const { code, out } = await runCommand([...asked(), "--time-limit", "1"]);
    expect(code).toBe(4);
    expect(out).toContain("– Firefox was not asked: it was not done within 1 s.");
  });

  it("says why what can't be staged isn't, and exits as without it", async () => {
    const scenario = {
      page: { url: "https://app.example/" },
      request: { api: "fetch", url: "https://api.example/" },
      answers: [{ when: {}, answer: { failure: "timed-out" } }],
    };
    const { code, out } = await runCommand(["explain", "--verify"], {
      input: JSON.stringify(scenario),
    });
    expect(code).toBe(3);
    expect(out.replace(/\s+/g, " ")).toContain(
      "– Not tried in a browser, because it can't be staged on loopback: a loopback address answers at once",
    );
  });

  it.each([
    ["a limit without --verify", ["--time-limit", "5"], "--time-limit is for --verify"],
    ["no number", ["--verify", "--time-limit", "soon"], "write 60"],
    ["no time at all", ["--verify", "--time-limit", "0"], "write 60"],
    ["a test", ["--verify", "--test"], "write --test or --verify"],
  ])("exits 2 for %s", async (_, options, message) => {
    const { code, out, error } = await runCommand(["explain", "https://a.example/", ...options]);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
  });
});

const tried = (change: Partial<BrowserTrials> = {}): BrowserTrials => ({
  kind: "tried",
  browser: "chromium",
  version: "156.0",
  given: { expected: "fails", reach: "fails", reason: "same", console: [] },
  fixed: { expected: "reads", reach: "reads", reason: "not-told", console: [] },
  agrees: true,
  ...change,
});
const absent: BrowserVerification = {
  kind: "absent",
  browser: "firefox",
  install: "apt-get install firefox-esr",
};
const verification = (...browsers: BrowserVerification[]): Verification => ({
  notStaged: null,
  browsers,
});
const text = (one: Verification, outcome: "blocked" | "not-cors" = "blocked"): string =>
  verificationText(one, outcome, { style: styleOf(false), columns: 200 });

describe("what browsers did is told", () => {
  it("as it was said: in a line, next to the one that is not installed", () => {
    const one = verification(tried(), absent);
    expect(text(one)).toBe(
      "IN REAL BROWSERS\n  ✔ Chromium 156.0: blocked as given, reads after the change.\n  – Firefox is not installed: apt-get install firefox-esr.\n",
    );
    expect(exitCodeOfVerification(one)).toBeNull();
  });

  it("where it is not CORS, it fails and is not blocked", () => {
    expect(text(verification(tried({ fixed: null })), "not-cors")).toContain(
      "Chromium 156.0: fails as given.",
    );
  });

  it("otherwise than it was said: plainly, with the browser's sentence, and exit 5", () => {
    const one = verification(
      tried({
        agrees: false,
        given: { expected: "fails", reach: "reads", reason: "same", console: [] },
        fixed: {
          expected: "reads",
          reach: "fails",
          reason: "not-told",
          console: ["Access to \u001B[2J"],
        },
      }),
    );
    expect(text(one)).toContain(
      "✘ Chromium 156.0: reads as given, blocked after the change. This contradicts what is said above: blocked as given was said of it, and reads after the change was said of it. It prints:\n      Access to \\u001b[2J\n",
    );
    expect(exitCodeOfVerification(one)).toBe(5);
  });

  it("for another reason: that is a contradiction as well", () => {
    const given = {
      expected: "fails",
      reach: "fails",
      reason: "other",
      console: ["Reason"],
    } as const;
    const one = verification(tried({ agrees: false, given }));
    expect(text(one)).toContain("it gives another reason as given. It prints:\n      Reason\n");
    expect(exitCodeOfVerification(one)).toBe(5);
  });

  it("where none is installed: what to install, and exit 4", () => {
    const one = verification(
      { kind: "absent", browser: "chromium", install: "apt-get install chromium" },
      absent,
    );
    expect(unverifiedMessage(one)).toBe(
      "no browser is there to verify it in; install one: Chromium (apt-get install chromium), or Firefox (apt-get install firefox-esr)",
    );
    expect(exitCodeOfVerification(one)).toBe(4);
  });
});
