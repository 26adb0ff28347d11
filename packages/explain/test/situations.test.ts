import { describe, expect, it } from "vitest";
import { explain } from "../src/explain.ts";
import { applyChanges } from "../src/fixes/apply-changes.ts";
import { run } from "../src/run.ts";
import { situations } from "../src/situations/situations.ts";
import { reachOf } from "../src/succeeds.ts";

const titled = situations.map(
  (situation) => [`${situation.number}: ${situation.title}`, situation] as const,
);

describe("every situation", () => {
  it("is there: 50 numbers", () => {
    const numbers = new Set(situations.map(({ number }) => number));
    expect([...numbers]).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it.each(titled)("%s: its cause comes first", async (_, { scenario, cause, number }) => {
    const { findings, verdict } = await explain(scenario);
    expect(findings[0]?.cause).toBe(cause);
    expect(findings.flatMap(({ situations: numbers }) => numbers)).toContain(number);
    expect(verdict.split(/\s+/).length, verdict).toBeLessThanOrEqual(12);
  });
});

describe("the first fix", () => {
  it.each(titled.filter(([, { unfixable }]) => unfixable === undefined))(
    "of %s makes it succeed in every engine",
    async (_, { scenario }) => {
      const { fixes } = await explain(scenario);
      const changed = applyChanges(scenario, fixes[0]?.changes ?? []);
      for (const engine of ["standard", "chromium", "firefox", "webkit"] as const)
        expect(reachOf(await run(changed, engine), changed.request), engine).toBe("reads");
      const { outcome, findings } = await explain(changed);
      expect(outcome).toBe("allowed");
      expect(findings.filter(({ role }) => role === "cause")).toEqual([]);
    },
  );

  it.each(titled.filter(([, { unfixable }]) => unfixable !== undefined))(
    "of %s is not made up",
    async (_, { scenario }) => {
      expect((await explain(scenario)).fixes).toEqual([]);
    },
  );
});
