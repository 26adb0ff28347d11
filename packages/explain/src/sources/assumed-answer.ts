import { corsUnsafeRequestHeaderNames, isCorsSafelistedMethod } from "@crosswalk/cors/protocol";
import { serializedOriginOf } from "../run/page-origin.ts";
import type { AnswerRule, Scenario } from "../scenario.ts";
import { allowing } from "./allowing-headers.ts";

/**
 * The scenario with an answer to the request itself where only its preflight's is known: 200, with what the preflight's answer
 * says of origins and credentials, for mostly one layer answers both. Where only the request's own is known, as `curl -i` prints it,
 * its preflight is let through: what nobody saw is not blamed. Either is marked as assumed. Without it nobody could tell what else
 * has to be changed.
 */
export function withAssumedAnswer(scenario: Scenario): Scenario {
  const { page, request, answers } = scenario;
  if (!URL.canParse(request.url)) return scenario;
  const url = new URL(request.url).href.replace(/#.*$/, "");
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
  const isAsked = answers.some((rule) => isAbout(rule) && isForPreflights(rule));
  if (isAnswered && !isAsked && needsPreflight(scenario)) {
    const passing: AnswerRule = {
      when: { url, preflight: true },
      answer: { status: 204, headers: allowing(page, request), assumed: true },
    };
    return { ...scenario, answers: [...answers, passing] };
  }
  if (isAnswered || preflight === undefined || "failure" in preflight.answer) return scenario;
  const headers = preflight.answer.headers.filter(([name]) =>
    /^access-control-allow-(?:origin|credentials)$/i.test(name),
  );
  const assumed: AnswerRule = {
    when: { url, preflight: false },
    answer: { status: 200, headers, assumed: true },
  };
  return { ...scenario, answers: [...answers, assumed] };
}

const isForPreflights = ({ when: { preflight, method } }: AnswerRule): boolean =>
  preflight !== false && (method === undefined || method.toUpperCase() === "OPTIONS");

function needsPreflight({ page, request }: Scenario): boolean {
  const { url, method = "GET", headers = [], mode = "cors" } = request;
  return (
    mode === "cors" &&
    serializedOriginOf(page) !== new URL(url).origin &&
    (!isCorsSafelistedMethod(method) || corsUnsafeRequestHeaderNames(headers).length > 0)
  );
}
