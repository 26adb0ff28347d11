import { byteLowercase, isRedirectStatus } from "@crosswalk/cors/protocol";
import { serializedOriginOf } from "../run/page-origin.ts";
import type { AnswerRule, Scenario } from "../scenario.ts";

/** Where a redirect leads that nobody followed. */
export interface UnseenHop {
  readonly url: string;
  /** Whether the browser asks there as `null`: a redirect led from one origin to another, and neither was the page's. */
  readonly isTainted: boolean;
}

/**
 * A redirect that was seen without a word of where answers what was asked for, and not what it leads to: else the way would never end.
 * A preflight's is not followed.
 */
export function withOwnRedirects(scenario: Scenario, url: string): Scenario {
  const isOpen = (rule: AnswerRule): boolean =>
    rule.when.url === undefined && locationOf(rule) !== null;
  const { answers } = scenario;
  if (!answers.some(isOpen)) return scenario;
  return {
    ...scenario,
    answers: answers.map((rule) =>
      isOpen(rule) ? { ...rule, when: { ...rule.when, url } } : rule,
    ),
  };
}

export function unseenHops({ page, answers }: Scenario): readonly UnseenHop[] {
  const hops = answers.flatMap((rule) => {
    const { url: from } = rule.when;
    const location = locationOf(rule);
    if (from === undefined || location === null || !URL.canParse(location, from)) return [];
    return [{ from: new URL(from), to: new URL(location, from) }];
  });
  const own = serializedOriginOf(page);
  const isTainted = hops.some(({ from, to }) => from.origin !== own && from.origin !== to.origin);
  const urls = new Set(hops.map(({ to }) => to.href.replace(/#[^]*$/, "")));
  const isSeen = (url: string): boolean =>
    answers.some(
      ({ when }) => when.preflight !== true && (when.url === undefined || when.url === url),
    );
  return [...urls].filter((url) => !isSeen(url)).map((url) => ({ url, isTainted }));
}

/** Null where an answer is no redirect that a browser would follow. */
function locationOf({ when, answer }: AnswerRule): string | null {
  if (when.preflight === true || "failure" in answer || !isRedirectStatus(answer.status))
    return null;
  return answer.headers.find(([name]) => byteLowercase(name) === "location")?.[1] ?? null;
}
