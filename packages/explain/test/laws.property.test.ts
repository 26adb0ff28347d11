import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain } from "../src/explain.ts";
import { applyChanges } from "../src/fixes/apply-changes.ts";
import { engineNames, run } from "../src/run.ts";
import type { Scenario } from "../src/scenario.ts";
import { reachOf } from "../src/succeeds.ts";
import { passing, request } from "./passing-scenarios.ts";

/** `SEED=123 npx vitest run` repeats the run that printed 123. */
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

const rounds = 1000;

describe(`whatever is pasted, with seed ${seed}`, () => {
  it("is explained in twelve words or fewer, with a cause if it fails", async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (scenario) => {
        const { verdict, outcome, findings, diagram } = await explain(scenario);
        expect(verdict.split(/\s+/).length, verdict).toBeLessThanOrEqual(12);
        if (outcome !== "allowed") expect(findings[0]?.role).toBe("cause");
        for (const line of diagram.text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
      }),
      { numRuns: 300, seed },
    );
  }, 120_000);
});

describe(`laws, with seed ${seed}`, () => {
  it(`of ${rounds} requests that servers allow, none is said to be blocked`, async () => {
    await fc.assert(
      fc.asyncProperty(passing, async (scenario) => {
        const { outcome, findings, fixes } = await explain(scenario);
        expect(outcome).toBe("allowed");
        expect(findings).toEqual([]);
        expect(fixes).toEqual([]);
      }),
      { numRuns: rounds, seed },
    );
  }, 120_000);

  it("a shown fix makes the request succeed in every engine, and gives strangers nothing", async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(broken, async (scenario) => {
        const { fixes } = await explain(scenario);
        for (const { changes } of fixes) {
          shown += 1;
          const changed = applyChanges(scenario, changes);
          for (const engine of engineNames)
            expect(reachOf(await run(changed, engine), changed.request), engine).toBe("reads");
          const asIs = { ...changed, answers: scenario.answers };
          for (const page of strangers) {
            const was = reachOf(await run({ ...asIs, page }, "chromium"), changed.request);
            const is = reachOf(await run({ ...changed, page }, "chromium"), changed.request);
            expect([was, is], JSON.stringify(page)).not.toEqual(["fails", "reads"]);
          }
        }
      }),
      { numRuns: 150, seed },
    );
    expect(shown).toBeGreaterThan(100);
  }, 120_000);
});

/** Whatever somebody pastes. */
const anything: fc.Arbitrary<Scenario> = fc.record(
  {
    page: fc.record({
      url: fc.constantFrom(
        "https://app.example/",
        "file:///x.html",
        "data:text/html,x",
        "about:blank",
      ),
      sandboxed: fc.boolean(),
      headers: fc.array(
        fc.tuple(
          fc.constantFrom("Content-Security-Policy", "Cross-Origin-Embedder-Policy", "X-A"),
          fc.oneof(fc.string(), fc.constantFrom("require-corp", "connect-src 'self' ; ;;", "*")),
        ),
        { maxLength: 2 },
      ),
    }),
    request: fc.record({
      api: fc.constantFrom(
        "fetch" as const,
        "xhr" as const,
        "image" as const,
        "font" as const,
        "script" as const,
        "module" as const,
        "beacon" as const,
        "event-source" as const,
        "preload" as const,
        "worker" as const,
      ),
      url: fc.oneof(
        fc.string(),
        fc.constantFrom(
          "https://api.example/x",
          "http://api.example/x",
          "/x",
          "localhost:3000/x",
          "https://user:hen@api.example/",
          "http://127.0.0.1:1/",
        ),
      ),
      method: fc.constantFrom("GET", "patch", "POST", "TRACE", "ö", ""),
      headers: fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 2 }),
      mode: fc.constantFrom("cors" as const, "no-cors" as const, "same-origin" as const),
      credentials: fc.constantFrom("omit" as const, "include" as const),
      reads: fc.array(fc.string(), { maxLength: 2 }),
    }),
    answers: fc.array(
      fc.record({
        when: fc.constantFrom({}, { preflight: true }, { origin: null }, { method: "GET" }),
        answer: fc.oneof(
          fc.record({
            status: fc.constantFrom(200, 204, 302, 308, 401, 404, 500, 502),
            headers: fc.array(
              fc.tuple(
                fc.constantFrom(
                  "Access-Control-Allow-Origin",
                  "Access-Control-Allow-Credentials",
                  "Access-Control-Allow-Headers",
                  "Access-Control-Expose-Headers",
                  "Access-Control-Max-Age",
                  "Location",
                  "Vary",
                  "Cache-Control",
                  "Age",
                  "Content-Type",
                  "Cross-Origin-Resource-Policy",
                ),
                fc.oneof(
                  fc.string(),
                  fc.constantFrom("*", "https://app.example", "true", "/login", "same-origin", "7"),
                ),
              ),
              { maxLength: 4 },
            ),
          }),
          fc.constantFrom(
            { failure: "certificate" as const },
            { failure: "blocked-by-client" as const },
          ),
        ),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ["page", "request", "answers"] },
);

const strangers = [
  { url: "https://evil.invalid/" },
  { url: "https://app.example.evil.invalid/" },
  { url: "https://other.app.example/" },
  { url: "http://app.example/" },
  { url: "https://evil.invalid/", sandboxed: true },
  { url: "data:text/html,hen" },
];

const value = fc.constantFrom(
  "*",
  "null",
  "",
  "https://app.example",
  "https://app.example/",
  "https://other.example",
  "https://app.example, https://other.example",
);
const broken: fc.Arbitrary<Scenario> = fc
  .record({
    request,
    allowOrigin: fc.option(value),
    preflightOrigin: fc.option(value),
    credentials: fc.constantFrom("true", "True", null),
    methods: fc.constantFrom("*", "PUT", "put, [x]", null),
    names: fc.constantFrom("*", "x-a", "x-a; x-b", null),
    status: fc.constantFrom(200, 204, 401, 404, 500),
    preflightStatus: fc.constantFrom(200, 204, 301, 401, 404, 500),
  })
  .map((given) => {
    const lines = (...all: [string, string | null][]): [string, string][] =>
      all.filter((line): line is [string, string] => line[1] !== null);
    return {
      page: { url: "https://app.example/" },
      request: given.request,
      answers: [
        {
          when: { preflight: true },
          answer: {
            status: given.preflightStatus,
            headers: lines(
              ["Access-Control-Allow-Origin", given.preflightOrigin],
              ["Access-Control-Allow-Credentials", given.credentials],
              ["Access-Control-Allow-Methods", given.methods],
              ["Access-Control-Allow-Headers", given.names],
            ),
          },
        },
        {
          when: {},
          answer: {
            status: given.status,
            headers: lines(
              ["Access-Control-Allow-Origin", given.allowOrigin],
              ["Access-Control-Allow-Credentials", given.credentials],
            ),
          },
        },
      ],
    };
  });
