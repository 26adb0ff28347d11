import type { Scenario } from "@crosswalk/explain";
import { describe, expect, it } from "vitest";
import type { Origins } from "../lab/placeholders.ts";
import { ruleReply } from "../lab/server/rule-reply.ts";
import { AddressMap, NoPlace } from "../staged/address-map.ts";
import { stage } from "../staged/stage.ts";

const origins: Origins = {
  a: "http://127.0.0.1:1001",
  b: "http://127.0.0.1:1002",
  c: "http://localhost:1001",
  d: "http://127.0.0.2:1001",
  e: "http://[::1]:1003",
  s: "https://127.0.0.1:1004",
  t: "https://localhost:1004",
};

const scenario = (change: Partial<Scenario> = {}): Scenario => ({
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: "https://api.example/orders" },
  answers: [{ when: {}, answer: { status: 200, headers: [] } }],
  ...change,
});
const mapOf = (one: Scenario): AddressMap =>
  new AddressMap([one], { origins, id: "x", directory: "/tmp/pages" });

describe("on loopback addresses", () => {
  it.each([
    ["https://app.example", "https://localhost:1004"],
    ["https://app.example/", "https://localhost:1004/"],
    ["https://app.example, https://admin.example", "https://localhost:1004, https://admin.example"],
    ["http://app.example", "http://localhost:1004"],
    ["https://App.example", "https://Localhost:1004"],
    ["https://app.example:8443", "https://localhost:8443"],
    ["app.example", "localhost"],
    ["https://notapp.example", "https://notapp.example"],
    ["default-src 'self' https://api.example", "default-src 'self' https://127.0.0.1:1004"],
  ])("%s is %s", (text, expected) => {
    expect(mapOf(scenario()).text(text)).toBe(expected);
  });

  it.each([
    ["https://api.example/orders?id=7", "https://127.0.0.1:1004/x/orders?id=7"],
    ["https://user:secret@api.example/", "https://user:secret@127.0.0.1:1004/x/"],
    ["/orders/", "/x/orders/"],
    ["file:///home/hen/data.json", "file:///tmp/pages/data.json"],
    ["localhost:8080/orders", "localhost:8080/orders"],
  ])("the URL %s is %s", (url, expected) => {
    expect(mapOf(scenario()).url(url)).toBe(expected);
  });

  it("three secure origins are plain ones", () => {
    const redirect = { status: 302, headers: [["Location", "https://cdn.example/"]] } as const;
    const map = mapOf(scenario({ answers: [{ when: {}, answer: redirect }] }));
    expect(
      ["https://app.example", "https://api.example", "https://cdn.example"].map((one) =>
        map.text(one),
      ),
    ).toEqual([origins.c, origins.a, origins.d]);
  });

  it("what has no place there says why", () => {
    const one = scenario({ answers: [{ when: {}, answer: { failure: "timed-out" } }] });
    expect(() => stage(one, mapOf(one), "x")).toThrow(NoPlace);
    expect(() => stage(one, mapOf(one), "x")).toThrow(/browsers give up after minutes/);
  });

  it("the first rule that fits answers", () => {
    const rule = (status: number, when: Parameters<typeof ruleReply>[0][number]["when"]) => ({
      when,
      reply: { status },
    });
    const rules = [
      rule(1, { preflight: true }),
      rule(2, { url: "http://a/1", origin: "http://b" }),
      rule(3, { origin: null, method: "GET" }),
    ];
    const status = (method: string, ...headers: [string, string][]): number | undefined =>
      ruleReply(rules, { url: "http://a/1", method, headers })?.status;
    expect(status("OPTIONS", ["access-control-request-method", "PUT"])).toBe(1);
    expect(status("OPTIONS", ["origin", "http://b"])).toBe(2);
    expect(status("GET")).toBe(3);
    expect(status("POST")).toBeUndefined();
    expect(status("GET", ["Origin", "http://c"])).toBeUndefined();
  });
});
