import { isDeepStrictEqual } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { generateCases } from "../../lab/generate/generate.ts";
import { digestOf } from "../../lab/record/recording.ts";
import { requestsOf } from "../../lab/requests-of.ts";

const cases = generateCases(7);

// Fifty thousand situations are made and sampled; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

describe("the laboratory's cases", () => {
  it("are the same for the same seed", () => {
    expect(digestOf(generateCases(7))).toBe(digestOf(cases));
  });

  it("are others for another seed", () => {
    const other = generateCases(8);
    const random = (list: typeof cases) => list.filter(({ dimension }) => dimension === "random");
    expect(digestOf(random(other))).not.toBe(digestOf(random(cases)));
  });

  it("have ids of their own that fit into a URL and name their dimension", () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    for (const { id, dimension } of cases) expect(id).toMatch(new RegExp(`^${dimension}-\\d+$`));
  });

  it("survive being sent as JSON", () => {
    // `undefined` members would be lost, and with them the digest's meaning.
    const lost = cases.filter((one) => !isDeepStrictEqual(JSON.parse(JSON.stringify(one)), one));
    expect(lost).toEqual([]);
  });

  it("ask for nothing outside loopback addresses", () => {
    const elsewhere = cases
      .flatMap((one) => requestsOf(one.steps))
      .filter(({ url }) => /^https?:\/\/./.test(url) && !url.startsWith("http://127.0.0.1"));
    expect(elsewhere).toEqual([]);
  });
});
