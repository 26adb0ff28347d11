import { describe, expect, it, test } from "vitest";

import { regExpToPatterns } from "../../src/migrate/regexp-to-patterns.ts";
import type { RegExpRemark } from "../../src/migrate/regexp-remark.ts";

const HTTPS = ["https"];

describe("an expression that patterns can say exactly", () => {
  test.each<[RegExp, string[]]>([
    [/^https:\/\/example\.com$/, ["https://example.com"]],
    [/^https:\/\/example\.com:8443$/, ["https://example.com:8443"]],
    [/^https?:\/\/example\.com$/, ["http://example.com", "https://example.com"]],
    [/^(https|http):\/\/example\.com$/, ["https://example.com", "http://example.com"]],
    [/^https:\/\/(www\.)?example\.com$/, ["https://example.com", "https://www.example.com"]],
    [/^https:\/\/(?:a|b)\.example\.com$/i, ["https://a.example.com", "https://b.example.com"]],
    [/^https:\/\/[ab]\.example\.com$/, ["https://a.example.com", "https://b.example.com"]],
    [/^https:\/\/a\.example$|^https:\/\/b\.example$/, ["https://a.example", "https://b.example"]],
    [/^https:\/\/.*\.example\.com$/, ["https://*.example.com"]],
    [/^https:\/\/.+\.example\.com$/, ["https://*.example.com"]],
    [/^https:\/\/(?<name>.+)\.example\.com$/, ["https://*.example.com"]],
    [/^https:\/\/(.*?)\.example\.com$/, ["https://*.example.com"]],
    [/^https:\/\/[a-z0-9.-]+\.example\.com$/, ["https://*.example.com"]],
    [/^https:\/\/(.+\.)?example\.com$/, ["https://example.com", "https://*.example.com"]],
    [/^https:\/\/([a-z0-9-]+\.)*example\.com$/, ["https://example.com", "https://*.example.com"]],
    [/^https:\/\/([a-z0-9-]+\.)+example\.com$/, ["https://*.example.com"]],
    [/^http:\/\/localhost(:\d+)?$/, ["http://localhost:*"]],
    [/^http:\/\/localhost(?::[0-9]{1,5})?$/, ["http://localhost:*"]],
    [/^http:\/\/localhost:300[01]$/, ["http://localhost:3000", "http://localhost:3001"]],
    [/^capacitor:\/\/localhost$/, ["capacitor://localhost"]],
    // What no browser sends is no loss.
    [/^https:\/\/example\.com\/?$/, ["https://example.com"]],
    [/^https:\/\/example\.com(\/.*)?$/, ["https://example.com"]],
    [/^null$/, ["null"]],
  ])("%s", (expression, patterns) => {
    expect(regExpToPatterns(expression, HTTPS)).toEqual({
      verdict: "patterns",
      patterns,
      remarks: [],
      witness: null,
    });
  });
});

describe("an expression that patterns can say nearly", () => {
  test.each<[RegExp, string[], RegExpRemark[], string | null]>([
    [
      /^https:\/\/([a-z0-9-]+\.)?example\.com$/,
      ["https://example.com", "https://*.example.com"],
      ["more-labels"],
      null,
    ],
    [/^https:\/\/[^.]+\.example\.com$/, ["https://*.example.com"], ["more-labels"], null],
    [
      /^https:\/\/\w+\.example\.com$/,
      ["https://*.example.com"],
      ["more-labels", "more-names"],
      null,
    ],
    [/\.example\.com$/, ["https://*.example.com"], ["any-scheme"], null],
    [
      /\/\/(.+\.)?example\.com$/,
      ["https://example.com", "https://*.example.com"],
      ["any-scheme"],
      null,
    ],
    [/^\w+:\/\/example\.com$/, ["https://example.com"], ["any-scheme"], null],
    [
      /^https:\/\/www.example.com$/,
      ["https://www.example.com"],
      ["loose-dot"],
      "https://wwwxexample.com",
    ],
    [/^http:\/\/localhost:\d+$/, ["http://localhost:*"], ["default-port"], null],
    [/^http:\/\/localhost:/, ["http://localhost:*"], ["default-port"], null],
  ])("%s", (expression, patterns, remarks, witness) => {
    expect(regExpToPatterns(expression, HTTPS)).toEqual({
      verdict: "patterns",
      patterns,
      remarks,
      witness,
    });
  });
});

describe("an expression that lets in strangers is refused, with one of them and the nearest patterns", () => {
  const both = ["https://example.com", "https://*.example.com"];
  test.each<[RegExp, string, string[]]>([
    [/example\.com$/, "https://evilexample.com", both],
    [/^https:\/\/.*example\.com$/, "https://evilexample.com", both],
    [/^https:\/\/example\.com/, "https://example.com.evil.example", ["https://example.com"]],
    [/^https:\/\/example\.com.*$/, "https://example.com.evil.example", ["https://example.com"]],
    [/^http:\/\/localhost/, "http://localhost.evil.example", ["http://localhost:*"]],
    [/localhost/, "http://localhost.evil.example", ["http://localhost:*"]],
    // `^` binds to the first alternative, `$` to the second.
    [
      /^https:\/\/a\.example|https:\/\/b\.example$/,
      "https://a.example.evil.example",
      ["https://a.example", "https://b.example"],
    ],
    [
      /^https:\/\/preview-[a-z0-9]+\.vercel\.app$/,
      "https://preview-evil.vercel.app",
      ["https://*.vercel.app"],
    ],
  ])("%s", (expression, witness, patterns) => {
    expect(expression.test(witness)).toBe(true);
    const translation = regExpToPatterns(expression, HTTPS);
    expect(translation).toMatchObject({ verdict: "refused", witness });
    expect(translation.patterns).toEqual(expect.arrayContaining(patterns));
  });
});

describe("an expression is refused for what it is", () => {
  test.each<[RegExp, RegExpRemark]>([
    [/^https:\/\/(?!evil).*\.example\.com$/, "not-understood"],
    [/^https:\/\/(a+)+\.example\.com$/, "not-understood"],
    [/^https:\/\/(.*\.)*example\.com$/, "not-understood"],
    [/^https:\/\/(a)\1\.example\.com$/, "not-understood"],
    [/\bexample\.com$/, "not-understood"],
    [/^https:\/\/.*-.*-.*-.*\.example\.com$/, "not-understood"],
    [/^https:\/\/example\.com$/y, "not-understood"],
    [/^example\.com$/, "matches-no-origin"],
    [/^https:\/\/Example\.com$/, "matches-no-origin"],
    // An escaped asterisk is itself, which no host has.
    [/^https:\/\/\*\.example\.com$/, "matches-no-origin"],
    [new RegExp("[]"), "matches-no-origin"],
    [/^https:\/\/pr-\d+\.example\.com$/, "part-of-a-label"],
    [/^https:\/\/\d+\.example\.com$/, "part-of-a-label"],
    [/^https:\/\/[a-z]{3}\.example\.com$/, "part-of-a-label"],
    [/^http:\/\/192\.168\.\d+\.\d+$/, "part-of-a-label"],
    [/^http:\/\/localhost:\d{4}$/, "part-of-the-port"],
    [/^chrome-extension:\/\/[a-p]{32}$/, "custom-scheme"],
    [/^capacitor:\/\/.*$/, "custom-scheme"],
  ])("%s: %s", (expression, remark) => {
    const { verdict, remarks } = regExpToPatterns(expression, HTTPS);
    expect(verdict).toBe("refused");
    expect(remarks).toContain(remark);
  });
});

describe("an expression that matches every host", () => {
  test.each([
    /.*/,
    /./,
    /^.*$/,
    /(?:)/,
    /^https?:\/\//,
    /^https:\/\/.+$/,
    /^https:\/\/[^/]+$/,
    /:3000$/,
  ])("%s lets in everyone", (expression) => {
    expect(regExpToPatterns(expression, HTTPS).verdict).toBe("anyone");
  });
});

describe("reading an expression", () => {
  it("takes time in proportion to its length, whatever it holds", () => {
    const started = performance.now();
    for (const source of [
      `^https://${"(a|b)".repeat(400)}$`,
      `^https://${"(".repeat(900)}a${")".repeat(900)}$`,
      `^https://${"a?".repeat(900)}$`,
      `^https://${".*".repeat(900)}$`,
      `^https://${"[a-z]{1,9999}".repeat(140)}$`,
      `^https://${"x".repeat(100_000)}$`,
    ]) {
      regExpToPatterns(new RegExp(source), HTTPS);
    }
    // Six expressions, each read in well under a millisecond; exponential work would not end.
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it("leaves the expression as it was", () => {
    const expression = /example\.com$/g;
    regExpToPatterns(expression, HTTPS);
    expect(expression.lastIndex).toBe(0);
  });

  it("does not call what someone put in the place of its methods", () => {
    const expression = /example\.com$/;
    expression.test = () => {
      throw new Error("called");
    };
    expression.exec = expression.test as never;
    expect(regExpToPatterns(expression, HTTPS).witness).toBe("https://evilexample.com");
  });
});
