import {
  Browser,
  type ConsoleLine,
  type EngineName,
  engineNamed,
  type EngineProfile,
  type ManualClock,
  type Page,
} from "@crosswalk/browser";
import type { Case, ScriptRequest } from "../lab/case.ts";
import { bodyValue, type Outcome, type StepOutcome } from "@crosswalk/verify/page";
import { withBlobUrl } from "../lab/page/blob-url.ts";
import { runScript } from "../lab/page/run-script.ts";
import { collapse, expand, expandRequest } from "../lab/placeholders.ts";
import type { WireMessage } from "../lab/record/recorded-case.ts";
import { headLines, wireMessage } from "../lab/record/wire.ts";
import { CaseTransport } from "./case-transport.ts";
import { describeError, shorten } from "./describe.ts";
import { documentParserFor } from "./document-parser.ts";
import { replayOrigins } from "./origins.ts";
import { runAlone } from "./run-alone.ts";
import { openPage } from "./open-page.ts";
import { runElement } from "./run-element.ts";
import { runXhr } from "./run-xhr.ts";
import { ReplayClock } from "./replay-clock.ts";
import { scopeOf } from "./script-scope.ts";

export interface ReplayedCase {
  readonly wire: readonly WireMessage[];
  /** Of each message, the header lines as they would be on the wire. */
  readonly heads: () => readonly (readonly string[])[];
  readonly outcomes: readonly StepOutcome[];
  /** The reason of each failure, as `cause` gives it, in order. */
  readonly causes: readonly {
    readonly code: string;
    readonly parameter: string;
    readonly message: string | null;
    readonly url: string;
    readonly anchor: string;
  }[];
  /** What the page's console was told, in order. */
  readonly console: readonly ConsoleLine[];
  /** Of a case that is alone: what has become of its connections. */
  readonly connections?: readonly string[];
}

/** Plays one case in an engine's profile, or in one that has been made a little otherwise. */
export async function runCase(
  one: Case,
  engine: EngineName,
  profile: EngineProfile = engineNamed(engine),
): Promise<ReplayedCase> {
  if (one.isAlone === true) return runAlone(one, engine, profile);
  const clock = new ReplayClock();
  const transport = new CaseTransport(one, engine, clock);
  const documents = await documentParserFor(one);
  const browser = new Browser({
    engine: profile,
    // That of the recordings, or that which a page of code's is in by itself.
    ...(one.page === "ephemeral" ? {} : { session: "persistent" }),
    transport,
    clock,
    ...documents,
  });
  const lines: ConsoleLine[] = [];
  const causes: ReplayedCase["causes"][number][] = [];
  const run = async (page: Page, request: ScriptRequest): Promise<Outcome> => {
    const told = { cause: (): ReplayedCase["causes"][number] | null => null };
    const outcome = await settle(
      runRequest(page, request, one, engine, (cause) => causes.push(cause), told),
      clock,
    );
    // What never ends may have been told of on the console.
    const cause = outcome.result === "no end" ? told.cause() : null;
    if (cause !== null) causes.push(cause);
    return outcome;
  };
  const outcomes: StepOutcome[] = [];
  for (const visit of [one, ...(one.visits ?? [])]) {
    const { page, holder } = openPage(browser, visit.page, (line) => lines.push(line));
    for (const step of visit.steps) {
      if ("wait" in step) {
        clock.advance(step.wait);
        outcomes.push(null);
      } else if ("script" in step) {
        const source = expand(step.script, replayOrigins, one.id);
        const scope = scopeOf(page, engine, clock, (cause) => causes.push(cause));
        outcomes.push(await settle(runScript(source, scope, SCRIPT_LIMIT), clock));
      } else if ("together" in step) {
        outcomes.push(await Promise.all(step.together.map((each) => run(page, each))));
      } else if ("holder" in step) {
        outcomes.push(await run(holder, step.holder));
      } else {
        outcomes.push(await run(page, step));
      }
    }
  }
  // What is asked for in the background goes out yet.
  clock.advance(100);
  for (let turn = 0; turn < LAST_TURNS; turn++)
    await new Promise((resolve) => setImmediate(resolve));
  const { userAgent, acceptLanguage } = browser.engine;
  const constant = new Map([
    ["user-agent", userAgent],
    ["accept-language", acceptLanguage ?? ""],
  ]);
  const shorten = (text: string): string => collapse(text, replayOrigins, one.id);
  return {
    wire: transport.seen.map((message) => wireMessage(message, constant, replayOrigins, one.id)),
    heads: () =>
      transport.seen.map(({ origin, request }, index) => {
        const headers = transport.heads[index]!;
        return headLines(
          { origin, request: { ...request, headers } },
          constant,
          replayOrigins,
          one.id,
        );
      }),
    outcomes: JSON.parse(shorten(JSON.stringify(outcomes))) as StepOutcome[],
    causes: JSON.parse(shorten(JSON.stringify(causes))) as ReplayedCase["causes"],
    console: JSON.parse(shorten(JSON.stringify(lines))) as ConsoleLine[],
  };
}

const PATIENCE = 1000;
const LAST_TURNS = 5;

// None: time passes here whether or not a script has come to an end. Digests take longer than that.
const SCRIPT_LIMIT = Number.MAX_SAFE_INTEGER;

/** Time passes only while something waits for it, and no longer than the laboratory's pages wait. */
async function settle(work: Promise<Outcome>, clock: ManualClock): Promise<Outcome> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  for (let turn = 0; !isDone && turn < 400; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    // What takes real time is given some before time is made to pass.
    if (turn === 20 && !isDone) await new Promise((resolve) => setTimeout(resolve, 2));
    if (turn > 20 && !isDone) clock.advance(10);
  }
  // Digests take real time; what has no end at all is waited for in vain.
  const patience = new Promise<Outcome>((resolve) =>
    setTimeout(resolve, PATIENCE, { result: "no end" }),
  );
  return isDone ? done : Promise.race([done, patience]);
}

/** What is known of a request that is under way. */
export interface ToldSoFar {
  cause: () => ReplayedCase["causes"][number] | null;
}

export type OnCause = (cause: ReplayedCase["causes"][number]) => void;

async function runRequest(
  page: Page,
  one: ScriptRequest,
  whole: Case,
  engine: EngineName,
  onCause: OnCause,
  told: ToldSoFar,
): Promise<Outcome> {
  const expanded = expandRequest(one, replayOrigins, whole.id);
  return withBlobUrl(expanded, page.URL, (request, onOpened) => {
    switch (request.api) {
      case "fetch":
        return runFetch(page, request, onCause);
      case "xhr":
        return runXhr(page, request, onOpened, onCause, told);
      default:
        return runElement(page, engine, request, whole, onCause);
    }
  });
}

async function runFetch(page: Page, one: ScriptRequest, onCause: OnCause): Promise<Outcome> {
  const {
    url,
    method,
    headers,
    credentials,
    mode,
    redirect,
    cache,
    referrerPolicy,
    referrer,
    keepalive,
    integrity,
  } = one;
  let response: Response;
  try {
    response = await page.fetch(url, {
      method,
      headers: headers?.map(([name, value]) => [name, value] as [string, string]),
      credentials,
      mode,
      redirect,
      cache,
      referrerPolicy,
      referrer,
      keepalive,
      integrity,
      body: one.body === undefined ? undefined : bodyValue(one.body),
      duplex: one.body?.kind === "stream" ? "half" : undefined,
    });
  } catch (error) {
    if (error instanceof Error && error.cause !== undefined)
      onCause(error.cause as Parameters<OnCause>[0]);
    return { result: "rejected", error: describeError(error) };
  }
  const outcome = {
    result: "fulfilled",
    type: response.type,
    status: response.status,
    statusText: response.statusText,
    url: response.url,
    redirected: response.redirected,
    headers: [...response.headers],
  };
  try {
    return { ...outcome, body: shorten(await response.text()) };
  } catch (error) {
    if (error instanceof Error && error.cause !== undefined)
      onCause(error.cause as Parameters<OnCause>[0]);
    return { ...outcome, error: describeError(error) };
  }
}
