import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { Change } from "../explanation.ts";
import type { Answer, AnsweredResponse, AnswerRule, Scenario } from "../scenario.ts";

/** The scenario as it would be after the changes. */
export function applyChanges(scenario: Scenario, changes: readonly Change[]): Scenario {
  // New rules come last, so that the others keep their numbers until all is done.
  const rest = changes.filter(({ kind }) => kind !== "answer-preflight");
  const changed = rest.reduce(applyChange, scenario);
  const added = changes.flatMap((change): AnswerRule[] =>
    change.kind === "answer-preflight"
      ? [
          {
            when: { url: change.url, preflight: true, origin: change.origin },
            answer: change.answer,
          },
        ]
      : [],
  );
  return { ...changed, answers: [...added, ...changed.answers] };
}

function applyChange(scenario: Scenario, change: Change): Scenario {
  switch (change.kind) {
    case "set-header":
      return withAnswer(scenario, change.rule, (answer) => ({
        ...answer,
        ...nowTold(answer, change.name),
        headers: setHeader(answer.headers, change.name, change.value),
      }));
    case "remove-header":
      return withAnswer(scenario, change.rule, (answer) => ({
        ...answer,
        headers: removeHeader(answer.headers, change.name),
      }));
    case "set-status":
      return withAnswer(scenario, change.rule, (answer) => ({
        ...answer,
        ...nowTold(answer, "status"),
        status: change.status,
      }));
    case "serve-at":
      return {
        ...scenario,
        answers: scenario.answers.map((rule) => moveRule(rule, change.from, change.to)),
      };
    case "set-request":
      return { ...scenario, request: { ...scenario.request, ...change.set } };
    case "remove-request-header":
      return {
        ...scenario,
        request: {
          ...scenario.request,
          headers: removeHeader(scenario.request.headers ?? [], change.name),
        },
      };
    case "set-page":
      return { ...scenario, page: { ...scenario.page, ...change.set } };
    case "set-page-header":
      return {
        ...scenario,
        page: {
          ...scenario.page,
          headers: setHeader(scenario.page.headers ?? [], change.name, change.value),
        },
      };
    case "set-before":
      return {
        ...scenario,
        before: (scenario.before ?? []).map((request, index) =>
          index === change.index ? { ...request, ...change.set } : request,
        ),
      };
    case "answer-preflight":
      return scenario;
  }
}

/** What is changed is known, whatever was told before. */
const nowTold = ({ told }: AnsweredResponse, what: string): Pick<AnsweredResponse, "told"> =>
  told === undefined ? {} : { told: [...told, what.toLowerCase()] };

function withAnswer(
  scenario: Scenario,
  index: number,
  change: (answer: AnsweredResponse) => AnsweredResponse,
): Scenario {
  const changed = (answer: Answer): Answer => {
    if ("failure" in answer) return answer;
    // What the layers saw, they saw before the change.
    const { layers: _, ...rest } = answer;
    return change(rest);
  };
  return {
    ...scenario,
    answers: scenario.answers.map((rule, other) =>
      other === index ? { ...rule, answer: changed(rule.answer) } : rule,
    ),
  };
}

function moveRule(rule: AnswerRule, from: string, to: string): AnswerRule {
  const { url } = rule.when;
  if (url === undefined || !url.startsWith(`${from}/`)) return rule;
  return { ...rule, when: { ...rule.when, url: to + url.slice(from.length) } };
}

/** The first header of that name gets the value, and the others go. */
function setHeader(headers: HeaderEntries, name: string, value: string): HeaderEntries {
  const isNamed = ([other]: readonly [string, string]): boolean =>
    other.toLowerCase() === name.toLowerCase();
  const index = headers.findIndex(isNamed);
  const others = headers.filter((header) => !isNamed(header));
  const at = index === -1 ? others.length : index;
  return [...others.slice(0, at), [name, value], ...others.slice(at)];
}

function removeHeader(headers: HeaderEntries, name: string): HeaderEntries {
  return headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
}
