import type { Case, ScriptRequest } from "../case.ts";
import { expand, type Origins } from "../placeholders.ts";
import { elementLoad } from "./element-loads.ts";
import type { Outcome, StepOutcome } from "./outcome.ts";
import { runBeacon, runEventSource, runFetch, runXhr } from "./script-requests.ts";

// Nothing on a loopback address takes this long unless it never ends.
const LIMIT = 3000;

async function runRequest(
  one: ScriptRequest,
  expandText: (text: string) => string,
): Promise<Outcome> {
  const url = expandText(one.url);
  const request: ScriptRequest = {
    ...one,
    ...(one.referrer === undefined ? {} : { referrer: expandText(one.referrer) }),
    ...(one.headers === undefined
      ? {}
      : { headers: one.headers.map(([name, value]) => [name, expandText(value)] as const) }),
  };
  const controller = new AbortController();
  const limit = new Promise<Outcome>((resolve) => {
    setTimeout(() => {
      resolve({ result: "no end" });
      controller.abort();
    }, LIMIT);
  });
  const run = async (): Promise<Outcome> => {
    switch (one.api) {
      case "fetch":
        return runFetch(request, url, controller.signal);
      case "xhr":
        return runXhr(request, url, controller.signal);
      case "beacon":
        return runBeacon(request, url);
      case "event-source":
        return runEventSource(request, url);
      default:
        return elementLoad(one.api)!(request, url);
    }
  };
  return Promise.race([
    run().catch((error: unknown) => ({ result: "thrown", error: String(error) })),
    limit,
  ]);
}

async function runCase(one: Case, origins: Origins): Promise<StepOutcome[]> {
  const expandText = (text: string): string => expand(text, origins, one.id);
  const outcomes: StepOutcome[] = [];
  for (const step of one.steps) {
    if ("wait" in step) {
      await new Promise((resolve) => setTimeout(resolve, step.wait));
      outcomes.push(null);
    } else if ("together" in step) {
      outcomes.push(await Promise.all(step.together.map((each) => runRequest(each, expandText))));
    } else {
      outcomes.push(await runRequest(step, expandText));
    }
  }
  return outcomes;
}

/** Runs cases, at most `concurrency` side by side, and returns their outcomes in order, as JSON. */
async function runCases(
  cases: readonly Case[],
  origins: Origins,
  concurrency: number,
): Promise<string> {
  const outcomes: StepOutcome[][] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < cases.length) {
      const index = next++;
      if (concurrency === 1) console.info(`crosswalk-lab-case ${cases[index]!.id}`);
      outcomes[index] = await runCase(cases[index]!, origins);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return JSON.stringify(outcomes);
}

type Run = typeof runCases;
const scope = globalThis as unknown as { crosswalkLab: Run };

// A page that holds a frame runs everything in the frame.
const frame = document.querySelector("iframe");
if (frame === null) {
  scope.crosswalkLab = runCases;
  addEventListener("message", (event) => {
    const [cases, origins, concurrency] = event.data as Parameters<Run>;
    void runCases(cases, origins, concurrency).then((outcomes) => {
      (event.source as Window).postMessage(outcomes, "*");
    });
  });
} else {
  scope.crosswalkLab = (...parameters) =>
    new Promise((resolve) => {
      addEventListener("message", (event) => resolve(event.data as string), { once: true });
      frame.contentWindow!.postMessage(parameters, "*");
    });
}
