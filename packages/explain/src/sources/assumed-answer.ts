import {
  corsUnsafeRequestHeaderNames,
  type HeaderEntries,
  isCorsSafelistedMethod,
} from "@crosswalk/cors/protocol";
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
  const { request, answers } = scenario;
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
  const own = answers.find((rule) => isAbout(rule) && rule.when.preflight !== true)?.answer;
  const isAsked = answers.some((rule) => isAbout(rule) && isForPreflights(rule));
  if (isAnswered && !isAsked && own !== undefined && "status" in own && needsPreflight(scenario)) {
    const preflighted: AnswerRule = {
      when: { url, preflight: true },
      answer: { status: 204, headers: passing(scenario, own.headers), assumed: true },
    };
    return { ...scenario, answers: [...answers, preflighted] };
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
