import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CauseId } from "../src/cause-id.ts";
import { explain } from "../src/explain.ts";
import { runAll } from "../src/run.ts";
import type { Scenario } from "../src/scenario.ts";
import { reachOf } from "../src/succeeds.ts";
import { type Deviation, deviations } from "./deviations.ts";
import { passing } from "./passing-scenarios.ts";

/** `SEED=123 npx vitest run` repeats the run that printed 123; `ROUNDS=5000` makes it longer. */
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const rounds = Number(process.env["ROUNDS"] ?? 300);

interface Failing {
  readonly scenario: Scenario;
  readonly applied: readonly Deviation[];
}

/** A scenario that works, with one thing wrong or two. */
const failing: fc.Arbitrary<Failing> = fc
  .tuple(passing, fc.uniqueArray(fc.constantFrom(...deviations), { minLength: 1, maxLength: 2 }))
  .map(([scenario, chosen]) =>
    chosen.reduce<Failing>(
      ({ scenario: before, applied }, deviation) => {
        const after = deviation.apply(before);
        return after === null
          ? { scenario: before, applied }
          : { scenario: after, applied: [...applied, deviation] };
      },
      { scenario, applied: [] },
    ),
  );

/** What is the matter: what was done, and what two of them came to that neither is by itself. */
function trueOf({ scenario, applied }: Failing): CauseId[] {
  // One made a redirect, and the other took the headers of all responses away.
  const isBareRedirect = scenario.answers.some(
    ({ answer }) =>
      !("failure" in answer) &&
      answer.status === 307 &&
      !answer.headers.some(([name]) => name === "Access-Control-Allow-Origin"),
  );
  return [
    ...applied.flatMap(({ causes }) => causes),
    ...(isBareRedirect ? (["redirect-without-headers"] as const) : []),
  ];
}

describe(`what goes wrong, with seed ${seed}`, () => {
  it(`of ${rounds} requests that no engine lets pass is named truly, in twelve words, and the first change helps everywhere`, async () => {
    const misses: string[] = [];
    let judged = 0;
    await fc.assert(
      fc.asyncProperty(failing, async ({ scenario, applied }) => {
        const runs = await runAll(scenario);
        if (runs.some((run) => reachOf(run, scenario.request) !== "fails")) return;
        judged += 1;
        const { verdict, findings, fixes } = await explain(scenario);
        const true_ = trueOf({ scenario, applied });
        const [first] = findings;
        const what = `${applied.map(({ name }) => name).join(" + ")} (${scenario.request.method ?? "GET"}, ${scenario.request.credentials ?? ""})`;
        if (first === undefined || !true_.includes(first.cause))
          misses.push(`${what}: ${first?.cause ?? "nothing"}, and not ${true_.join(" or ")}`);
        if (verdict.split(/\s+/).length > 12) misses.push(`${what}: "${verdict}" is long`);
        const isUnfixable = applied.some((one) => one.isUnfixable === true);
        if (!isUnfixable && fixes.length === 0) misses.push(`${what}: no change`);
        for (const { verified } of fixes) {
          if (verified.engines.length < 4)
            misses.push(`${what}: helps in ${verified.engines.join(", ")} only`);
          const gained = verified.strangers.filter(
            ({ before, after }) => before === "blocked" && after === "reads",
          );
          if (gained.length > 0)
            misses.push(`${what}: opened to ${gained.map(({ kind }) => kind).join(", ")}`);
        }
      }),
      { numRuns: rounds, seed },
    );
    expect([...new Set(misses)]).toEqual([]);
    // Not all deviations touch all requests; most do.
    expect(judged).toBeGreaterThan(rounds / 3);
  }, 1_200_000);
});
