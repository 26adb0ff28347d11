import { describe, expect, it, test } from "vitest";

import { corsError, corsErrorCodes, describeCorsError } from "@crosswalk/cors/protocol";

// The values of network.mojom.CorsError, in the order of their numbers, 0 to 24.
const chromiumNames = [
  "kDisallowedByMode",
  "kInvalidResponse",
  "kWildcardOriginNotAllowed",
  "kMissingAllowOriginHeader",
  "kMultipleAllowOriginValues",
  "kInvalidAllowOriginValue",
  "kAllowOriginMismatch",
  "kInvalidAllowCredentials",
  "kCorsDisabledScheme",
  "kPreflightInvalidStatus",
  "kPreflightDisallowedRedirect",
  "kPreflightWildcardOriginNotAllowed",
  "kPreflightMissingAllowOriginHeader",
  "kPreflightMultipleAllowOriginValues",
  "kPreflightInvalidAllowOriginValue",
  "kPreflightAllowOriginMismatch",
  "kPreflightInvalidAllowCredentials",
  "kInvalidAllowMethodsPreflightResponse",
  "kInvalidAllowHeadersPreflightResponse",
  "kMethodDisallowedByPreflightResponse",
  "kHeaderDisallowedByPreflightResponse",
  "kRedirectContainsCredentials",
  "kInsecureLocalNetwork",
  "kInvalidLocalNetworkAccess",
  "kLocalNetworkAccessPermissionDenied",
];

test("the codes are Chromium's names, in Chromium's order", () => {
  expect(corsErrorCodes.map((code) => `k${code}`)).toEqual(chromiumNames);
});

test.each(corsErrorCodes)(
  "%s has a place in a standard and a description of one sentence",
  (code) => {
    const error = corsError(code, { parameter: "CHICKEN" });
    expect(error).toMatchObject({ code, parameter: "CHICKEN" });
    expect(error.anchor).toMatch(
      /^(#|https:\/\/wicg\.github\.io\/local-network-access\/#)[a-z-]+$/,
    );
    expect(error.step).toMatch(error.anchor.startsWith("#") ? /^\d+(\.\d+)*$/ : /^$/);
    expect(describeCorsError(error)).toMatch(/^[A-Z][^\n]*[^.]\.$/);
    expect(describeCorsError(error)).not.toMatch(/<parameter>|undefined|null/);
  },
);

// Where the standard has each fail, read off its numbered steps.
const places: readonly (readonly [anchor: string, step: string, codes: readonly RegExp[]])[] = [
  ["#concept-cors-check", "2", [/MissingAllowOriginHeader$/]],
  ["#concept-cors-check", "4", [/(WildcardOriginNotAllowed|AllowOriginValues?|OriginMismatch)$/]],
  ["#concept-cors-check", "8", [/InvalidAllowCredentials$/]],
  ["#concept-main-fetch", "12", [/^DisallowedByMode$/, /^CorsDisabledScheme$/]],
  ["#concept-http-fetch", "3.5.7", [/^InvalidResponse$/]],
  ["#concept-http-redirect-fetch", "9", [/^RedirectContainsCredentials$/]],
  ["#cors-preflight-fetch", "7", [/^PreflightInvalidStatus$/, /^PreflightDisallowedRedirect$/]],
  ["#cors-preflight-fetch", "7.3", [/^InvalidAllow(Methods|Headers)PreflightResponse$/]],
  ["#cors-preflight-fetch", "7.5", [/^MethodDisallowedByPreflightResponse$/]],
  ["#cors-preflight-fetch", "7.7", [/^HeaderDisallowedByPreflightResponse$/]],
  ["https://wicg.github.io/local-network-access/#fetching", "", [/LocalNetwork/]],
];

test.each(corsErrorCodes)("%s names the step that fails", (code) => {
  const [anchor, step] = places.find(([, , codes]) => codes.some((one) => one.test(code))) ?? [];
  expect(corsError(code)).toMatchObject({ anchor, step });
});

describe("an error", () => {
  it("has no parameter unless it is given one", () => {
    expect(corsError("MissingAllowOriginHeader").parameter).toBe("");
  });

  it("can name another place than the table's", () => {
    const error = corsError("HeaderDisallowedByPreflightResponse", {
      step: "7.6",
      anchor: "#main-fetch",
    });
    expect([error.anchor, error.step]).toEqual(["#main-fetch", "7.6"]);
  });
});

describe("the description of an error", () => {
  const describe = (parameter: string): string =>
    describeCorsError(corsError("HeaderDisallowedByPreflightResponse", { parameter }));

  it("quotes its parameter", () => {
    expect(describe("x-a")).toContain("`x-a`");
  });

  it("quotes it as it is, not as a replacement pattern", () => {
    expect(describe("$&$1$`")).toContain("`$&$1$``");
  });

  it("escapes what could move a terminal's cursor or end a log's line", () => {
    expect(describe("\r\n\x1b[2J\x9b\u2028")).toContain("`\\u000d\\u000a\\u001b[2J\\u009b\\u2028`");
  });

  it("quotes no more than 200 bytes", () => {
    expect(describe("a".repeat(200))).toContain(`\`${"a".repeat(200)}\``);
    expect(describe("a".repeat(1_000_000))).toContain(`\`${"a".repeat(200)}…\``);
  });
});
