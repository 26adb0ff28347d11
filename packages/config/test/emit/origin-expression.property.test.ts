import { compilePolicy, decide } from "@crosswalk/cors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { originExpression } from "../../src/emit/origin-expression.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

const label = fc.constantFrom("a", "app", "x-y", "a_b", "example", "evilexample", "xn--p1ai", "1");
const host = fc.oneof(
  fc
    .array(label, { minLength: 1, maxLength: 3 })
    .map((labels) => [...labels, "example.com"].join(".")),
  fc.constantFrom("example.com", "localhost", "127.0.0.1", "[::1]", "exampleXcom", "a.exampleXcom"),
);
const scheme = fc.constantFrom("https", "http", "chrome-extension");
const port = fc.constantFrom("", ":8443", ":3000", ":1");
const origin = fc.tuple(scheme, host, port).map((parts) => `${parts[0]}://${parts[1]}${parts[2]}`);
const mangled = fc
  .tuple(origin, fc.constantFrom("/", ".", "x", " ", ":", "#", "?", "@"), fc.nat(40))
  .map(([text, inserted, at]) => text.slice(0, at) + inserted + text.slice(at));

const entry = fc.oneof(
  fc.constant("null"),
  fc
    .tuple(fc.constantFrom("https", "http"), host, port)
    .map((parts) => parts[0] + "://" + parts[1] + parts[2]),
  fc
    .tuple(
      fc.constantFrom("https", "http"),
      fc.constantFrom("example.com", "app.example.com"),
      fc.constantFrom("", ":8443", ":*"),
    )
    .map((parts) => `${parts[0]}://*.${parts[1]}${parts[2]}`),
  fc.constantFrom("http://localhost:*", "https://[::1]:*"),
);

describe("the expression over a policy's origins", () => {
  it(`matches an origin exactly if the policy allows it (seed ${seed})`, () => {
    let matched = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { minLength: 1, maxLength: 4 }),
        fc.array(fc.oneof(origin, mangled, fc.constant("null")), { minLength: 20, maxLength: 40 }),
        (entries, candidates) => {
          let compiled;
          try {
            compiled = compilePolicy({ allowOrigins: entries });
          } catch {
            // Entries that cover each other are no policy.
            return;
          }
          const expression = new RegExp(`^${originExpression(entries)}$`);
          // What an entry stands for itself is among what is asked.
          for (const candidate of [...candidates, ...entries]) {
            const { error } = decide(compiled, {
              method: "GET",
              origin: candidate,
              accessControlRequestMethod: null,
              accessControlRequestHeaders: null,
            });
            if (error === null) matched++;
            expect([entries, candidate, expression.test(candidate)]).toEqual([
              entries,
              candidate,
              error === null,
            ]);
          }
        },
      ),
      { seed, numRuns: 2000 },
    );
    expect(matched).toBeGreaterThan(500);
  });
});
