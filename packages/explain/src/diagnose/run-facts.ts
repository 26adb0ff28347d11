import { HeaderList } from "@crosswalk/cors/protocol";
import type { EngineRun, FailureCode, RunMessage } from "../engine-run.ts";
import { serializedOriginOf } from "../run/page-origin.ts";
import type { Scenario, ScenarioRequest } from "../scenario.ts";
import { type Reach, reachOf } from "../succeeds.ts";

/** What causes look at: one run, and what is asked of it again and again. */
export interface RunFacts {
  readonly scenario: Scenario;
  readonly run: EngineRun;
  readonly request: ScenarioRequest;
  readonly reach: Reach;
  /** As a browser sends it. */
  readonly pageOrigin: string;
  /** Why it failed; null where it didn't. */
  readonly code: FailureCode | null;
  /** The code without `Preflight`, where it is one of the CORS check's. */
  readonly check: FailureCode | null;
  readonly parameter: string;
  /** The message at which it ended; null where none was sent. */
  readonly message: RunMessage | null;
  readonly isPreflight: boolean;
  /** The URL at which it ended. */
  readonly url: string;
  /** The status there; null where no response came. */
  readonly status: number | null;
  /** The headers there. */
  readonly response: HeaderList;
  /** The `Origin` that was sent there; null where none was. */
  readonly sentOrigin: string | null;
  /** The messages that are no preflights, one a hop. */
  readonly hops: readonly RunMessage[];
  /** The last preflight. */
  readonly preflight: RunMessage | null;
  readonly isRedirected: boolean;
  readonly isCrossOrigin: boolean;
  /** Whether the status, or a header, of the response at which it ended is known and doesn't only stand for what is not told. */
  readonly isTold: (what: string) => boolean;
}

export function factsOf(scenario: Scenario, run: EngineRun): RunFacts {
  const { page, request } = scenario;
  const messages = run.messages.filter(({ part }) => part === "request");
  const message = messages.at(-1) ?? null;
  const hops = messages.filter(({ kind }) => kind === "actual");
  const first = absoluteUrl(request.url, page.url);
  const url = message?.url ?? first;
  const code = run.failure?.code ?? null;
  const reply = message?.reply ?? null;
  const pageOrigin = serializedOriginOf(page);
  return {
    scenario,
    run,
    request,
    reach: reachOf(run, request),
    pageOrigin,
    code,
    check: code === null ? null : checkOf(code),
    parameter: run.failure?.parameter ?? "",
    message,
    isPreflight: message?.kind === "preflight",
    url,
    status: reply?.kind === "response" ? reply.status : null,
    response: HeaderList.from(reply?.kind === "response" ? reply.headers : []),
    sentOrigin: message === null ? null : HeaderList.from(message.headers).get("Origin"),
    hops,
    preflight: messages.filter(({ kind }) => kind === "preflight").at(-1) ?? null,
    isRedirected: message !== null && message.url !== withoutFragment(first),
    isCrossOrigin: originOf(first) !== pageOrigin,
    isTold: (what) => isTold(scenario, message, what),
  };
}

/** Of answers that were seen, all is told. */
export function isTold(scenario: Scenario, message: RunMessage | null, what: string): boolean {
  const answer = message?.rule == null ? undefined : scenario.answers[message.rule]?.answer;
  if (answer === undefined || "failure" in answer || answer.told === undefined) return true;
  return answer.told.includes(what.toLowerCase());
}

/** The same verdict over a preflight and over the request that follows has one name here. */
function checkOf(code: FailureCode): FailureCode {
  return code.replace(/^Preflight(?!InvalidStatus|DisallowedRedirect)/, "") as FailureCode;
}

export function absoluteUrl(url: string, base: string): string {
  try {
    return new URL(url, base).href;
  } catch {
    return url;
  }
}

export function withoutFragment(url: string): string {
  return url.replace(/#.*$/, "");
}

/** The origin of a URL; the URL itself where it has none. */
export function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return url;
  }
}
