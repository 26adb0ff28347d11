import type { EngineRun, Scenario } from "@crosswalk/explain";
import { type BrowserName, browserNames } from "./installed/browser-name.ts";
import { findBrowser, type FoundBrowser } from "./installed/find-browser.ts";
import { needsLocalNetwork } from "./staging/places.ts";
import { reachIn, reachOfRun } from "./staging/reach.ts";
import { compareReasons } from "./staging/reason.ts";
import { StageBrowser } from "./staging/stage-browser.ts";
import { drivenOtherwise, stageability } from "./staging/stageability.ts";
import type { BrowserTrial, BrowserVerification, Verification } from "./verification.ts";

/** What is to be verified. */
export interface Claim {
  readonly scenario: Scenario;
  /** What was said of it, engine by engine. */
  readonly runs: readonly EngineRun[];
  /** The scenario with the change, which is said to succeed everywhere; null where no change is known. */
  readonly fixed: Scenario | null;
}

export interface VerifyOptions {
  /** After how many milliseconds a browser that isn't done is ended. */
  readonly limit: number;
  readonly find?: (name: BrowserName) => FoundBrowser;
}

/** Holds a claim to the browsers that are installed. All that it starts has ended when it returns. */
export async function verify(
  { scenario, runs, fixed }: Claim,
  { limit, find = findBrowser }: VerifyOptions,
): Promise<Verification> {
  const all = fixed === null ? [scenario] : [scenario, fixed];
  const notStaged = stageability(all);
  if (notStaged !== null) return { notStaged, browsers: [] };
  const browsers = browserNames.map((browser) => {
    const run = runs.find(({ engine }) => engine === browser)!;
    return verifyIn(browser, find(browser), { scenario, fixed, run }, limit);
  });
  return { notStaged: null, browsers: await Promise.all(browsers) };
}

interface BrowserClaim {
  readonly scenario: Scenario;
  readonly fixed: Scenario | null;
  readonly run: EngineRun;
}

async function verifyIn(
  browser: BrowserName,
  found: FoundBrowser,
  claim: BrowserClaim,
  limit: number,
): Promise<BrowserVerification> {
  if (found.kind === "absent") return { kind: "absent", browser, install: found.install };
  if (found.kind === "misnamed") return { kind: "failed", browser, reason: found.reason };
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), limit);
  let started: StageBrowser | null = null;
  try {
    started = await StageBrowser.start(browser, {
      command: found.program,
      signal: controller.signal,
      ...(needsLocalNetwork([claim.scenario]) ? { localNetwork: "denied" } : {}),
    });
    return await tryIn(started, claim);
  } catch (error) {
    const reason = controller.signal.aborted
      ? `it was not done within ${limit / 1000} s`
      : `${started === null ? "it did not start" : "it was lost"}: ${reasonOf(error)}`;
    return { kind: "failed", browser, reason };
  } finally {
    clearTimeout(timer);
    await started?.close();
  }
}

async function tryIn(
  browser: StageBrowser,
  { scenario, fixed, run }: BrowserClaim,
): Promise<BrowserVerification> {
  const { name, version } = browser;
  const otherwise = drivenOtherwise(name, scenario);
  if (otherwise !== null) return { kind: "not-staged", browser: name, version, reason: otherwise };
  const all = fixed === null ? [scenario] : [scenario, fixed];
  const given = await trialOf(browser, scenario, all, run);
  // A fix is shown only after it succeeded in every engine's run.
  const after = fixed === null ? null : await trialOf(browser, fixed, all, null);
  return {
    kind: "tried",
    browser: name,
    version,
    given,
    fixed: after,
    agrees: isAsSaid(given) && (after === null || isAsSaid(after)),
  };
}

/** `run` is what was said of it; null where it is said to succeed. */
async function trialOf(
  browser: StageBrowser,
  scenario: Scenario,
  all: readonly Scenario[],
  run: EngineRun | null,
): Promise<BrowserTrial> {
  const perform = async (): Promise<BrowserTrial> => {
    const performance = await browser.perform(scenario, all);
    const { outcome, map } = performance;
    if (outcome.result === "no end") throw new Error("the request did not end");
    return {
      expected: run === null ? "reads" : reachOfRun(run, scenario.request),
      reach: reachIn(performance, scenario.request),
      reason: run === null ? "not-told" : compareReasons(browser.name, performance, run),
      console: performance.console.map((line) => map.back(line)),
    };
  };
  const trial = await perform();
  // A stalled machine makes a load time out, or a connection close early, once.
  return isAsSaid(trial) ? trial : perform();
}

const isAsSaid = ({ expected, reach, reason }: BrowserTrial): boolean =>
  expected === reach && reason !== "other";

/** What happened, and the last thing that the browser said, which is why. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  return [...new Set([lines[0] ?? "", lines.at(-1) ?? ""])].map((line) => line.trim()).join(": ");
}
