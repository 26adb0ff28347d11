import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { HeaderDiff } from "../explanation.ts";
import type { Answer, AnswerRule, Scenario, ScenarioRequest } from "../scenario.ts";

/** Lines that go and lines that come, message by message. */
export function headerDiff(before: Scenario, after: Scenario): HeaderDiff[] {
  const added = after.answers.length - before.answers.length;
  const answers = after.answers.map((rule, index) => {
    const old = before.answers[index - added] ?? null;
    const from = index < added || old === null ? [] : linesOf(old.answer);
    return diff(`response to ${nameOf(rule, after.request)}`, from, linesOf(rule.answer));
  });
  const all = [
    ...answers,
    diff("page", pageLines(before), pageLines(after)),
    diff("request", requestLines(before.request), requestLines(after.request)),
    ...(after.before ?? []).map((request, index) =>
      diff(
        `request before`,
        requestLines(before.before?.[index] ?? request),
        requestLines(request),
      ),
    ),
  ];
  return all.filter(({ removed, added: more }) => removed.length + more.length > 0);
}

function diff(message: string, before: readonly string[], after: readonly string[]): HeaderDiff {
  const rest = [...after];
  const removed = before.filter((line) => {
    const index = rest.indexOf(line);
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
  return { message, removed, added: rest };
}

function nameOf({ when }: AnswerRule, request: ScenarioRequest): string {
  const url = when.url ?? request.url;
  if (when.preflight === true) return `OPTIONS ${url}`;
  return `${when.method ?? request.method ?? "GET"} ${url}`;
}

function linesOf(answer: Answer): string[] {
  if ("failure" in answer) return [answer.failure];
  const { status, headers, told } = answer;
  const isTold = (what: string): boolean => told === undefined || told.includes(what.toLowerCase());
  // What only stands for something that nobody told is nothing that could be taken away.
  return [
    ...(isTold("status") ? [`HTTP ${status}`] : []),
    ...headerLines(headers.filter(([name]) => isTold(name))),
  ];
}

const headerLines = (headers: HeaderEntries): string[] =>
  headers.map(([name, value]) => `${name}: ${value}`);

function pageLines({ page }: Scenario): string[] {
  return [
    page.url,
    ...(page.sandboxed === true ? ["sandbox"] : []),
    ...(page.serviceWorker === "opaque" ? ["service worker: opaque"] : []),
    ...headerLines(page.headers ?? []),
  ];
}

function requestLines(request: ScenarioRequest): string[] {
  const { api, url, method = "GET", headers = [], credentials, mode } = request;
  const { targetAddressSpace: space } = request;
  return [
    `${api} ${method} ${url}`,
    ...(credentials === undefined ? [] : [`credentials: ${credentials}`]),
    ...(mode === undefined ? [] : [`mode: ${mode}`]),
    ...(space === undefined ? [] : [`targetAddressSpace: ${space}`]),
    ...headerLines(headers),
  ];
}
