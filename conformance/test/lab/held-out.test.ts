import { isDeepStrictEqual } from "node:util";
import { describe, expect, it, vi } from "vitest";
import type { Case } from "../../lab/case.ts";
import { generateCases } from "../../lab/generate/generate.ts";
import { heldOutCases } from "../../lab/generate/held-out.ts";
import { digestOf } from "../../lab/record/recording.ts";
import { requestsOf } from "../../lab/requests-of.ts";

// Fifty thousand situations are made to choose from; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const cases = heldOutCases(7, 1500);

const substance = ({ page, steps, replies }: Case): string =>
  JSON.stringify([page, steps, replies]);

describe("the cases to judge by", () => {
  it("are as many as were asked for, with ids of their own", () => {
    expect(cases).toHaveLength(1500);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(1500);
    for (const { id, dimension } of cases) expect(id).toMatch(new RegExp(`^${dimension}-\\d+$`));
  });

  it("are the same for the same seed and others for another", () => {
    expect(digestOf(heldOutCases(7, 1500))).toBe(digestOf(cases));
    const others = new Set(heldOutCases(8, 1500).map(substance));
    // Of the systematic dimensions any seed may draw a case that another drew.
    const random = cases.filter(({ dimension }) => /^(?:wide|random|sequences)/.test(dimension));
    expect(random.filter((one) => others.has(substance(one))).length).toBeLessThan(
      random.length / 100,
    );
  });

  it("were not recorded", () => {
    const recorded = new Set(generateCases().map(substance));
    expect(cases.filter((one) => recorded.has(substance(one)))).toEqual([]);
  });

  it("survive being sent as JSON", () => {
    const lost = cases.filter((one) => !isDeepStrictEqual(JSON.parse(JSON.stringify(one)), one));
    expect(lost).toEqual([]);
  });

  it("go to loopback addresses alone", () => {
    const hosts = cases.flatMap((one) => [
      ...requestsOf(one.steps).map(({ url }) => url),
      ...Object.values(one.replies)
        .flat()
        .flatMap(({ headers = [] }) => headers)
        .filter((line) => /^location\s*:/i.test(line)),
    ]);
    const elsewhere = hosts.filter((text) =>
      /(?:https?|wss?|ftp):\/\/(?!127\.0\.0\.1|user:pass@127\.0\.0\.1|\[$|\[::1\]|a b\/|$)/i.test(
        text,
      ),
    );
    expect(elsewhere).toEqual([]);
  });
});
