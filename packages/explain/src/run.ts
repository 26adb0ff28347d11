import {
  Browser,
  type ConsoleListener,
  type EngineName,
  ManualClock,
  type Page,
} from "@crosswalk/browser";
import type { EngineRun, RunFailure } from "./engine-run.ts";
import { consoleLines } from "./run/console-lines.ts";
import { placesOfObstacles } from "./run/places-of-obstacles.ts";
import { perform, type Performed } from "./run/perform.ts";
import { withReused } from "./run/reused-messages.ts";
import { MessageFailure, RunTransport } from "./run/run-transport.ts";
import { settle } from "./run/settle.ts";
import type { Scenario, ScenarioPage, ScenarioRequest } from "./scenario.ts";

/** The engines, in the order in which explanations have them. */
export const engineNames: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

/** Plays a scenario in one engine: what is sent, what is answered, what the page is told and what it isn't. */
export async function run(scenario: Scenario, engine: EngineName): Promise<EngineRun> {
  const clock = new ManualClock();
  const { page: scenarioPage, request } = scenario;
  const transport = new RunTransport(scenario, {
    engine,
    page: scenarioPage,
    request,
    told: scenario.told ?? null,
    toldAddressSpace: scenario.toldAddressSpace ?? null,
  });
  // Who asks sits before a window that keeps responses, which is what some causes come of.
  const browser = new Browser({ engine, session: "persistent", transport, clock });
  await fillCookies(browser, scenario);
  let told: string[] = [];
  // Some texts have the end of their line.
  const page = open(browser, scenarioPage, ({ text }) => told.push(text.replace(/\n$/, "")));

  const performOne = async (one: ScenarioRequest): Promise<Performed> => {
    const start = transport.messages.length;
    const { result, events } = await settle(
      page.traced((traced) => perform(traced, one)),
      clock,
    );
    transport.messages.push(
      ...withReused(transport.messages.splice(start), events, transport.part),
    );
    return result;
  };
  for (const earlier of scenario.before ?? []) await performOne(earlier);

  transport.part = "request";
  told = [];
  const performed = await performOne(request);
  const failure = failureOf(performed);
  const { outcome } = performed;
  const { toldAddressSpace = null } = scenario;
  const lines = consoleLines({
    engine,
    page: scenarioPage,
    request,
    answers: scenario.answers,
    toldAddressSpace,
    failure,
    told,
  });
  return { engine, outcome, failure, messages: transport.messages, console: lines };
}

/** The same in all of them. */
export function runAll(scenario: Scenario): Promise<EngineRun[]> {
  return Promise.all(engineNames.map((engine) => run(scenario, engine)));
}

export function open(browser: Browser, page: ScenarioPage, onConsole?: ConsoleListener): Page {
  // Parsed: people paste `Origin: localhost:3000`, which is explained as what a browser makes of it.
  return browser.open(new URL(page.url), {
    ...(onConsole === undefined ? {} : { onConsole }),
    ...(page.sandboxed === undefined ? {} : { sandboxed: page.sandboxed }),
    ...(page.parent === undefined ? {} : { parent: open(browser, page.parent) }),
  });
}

export async function fillCookies(browser: Browser, { cookies = [] }: Scenario): Promise<void> {
  for (const { url, setCookie } of cookies) {
    // Set on a visit to the site itself.
    const partition = browser.open(new URL(url)).client.networkPartitionKey;
    const context = { mode: "same-site", unpartitioned: true, partition } as const;
    await browser.cookies.set(new URL(url), context, setCookie);
  }
}

function failureOf({ outcome, cause, unusable }: Performed): RunFailure | null {
  if (cause !== null) {
    const { parameter, url } = cause;
    const code = cause.cause instanceof MessageFailure ? cause.cause.code : cause.code;
    const { anchor, step } = placesOfObstacles.get(code) ?? cause;
    return { code, parameter, anchor, step, url };
  }
  const nowhere = { parameter: "", anchor: "", step: "", url: "" };
  if (unusable !== null) return { ...nowhere, code: `unusable-${unusable}` };
  return outcome.kind === "failed"
    ? { ...nowhere, code: "not-possible", parameter: outcome.message }
    : null;
}
