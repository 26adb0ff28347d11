import { isHeaderName, isMethod, normalizeHeaderValue } from "@crosswalk/cors/protocol";
import type { AnswerRule, ScenarioPage, ScenarioRequest } from "../scenario.ts";
import { draft, type ScenarioDraft } from "./scenario-draft.ts";
import { parseUrl } from "./sent-headers.ts";

/** A scenario as flags of a command say it. */
export interface ScenarioOptions {
  /** Where the page is, or its origin. */
  readonly page?: string;
  readonly sandboxed?: boolean;
  readonly url?: string;
  readonly api?: ScenarioRequest["api"];
  readonly method?: string;
  /** Each `name: value`. */
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly credentials?: ScenarioRequest["credentials"];
  readonly mode?: ScenarioRequest["mode"];
  readonly redirect?: ScenarioRequest["redirect"];
  /** What the server answers to the preflight, and to the request. */
  readonly preflight?: AnswerOptions;
  readonly response?: AnswerOptions;
}

export interface AnswerOptions {
  /** 204 for a preflight, 200 otherwise, if left out. */
  readonly status?: number;
  /** Each `name: value`, a line each. */
  readonly headers?: readonly string[];
}

/** A mistake in one option. */
export interface OptionIssue {
  /** Its place: `headers[1]`, `response.status`. */
  readonly path: string;
  readonly value: string | number;
  /** What could stand there, as the object of "write". */
  readonly expected: string;
}

/** All mistakes at once. */
export class ScenarioOptionsError extends TypeError {
  override readonly name = "ScenarioOptionsError";
  readonly issues: readonly OptionIssue[];

  constructor(issues: readonly OptionIssue[]) {
    super(issues.map(optionIssueMessage).join("\n"));
    this.issues = issues;
  }
}

/** NB: A header's value may be a secret: what is wrong in one is told by its place. */
export function optionIssueMessage({ path, value, expected }: OptionIssue): string {
  const given = /headers\[/.test(path) ? "" : ` ${JSON.stringify(value)} is none;`;
  return `${path}:${given} write ${expected}`;
}

/** Makes a scenario of flags, or tells everything that is wrong with them. */
export function scenarioFromOptions(options: ScenarioOptions): ScenarioDraft {
  const issues: OptionIssue[] = [];
  const page = pageOf(options, issues);
  const request = requestOf(options, issues);
  const answers = [
    ...answerOf("preflight", options.preflight, issues),
    ...answerOf("response", options.response, issues),
  ];
  if (issues.length > 0) throw new ScenarioOptionsError(issues);
  return draft({ page, request, answers });
}

function pageOf({ page, sandboxed }: ScenarioOptions, issues: OptionIssue[]): ScenarioPage | null {
  if (page === undefined) return null;
  const url = parseUrl(page);
  if (url === null) {
    issues.push({
      path: "page",
      value: page,
      expected: "an URL or an origin, https://app.example",
    });
    return null;
  }
  return { url: url.href, ...(sandboxed === true ? { sandboxed } : {}) };
}

function requestOf(options: ScenarioOptions, issues: OptionIssue[]): ScenarioRequest | null {
  const { url, api = "fetch", method, body, credentials, mode, redirect } = options;
  const headers = linesOf("headers", options.headers ?? [], issues);
  if (method !== undefined && !isMethod(method)) {
    issues.push({ path: "method", value: method, expected: "a method, PUT" });
  }
  if (url === undefined) return null;
  if (parseUrl(url) === null) {
    issues.push({ path: "url", value: url, expected: "an URL, https://api.example/" });
  }
  return {
    api,
    url,
    ...(method === undefined ? {} : { method }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(mode === undefined ? {} : { mode }),
    ...(redirect === undefined ? {} : { redirect }),
    ...(body === undefined ? {} : { body }),
  };
}

function answerOf(
  part: "preflight" | "response",
  options: AnswerOptions | undefined,
  issues: OptionIssue[],
): AnswerRule[] {
  if (options === undefined) return [];
  const { status = part === "preflight" ? 204 : 200 } = options;
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    issues.push({ path: `${part}.status`, value: status, expected: "a status from 200 to 599" });
  }
  const headers = linesOf(`${part}.headers`, options.headers ?? [], issues);
  return [{ when: { preflight: part === "preflight" }, answer: { status, headers } }];
}

function linesOf(
  path: string,
  lines: readonly string[],
  issues: OptionIssue[],
): (readonly [name: string, value: string])[] {
  return lines.flatMap((line, index) => {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim();
    if (colon !== -1 && isHeaderName(name)) {
      return [[name, normalizeHeaderValue(line.slice(colon + 1))] as const];
    }
    issues.push({ path: `${path}[${index}]`, value: line, expected: "a header, name: value" });
    return [];
  });
}
