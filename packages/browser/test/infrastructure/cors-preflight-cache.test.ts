import { engineNamed, type EngineName, type PreflightQuery } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { createPreflightCache } from "../../src/infrastructure/cors-preflight-cache.ts";

const query = (more: Partial<PreflightQuery> = {}): PreflightQuery => ({
  networkPartitionKey: "https://app.example",
  origin: "https://app.example",
  url: "https://api.test/",
  credentials: false,
  method: "PUT",
  isMethodFree: false,
  unsafeHeaderNames: [],
  ...more,
});
const permission = { methods: ["PUT"], headerNames: ["x-a"], maxAge: 600 };

function cacheOf(engine: EngineName) {
  const { model, limits } = engineNamed(engine).preflightCache;
  return createPreflightCache(model, limits);
}

describe.each(["standard", "chromium", "firefox", "webkit"] as const)(
  "what %s keeps of preflights",
  (engine) => {
    it("is good until it expires", () => {
      const cache = cacheOf(engine);
      cache.store(query(), permission, 1000);
      expect(cache.covers(query(), 600_999)).toBe(true);
      expect(cache.covers(query(), 601_000)).toBe(false);
    });

    it.each([
      ["another origin", { origin: "https://evil.example" }],
      ["another URL", { url: "https://api.test/2" }],
      ["another top-level site", { networkPartitionKey: "https://evil.example" }],
      ["credentials", { credentials: true }],
      ["another method", { method: "DELETE" }],
      ["another header", { unsafeHeaderNames: ["x-b"] }],
    ])("is of no use to a request with %s", (_, more) => {
      const cache = cacheOf(engine);
      cache.store(query(), permission, 0);
      expect(cache.covers(query(more), 1)).toBe(false);
    });

    it("holds no more than its limit, and looks up as fast with a hundred thousand keys", () => {
      const cache = cacheOf(engine);
      const { maxKeys } = engineNamed(engine).preflightCache.limits;
      for (let index = 0; index < maxKeys + 10; index++)
        cache.store(query({ url: `https://api.test/${index}` }), permission, 0);
      expect(cache.size).toBe(maxKeys);
      expect(cache.covers(query({ url: "https://api.test/0" }), 1)).toBe(false);
      expect(cache.covers(query({ url: `https://api.test/${maxKeys + 9}` }), 1)).toBe(true);
    });
  },
);

describe("what one preflight with credentials allows", () => {
  it.each([
    ["standard", true],
    ["chromium", true],
    ["firefox", false],
    ["webkit", true],
  ] as const)("serves requests without them in %s: %s", (engine, isServed) => {
    const cache = cacheOf(engine);
    cache.store(query({ credentials: true }), permission, 0);
    expect(cache.covers(query(), 1)).toBe(isServed);
  });

  it("names no wildcard in any of them", () => {
    for (const engine of ["standard", "chromium", "firefox", "webkit"] as const) {
      const cache = cacheOf(engine);
      cache.store(
        query({ credentials: true }),
        { methods: ["*"], headerNames: ["*"], maxAge: 600 },
        0,
      );
      expect([engine, cache.covers(query({ credentials: true }), 1)]).toEqual([engine, false]);
    }
  });
});

describe("two preflights of one URL", () => {
  it.each([
    ["standard", true],
    ["chromium", false],
    ["firefox", true],
    ["webkit", false],
  ] as const)("add up in %s: %s", (engine, addsUp) => {
    const cache = cacheOf(engine);
    cache.store(query(), permission, 0);
    cache.store(query({ method: "DELETE" }), { ...permission, methods: ["DELETE"] }, 0);
    expect(cache.covers(query(), 1)).toBe(addsUp);
  });
});
