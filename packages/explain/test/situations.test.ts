import { describe, expect, it } from "vitest";
import { explain } from "../src/explain.ts";
import { situations } from "../src/situations/situations.ts";

describe("every situation", () => {
  it("is there: 50 numbers", () => {
    const numbers = new Set(situations.map(({ number }) => number));
    expect([...numbers]).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it.each(
    situations.map((situation) => [`${situation.number}: ${situation.title}`, situation] as const),
  )("%s has its cause named first", async (_, { scenario, cause, number }) => {
    const { findings, verdict } = await explain(scenario);
    expect(findings[0]?.cause).toBe(cause);
    expect(findings.flatMap(({ situations: numbers }) => numbers)).toContain(number);
    expect(verdict.split(/\s+/).length, verdict).toBeLessThanOrEqual(12);
  });
});
