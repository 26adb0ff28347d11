import { describe, expect, it, test } from "vitest";

import {
  applyFix,
  checkPolicy,
  createCors,
  parseOrigins,
  policyIssueCodes,
  PolicyError,
} from "@crosswalk/cors";
import type { PolicyIssue, PolicyIssueCode } from "@crosswalk/cors";

/** One mistake each, with where it lies and what its fix makes of the policy (`null`: only a person can decide). */
interface Mistake {
  readonly code: PolicyIssueCode;
  readonly policy: unknown;
  readonly at: PolicyIssue["path"];
  readonly fixed: unknown;
}

const A = "https://a.example";

/** A policy with one listed origin that is written wrong. */
function origin(code: PolicyIssueCode, written: unknown, ...becomes: string[]): Mistake {
  return {
    code,
    policy: { allowOrigins: [A, written] },
    at: ["allowOrigins", 1],
    fixed: becomes.length === 0 ? null : { allowOrigins: [A, ...becomes] },
  };
}

/** The same, with credentials. */
function credentialed(code: PolicyIssueCode, written: string, becomes: string | null): Mistake {
  return {
    code,
    policy: { allowOrigins: [A, written], allowCredentials: true },
    at: ["allowOrigins", 1],
    fixed:
      becomes === null
        ? null
        : { allowOrigins: [A, ...(becomes === "" ? [] : [becomes])], allowCredentials: true },
  };
}

/** A field that is wrong in a policy that is otherwise right. */
function field(
  code: PolicyIssueCode,
  name: string,
  given: unknown,
  fixed: unknown,
  at: (string | number)[] = [],
): Mistake {
  const policy = { allowOrigins: [A], [name]: given };
  if (fixed === undefined) return { code, policy, at: [name, ...at], fixed: { allowOrigins: [A] } };
  return {
    code,
    policy,
    at: [name, ...at],
    fixed: fixed === null ? null : { allowOrigins: [A], [name]: fixed },
  };
}

const mistakes: readonly Mistake[] = [
  { code: "policy/not-an-object", policy: "*", at: [], fixed: null },
  { code: "policy/not-an-object", policy: null, at: [], fixed: null },
  { code: "policy/not-an-object", policy: [A], at: [], fixed: null },
  {
    code: "option/unknown",
    policy: { allowOrigins: [A], alowMethods: ["PUT"] },
    at: ["alowMethods"],
    fixed: { allowOrigins: [A], allowMethods: ["PUT"] },
  },
  {
    code: "option/unknown",
    policy: { allowOrigins: [A], credentials: true },
    at: ["credentials"],
    fixed: { allowOrigins: [A], allowCredentials: true },
  },
  {
    code: "option/unknown",
    policy: { allowOrigins: [A], preflightContinue: true },
    at: ["preflightContinue"],
    fixed: { allowOrigins: [A] },
  },
  {
    code: "option/unknown",
    policy: JSON.parse(`{"allowOrigins":["${A}"],"__proto__":1}`),
    at: ["__proto__"],
    fixed: { allowOrigins: [A] },
  },

  { code: "origin/missing", policy: {}, at: ["allowOrigins"], fixed: null },
  { code: "origin/missing", policy: { allowOrigins: null }, at: ["allowOrigins"], fixed: null },
  { code: "origin/empty", policy: { allowOrigins: [] }, at: ["allowOrigins"], fixed: null },
  {
    code: "origin/not-a-list",
    policy: { allowOrigins: A },
    at: ["allowOrigins"],
    fixed: { allowOrigins: [A] },
  },
  {
    code: "origin/not-a-list",
    policy: { allowOrigins: `${A}, https://b.example` },
    at: ["allowOrigins"],
    fixed: { allowOrigins: [A, "https://b.example"] },
  },
  {
    code: "origin/not-a-list",
    policy: { allowOrigins: { 0: A } },
    at: ["allowOrigins"],
    fixed: null,
  },
  {
    code: "origin/reflects-any",
    policy: { allowOrigins: true },
    at: ["allowOrigins"],
    fixed: null,
  },
  {
    code: "origin/function",
    policy: { allowOrigins: () => true },
    at: ["allowOrigins"],
    fixed: null,
  },
  { code: "origin/regexp", policy: { allowOrigins: /a/ }, at: ["allowOrigins"], fixed: null },
  { code: "origin/blank", policy: { allowOrigins: "" }, at: ["allowOrigins"], fixed: null },
  {
    code: "origin/wildcard-with-credentials",
    policy: { allowOrigins: "*", allowCredentials: true },
    at: ["allowOrigins"],
    fixed: null,
  },

  origin("origin/regexp", /a/),
  origin("origin/function", () => true),
  origin("origin/not-a-string", 7),
  origin("origin/not-a-string", null),
  origin("origin/not-a-string", [A]),
  { ...origin("origin/blank", " "), fixed: { allowOrigins: [A] } },
  origin(
    "origin/several-in-one",
    "https://b.example,https://c.example",
    "https://b.example",
    "https://c.example",
  ),
  origin(
    "origin/several-in-one",
    "https://b.example https://c.example",
    "https://b.example",
    "https://c.example",
  ),
  origin("origin/several-in-one", "https://b.example;", "https://b.example"),
  origin("origin/whitespace", " https://b.example", "https://b.example"),
  origin("origin/whitespace", "https://b.example\n", "https://b.example"),
  { ...origin("origin/wildcard-in-list", "*"), fixed: { allowOrigins: [A] } },
  origin("origin/scheme-missing", "b.example", "https://b.example"),
  origin("origin/scheme-missing", "b.example:8443", "https://b.example:8443"),
  origin("origin/scheme-missing", "//b.example", "https://b.example"),
  origin("origin/scheme-missing", "localhost:3000", "http://localhost:3000"),
  origin("origin/scheme-invalid", "1x://b.example"),
  origin("origin/scheme-invalid", "://b.example"),
  origin("origin/scheme-opaque", "file:///home/index.html"),
  origin("origin/scheme-opaque", "file://"),
  origin("origin/scheme-opaque", "data:text/html,x".replace(",", "-")),
  origin("origin/scheme-websocket", "wss://b.example", "https://b.example"),
  origin("origin/scheme-websocket", "ws://b.example:81", "http://b.example:81"),
  origin("origin/uppercase", "https://B.example", "https://b.example"),
  origin("origin/uppercase", "HTTPS://b.example", "https://b.example"),
  origin("origin/userinfo", "https://user:secret@b.example", "https://b.example"),
  origin("origin/trailing-slash", "https://b.example/", "https://b.example"),
  origin("origin/path", "https://b.example/app", "https://b.example"),
  origin("origin/path", "https://b.example\\@c.example", "https://b.example"),
  origin("origin/query", "https://b.example?x=1", "https://b.example"),
  origin("origin/fragment", "https://b.example#x", "https://b.example"),
  origin("origin/default-port", "https://b.example:443", "https://b.example"),
  origin("origin/default-port", "http://b.example:80", "http://b.example"),
  origin("origin/port-missing", "https://b.example:", "https://b.example"),
  origin("origin/port-invalid", "https://b.example:x"),
  origin("origin/port-invalid", "https://b.example:080", "https://b.example:80"),
  origin("origin/port-range", "https://b.example:65536"),
  origin("origin/port-range", "https://b.example:0"),
  origin("origin/port-range", `https://b.example:${"9".repeat(400)}`),
  origin("origin/host-missing", "https://"),
  origin("origin/host-missing", "https://:8443"),
  origin("origin/host-invalid", "https://b!.example"),
  origin("origin/host-invalid", "https://[::1"),
  origin("origin/host-invalid", "https://999.1.1.1"),
  origin("origin/host-unicode", "https://bücher.example", "https://xn--bcher-kva.example"),
  origin("origin/idna", "https://xn--a.example"),
  origin("origin/label-empty", "https://b..example", "https://b.example"),
  origin("origin/label-empty", "https://.b.example", "https://b.example"),
  origin("origin/label-too-long", `https://${"b".repeat(64)}.example`),
  origin("origin/host-too-long", `https://${"b.".repeat(124)}example`),
  origin("origin/host-too-long", `https://${"b".repeat(70_000)}`),
  origin("origin/trailing-dot", "https://b.example.", "https://b.example"),
  origin("origin/ip-not-canonical", "http://127.1", "http://127.0.0.1"),
  origin("origin/ip-not-canonical", "http://0x7f000001", "http://127.0.0.1"),
  origin("origin/ip-not-canonical", "http://[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000"),
  origin("origin/ip-not-canonical", "https://[::ffff:127.0.0.1]", "https://[::ffff:7f00:1]"),
  origin("origin/ip-pattern", "https://*.127.0.0.1"),
  origin("origin/wildcard-position", "https://api-*.b.example"),
  origin("origin/wildcard-position", "https://*"),
  origin("origin/wildcard-position", "https://*."),
  origin("origin/wildcard-position", "https://b.*"),
  origin("origin/wildcard-position", "https://*b.example"),
  origin("origin/wildcard-position", "https://a.*.b.example"),
  origin("origin/wildcard-position", "https://*.*.b.example"),
  origin("origin/wildcard-position", "*://b.example"),
  origin("origin/wildcard-position", "https://b.example:8*"),
  origin("origin/custom-scheme-pattern", "capacitor://*.localhost"),
  origin("origin/custom-scheme-pattern", "capacitor://localhost:*"),
  { ...origin("origin/null-is-anyone", "null"), fixed: null },
  { ...origin("origin/duplicate", A), fixed: { allowOrigins: [A] } },
  {
    ...origin("origin/covered", "https://*.b.example", "https://*.b.example"),
    policy: { allowOrigins: ["https://*.b.example", "https://c.b.example"] },
    fixed: { allowOrigins: ["https://*.b.example"] },
  },
  {
    ...origin("origin/covered", "x"),
    policy: { allowOrigins: ["https://*.b.example", "https://*.c.b.example"] },
    fixed: { allowOrigins: ["https://*.b.example"] },
  },
  {
    ...origin("origin/covered", "x"),
    policy: { allowOrigins: ["http://localhost:*", "http://localhost:3000"] },
    fixed: { allowOrigins: ["http://localhost:*"] },
  },

  credentialed("origin/null", "null", ""),
  credentialed("origin/insecure", "http://b.example", "https://b.example"),
  credentialed("origin/insecure", "http://*.b.example", "https://*.b.example"),
  credentialed("origin/insecure", "http://localhost.b.example", "https://localhost.b.example"),
  credentialed("origin/insecure", "http://127.0.0.1.b.example", "https://127.0.0.1.b.example"),
  credentialed("origin/public-suffix", "https://*.com", null),
  credentialed("origin/public-suffix", "https://*.co.uk", null),
  credentialed("origin/public-suffix", "https://*.github.io", null),
  credentialed("origin/public-suffix-ancestor", "https://*.amazonaws.com", null),

  field("allow-credentials/not-a-boolean", "allowCredentials", "true", true),
  field("allow-credentials/not-a-boolean", "allowCredentials", "false", false),
  field("allow-credentials/not-a-boolean", "allowCredentials", null, false),
  field("method/not-a-list", "allowMethods", "PUT, DELETE", ["PUT", "DELETE"]),
  field("method/not-a-list", "allowMethods", { 0: "PUT" }, null),
  field("method/not-a-token", "allowMethods", ["PUT", "B AD"], ["PUT"], [1]),
  field("method/not-a-token", "allowMethods", ["PUT", ""], ["PUT"], [1]),
  field("method/not-a-token", "allowMethods", ["PUT", "PUT\r\nX: y"], ["PUT"], [1]),
  field("method/not-a-token", "allowMethods", ["PUT", 7], ["PUT"], [1]),
  field("method/forbidden", "allowMethods", ["PUT", "TRACE"], ["PUT"], [1]),
  field("method/forbidden", "allowMethods", ["PUT", "connect"], ["PUT"], [1]),
  field("method/case", "allowMethods", ["put"], ["PUT"], [0]),
  field("method/case", "allowMethods", ["Delete"], ["DELETE"], [0]),
  field("method/unusual-case", "allowMethods", ["patch"], ["PATCH"], [0]),
  field("method/wildcard-in-list", "allowMethods", ["PUT", "*"], ["PUT"], [1]),
  field("method/duplicate", "allowMethods", ["PUT", "PUT"], ["PUT"], [1]),
  field("method/redundant", "allowMethods", ["GET", "PUT"], ["PUT"], [0]),
  field("request-header/not-a-list", "allowHeaders", "X-A,X-B", ["X-A", "X-B"]),
  field("request-header/not-a-token", "allowHeaders", ["X-A", "X B"], ["X-A"], [1]),
  field("request-header/not-a-token", "allowHeaders", ["X-A", "X-B:"], ["X-A"], [1]),
  field("request-header/forbidden", "allowHeaders", ["X-A", "cookie"], ["X-A"], [1]),
  field("request-header/forbidden", "allowHeaders", ["X-A", "Sec-Anything"], ["X-A"], [1]),
  field("request-header/forbidden", "allowHeaders", ["X-A", "Proxy-Anything"], ["X-A"], [1]),
  field(
    "request-header/misplaced",
    "allowHeaders",
    ["X-A", "Access-Control-Allow-Origin"],
    ["X-A"],
    [1],
  ),
  field("request-header/wildcard-in-list", "allowHeaders", ["X-A", "*"], ["X-A"], [1]),
  field("request-header/duplicate", "allowHeaders", ["X-A", "x-a"], ["X-A"], [1]),
  field("response-header/not-a-list", "exposeHeaders", "X-A", ["X-A"]),
  field("response-header/not-a-token", "exposeHeaders", ["X-A", "ä"], ["X-A"], [1]),
  field("response-header/forbidden", "exposeHeaders", ["X-A", "set-cookie"], ["X-A"], [1]),
  field(
    "response-header/misplaced",
    "exposeHeaders",
    ["X-A", "Access-Control-Allow-Methods"],
    ["X-A"],
    [1],
  ),
  field("response-header/wildcard-in-list", "exposeHeaders", ["X-A", "*"], ["X-A"], [1]),
  {
    code: "response-header/wildcard-with-credentials",
    policy: { allowOrigins: [A], allowCredentials: true, exposeHeaders: "*" },
    at: ["exposeHeaders"],
    fixed: null,
  },
  field("response-header/duplicate", "exposeHeaders", ["X-A", "x-a"], ["X-A"], [1]),
  field("response-header/redundant", "exposeHeaders", ["X-A", "Content-Type"], ["X-A"], [1]),
  field("max-age/not-an-integer", "maxAge", 0.4, 0),
  field("max-age/not-an-integer", "maxAge", "600", 600),
  field("max-age/not-an-integer", "maxAge", Number.NaN, null),
  field("max-age/not-an-integer", "maxAge", Number.POSITIVE_INFINITY, null),
  field("max-age/negative", "maxAge", -1, 0),
  field("max-age/too-large", "maxAge", 86_401, 86_400),
  field(
    "cross-origin-resource-policy/invalid",
    "crossOriginResourcePolicy",
    "Same-Site",
    "same-site",
  ),
  field("cross-origin-resource-policy/invalid", "crossOriginResourcePolicy", "none", null),
  field("timing-allow-origin/not-a-list", "timingAllowOrigin", "https://b.example", [
    "https://b.example",
  ]),
  field("timing-allow-origin/pattern", "timingAllowOrigin", ["https://*.b.example"], null, [0]),
  field("timing-allow-origin/wildcard-in-list", "timingAllowOrigin", [A, "*"], [A], [1]),
  field("timing-allow-origin/empty", "timingAllowOrigin", [], undefined),
  field(
    "origin/trailing-slash",
    "timingAllowOrigin",
    ["https://b.example/"],
    ["https://b.example"],
    [0],
  ),
  field("dangerously/not-an-object", "dangerously", true, null),
  field("dangerously/not-a-boolean", "dangerously", { allowNullOrigin: "yes" }, {}, [
    "allowNullOrigin",
  ]),
  field("dangerously/unneeded", "dangerously", { allowNullOrigin: true }, {}, ["allowNullOrigin"]),
  field("option/unknown", "dangerously", { allowNul: true }, null, ["allowNul"]),
];

/** What cannot be a mistake in a policy alone. Each has its own test below. */
const elsewhere: readonly PolicyIssueCode[] = [
  "origin/unset",
  "origin/wildcard-in-text",
  "guard/resolver-with-wildcard",
];

function allOf(policy: unknown): readonly PolicyIssue[] {
  const { issues, warnings } = checkPolicy(policy);
  return [...issues, ...warnings];
}

describe("a mistake in a policy", () => {
  test.each(mistakes.map((mistake, index) => ({ ...mistake, index })))(
    "$code is found (row $index)",
    ({ code, policy, at, fixed }) => {
      const found = allOf(policy).filter(
        (issue) => issue.code === code && issue.path.join() === at.join(),
      );
      expect(found).toHaveLength(1);
      const [issue] = found;
      expect(issue?.severity).toBe(policyIssueCodes.get(code));
      if (fixed === null) {
        // Where the table knows no answer the issue may still offer one, as long as it works.
        if (issue?.fix != null)
          expect(
            allOf(applyFix(policy, issue.fix)).some(
              (left) => left.code === code && left.path.join() === at.join(),
            ),
          ).toBe(false);
      } else {
        expect(issue?.fix).not.toBeNull();
        expect(applyFix(policy, issue?.fix ?? [])).toEqual(fixed);
        expect(allOf(fixed).map((left) => left.code)).not.toContain(code);
      }
    },
  );

  it("has a row in this table for each code there is", () => {
    const seen = new Set([...mistakes.map((mistake) => mistake.code), ...elsewhere]);
    expect([...policyIssueCodes.keys()].filter((code) => !seen.has(code))).toEqual([]);
    expect(policyIssueCodes.size).toBeGreaterThan(60);
  });

  it("says what was given, what is wrong and what to write instead", () => {
    const { issues } = checkPolicy({
      allowOrigins: [A, "https://b.example", "https://example.com:443"],
    });
    expect(issues.map((issue) => issue.message)).toEqual([
      'allowOrigins[2]: "https://example.com:443" names the default port; write "https://example.com"',
    ]);
    for (const mistake of mistakes) {
      for (const issue of allOf(mistake.policy)) {
        expect(issue.message).toMatch(/^[\w[\].]+: .+; \S/s);
        expect(issue.message).not.toMatch(/\{write\}|[\0-\x1f]/);
        expect(issue.message.length).toBeLessThan(600);
        expect(issue.hint).toMatch(/^[^a-z].*\.$/s);
      }
    }
  });
});

describe("a policy with many mistakes", () => {
  const policy = {
    allowOrigins: [
      "HTTPS://User@Example.com:443/path?query#fragment",
      "*",
      "null",
      "http://b.example",
      /x/,
    ],
    allowCredentials: true,
    allowMethods: ["put", "TRACE"],
    allowHeaders: ["Cookie"],
    exposeHeaders: "*",
    maxAge: -1,
    origin: true,
  };

  it("is refused with all of them at once", () => {
    expect(
      checkPolicy(policy)
        .issues.map((issue) => issue.code)
        .sort(),
    ).toEqual([
      "max-age/negative",
      "method/case",
      "method/forbidden",
      "option/unknown",
      "origin/default-port",
      "origin/fragment",
      "origin/insecure",
      "origin/null",
      "origin/path",
      "origin/query",
      "origin/regexp",
      "origin/uppercase",
      "origin/userinfo",
      "origin/wildcard-in-list",
      "request-header/forbidden",
      "response-header/wildcard-with-credentials",
    ]);
  });

  it("never starts: the error carries every issue, and its message the first twenty", () => {
    // oxlint-disable-next-line typescript/no-explicit-any -- what a JavaScript user could pass
    const start = (): unknown => createCors(policy as any);
    expect(start).toThrow(PolicyError);
    try {
      start();
    } catch (error) {
      const issues = error instanceof PolicyError ? error.issues : [];
      expect(issues).toHaveLength(16);
      expect(String(error)).toContain("The CORS policy has 16 mistakes:");
      for (const issue of issues) expect(String(error)).toContain(issue.message);
    }
  });
});

describe("text from the environment", () => {
  it.each([[undefined], [null], [""], ["  "], [","]])("is an error when it is %j", (text) => {
    expect(() => parseOrigins(text, "ALLOWED_ORIGINS")).toThrow(
      /ALLOWED_ORIGINS: .*is not set; set it to/,
    );
  });

  it("is never everyone", () => {
    expect(() => parseOrigins("*")).toThrow(/origins\[0\]: "\*" stands in a list of origins/);
  });

  it("is a list of origins, separated by commas or white space", () => {
    expect(parseOrigins("https://a.example, https://*.b.example\n\thttp://localhost:*,")).toEqual([
      "https://a.example",
      "https://*.b.example",
      "http://localhost:*",
    ]);
  });

  it("tells every mistake with its place", () => {
    expect(() => parseOrigins("https://a.example/ b.example", "ORIGINS")).toThrow(
      /ORIGINS\[0\]: .*ends in a slash[^]*ORIGINS\[1\]: "b.example" has no scheme; write "https:\/\/b.example"/,
    );
  });
});

it("a resolver beside a policy for everyone is a mistake", () => {
  // oxlint-disable-next-line typescript/no-explicit-any -- refused by the types as well
  expect(() => createCors({ allowOrigins: "*" } as any, { resolveOrigin: () => true })).toThrow(
    /resolveOrigin: stands beside/,
  );
});
