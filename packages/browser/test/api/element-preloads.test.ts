import { describe, expect, it, test } from "vitest";
import { APP, OTHER, load, ANYONE } from "./element-kit.ts";

describe("a preload", () => {
  // Recordings firefox-entries-82 and -106.
  test.each([
    ["chromium", APP, "load"],
    ["firefox", APP, "error"],
    ["firefox", OTHER, "load"],
  ] as const)("in %s of a style sheet at %s that is none: %s", async (engine, to, result) => {
    const { outcome } = await load({ kind: "preload", engine, to, attributes: { as: "style" } });
    expect(outcome.result).toBe(result);
  });

  // Recordings: 4548 (failed CORS check), 4552 (404 with it), 4459 (404 without) of each.
  test.each([
    ["standard", "error", "load", "load"],
    ["chromium", "error", "error", "error"],
    ["firefox", "load", "error", "load"],
    ["webkit", "error", "error", "error"],
  ] as const)(
    "in %s: refused %s, missing but shared %s, missing and opaque %s",
    async (engine, refused, shared, opaque) => {
      const one = { kind: "preload", engine, type: "text/javascript" } as const;
      expect(
        (await load({ ...one, attributes: { as: "script", crossorigin: "" } })).outcome.result,
      ).toBe(refused);
      expect(
        (
          await load({
            ...one,
            attributes: { as: "script", crossorigin: "" },
            grant: ANYONE,
            status: 404,
          })
        ).outcome.result,
      ).toBe(shared);
      expect(
        (await load({ ...one, attributes: { as: "script" }, status: 404 })).outcome.result,
      ).toBe(opaque);
    },
  );

  it("of an unknown destination is none", async () => {
    const { outcome, requests } = await load({ kind: "preload", attributes: { as: "chicken" } });
    expect([outcome.result, requests.length]).toEqual(["silent", 0]);
  });
});
