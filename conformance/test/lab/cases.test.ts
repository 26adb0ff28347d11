import { describe, expect, it } from "vitest";
import { generateCases } from "../../lab/generate/generate.ts";

const cases = generateCases(7);

describe("the laboratory's cases", () => {
  it("are the same for the same seed", () => {
    expect(generateCases(7)).toEqual(cases);
  });

  it("are others for another seed", () => {
    const other = generateCases(8);
    const random = (list: typeof cases) => list.filter(({ dimension }) => dimension === "random");
    expect(random(other)).not.toEqual(random(cases));
  });

  it("have ids of their own that fit into a URL and name their dimension", () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    for (const { id, dimension } of cases) expect(id).toMatch(new RegExp(`^${dimension}-\\d+$`));
  });

  it("survive being sent as JSON", () => {
    expect(JSON.parse(JSON.stringify(cases))).toEqual(cases);
  });

  it("ask for nothing outside loopback addresses", () => {
    const elsewhere = cases
      .flatMap((one) => one.steps)
      .flatMap((step) => ("wait" in step ? [] : "together" in step ? step.together : [step]))
      .filter(({ url }) => /^https?:\/\/./.test(url) && !url.startsWith("http://127.0.0.1"));
    expect(elsewhere).toEqual([]);
  });
});
