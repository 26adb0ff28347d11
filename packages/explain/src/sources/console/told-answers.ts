import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { serializedOriginOf } from "../../run/page-origin.ts";
import type {
  AnsweredFailure,
  AnsweredResponse,
  AnswerRule,
  Scenario,
  ScenarioPage,
  ScenarioRequest,
} from "../../scenario.ts";
import type { ConsoleKind } from "./console-message.ts";
import type { ConsoleTrouble } from "./console-troubles.ts";
import { allowing, granting } from "../allowing-headers.ts";
import { toldCookie } from "./told-cookie.ts";
import { lenientUrl } from "./lenient-url.ts";

type Parts = Pick<Scenario, "answers" | "cookies">;

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";
const ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
const ALLOW_METHODS = "Access-Control-Allow-Methods";
const ALLOW_HEADERS = "Access-Control-Allow-Headers";

/** What a server must have answered for a browser to print that. Of each answer, `told` names what the message does. */
export function toldAnswers(
  trouble: ConsoleTrouble,
  page: ScenarioPage,
  request: ScenarioRequest,
): Parts {
  const { message } = trouble;
  const failure = failures.get(message.kind);
  if (failure !== undefined) return { answers: [{ when: {}, answer: { failure } }] };
  switch (message.kind) {
    case "cors":
      return { answers: answersOfCors(trouble, page, request) };
    case "network":
    case "invalid-response":
      return { answers: brokenOff(message.netError) };
    case "local-network-access":
      return { answers: localNetwork(trouble, page, request) };
    case "redirect":
      return { answers: [{ when: {}, answer: inPart(302, [["Location", request.url]], []) }] };
    case "cross-origin-resource-policy": {
      const value = /SameSite/i.test(message.netError ?? "") ? "same-site" : "same-origin";
      return {
        answers: [passing(page, request, 200, [["Cross-Origin-Resource-Policy", value]], [])],
      };
    }
    case "cross-origin-embedder-policy":
    case "tainted-canvas":
    case "opaque-response-blocking":
    case "integrity":
      return { answers: [{ when: {}, answer: inPart(200, [], []) }] };
    case "content-type":
      return {
        answers: [
          passing(
            page,
            request,
            200,
            [["Content-Type", message.value ?? "text/html"]],
            ["content-type"],
          ),
        ],
      };
    case "cookie":
      return {
        answers: [passing(page, request, 200, [], [])],
        cookies: [toldCookie(message, request.url)],
      };
    case "unsafe-header": {
      const preflight = preflightThatPassed(page, request);
      const headers = [...preflight.headers, ["Access-Control-Max-Age", "600"] as const];
      return {
        answers: [
          { when: { preflight: true }, answer: { ...preflight, headers } },
          passing(page, request, 200, [], []),
        ],
      };
    }
    case "header-not-exposed":
      return {
        answers: [passing(page, request, 200, [[message.parameter ?? "X-Total-Count", "1"]], [])],
      };
    case "font":
      return { answers: answersOfFont(message.text, page, request) };
    case "frame-refused":
      return {
        answers: [passing(page, request, 200, [["X-Frame-Options", message.value ?? "deny"]], [])],
      };
    case "http-status":
      return { answers: [passing(page, request, trouble.status ?? 500, [], ["status"])] };
    default:
      return { answers: [passing(page, request, trouble.status ?? 200, [], [])] };
  }
}

const failures: ReadonlyMap<ConsoleKind, AnsweredFailure["failure"]> = new Map<
  ConsoleKind,
  AnsweredFailure["failure"]
>([
  ["blocked-by-client", "blocked-by-client"],
  ["certificate", "certificate"],
  ["connection-lost", "connection-reset"],
  ["dns", "name-not-resolved"],
  ["refused", "connection-refused"],
  ["timed-out", "timed-out"],
]);

/** An answer of which the named things are told, and the rest stands for what isn't. */
function inPart(status: number, headers: HeaderEntries, told: readonly string[]): AnsweredResponse {
  return { status, headers, told: told.map((name) => name.toLowerCase()) };
}

/** What passes the CORS check, whatever else is the matter with it. */
function passing(
  page: ScenarioPage,
  request: ScenarioRequest,
  status: number,
  headers: HeaderEntries,
  told: readonly string[],
): AnswerRule & { readonly answer: AnsweredResponse } {
  return { when: {}, answer: inPart(status, [...granting(page, request), ...headers], told) };
}

function answersOfFont(text: string, page: ScenarioPage, request: ScenarioRequest): AnswerRule[] {
  // Firefox's word for both that it isn't there and that it isn't allowed; the line that tells which stands beside it.
  if (/cross-site access/.test(text)) return [{ when: {}, answer: inPart(200, [], []) }];
  if (/download failed/.test(text)) return [];
  const { when, answer } = passing(page, request, 200, [], []);
  // What Firefox says of other fonts it has mended by itself, and uses them.
  const isRejected = /rejected by sanitizer|Failed to decode|OTS parsing error/i.test(text);
  return [{ when, answer: isRejected ? { ...answer, body: "no font" } : answer }];
}

/** A connection that ends, where the error's name says so; nothing at all otherwise. */
function brokenOff(netError: string | null): AnswerRule[] {
  const isBroken =
    netError !== null &&
    /RESET|EMPTY_RESPONSE|CLOSED|HTTP2|QUIC|SOCKET|INVALID|CHUNKED|CONTENT_LENGTH|INTERRUPT/.test(
      netError,
    );
  return isBroken ? [{ when: {}, answer: { failure: "connection-reset" } }] : [];
}

/** Nothing but the border of the local network stands in its way. */
function localNetwork(
  { message }: ConsoleTrouble,
  page: ScenarioPage,
  request: ScenarioRequest,
): AnswerRule[] {
  return message.code === "LocalNetworkAccessPermissionDenied"
    ? [{ when: {}, answer: { failure: "local-network-access-denied" } }]
    : [
        { when: { preflight: true }, answer: preflightThatPassed(page, request) },
        passing(page, request, 200, [], []),
      ];
}

/** Older Chromium's words for a redirect that has not the headers, where newer ones name the place where it led. */
const REDIRECT_ITSELF = /\bRedirect\s+(?:from|at)\s[^]*\sblocked\s+by\s+CORS/;

function answersOfCors(
  trouble: ConsoleTrouble,
  page: ScenarioPage,
  request: ScenarioRequest,
): AnswerRule[] {
  const { code, isPreflight } = trouble.message;
  const answer = answerOf(trouble, page, request);
  if (answer === null) return [];
  if (isPreflight === true || /Preflight/.test(code ?? "")) {
    return [
      { when: { preflight: true }, answer },
      {
        when: { preflight: false },
        answer: { ...inPart(200, granting(page, request), []), assumed: true },
      },
    ];
  }
  const first = lenientUrl(request.url) ?? request.url;
  const last = trouble.url === null ? first : (lenientUrl(trouble.url) ?? first);
  const before: AnswerRule[] = [
    { when: { preflight: true }, answer: preflightThatPassed(page, request) },
  ];
  if (last !== first && REDIRECT_ITSELF.test(trouble.message.text)) {
    const { headers, told = [] } = answer;
    const redirect = inPart(302, [["Location", last], ...headers], [...told, "location"]);
    const after: AnswerRule = {
      when: {},
      answer: { ...inPart(200, granting(page, request), []), assumed: true },
    };
    return [...before, { when: { url: first.replace(/#.*$/, "") }, answer: redirect }, after];
  }
  if (trouble.redirectedFrom !== null && last !== first) {
    before.push({
      when: { url: first.replace(/#.*$/, "") },
      answer: inPart(302, [["Location", last], ...granting(page, request)], ["location"]),
    });
  }
  return [...before, { when: {}, answer }];
}

/** The request itself failed, so its preflight, where it has one, did not. */
function preflightThatPassed(page: ScenarioPage, request: ScenarioRequest): AnsweredResponse {
  return inPart(204, allowing(page, request), []);
}

/** The response at fault. Null where the message tells of none. */
function answerOf(
  { message, status: told }: ConsoleTrouble,
  page: ScenarioPage,
  request: ScenarioRequest,
): AnsweredResponse | null {
  const { browser, value, isPreflight } = message;
  const code = (message.code ?? "").replace(/^Preflight(?!InvalidStatus|DisallowedRedirect)/, "");
  const origin = serializedOriginOf(page);
  const of = told === null ? [] : ["status"];
  const status = told ?? (isPreflight === true ? 204 : 200);
  const allowingOrigin = (given: string, ...more: string[]): AnsweredResponse =>
    inPart(
      status,
      granting(page, request).map(([name, own]) => [name, name === ALLOW_ORIGIN ? given : own]),
      [...of, ALLOW_ORIGIN, ...more],
    );
  switch (code) {
    case "MissingAllowOriginHeader":
      return inPart(status, [], [...of, ALLOW_ORIGIN]);
    case "WildcardOriginNotAllowed":
      return inPart(status, [[ALLOW_ORIGIN, "*"]], [...of, ALLOW_ORIGIN]);
    case "MultipleAllowOriginValues":
      return { ...multiple(value, origin, status), told: namesTold(of, value) };
    case "InvalidAllowOriginValue":
    case "AllowOriginMismatch":
      return value === null && message.code !== null && browser !== "firefox"
        ? inPart(status, [[ALLOW_ORIGIN, "https://another.example"]], of)
        : allowingOrigin(value ?? "https://another.example");
    case "InvalidAllowCredentials": {
      const isValue = value !== null && value !== "";
      return inPart(
        status,
        [[ALLOW_ORIGIN, origin], ...(isValue ? [[ALLOW_CREDENTIALS, value] as const] : [])],
        [...of, ...(value === null ? [] : [ALLOW_CREDENTIALS])],
      );
    }
    case "PreflightInvalidStatus":
      return inPart(told ?? 400, granting(page, request), of);
    case "PreflightDisallowedRedirect":
      return inPart(
        told ?? 307,
        [...granting(page, request), ...(value === null ? [] : [["Location", value] as const])],
        [...of, ...(value === null ? [] : ["location"])],
      );
    case "InvalidAllowMethodsPreflightResponse":
    case "InvalidAllowHeadersPreflightResponse": {
      const name = code === "InvalidAllowMethodsPreflightResponse" ? ALLOW_METHODS : ALLOW_HEADERS;
      const isValue = value !== null && value !== "";
      return inPart(
        status,
        [...granting(page, request), [name, isValue ? value : "a;b"]],
        [...of, ...(isValue ? [name] : [])],
      );
    }
    case "MethodDisallowedByPreflightResponse":
    case "HeaderDisallowedByPreflightResponse":
      return inPart(status, granting(page, request), of);
    case "RedirectContainsCredentials": {
      const isValue = value !== null && value !== "";
      return inPart(
        302,
        [
          ...granting(page, request),
          ["Location", isValue ? value : "https://user:password@elsewhere.example/"],
        ],
        isValue ? ["location"] : [],
      );
    }
    case "":
      // Safari tells whom it doesn't let read, and not what the header says.
      return browser === "chromium" || browser === "firefox" || message.origin === null
        ? null
        : inPart(status, [], of);
    default:
      return inPart(status, granting(page, request), of);
  }
}

const namesTold = (of: readonly string[], value: string | null): string[] =>
  [...of, ...(value === null ? [] : [ALLOW_ORIGIN])].map((name) => name.toLowerCase());

/** Two layers write two lines; who knows no better writes a list. A browser prints either the same. */
function multiple(value: string | null, origin: string, status: number): AnsweredResponse {
  const values = (value ?? `${origin}, ${origin}`).split(/\s*,\s*/);
  const isTwice = new Set(values).size < values.length || values.includes("*");
  const lines = isTwice ? values : [value ?? ""];
  return { status, headers: lines.map((line) => [ALLOW_ORIGIN, line] as const) };
}
