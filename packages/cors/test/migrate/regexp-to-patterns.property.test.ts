import fc from "fast-check";
import { describe, expect } from "vitest";

import { compilePolicy, decide } from "@crosswalk/cors";
import type { CompiledPolicy } from "@crosswalk/cors";
import type { RegExpRemark } from "../../src/migrate/regexp-remark.ts";
import { regExpToPatterns } from "../../src/migrate/regexp-to-patterns.ts";
import { law } from "../laws.ts";

// Expressions are put together from pieces as people write them, sensible and not.
const start = fc.constantFrom("^", "", "^.*");
const scheme = fc.constantFrom(
  "https:\\/\\/",
  "https?:\\/\\/",
  "http:\\/\\/",
  ":\\/\\/",
  "\\w+:\\/\\/",
  "",
);
const gap = fc.constantFrom(
  "",
  ".*",
  ".+",
  "[a-z]+",
  "[^.]+",
  "[a-z0-9-]+\\.",
  ".*\\.",
  "(.+\\.)?",
  "([a-z0-9-]+\\.)?",
  "([a-z0-9-]+\\.)*",
  "(www\\.)?",
  "(a|b)\\.",
  "\\d+\\.",
  "pr-\\d+\\.",
  "\\*\\.",
  ".",
);
const host = fc.constantFrom(
  "example\\.com",
  "example.com",
  "localhost",
  "\\.example\\.com",
  "(foo|bar)\\.example",
  "",
);
const port = fc.constantFrom("", "(:\\d+)?", ":\\d+", ":3000", ":300[0-9]", ":", "\\/?", ".*");
const end = fc.constantFrom("$", "", ".*$");
const expression = fc
  .tuple(start, scheme, gap, host, port, end)
  .map((parts) => new RegExp(parts.join("")));

// Origins as browsers send them, near enough to those expressions to be let in now and then.
const label = fc.constantFrom("a", "b", "www", "evil", "pr-1", "7", "x-y", "wwwx");
const name = fc
  .tuple(
    fc.array(label, { maxLength: 3 }),
    fc.constantFrom(
      "example.com",
      "evilexample.com",
      "examplexcom",
      "localhost",
      "foo.example",
      "com.evil.example",
      "example.com.evil.example",
    ),
  )
  .map(([labels, parent]) => [...labels, parent].join("."));
const origin = fc
  .tuple(
    fc.constantFrom("https", "http", "capacitor"),
    name,
    fc.constantFrom("", ":3000", ":3007", ":8443"),
  )
  .map(([itsScheme, itsName, itsPort]) => `${itsScheme}://${itsName}${itsPort}`);

const WIDENING: readonly RegExpRemark[] = ["more-labels", "more-names", "default-port"];
const NARROWING: readonly RegExpRemark[] = ["loose-dot", "any-scheme"];

const compiled = new Map<string, CompiledPolicy>();

function allowed(patterns: readonly string[], value: string): boolean {
  const key = patterns.join();
  const policy =
    compiled.get(key) ?? compilePolicy({ allowOrigins: patterns }, { mayBeEmpty: true });
  compiled.set(key, policy);
  const facts = {
    method: "GET",
    origin: value,
    accessControlRequestMethod: null,
    accessControlRequestHeaders: null,
  };
  return decide(policy, facts).error === null;
}

describe("whatever expression becomes patterns", () => {
  law(
    "the patterns let in nothing that it doesn't, unless a remark says so",
    [expression, origin],
    (regexp, value) => {
      const { verdict, patterns, remarks } = regExpToPatterns(regexp, ["https", "http"]);
      if (verdict !== "patterns" || WIDENING.some((remark) => remarks.includes(remark))) return;
      expect(allowed(patterns, value) && !regexp.test(value)).toBe(false);
    },
    { numRuns: 1_000 },
  );

  law(
    "the patterns let in everything that it does, unless a remark says so",
    [expression, origin],
    (regexp, value) => {
      const { verdict, patterns, remarks } = regExpToPatterns(regexp, ["https", "http"]);
      if (verdict !== "patterns" || NARROWING.some((remark) => remarks.includes(remark))) return;
      // Unanchored, `https://…` is also the end of another scheme, which is never meant.
      if (!value.startsWith("http")) return;
      expect(regexp.test(value) && !allowed(patterns, value)).toBe(false);
    },
    { numRuns: 1_000 },
  );

  law(
    "where more is let in, it has the host that the expression names",
    [expression, origin],
    (regexp, value) => {
      const { verdict, patterns } = regExpToPatterns(regexp, ["https", "http"]);
      if (verdict !== "patterns" || !allowed(patterns, value)) return;
      const itsHost = new URL(value.replace("capacitor", "https")).hostname;
      expect(itsHost).toMatch(/^(?:.+\.)?(?:example\.com|localhost|foo\.example|bar\.example)$/);
    },
    { numRuns: 1_000 },
  );

  law(
    "a witness is let in by the expression, and where that becomes patterns, by none of them",
    [expression],
    (regexp) => {
      const { verdict, witness, patterns } = regExpToPatterns(regexp, ["https", "http"]);
      if (witness === null) return;
      expect(regexp.test(witness)).toBe(true);
      expect(verdict === "patterns" && allowed(patterns, witness)).toBe(false);
    },
    { numRuns: 1_000 },
  );
});
