import type { AnswerRule, Scenario } from "../scenario.ts";

/**
 * The scenario with an answer to the request itself where only its preflight's is known: 200, with what the preflight's answer
 * says of origins and credentials, for mostly one layer answers both. It is marked as assumed. Without it nobody could tell what
 * else has to be changed once the preflight passes.
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
