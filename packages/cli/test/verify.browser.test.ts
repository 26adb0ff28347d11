import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Explanation, type Scenario, situations } from "@crosswalk/explain";
import type { BrowserTrials, Verification } from "@crosswalk/verify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// The built command, as a process of its own, with the browsers that are installed.

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const command = path("../dist/crosswalk.js");

// Where a browser's files go: what is left behind would be seen here.
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "crosswalk-cli-browsers-"));
  await promisify(execFile)(process.execPath, [path("../../../tools/bundle-cli.mjs")]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NO_COLOR: "1",
  TMPDIR: folder,
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function crosswalk(input: string, ...words: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...words], { env: environment() });
    let [out, error] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (error += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, error }));
    child.stdin.end(input);
  });
}

const scenarioOf = (number: number): Scenario =>
  situations.find((one) => one.number === number)!.scenario;

describe("crosswalk explain --verify, in real browsers", () => {
  it.each([
    [1, "no header at all", "fails", 1],
    [5, "a preflight without a route", "fails", 1],
    [10, "a redirect that makes the origin null", "fails", 1],
    [16, "credentials and a star", "fails", 1],
    [31, "a header that is not exposed", "lacks", 1],
    [36, "an https page and an http API", "fails", 1],
  ] as const)(
    "situation %i, %s: both do as given and after the change what was said",
    async (number, _, reach, exit) => {
      const scenario = scenarioOf(number);
      const input = JSON.stringify(scenario);
      const { code, out, error } = await crosswalk(input, "explain", "--verify", "--json");
      expect(error).toBe("");
      const { verification } = JSON.parse(out) as Explanation & { verification: Verification };
      expect(verification.notStaged).toBeNull();
      for (const [index, browser] of (["chromium", "firefox"] as const).entries()) {
        const one = verification.browsers[index] as BrowserTrials;
        expect(one).toMatchObject({ kind: "tried", browser, agrees: true });
        expect(one.version).toMatch(/^\d+\./);
        expect([one.given.reach, one.fixed?.reach]).toEqual([reach, "reads"]);
      }
      expect(code).toBe(exit);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("what they print is about the scenario's own addresses", async () => {
    const { out } = await crosswalk(JSON.stringify(scenarioOf(1)), "explain", "--verify", "--json");
    const { verification, runs } = JSON.parse(out) as Explanation & { verification: Verification };
    for (const [index, engine] of ["chromium", "firefox"].entries()) {
      const { given } = verification.browsers[index] as BrowserTrials;
      const ours = runs.find((one) => one.engine === engine)!.console[0]!;
      expect(given.console.join("\n")).toContain(ours);
    }
  });

  // crosswalk explain "curl 'https://api.example/orders' -H 'Origin: https://app.example'" headers.txt --verify
  it("the README's command: a person is told in two lines, after the diagnosis and the change", async () => {
    const readme = readFileSync(path("../README.md"), "utf8");
    const line = /^crosswalk explain .* --verify$/m.exec(readme)![0];
    const here = mkdtempSync(join(tmpdir(), "crosswalk-cli-readme-"));
    writeFileSync(join(here, "headers.txt"), "HTTP/1.1 200 OK\nContent-Type: application/json\n");
    const script = `crosswalk() { "$NODE" "$COMMAND" "$@"; }; ${line}`;
    const env = { ...environment(), NODE: process.execPath, COMMAND: command };
    const { stdout } = await promisify(execFile)("sh", ["-c", script], { cwd: here, env }).catch(
      (error: unknown) => error as { code: number; stdout: string },
    );
    rmSync(here, { recursive: true });
    const [before, after] = stdout.split("IN REAL BROWSERS\n");
    expect(before).toContain("CHANGE");
    expect(after).toMatch(
      /^ {2}✔ Chromium [\d.]+: blocked as given, reads after the change\.\n {2}✔ Firefox [\d.]+: blocked as given, reads after the change\.\n$/,
    );
  });

  it("Ctrl-C ends it at once, and leaves no process and no folder behind", async () => {
    const child = spawn(process.execPath, [command, "explain", "--verify", "--json"], {
      env: environment(),
    });
    child.stdin.end(JSON.stringify(scenarioOf(1)));
    // Both have begun: each has a profile.
    while (readdirSync(folder).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
    // What was killed takes a moment to be gone, and Firefox's crash helper ends by itself when it sees no browser.
    await expect.poll(() => processesOf(folder), { timeout: 5000 }).toEqual([]);
    // A process that had outlived it would write there again.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await processesOf(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** Processes that were started with a folder among their words. */
async function processesOf(name: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)("ps", ["-eo", "stat=,args="]);
  return stdout.split("\n").filter((line) => line.includes(name) && !line.startsWith("Z"));
}
