import { HeaderList } from "@crosswalk/cors/protocol";
import { varyLeftOut } from "../diagnose/vary-left-out.ts";
import type { EngineRun, RunMessage } from "../engine-run.ts";
import type { Finding } from "../explanation.ts";
import { ruleFor } from "../run/answers.ts";
import { serializedOriginOf } from "../run/page-origin.ts";
import { run } from "../run.ts";
import type { AnsweredResponse, Scenario } from "../scenario.ts";
import { reachOf } from "../succeeds.ts";
import { isSharedCacheable, variesOnOrigin } from "./cache-headers.ts";

const STRANGER = "https://first.invalid";

/** What a cache for all would have kept, had someone else asked first. */
export interface Replay {
  /** Who asked first; null for a request without `Origin`, as of an image or the address bar. */
  readonly first: string | null;
  readonly answer: AnsweredResponse;
}

/**
 * Plays two requests through a cache that many share: someone else asks first, and then the page gets what was kept. Returns
 * the first replay that blocks the page, null where none does.
 */
export async function blockingReplay(
  scenario: Scenario,
  passed: EngineRun,
): Promise<Replay | null> {
  if (reachOf(passed, scenario.request) !== "reads") return null;
  const message = passed.messages.filter(({ kind }) => kind === "actual").at(-1);
  if (message === undefined || message.method !== "GET") return null;
  for (const first of firstAskers(scenario)) {
    const answer = keptAnswer(scenario, message, first);
    if (answer === null) continue;
    const replayed: Scenario = {
      ...scenario,
      answers: [{ when: { url: message.url, preflight: false }, answer }, ...scenario.answers],
    };
    const result = await run(replayed, passed.engine);
    if (reachOf(result, scenario.request) === "fails") return { first, answer };
  }
  return null;
}

function firstAskers({ answers, page }: Scenario): (string | null)[] {
  const named = answers.flatMap(({ when: { origin } }) => (origin == null ? [] : [origin]));
  return [...new Set([null, ...named, STRANGER])].filter(
    (origin) => origin !== serializedOriginOf(page),
  );
}

/** What the server answers that asker, if a cache may keep it for all. */
function keptAnswer(
  { answers }: Scenario,
  message: RunMessage,
  origin: string | null,
): AnsweredResponse | null {
  const others = message.headers.filter(([name]) => name.toLowerCase() !== "origin");
  const headers = origin === null ? others : [...others, ["Origin", origin] as const];
  const rule = ruleFor(answers, { method: "GET", url: new URL(message.url), headers, body: null });
  const answer = rule === null ? undefined : answers[rule]?.answer;
  if (answer === undefined || "failure" in answer || answer.status !== 200) return null;
  const list = HeaderList.from(answer.headers);
  return isSharedCacheable(list) && !variesOnOrigin(list) ? answer : null;
}

/** Says what was found of a request that works. */
export function replayFinding({ first, answer }: Replay, passed: EngineRun): Finding {
  const { url = "" } = passed.messages.at(-1) ?? {};
  const who = first === null ? "a request without `Origin`" : `\`${first}\``;
  const lines = answer.headers
    .filter(([name]) => /^(?:access-control-allow-origin|cache-control|expires)$/i.test(name))
    .map(([name, value]) => ({
      source: "response" as const,
      of: url,
      line: `${name}: ${value}`,
      remark: first === null ? "to a request without Origin" : `to ${first}`,
    }));
  return {
    cause: "vary-left-out",
    role: "note",
    cors: true,
    title: "It works, but not after someone else asked through a cache.",
    why: `What the server answers ${who} may be kept by any cache, and lacks \`Vary: Origin\`. Played through such a cache, the page gets that copy and is blocked. Such failures come and go.`,
    change: "Send `Vary: Origin` on every response of this URL, also where no `Origin` was sent.",
    where: "server",
    evidence: [...lines, { source: "response", of: url, line: "", remark: "no Vary: Origin" }],
    engines: [passed.engine],
    console: [],
    standard: varyLeftOut.standard ?? null,
    situations: [25],
  };
}
