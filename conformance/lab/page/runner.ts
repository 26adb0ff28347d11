import { type Outcome, performRequest, type StepOutcome } from "@crosswalk/verify/page";
import type { Case, ScriptRequest } from "../case.ts";
import { withBlobUrl } from "./blob-url.ts";
import { expand, expandRequest, type Origins } from "../placeholders.ts";
import { isSkipped, SKIP_PATH } from "./long-waits.ts";
import { runScript } from "./run-script.ts";

// Nothing on a loopback address takes this long unless it never ends.
const LIMIT = 3000;

// What is alone waits for seconds at times, and may take all the time it needs.
const LIMIT_ALONE = 10_000;

// The many cases of a page have more entries than the 250 that it keeps by itself.
performance.setResourceTimingBufferSize(1_000_000);

const pageScope = {
  fetch: fetch.bind(globalThis),
  Request,
  XMLHttpRequest,
  sendSynchronously: async (request: XMLHttpRequest, body?: string) => request.send(body),
  AbortController,
  AbortSignal,
  sendBeacon: async (url: string, data?: string) => navigator.sendBeacon(url, data),
  URL,
  performance,
  Date,
  setTimeout: setTimeout.bind(globalThis),
};

async function runCase(one: Case, origins: Origins): Promise<StepOutcome[]> {
  const run = (request: ScriptRequest): Promise<Outcome> =>
    withBlobUrl(expandRequest(request, origins, one.id), URL, (ready, onOpened) =>
      performRequest(ready, LIMIT, onOpened),
    );
  const outcomes: StepOutcome[] = [];
  for (const step of one.steps) {
    if ("wait" in step) {
      if (isSkipped(step.wait)) await fetch(`${SKIP_PATH}?${step.wait}`, { cache: "no-store" });
      else await new Promise((resolve) => setTimeout(resolve, step.wait));
      outcomes.push(null);
    } else if ("script" in step) {
      const limit = one.isAlone === true ? LIMIT_ALONE : LIMIT;
      outcomes.push(await runScript(expand(step.script, origins, one.id), pageScope, limit));
    } else if ("together" in step) {
      outcomes.push(await Promise.all(step.together.map(run)));
    } else if ("holder" in step) {
      // What comes here is the holder's own.
      outcomes.push(await run(step.holder));
    } else {
      outcomes.push(await run(step));
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

// A page that holds a frame runs in the frame whatever isn't said to be for itself.
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
  const held = frame.contentWindow!;
  const runHeld: Run = (...parameters) =>
    new Promise((resolve) => {
      addEventListener("message", (event) => resolve(event.data as string), { once: true });
      held.postMessage(parameters, "*");
    });
  // Of a case in which both ask for something, each step is handed to whom it is for.
  const runBoth: Run = async ([one], ...others) => {
    const outcomes: StepOutcome[] = [];
    for (const step of one!.steps) {
      const run = "holder" in step ? runCases : runHeld;
      const [outcome] = JSON.parse(await run([{ ...one!, steps: [step] }], ...others)) as [
        StepOutcome[],
      ];
      outcomes.push(...outcome);
    }
    return JSON.stringify([outcomes]);
  };
  scope.crosswalkLab = (cases, ...others) =>
    cases.length === 1 && cases[0]!.steps.some((step) => "holder" in step)
      ? runBoth(cases, ...others)
      : runHeld(cases, ...others);
  // One that is in a frame itself hands everything on, inwards and outwards.
  if (parent !== window)
    addEventListener("message", ({ source, data }) => {
      (source === held ? parent : held).postMessage(data, "*");
    });
}
