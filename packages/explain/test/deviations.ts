import type { CauseId } from "../src/cause-id.ts";
import type { AnsweredResponse, AnswerRule, Scenario } from "../src/scenario.ts";

/** One thing that is done to a scenario that works, and the causes that are then true, whatever an engine makes of it. */
export interface Deviation {
  readonly name: string;
  readonly causes: readonly CauseId[];
  /** Null where it makes no difference to this scenario. */
  readonly apply: (scenario: Scenario) => Scenario | null;
  /** Whether no change of headers, request or page helps. */
  readonly isUnfixable?: true;
}

const ORIGIN = "Access-Control-Allow-Origin";
const CREDENTIALS = "Access-Control-Allow-Credentials";
const METHODS = "Access-Control-Allow-Methods";
const HEADERS = "Access-Control-Allow-Headers";

type Part = "preflight" | "request";

const isOf = ({ when }: AnswerRule, part: Part): boolean =>
  part === "preflight" ? when.preflight === true : when.preflight !== true;

function withAnswer(
  scenario: Scenario,
  part: Part,
  change: (answer: AnsweredResponse) => AnsweredResponse,
): Scenario {
  return {
    ...scenario,
    answers: scenario.answers.map((rule) =>
      isOf(rule, part) && !("failure" in rule.answer)
        ? { ...rule, answer: change(rule.answer) }
        : rule,
    ),
  };
}

const without = (headers: AnsweredResponse["headers"], name: string): [string, string][] =>
  headers.filter(([other]) => other !== name).map(([other, value]) => [other, value]);

const setHeader =
  (part: Part, name: string, ...values: string[]) =>
  (scenario: Scenario): Scenario =>
    withAnswer(scenario, part, (answer) => ({
      ...answer,
      headers: [
        ...without(answer.headers, name),
        ...values.map((value): [string, string] => [name, value]),
      ],
    }));

const setStatus =
  (part: Part, status: number, ...drop: string[]) =>
  (scenario: Scenario): Scenario =>
    withAnswer(scenario, part, (answer) => ({
      ...answer,
      status,
      headers: drop.reduce<AnsweredResponse["headers"]>(without, answer.headers),
    }));

const isCredentialed = ({ request }: Scenario): boolean => request.credentials === "include";
const ifCredentialed =
  (apply: (scenario: Scenario) => Scenario) =>
  (scenario: Scenario): Scenario | null =>
    isCredentialed(scenario) ? apply(scenario) : null;

const methodOf = ({ request }: Scenario): string => request.method ?? "GET";
const hasOwnMethod = (scenario: Scenario): boolean =>
  !/^(?:GET|HEAD|POST)$/.test(methodOf(scenario));
const hasOwnHeader = ({ request }: Scenario): boolean => (request.headers ?? []).length > 0;
const originOf = ({ page }: Scenario): string => new URL(page.url).origin;
const isLoopback = (scenario: Scenario): boolean =>
  new URL(scenario.page.url).hostname === "localhost";

const onOrigin = (part: Part): Deviation[] => [
  {
    name: `${part}: no ${ORIGIN}`,
    causes:
      part === "preflight"
        ? ["preflight-without-headers"]
        : ["no-cors-headers", "headers-only-on-preflight"],
    apply: setHeader(part, ORIGIN),
  },
  {
    name: `${part}: another origin`,
    causes: ["allow-origin-mismatch"],
    apply: setHeader(part, ORIGIN, "https://other.example"),
  },
  {
    name: `${part}: a slash behind`,
    causes: ["allow-origin-mismatch", "loopback-names-differ"],
    apply: (scenario) => setHeader(part, ORIGIN, `${originOf(scenario)}/`)(scenario),
  },
  {
    name: `${part}: in capitals`,
    causes: ["allow-origin-mismatch", "loopback-names-differ"],
    apply: (scenario) => setHeader(part, ORIGIN, originOf(scenario).toUpperCase())(scenario),
  },
  {
    name: `${part}: null`,
    causes: ["allow-origin-mismatch", "allow-origin-invalid"],
    apply: setHeader(part, ORIGIN, "null"),
  },
  {
    name: `${part}: another port`,
    causes: ["loopback-names-differ"],
    apply: (scenario) =>
      isLoopback(scenario) ? setHeader(part, ORIGIN, "http://localhost:3001")(scenario) : null,
  },
  {
    name: `${part}: another name of loopback`,
    causes: ["loopback-names-differ"],
    apply: (scenario) =>
      isLoopback(scenario) ? setHeader(part, ORIGIN, "http://127.0.0.1:3000")(scenario) : null,
  },
  {
    name: `${part}: twice`,
    causes: ["doubled-allow-origin"],
    apply: (scenario) => setHeader(part, ORIGIN, originOf(scenario), originOf(scenario))(scenario),
  },
  {
    name: `${part}: and *`,
    causes: ["doubled-allow-origin"],
    apply: (scenario) => setHeader(part, ORIGIN, originOf(scenario), "*")(scenario),
  },
  {
    name: `${part}: a list`,
    causes: ["list-in-allow-origin"],
    apply: (scenario) =>
      setHeader(part, ORIGIN, `${originOf(scenario)}, https://other.example`)(scenario),
  },
  {
    name: `${part}: undefined`,
    causes: ["allow-origin-invalid"],
    apply: setHeader(part, ORIGIN, "undefined"),
  },
  {
    name: `${part}: quoted`,
    causes: ["allow-origin-invalid"],
    apply: setHeader(part, ORIGIN, '"*"'),
  },
  { name: `${part}: empty`, causes: ["allow-origin-invalid"], apply: setHeader(part, ORIGIN, "") },
  {
    name: `${part}: a pattern`,
    causes: ["allow-origin-mismatch"],
    apply: setHeader(part, ORIGIN, "https://*.example"),
  },
  {
    name: `${part}: * with credentials`,
    causes: ["wildcard-with-credentials"],
    apply: ifCredentialed(setHeader(part, ORIGIN, "*")),
  },
  {
    name: `${part}: no ${CREDENTIALS}`,
    causes: ["allow-credentials-missing"],
    apply: ifCredentialed(setHeader(part, CREDENTIALS)),
  },
  {
    name: `${part}: True`,
    causes: ["allow-credentials-missing"],
    apply: ifCredentialed(setHeader(part, CREDENTIALS, "True")),
  },
];

const onPreflight: Deviation[] = [
  ...[401, 403, 407].map((status): Deviation => ({
    name: `preflight: ${status}`,
    causes: ["preflight-refused-by-auth"],
    apply: setStatus("preflight", status),
  })),
  ...[404, 405, 501].map((status): Deviation => ({
    name: `preflight: ${status}, no ${ORIGIN}`,
    causes: ["preflight-without-route"],
    apply: setStatus("preflight", status, ORIGIN),
  })),
  ...[500, 502, 503].map((status): Deviation => ({
    name: `preflight: ${status}`,
    causes: ["preflight-server-error"],
    apply: setStatus("preflight", status, ORIGIN),
  })),
  ...[400, 304, 418].map((status): Deviation => ({
    name: `preflight: ${status}`,
    causes: ["preflight-not-ok"],
    apply: setStatus("preflight", status),
  })),
  {
    name: "preflight: redirected",
    causes: ["preflight-redirected"],
    apply: (scenario) =>
      setHeader(
        "preflight",
        "Location",
        `${scenario.request.url.replace(/\?.*/, "")}/`,
      )(setStatus("preflight", 308)(scenario)),
  },
  {
    name: "method left out",
    causes: ["method-not-allowed"],
    apply: (scenario) =>
      hasOwnMethod(scenario) ? setHeader("preflight", METHODS, "OPTIONS")(scenario) : null,
  },
  {
    name: "method in lower case",
    causes: ["method-not-allowed"],
    apply: (scenario) =>
      hasOwnMethod(scenario)
        ? setHeader("preflight", METHODS, methodOf(scenario).toLowerCase())(scenario)
        : null,
  },
  {
    name: "methods: * with credentials",
    causes: ["wildcard-list-with-credentials"],
    apply: (scenario) =>
      hasOwnMethod(scenario) && isCredentialed(scenario)
        ? setHeader("preflight", METHODS, "*")(scenario)
        : null,
  },
  {
    name: "methods with semicolons",
    causes: ["allow-list-malformed"],
    apply: setHeader("preflight", METHODS, "GET; PUT; DELETE"),
  },
  {
    name: "headers left out",
    causes: ["header-not-allowed"],
    apply: (scenario) =>
      hasOwnHeader(scenario) ? setHeader("preflight", HEADERS, "X-Other")(scenario) : null,
  },
  {
    name: "headers: * with credentials",
    causes: ["wildcard-list-with-credentials"],
    apply: (scenario) =>
      hasOwnHeader(scenario) && isCredentialed(scenario)
        ? setHeader("preflight", HEADERS, "*")(scenario)
        : null,
  },
  {
    name: "headers with brackets",
    causes: ["allow-list-malformed"],
    apply: setHeader("preflight", HEADERS, "[X-A, X-B]"),
  },
  {
    name: "a response's header in the request",
    causes: ["response-header-in-request"],
    apply: ({ request, ...scenario }) => ({
      ...scenario,
      request: { ...request, headers: [...(request.headers ?? []), [ORIGIN, "*"]] },
    }),
  },
];

const onRequest: Deviation[] = [
  ...[400, 401, 404, 413, 429, 500].map((status): Deviation => ({
    name: `request: ${status} without headers`,
    causes: ["error-without-headers"],
    apply: setStatus("request", status, ORIGIN, CREDENTIALS),
  })),
  ...[502, 503, 504].map((status): Deviation => ({
    name: `request: ${status} without headers`,
    causes: ["gateway-error-without-headers"],
    apply: setStatus("request", status, ORIGIN, CREDENTIALS),
  })),
  {
    name: "request: redirected without headers",
    causes: ["redirect-without-headers"],
    apply: (scenario) => redirected(scenario, "https://api.example/elsewhere", false),
  },
  {
    name: "request: redirected to the login",
    causes: ["redirect-to-login"],
    apply: (scenario) => redirected(scenario, "https://login.example/sign-in", false),
  },
  {
    name: "request: redirected to another origin",
    causes: ["redirect-makes-origin-null"],
    apply: (scenario) => redirected(scenario, "https://files.example/x", true),
  },
  {
    name: "request: redirected with a password",
    causes: ["redirect-with-credentials"],
    apply: (scenario) => redirected(scenario, "https://user:hen@files.example/x", true),
  },
];

/** The request's own URL redirects, and what it leads to answers as the server did. */
function redirected(scenario: Scenario, to: string, isAllowed: boolean): Scenario | null {
  const rule = scenario.answers.find((one) => isOf(one, "request"));
  if (rule === undefined || "failure" in rule.answer || rule.answer.status === 307) return null;
  // A redirect is followed with the method that it came to.
  const headers: [string, string][] = isAllowed
    ? [
        [ORIGIN, originOf(scenario)],
        [CREDENTIALS, "true"],
      ]
    : [];
  const answer = { status: 307, headers: [...headers, ["Location", to] as const] };
  const url = scenario.request.url;
  return {
    ...scenario,
    answers: [{ when: { url, preflight: false }, answer }, ...scenario.answers],
  };
}

const elsewhere: Deviation[] = [
  {
    name: "the page's policy",
    causes: ["content-security-policy"],
    apply: (scenario) => ({
      ...scenario,
      page: { ...scenario.page, headers: [["Content-Security-Policy", "default-src 'self'"]] },
    }),
  },
  {
    name: "http from https",
    causes: ["mixed-content"],
    apply: ({ page, request, ...scenario }) =>
      page.url.startsWith("https:")
        ? {
            ...scenario,
            page,
            request: { ...request, url: request.url.replace(/^https:/, "http:") },
          }
        : null,
  },
  ...(
    [
      ["connection-refused", "connection-failed"],
      ["name-not-resolved", "name-not-resolved"],
      ["certificate", "certificate"],
      ["timed-out", "timed-out"],
      ["blocked-by-client", "blocked-by-client"],
    ] as const
  ).map(([failure, cause]): Deviation => ({
    name: failure,
    causes: [cause],
    isUnfixable: true,
    apply: (scenario) => ({ ...scenario, answers: [{ when: {}, answer: { failure } }] }),
  })),
  {
    name: "same-origin",
    causes: ["request-mode"],
    isUnfixable: true,
    apply: ({ request, ...scenario }) =>
      request.api === "fetch"
        ? { ...scenario, request: { ...request, mode: "same-origin" } }
        : null,
  },
];

export const deviations: readonly Deviation[] = [
  ...onOrigin("preflight"),
  ...onOrigin("request"),
  ...onPreflight,
  ...onRequest,
  ...elsewhere,
];
