import { describe, expect, it } from "vitest";

import {
  corsUnsafeRequestHeaderNames,
  type HeaderEntries,
  HeaderList,
  type HeaderValuePredicate,
  isCorsSafelistedRequestHeader,
  preflightCheck,
  type PreflightCheckResult,
  type ProtocolRules,
  standardRules,
} from "@crosswalk/cors/protocol";

// What each rule changes, in the words of the browsers that have it. Every case is run under the standard's rules as well: a
// rule that changes nothing would not be one.

function withRule(rule: Partial<ProtocolRules>): ProtocolRules {
  return { ...standardRules, ...rule };
}

function preflight(
  rules: ProtocolRules,
  headers: HeaderEntries,
  exchange: {
    readonly status?: number;
    readonly requestHeaders?: HeaderEntries;
    readonly credentialsMode?: "include" | "same-origin";
  } = {},
): PreflightCheckResult {
  return preflightCheck(
    {
      method: "PUT",
      headers: exchange.requestHeaders ?? [],
      credentialsMode: exchange.credentialsMode ?? "same-origin",
      origin: "https://a.example",
      useCorsPreflightFlag: false,
    },
    { status: exchange.status ?? 204, headers: HeaderList.from(headers) },
    rules,
  );
}

function outcome(result: PreflightCheckResult): string | number {
  return result.ok ? result.maxAge : result.error.code;
}

const granted: HeaderEntries = [
  ["Access-Control-Allow-Origin", "https://a.example"],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Allow-Methods", "PUT"],
];

describe("the standard's rules", () => {
  it("are what is used where none are given", () => {
    const eight: HeaderEntries = Array.from(
      { length: 8 },
      () => ["Accept", "a".repeat(128)] as const,
    );
    const headers: HeaderEntries = [...eight, ["Accept-Language", "a"]];
    expect(corsUnsafeRequestHeaderNames(headers)).toEqual(
      corsUnsafeRequestHeaderNames(headers, standardRules),
    );
    expect(corsUnsafeRequestHeaderNames(headers)).not.toEqual([]);
  });

  it("cannot be changed", () => {
    expect(Object.isFrozen(standardRules)).toBe(true);
    expect(
      Object.values(standardRules).every((rule) => typeof rule !== "object" || rule === null),
    ).toBe(true);
  });
});

describe("authorizationCoveredByWildcard", () => {
  const covering = withRule({ authorizationCoveredByWildcard: true });
  const wildcard: HeaderEntries = [...granted, ["Access-Control-Allow-Headers", "*"]];
  const requestHeaders: HeaderEntries = [["Authorization", "x"]];

  it("lets * stand for Authorization", () => {
    expect(outcome(preflight(covering, wildcard, { requestHeaders }))).toBe(5);
    expect(outcome(preflight(standardRules, wildcard, { requestHeaders }))).toBe(
      "HeaderDisallowedByPreflightResponse",
    );
  });

  it("changes nothing with credentials", () => {
    const exchange = { requestHeaders, credentialsMode: "include" } as const;
    expect(outcome(preflight(covering, wildcard, exchange))).toBe(
      "HeaderDisallowedByPreflightResponse",
    );
  });

  it("changes nothing without *", () => {
    const listed: HeaderEntries = [...granted, ["Access-Control-Allow-Headers", "x-a"]];
    expect(outcome(preflight(covering, listed, { requestHeaders }))).toBe(
      "HeaderDisallowedByPreflightResponse",
    );
  });
});

describe("extraSafelistedRequestHeaders", () => {
  const hinting = withRule({
    extraSafelistedRequestHeaders: new Map<string, HeaderValuePredicate>([
      ["save-data", (value) => value === "on"],
      ["accept", () => true],
    ]),
  });

  it("safelists a header whose value it likes", () => {
    expect(isCorsSafelistedRequestHeader("Save-Data", "on", hinting)).toBe(true);
    expect(isCorsSafelistedRequestHeader("Save-Data", "on")).toBe(false);
    expect(corsUnsafeRequestHeaderNames([["SAVE-DATA", "on"]], hinting)).toEqual([]);
  });

  it("does not safelist another value, or another header", () => {
    expect(isCorsSafelistedRequestHeader("Save-Data", "off", hinting)).toBe(false);
    expect(isCorsSafelistedRequestHeader("DPR", "on", hinting)).toBe(false);
  });

  it("keeps the limit of 128 bytes", () => {
    const anything = withRule({ extraSafelistedRequestHeaders: new Map([["dpr", () => true]]) });
    expect(isCorsSafelistedRequestHeader("DPR", "1".repeat(128), anything)).toBe(true);
    expect(isCorsSafelistedRequestHeader("DPR", "1".repeat(129), anything)).toBe(false);
  });

  it("does not loosen what the standard says of its own headers", () => {
    expect(isCorsSafelistedRequestHeader("Accept", '"', hinting)).toBe(false);
  });

  it("lets a preflight pass that names fewer headers", () => {
    const requestHeaders: HeaderEntries = [["Save-Data", "on"]];
    expect(outcome(preflight(hinting, granted, { requestHeaders }))).toBe(5);
    expect(outcome(preflight(standardRules, granted, { requestHeaders }))).toBe(
      "HeaderDisallowedByPreflightResponse",
    );
  });
});

describe("rangeUnit", () => {
  it("lets the unit be written in any case", () => {
    const insensitive = withRule({ rangeUnit: "case-insensitive" });
    expect(isCorsSafelistedRequestHeader("Range", "BYTES=0-1", insensitive)).toBe(true);
    expect(isCorsSafelistedRequestHeader("Range", "BYTES=0-1")).toBe(false);
    expect(isCorsSafelistedRequestHeader("Range", "LINES=0-1", insensitive)).toBe(false);
  });
});

describe("totalSafelistedValueSize", () => {
  const headers: HeaderEntries = Array.from(
    { length: 9 },
    () => ["Accept", "a".repeat(128)] as const,
  );

  it("can be absent", () => {
    expect(
      corsUnsafeRequestHeaderNames(headers, withRule({ totalSafelistedValueSize: null })),
    ).toEqual([]);
    expect(corsUnsafeRequestHeaderNames(headers)).toEqual(["accept"]);
  });

  it("can be another number", () => {
    expect(
      corsUnsafeRequestHeaderNames(headers, withRule({ totalSafelistedValueSize: 1152 })),
    ).toEqual([]);
    expect(
      corsUnsafeRequestHeaderNames(headers, withRule({ totalSafelistedValueSize: 1151 })),
    ).toEqual(["accept"]);
  });
});

describe("unsafeNames", () => {
  it("can name a header as often as it has an unsafe value", () => {
    const headers: HeaderEntries = [
      ["x-b", "1"],
      ["Accept", "text/html"],
      ["accept", '"'],
      ["X-B", "2"],
    ];
    expect(corsUnsafeRequestHeaderNames(headers, withRule({ unsafeNames: "list" }))).toEqual([
      "accept",
      "x-b",
      "x-b",
    ]);
    expect(corsUnsafeRequestHeaderNames(headers)).toEqual(["accept", "x-b"]);
  });
});

describe("the max-age", () => {
  const maxAge = (rule: Partial<ProtocolRules>, value: string): string | number =>
    outcome(preflight(withRule(rule), [...granted, ["Access-Control-Max-Age", value]]));

  it("that cannot be parsed stops caching under invalidMaxAge: not-cached", () => {
    expect(maxAge({ invalidMaxAge: "not-cached" }, "soon")).toBe(0);
    expect(maxAge({ invalidMaxAge: "not-cached" }, "-1")).toBe(0);
    expect(maxAge({ invalidMaxAge: "default" }, "soon")).toBe(5);
  });

  it("that is empty counts as absent all the same", () => {
    expect(maxAge({ invalidMaxAge: "not-cached" }, "")).toBe(5);
  });

  it("that is negative is zero under negativeMaxAge: zero", () => {
    expect(maxAge({ negativeMaxAge: "zero" }, "-1")).toBe(0);
    expect(maxAge({ negativeMaxAge: "zero" }, `-${"9".repeat(100)}`)).toBe(0);
    expect(maxAge({ negativeMaxAge: "default" }, "-1")).toBe(5);
  });

  it("that is garbage is not negative", () => {
    for (const value of ["-", "--1", "-1s", "- 1", "soon"])
      expect(maxAge({ negativeMaxAge: "zero" }, value)).toBe(5);
  });

  it("that is a number is that number under every rule", () => {
    expect(maxAge({ negativeMaxAge: "zero", invalidMaxAge: "not-cached" }, "600")).toBe(600);
  });
});

describe("statusCheckedBeforeOrigin", () => {
  const early = withRule({ statusCheckedBeforeOrigin: true });

  it("names the status where the origin is wrong too", () => {
    expect(outcome(preflight(early, [], { status: 404 }))).toBe("PreflightInvalidStatus");
    expect(outcome(preflight(standardRules, [], { status: 404 }))).toBe(
      "PreflightMissingAllowOriginHeader",
    );
  });

  it("names a redirect a redirect", () => {
    expect(outcome(preflight(early, [["Location", "/"]], { status: 301 }))).toBe(
      "PreflightDisallowedRedirect",
    );
  });

  it("changes no verdict", () => {
    expect(outcome(preflight(early, [], { status: 204 }))).toBe(
      "PreflightMissingAllowOriginHeader",
    );
    expect(outcome(preflight(early, granted, { status: 204 }))).toBe(5);
    expect(outcome(preflight(early, granted, { status: 500 }))).toBe("PreflightInvalidStatus");
  });
});
