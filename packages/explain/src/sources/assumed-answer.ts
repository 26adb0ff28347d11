import { type HeaderEntries, isCorsSafelistedMethod } from "@crosswalk/cors/protocol";
import { serializedOriginOf } from "../run/page-origin.ts";
import type { AnswerRule, Scenario } from "../scenario.ts";
import { allowing, granting, unsafeNames } from "./allowing-headers.ts";
import { type UnseenHop, unseenHops, withOwnRedirects } from "./unseen-hops.ts";

/**
 * The scenario with an answer to what nobody saw: marked as assumed, and not blamed. Without it nobody could tell what else has to be
 * changed.
 *
 * - Where only the preflight's answer is known, the request's own is 200, with what that says of origins and credentials, for mostly one
 *   layer answers both.
 * - Where only the request's own is known, as `curl -i` prints it, its preflight is let through.
 * - Where the last that is known is a redirect, as `curl` without `-L` prints it, what it leads to may be read.
 */
export function withAssumedAnswer(
  given: Scenario,
  { isPreflightPassed = false }: AssumedAnswerOptions = {},
): Scenario {
  const url = absoluteUrl(given.request.url, given);
  if (url === null) return given;
  const scenario = withOwnRedirects(given, url);
  const hops = unseenHops(scenario);
  const assumed = assumedAnswers(scenario, url, hops, isPreflightPassed);
  return assumed.length === 0
    ? scenario
    : { ...scenario, answers: [...scenario.answers, ...assumed] };
}

export interface AssumedAnswerOptions {
  /** Whether it is known that the preflight passed, whatever lists the request's own response has. */
  readonly isPreflightPassed?: boolean;
}

function assumedAnswers(
  scenario: Scenario,
  url: string,
  hops: readonly UnseenHop[],
  isPreflightPassed: boolean,
): readonly AnswerRule[] {
  const { request, answers } = scenario;
  const method = request.method ?? "GET";
  const isAbout = ({ when }: AnswerRule): boolean => when.url === undefined || when.url === url;
  const isAnswered = answers.some(
    (rule) =>
      isAbout(rule) &&
      rule.when.preflight !== true &&
      (rule.when.method === undefined || rule.when.method.toUpperCase() === method.toUpperCase()),
  );
  const preflight = answers.find(
    (rule) => isAbout(rule) && rule.when.preflight === true && "status" in rule.answer,
  );
  const own = answers.find((rule) => isAbout(rule) && rule.when.preflight !== true)?.answer;
  const isAsked = answers.some((rule) => isAbout(rule) && isForPreflights(rule));
  if (isAnswered && own !== undefined && "status" in own) {
    const urls = [url, ...hops.map((hop) => hop.url)];
    const isUnasked = (!isAsked || hops.length > 0) && needsPreflight(scenario, urls);
    return [
      ...hops.map((hop) => answerAt(scenario, hop)),
      ...(isUnasked ? preflights(scenario, isPreflightPassed ? [] : own.headers, hops) : []),
    ];
  }
  if (isAnswered || preflight === undefined || "failure" in preflight.answer) return [];
  const headers = preflight.answer.headers.filter(([name]) =>
    /^access-control-allow-(?:origin|credentials)$/i.test(name),
  );
  return [{ when: { url, preflight: false }, answer: { status: 200, headers, assumed: true } }];
}

const isForPreflights = ({ when: { preflight, method } }: AnswerRule): boolean =>
  preflight !== false && (method === undefined || method.toUpperCase() === "OPTIONS");

function answerAt({ page, request }: Scenario, { url, isTainted }: UnseenHop): AnswerRule {
  const headers = granting(isTainted ? { ...page, sandboxed: true } : page, request);
  return { when: { url, preflight: false }, answer: { status: 200, headers, assumed: true } };
}

/** To all, for a redirect is preflighted as well, and after one between origins the page's is `null`. */
function preflights(
  scenario: Scenario,
  seen: HeaderEntries,
  hops: readonly UnseenHop[],
): readonly AnswerRule[] {
  const page = { ...scenario.page, sandboxed: true };
  const tainted: AnswerRule = {
    when: { preflight: true, origin: "null" },
    answer: { status: 204, headers: passing({ ...scenario, page }, seen), assumed: true },
  };
  const usual: AnswerRule = {
    when: { preflight: true },
    answer: { status: 204, headers: passing(scenario, seen), assumed: true },
  };
  return hops.some(({ isTainted }) => isTainted) ? [tainted, usual] : [usual];
}

function needsPreflight({ page, request }: Scenario, urls: readonly string[]): boolean {
  const { method = "GET", headers = [], mode = "cors" } = request;
  return (
    mode === "cors" &&
    urls.some((url) => serializedOriginOf(page) !== new URL(url).origin) &&
    (!isCorsSafelistedMethod(method) || unsafeNames(headers).length > 0)
  );
}

/** Where the response itself lists methods or names, as those do that send all of their headers with everything, those lists count. */
function passing({ page, request }: Scenario, seen: HeaderEntries): HeaderEntries {
  // Servers list methods in upper case, whatever a script writes.
  const { method = "GET" } = request;
  const usual = allowing(page, { ...request, method: method.toUpperCase() });
  const isList = (name: string): boolean =>
    /^access-control-allow-(?:methods|headers)$/i.test(name);
  const lists = seen.filter(([name]) => isList(name));
  const names = new Set(lists.map(([name]) => name.toLowerCase()));
  return [...usual.filter(([name]) => !names.has(name.toLowerCase())), ...lists];
}

function absoluteUrl(url: string, { page }: Scenario): string | null {
  return URL.canParse(url, page.url) ? new URL(url, page.url).href.replace(/#[^]*$/, "") : null;
}
