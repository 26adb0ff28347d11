// What must go over the wire, written out by hand: nothing here was computed by the code under test.

/** The `Origin` lines of a request. */
export const originLines = {
  allowed: ["https://app.example.com"],
  denied: ["https://app.example.com.evil.example"],
  absent: [],
  null: ["null"],
  // Either line alone would be allowed. Together they are no origin at all.
  duplicated: ["https://app.example.com", "https://app.example.com"],
} as const satisfies Record<string, readonly string[]>;

export type OriginName = keyof typeof originLines;

/** How the guard (or guards) of an application are made. See `guardsFor` in matrix-guards.ts. */
export type SetupName =
  | "one"
  | "same-twice"
  | "two-different"
  | "select"
  | "report-only"
  | "resolver";

/** What came back must be exactly this. */
export interface Expected {
  /** Null where it is the framework's own business. */
  readonly status: number | null;
  /** Every `Access-Control-*` header there is, by lower-case name. Each must stand there once. */
  readonly accessControl: Readonly<Record<string, string>>;
  /** The names in `Vary`, in lower case and in any order. Each must stand there once. */
  readonly vary: readonly string[];
  /** Other headers: the values of all lines of that name, in order. An empty list: not there. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
}

export interface Situation {
  readonly name: string;
  /** Completes "a response to …". */
  readonly title: string;
  readonly setup: SetupName;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: readonly (readonly [name: string, value: string])[];
    readonly body?: string;
  };
  readonly expected: Readonly<Record<OriginName, Expected>>;
  /** The error that must reach the application's error channel, by name, where the guards run at all. */
  readonly error?: "GuardConflictError";
}

const permission = {
  "access-control-allow-origin": "https://app.example.com",
  "access-control-allow-credentials": "true",
  "access-control-expose-headers": "X-Request-Id",
};
const preflightPermission = {
  "access-control-allow-origin": "https://app.example.com",
  "access-control-allow-credentials": "true",
  "access-control-allow-methods": "PUT, DELETE",
  "access-control-allow-headers": "Content-Type, X-Token",
  "access-control-max-age": "600",
};

/** The application answered; one origin may read it, and all answers vary. */
function actual(
  status: number | null,
  more: Partial<Pick<Expected, "vary" | "headers" | "body">> = {},
): Situation["expected"] {
  const { vary = [], ...rest } = more;
  const answer = (accessControl: Expected["accessControl"]): Expected => {
    return { status, accessControl, vary: ["origin", ...vary], ...rest };
  };
  return {
    allowed: answer(permission),
    denied: answer({}),
    absent: answer({}),
    null: answer({}),
    duplicated: answer({}),
  };
}

/** The guard answered; without `Origin` it is no preflight, and the application answered. */
function preflight(
  absent: { readonly status?: number; readonly body?: string } = {},
): Situation["expected"] {
  const refused: Expected = {
    status: 403,
    accessControl: {},
    vary: ["origin"],
    headers: { "content-length": ["0"] },
    body: "",
  };
  return {
    allowed: {
      status: 204,
      accessControl: preflightPermission,
      vary: ["origin"],
      headers: { "content-length": [] },
      body: "",
    },
    denied: refused,
    absent: { status: null, accessControl: {}, vary: ["origin"], ...absent },
    null: refused,
    duplicated: refused,
  };
}

/** The same for every origin. */
function always(expected: Expected): Situation["expected"] {
  return {
    allowed: expected,
    denied: expected,
    absent: expected,
    null: expected,
    duplicated: expected,
  };
}

const asksForPut = [
  ["Access-Control-Request-Method", "PUT"],
  ["Access-Control-Request-Headers", "content-type"],
] as const;
const twoCookies = { "set-cookie": ["a=1", "b=2"] } as const;

export const situations: readonly Situation[] = [
  {
    name: "get",
    title: "a GET",
    setup: "one",
    request: { method: "GET", path: "/get" },
    expected: actual(200, { body: "ok", headers: { "x-request-id": ["7"] } }),
  },
  {
    name: "throw",
    title: "a GET whose handler throws",
    setup: "one",
    request: { method: "GET", path: "/throw" },
    expected: actual(500),
  },
  {
    name: "not-found",
    title: "a path that there is not",
    setup: "one",
    request: { method: "GET", path: "/missing" },
    expected: actual(404),
  },
  {
    name: "validation-error",
    title: "a body that the framework refuses",
    setup: "one",
    request: {
      method: "POST",
      path: "/validate",
      headers: [["Content-Type", "application/json"]],
      body: '{"count":',
    },
    expected: actual(400),
  },
  {
    name: "not-modified",
    title: "a conditional GET",
    setup: "one",
    request: { method: "GET", path: "/not-modified", headers: [["If-None-Match", '"v1"']] },
    expected: actual(304, { body: "" }),
  },
  {
    name: "redirect",
    title: "a GET that is redirected",
    setup: "one",
    request: { method: "GET", path: "/redirect" },
    expected: actual(302, { headers: { location: ["/get"] } }),
  },
  {
    name: "stream",
    title: "a GET that is answered by a stream",
    setup: "one",
    request: { method: "GET", path: "/stream" },
    expected: actual(200, { body: "onetwo" }),
  },
  {
    name: "head",
    title: "a HEAD",
    setup: "one",
    request: { method: "HEAD", path: "/head" },
    expected: actual(200, { body: "" }),
  },
  {
    name: "vary",
    title: "a GET whose handler sets Vary",
    setup: "one",
    request: { method: "GET", path: "/vary" },
    expected: actual(200, { vary: ["accept-encoding"] }),
  },
  {
    name: "vary-origin",
    title: "a GET whose handler varies on Origin already",
    setup: "one",
    request: { method: "GET", path: "/vary-origin" },
    expected: actual(200, { vary: ["accept"] }),
  },
  {
    name: "own-acao",
    title: "a GET whose handler sets Access-Control-Allow-Origin",
    setup: "one",
    request: { method: "GET", path: "/own-acao" },
    expected: actual(200, { body: "ok" }),
  },
  {
    name: "write-head-object",
    title: "a GET answered with writeHead and an object",
    setup: "one",
    request: { method: "GET", path: "/write-head-object" },
    expected: actual(200, { vary: ["accept"], headers: twoCookies }),
  },
  {
    name: "write-head-array",
    title: "a GET answered with writeHead and an array",
    setup: "one",
    request: { method: "GET", path: "/write-head-array" },
    expected: actual(200, { vary: ["accept"], headers: twoCookies }),
  },
  {
    name: "write-head-pairs",
    title: "a GET answered with writeHead and an array of pairs",
    setup: "one",
    request: { method: "GET", path: "/write-head-pairs" },
    expected: actual(200, { vary: ["accept"], headers: twoCookies }),
  },
  {
    name: "flush-headers",
    title: "a GET whose handler flushes the headers first",
    setup: "one",
    request: { method: "GET", path: "/flush" },
    expected: actual(200, { body: "late" }),
  },
  {
    name: "own-options",
    title: "an OPTIONS that asks for nothing",
    setup: "one",
    request: { method: "OPTIONS", path: "/own-options" },
    expected: actual(200, { body: "own", headers: { allow: ["GET, OPTIONS"] } }),
  },
  {
    name: "own-options-preflight",
    title: "a preflight where the application has its own OPTIONS",
    setup: "one",
    request: { method: "OPTIONS", path: "/own-options", headers: asksForPut },
    expected: preflight({ status: 200, body: "own" }),
  },
  {
    name: "preflight",
    title: "a preflight",
    setup: "one",
    request: { method: "OPTIONS", path: "/get", headers: asksForPut },
    expected: preflight(),
  },
  {
    name: "forced-preflight",
    title: "a preflight that asks for POST and no header",
    setup: "one",
    request: {
      method: "OPTIONS",
      path: "/get",
      headers: [["Access-Control-Request-Method", "POST"]],
    },
    expected: preflight(),
  },
  {
    name: "preflight-not-found",
    title: "a preflight for a path that there is not",
    setup: "one",
    request: { method: "OPTIONS", path: "/missing", headers: asksForPut },
    expected: preflight(),
  },
  {
    name: "preflight-auth",
    title: "a preflight where requests need authorization",
    setup: "one",
    request: { method: "OPTIONS", path: "/auth/get", headers: asksForPut },
    expected: preflight({ status: 401 }),
  },
  {
    name: "auth",
    title: "a GET without authorization",
    setup: "one",
    request: { method: "GET", path: "/auth/get" },
    expected: actual(401),
  },
  {
    name: "preflight-rate-limit",
    title: "a preflight where the rate limit is used up",
    setup: "one",
    request: { method: "OPTIONS", path: "/limited/get", headers: asksForPut },
    expected: preflight({ status: 429 }),
  },
  {
    name: "rate-limit",
    title: "a GET over the rate limit",
    setup: "one",
    request: { method: "GET", path: "/limited/get" },
    expected: actual(429),
  },
  {
    name: "hostile-request-headers",
    title: "a preflight with a hostile Access-Control-Request-Headers",
    setup: "one",
    request: {
      method: "OPTIONS",
      path: "/get",
      headers: [
        ["Access-Control-Request-Method", "PUT"],
        [
          "Access-Control-Request-Headers",
          `${",".repeat(4_000)}x-chicken,"quoted",<b>,${"a".repeat(4_000)}`,
        ],
      ],
    },
    expected: preflight(),
  },
  {
    name: "hostile-request-method",
    title: "a preflight with a hostile Access-Control-Request-Method",
    setup: "one",
    request: {
      method: "OPTIONS",
      path: "/get",
      headers: [["Access-Control-Request-Method", 'CHICKEN <b>"']],
    },
    expected: preflight(),
  },
  {
    name: "same-guard-twice",
    title: "a GET that meets the same guard twice",
    setup: "same-twice",
    request: { method: "GET", path: "/get" },
    expected: actual(200, { body: "ok" }),
  },
  {
    name: "same-guard-twice-preflight",
    title: "a preflight that meets the same guard twice",
    setup: "same-twice",
    request: { method: "OPTIONS", path: "/get", headers: asksForPut },
    expected: preflight(),
  },
  {
    name: "two-guards",
    title: "a GET that meets two different guards",
    setup: "two-different",
    request: { method: "GET", path: "/get" },
    expected: actual(500),
    error: "GuardConflictError",
  },
  {
    name: "select-public",
    title: "a GET for which select names the public policy",
    setup: "select",
    request: { method: "GET", path: "/public/get" },
    expected: always({
      status: 200,
      accessControl: { "access-control-allow-origin": "*" },
      vary: [],
      body: "ok",
    }),
  },
  {
    name: "select-public-preflight",
    title: "a preflight for which select names the public policy",
    setup: "select",
    request: { method: "OPTIONS", path: "/public/get", headers: asksForPut },
    expected: {
      ...always({
        status: 204,
        accessControl: {
          "access-control-allow-origin": "*",
          "access-control-allow-methods": "PUT",
          "access-control-allow-headers": "*",
        },
        vary: [],
        body: "",
      }),
      absent: { status: null, accessControl: { "access-control-allow-origin": "*" }, vary: [] },
    },
  },
  {
    name: "select-account",
    title: "a GET for which select names another policy",
    setup: "select",
    request: { method: "GET", path: "/get" },
    expected: actual(200, { body: "ok" }),
  },
  {
    name: "select-none",
    title: "a GET for which select names no policy",
    setup: "select",
    request: { method: "GET", path: "/own-acao" },
    expected: always({ status: 200, accessControl: {}, vary: ["origin"], body: "ok" }),
  },
  {
    name: "report-only",
    title: "a GET that is only reported",
    setup: "report-only",
    request: { method: "GET", path: "/own-acao" },
    expected: always({
      status: 200,
      accessControl: {
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "X-Other",
        "access-control-max-age": "1",
      },
      vary: [],
      body: "ok",
    }),
  },
  {
    name: "report-only-preflight",
    title: "a preflight that is only reported",
    setup: "report-only",
    request: { method: "OPTIONS", path: "/own-options", headers: asksForPut },
    expected: always({ status: 200, accessControl: {}, vary: [], body: "own" }),
  },
  {
    name: "resolver",
    title: "a GET whose origin is resolved",
    setup: "resolver",
    request: { method: "GET", path: "/get" },
    expected: actual(200, { body: "ok" }),
  },
  {
    name: "resolver-throw",
    title: "a GET whose origin is resolved and whose handler throws",
    setup: "resolver",
    request: { method: "GET", path: "/throw" },
    expected: actual(500),
  },
  {
    name: "resolver-preflight",
    title: "a preflight whose origin is resolved",
    setup: "resolver",
    request: { method: "OPTIONS", path: "/auth/get", headers: asksForPut },
    expected: preflight({ status: 401 }),
  },
];
