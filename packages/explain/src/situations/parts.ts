import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type {
  AnsweredFailure,
  AnsweredResponse,
  AnswerRule,
  Scenario,
  ScenarioRequest,
} from "../scenario.ts";

// What situations are put together from.

export const PAGE = "https://app.example/";
export const ORIGIN = "https://app.example";
export const API = "https://api.example/orders";

/** A response with lines as they are written: `Access-Control-Allow-Origin: *`. */
export function response(status: number, ...lines: string[]): AnsweredResponse {
  const headers: HeaderEntries = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { status, headers };
}

export function failure(kind: AnsweredFailure["failure"]): AnsweredFailure {
  return { failure: kind };
}

export const onPreflight = (answer: AnswerRule["answer"], url?: string): AnswerRule => ({
  when: { preflight: true, ...(url === undefined ? {} : { url }) },
  answer,
});

export const onRequest = (answer: AnswerRule["answer"], url?: string): AnswerRule => ({
  when: { preflight: false, ...(url === undefined ? {} : { url }) },
  answer,
});

export const always = (answer: AnswerRule["answer"], url?: string): AnswerRule => ({
  when: url === undefined ? {} : { url },
  answer,
});

/** A page of `https://app.example` asks `https://api.example`. */
export function ask(
  request: Partial<ScenarioRequest>,
  answers: readonly AnswerRule[],
  more: Partial<Omit<Scenario, "request" | "answers">> = {},
): Scenario {
  return { page: { url: PAGE }, request: { api: "fetch", url: API, ...request }, answers, ...more };
}

export const ALLOW: string = `Access-Control-Allow-Origin: ${ORIGIN}`;
export const ALLOW_ANY = "Access-Control-Allow-Origin: *";
export const CREDENTIALS = "Access-Control-Allow-Credentials: true";
