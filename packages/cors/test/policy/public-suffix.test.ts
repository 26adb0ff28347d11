import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import fc from "fast-check";
import { getPublicSuffix } from "tldts";
import { describe, expect, it, test } from "vitest";

import { publicSuffixListDate, publicSuffixRelation } from "../../src/policy/public-suffix.ts";
import type { PublicSuffixRelation } from "../../src/policy/public-suffix.ts";

const facts: [host: string, relation: PublicSuffixRelation | null, because: string][] = [
  ["com", "public-suffix", "a top-level domain"],
  ["uk", "public-suffix", "a top-level domain with rules below it"],
  ["co.uk", "public-suffix", "a second-level registry"],
  ["example.com", null, "a registrable domain"],
  ["www.example.com", null, "a name under a registrable domain"],
  ["bbc.co.uk", null, "a registrable domain under co.uk"],
  ["pvt.k12.ma.us", "public-suffix", "a rule of four labels"],
  ["k12.ma.us", "public-suffix", "a rule with a rule below it"],
  ["miyagi.jp", "public-suffix", "a prefecture"],
  ["kawasaki.miyagi.jp", "public-suffix", "a town that shares its label with the city of Kawasaki"],

  ["github.io", "public-suffix", "a private domain"],
  ["octocat.github.io", null, "one customer of it"],
  ["vercel.app", "public-suffix", "a private domain"],
  ["netlify.app", "public-suffix", "a private domain"],
  ["pages.dev", "public-suffix", "a private domain"],
  ["herokuapp.com", "public-suffix", "a private domain"],
  ["blogspot.com", "public-suffix", "a private domain"],
  ["s3.amazonaws.com", "public-suffix", "a private domain"],
  ["bucket.s3.amazonaws.com", null, "one customer's bucket"],
  ["cloudfront.net", "public-suffix", "a private domain"],
  ["googleapis.com", "public-suffix", "a private domain"],

  ["amazonaws.com", "ancestor", "s3.amazonaws.com is below it"],
  ["us-east-1.amazonaws.com", "public-suffix", "a rule with rules below it"],
  ["us-west-2.amazonaws.com", "ancestor", "s3.us-west-2.amazonaws.com is below it"],
  ["compute.amazonaws.com", "ancestor", "*.compute.amazonaws.com is below it"],
  ["eu-west-1.compute.amazonaws.com", "public-suffix", "*.compute.amazonaws.com covers it"],
  ["i.eu-west-1.compute.amazonaws.com", null, "a wildcard stands for one label"],
  ["amazoncognito.com", "ancestor", "auth.us-east-1.amazoncognito.com is below it"],
  ["fastly.net", "ancestor", "map.fastly.net is below it"],
  ["windows.net", "ancestor", "blob.core.windows.net is below it"],
  ["core.windows.net", "ancestor", "blob.core.windows.net is below it"],

  ["ck", "public-suffix", "no rule but *.ck, so the default rule"],
  ["co.ck", "public-suffix", "*.ck covers it"],
  ["chicken.ck", "public-suffix", "*.ck covers it, whether anyone uses it or not"],
  ["example.co.ck", null, "a registrable domain under *.ck"],
  ["www.ck", null, "!www.ck"],
  ["www.www.ck", null, "below an exception"],
  ["kawasaki.jp", "ancestor", "*.kawasaki.jp is below it"],
  ["chicken.kawasaki.jp", "public-suffix", "*.kawasaki.jp covers it"],
  ["example.chicken.kawasaki.jp", null, "a registrable domain under *.kawasaki.jp"],
  ["city.kawasaki.jp", null, "!city.kawasaki.jp"],
  ["www.city.kawasaki.jp", null, "below an exception"],
  ["np", "public-suffix", "no rule but *.np, so the default rule"],

  ["xn--p1ai", "public-suffix", "рф"],
  ["xn--fiqs8s", "public-suffix", "中国"],
  ["xn--55qx5d.cn", "public-suffix", "公司.cn"],
  ["example.xn--55qx5d.cn", null, "a registrable domain under 公司.cn"],
  ["xn--bcher-kva.example", null, "bücher.example"],

  ["internal", "public-suffix", "no rule names it, so the default rule"],
  ["chicken", "public-suffix", "no rule names it, so the default rule"],
  ["corp.internal", null, "a name under an unlisted top-level label"],

  ["localhost", null, "this machine"],
  ["app.localhost", null, "this machine"],
  ["127.0.0.1", null, "an address"],
  ["[::1]", null, "an address"],
];

test.each(facts)("%s is %s: %s", (host, relation) => {
  expect(publicSuffixRelation(host)).toBe(relation);
});

describe("a host that nobody should have written", () => {
  const long = 2 ** 16;
  const hosts: [title: string, host: string, relation: PublicSuffixRelation | null][] = [
    ["nothing", "", null],
    ["the root", ".", null],
    ["two dots", "..", null],
    ["a leading dot", ".com", null],
    ["an empty label", "s3..amazonaws.com", null],
    ["two final dots", "com..", null],
    ["a final dot", "com.", "public-suffix"],
    ["localhost with a final dot", "localhost.", null],
    ["a member of Object.prototype", "toString", "public-suffix"],
    ["its prototype", "__proto__", "public-suffix"],
    ["a constructor below a rule", "constructor.com", null],
    ["a prototype below a rule", "__proto__.com", null],
    ["a wildcard", "*", "public-suffix"],
    ["a wildcard below a rule", "*.com", null],
    ["an exception as the list writes it", "!www.ck", "public-suffix"],
    ["the table's own notation", "uk(co", "public-suffix"],
    ["64 KiB of dots", ".".repeat(long), null],
    ["64 KiB in one label", "a".repeat(long), null],
    ["64 KiB in one label of a listed domain", `${"a".repeat(long)}.s3.amazonaws.com`, null],
    ["64 KiB of labels", "a.".repeat(long / 2), null],
    ["64 KiB of a rule", "com.".repeat(long / 4), null],
  ];

  test.each(hosts)("may be %s", (_title, host, relation) => {
    expect(publicSuffixRelation(host)).toBe(relation);
  });

  it("costs no more than its length", () => {
    // A quadratic scan of 64 KiB takes seconds, a linear one less than a millisecond.
    const start = performance.now();
    for (let round = 0; round < 10; round += 1) {
      for (const [, host] of hosts) publicSuffixRelation(host);
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("may be any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (host) => {
        expect(["public-suffix", "ancestor", null]).toContain(publicSuffixRelation(host));
      }),
    );
  });
});

/** Runs the generator, whose source is the kept package and not the table. */
function generator(option: string): string {
  const tool = fileURLToPath(new URL("../../../../tools/public-suffix.mjs", import.meta.url));
  return execFileSync(process.execPath, [tool, option], { encoding: "utf8" });
}

describe("the table", () => {
  it("is what the kept source gives", () => {
    expect(() => generator("--check")).not.toThrow();
  });

  it("tells its day", () => {
    expect(publicSuffixListDate).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
  });
});

describe("laws", () => {
  const rules = new Set(generator("--rules").trim().split("\n"));
  const labels = [
    ...new Set([...rules].flatMap((rule) => rule.replace("!", "").split("."))),
  ].filter((l) => l !== "*");
  // Every name in the list, with a label of our own where a wildcard stands, and every name above it.
  const names = [
    ...new Set(
      [...rules].flatMap((rule) => aboveAndSelf(rule.replace("!", "").replace("*", "chicken"))),
    ),
  ];

  function aboveAndSelf(name: string): string[] {
    const parts = name.split(".");
    return parts.map((_, index) => parts.slice(index).join("."));
  }

  const label = fc.oneof(
    fc.constantFrom(...labels),
    fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/),
  );
  const prefix = fc.array(label, { maxLength: 2 });
  const host = fc
    .oneof(
      fc.array(label, { minLength: 1, maxLength: 5 }),
      fc.tuple(prefix, fc.constantFrom(...names)).map(([before, name]) => [...before, name]),
    )
    .map((parts) => parts.join("."))
    .filter((name) => name !== "localhost" && !name.endsWith(".localhost"));

  /** The algorithm read out over the rules, with no trie. */
  function readOut(name: string): PublicSuffixRelation | null {
    const [self = "", ...above] = aboveAndSelf(name);
    if ([self, ...above].some((each) => rules.has(`!${each}`))) return null;
    if (above[0] === undefined || rules.has(self) || rules.has(`*.${above[0]}`))
      return "public-suffix";
    for (const rule of rules) if (rule.endsWith(`.${self}`)) return "ancestor";
    return null;
  }

  /** Whether tldts takes a name for a public suffix. */
  function isPublicSuffix(name: string): boolean {
    return (
      getPublicSuffix(name, {
        allowPrivateDomains: true,
        extractHostname: false,
        detectIp: false,
      }) === name
    );
  }

  function agreesWithTldts(name: string): void {
    const relation = publicSuffixRelation(name);
    // tldts takes the parent of a wildcard for a public suffix too, as browsers do.
    const aboveWildcard = relation === "ancestor" && isPublicSuffix(`chicken.${name}`);
    expect({ name, is: relation === "public-suffix" || aboveWildcard }).toEqual({
      name,
      is: isPublicSuffix(name),
    });
  }

  it("has a list to hold against", () => {
    // The list had 10,248 rules in August 2026. Were a tenth missing, the reading would be at fault, not the list.
    expect(rules.size).toBeGreaterThan(9000);
    expect(labels).not.toContain("chicken");
  });

  test("every name in the list, and every name above one, is what tldts says", () => {
    for (const name of names) agreesWithTldts(name);
  });

  test("a host made of the list's labels and others is what tldts says", () => {
    fc.assert(fc.property(host, agreesWithTldts), { numRuns: 2000 });
  });

  test("a host made of the list's labels and others is what the rules say one by one", () => {
    fc.assert(
      fc.property(host, (name) => {
        expect(publicSuffixRelation(name)).toBe(readOut(name));
      }),
      { numRuns: 500 },
    );
  });

  test("whatever a public suffix is below is an ancestor or a public suffix itself", () => {
    for (const rule of rules) {
      if (rule.startsWith("!")) continue;
      for (const name of aboveAndSelf(rule.replace("*", "chicken")))
        expect(publicSuffixRelation(name), name).not.toBeNull();
    }
  });
});
