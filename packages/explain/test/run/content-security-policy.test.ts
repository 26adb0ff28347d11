import { describe, expect, it } from "vitest";
import { blocksByContentSecurityPolicy } from "../../src/run/content-security-policy.ts";
import type { ScenarioRequest } from "../../src/scenario.ts";

const API = "https://api.example/v1/orders";

function blocks(
  policies: readonly string[],
  url = API,
  request: Partial<ScenarioRequest> = {},
  page = "https://app.example/",
): boolean {
  const headers = policies.map((policy) => ["Content-Security-Policy", policy] as const);
  return blocksByContentSecurityPolicy(
    { url: page, headers },
    { api: "fetch", url, ...request },
    new URL(url),
  );
}

// https://w3c.github.io/webappsec-csp/#match-url-to-source-list
describe("a page's own policy", () => {
  it.each([
    ["connect-src https://api.example"],
    ["connect-src api.example"],
    ["connect-src *.example"],
    ["connect-src https:"],
    ["connect-src *"],
    ["connect-src https://api.example:443"],
    ["connect-src https://api.example:*"],
    ["connect-src https://api.example/v1/"],
    ["connect-src https://api.example/v1/orders"],
    ["connect-src http://api.example"],
    ["CONNECT-SRC HTTPS://API.EXAMPLE"],
    ["default-src 'none'; connect-src https://api.example"],
    ["img-src 'none'"],
    [""],
  ])("lets a script connect: %s", (policy) => {
    expect(blocks([policy])).toBe(false);
  });

  it.each([
    ["connect-src 'self'"],
    ["connect-src 'none'"],
    ["connect-src"],
    ["connect-src https://example"],
    ["connect-src https://api.example:8443"],
    ["connect-src https://api.example/v2/"],
    ["connect-src https://api.example/v1"],
    ["default-src 'self'"],
    ["connect-src *.api.example"],
    ["connect-src 'self'; connect-src *"],
  ])("doesn't: %s", (policy) => {
    expect(blocks([policy])).toBe(true);
  });

  it("counts each policy, in one header or in two", () => {
    expect(blocks(["connect-src *", "connect-src 'self'"])).toBe(true);
    expect(blocks(["connect-src *, connect-src 'self'"])).toBe(true);
    expect(blocks(["connect-src *, connect-src https:"])).toBe(false);
  });

  it("means by 'self' the page's origin, and its host over https", () => {
    expect(blocks(["connect-src 'self'"], "https://app.example/x")).toBe(false);
    expect(blocks(["connect-src 'self'"], "https://app.example/x", {}, "http://app.example/")).toBe(
      false,
    );
    expect(blocks(["connect-src 'self'"], "http://app.example/x")).toBe(true);
  });

  it.each([
    ["image", "img-src 'none'"],
    ["font", "font-src 'none'"],
    ["script", "script-src 'none'"],
    ["module", "script-src-elem 'none'"],
    ["stylesheet", "style-src 'none'"],
    ["video", "media-src 'none'"],
    ["worker", "child-src 'none'"],
    ["event-source", "connect-src 'none'"],
    ["beacon", "connect-src 'none'"],
  ] as const)("has a directive for each kind: %s, %s", (api, policy) => {
    expect(blocks([policy], API, { api })).toBe(true);
    expect(blocks(["default-src 'none'"], API, { api })).toBe(true);
    expect(blocks([policy], API, { api: api === "image" ? "font" : "image" })).toBe(false);
  });

  it("doesn't look at the path after a redirect", () => {
    const page = {
      url: "https://app.example/",
      headers: [["Content-Security-Policy", "connect-src https://api.example/v1/"]] as const,
    };
    const request = { api: "fetch", url: "https://api.example/v1/old" } as const;
    const target = new URL("https://api.example/v2/new");
    expect(blocksByContentSecurityPolicy(page, request, target)).toBe(false);
  });
});
