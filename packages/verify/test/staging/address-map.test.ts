import type { Scenario } from "@crosswalk/explain";
import { describe, expect, it } from "vitest";
import { AddressMap } from "../../src/staging/address-map.ts";
import { placesOf } from "../../src/staging/places.ts";
import { ruleReply } from "../../src/staging/rule-reply.ts";
import { stage } from "../../src/staging/stage.ts";
import { stageability } from "../../src/staging/stageability.ts";

const scenario = (change: Partial<Scenario> = {}): Scenario => ({
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: "https://api.example/orders" },
  answers: [{ when: {}, answer: { status: 200, headers: [] } }],
  ...change,
});
const map = new AddressMap(
  new Map([
    ["https://app.example", "https://localhost:40001"],
    ["https://api.example", "https://127.0.0.1:40002"],
  ]),
  "/srv/pages",
);

describe("on loopback addresses", () => {
  it.each([
    ["https://app.example", "https://localhost:40001"],
    ["https://app.example/", "https://localhost:40001/"],
    [
      "https://app.example, https://admin.example",
      "https://localhost:40001, https://admin.example",
    ],
    ["http://app.example", "http://localhost:40001"],
    ["https://App.example", "https://Localhost:40001"],
    ["https://app.example:8443", "https://localhost:8443"],
    ["app.example", "localhost"],
    ["https://notapp.example", "https://notapp.example"],
    ["default-src 'self' https://api.example", "default-src 'self' https://127.0.0.1:40002"],
  ])("%s is %s", (text, expected) => {
    expect(map.text(text)).toBe(expected);
  });

  it.each([
    ["https://api.example/orders?id=7", "https://127.0.0.1:40002/orders?id=7"],
    ["https://user:secret@api.example/", "https://user:secret@127.0.0.1:40002/"],
    ["/orders/", "/orders/"],
    ["file:///home/hen/data.json", "file:///srv/pages/data.json"],
    ["file:///home/hen/..%2F..%2Fetc/pass%2Fwd", "file:///srv/pages/pass_2Fwd"],
    ["file:///home/hen/", "file:///srv/pages/index.html"],
    ["localhost:8080/orders", "localhost:8080/orders"],
  ])("the URL %s is %s", (url, expected) => {
    expect(map.url(url)).toBe(expected);
  });

  it.each([
    [
      "Access to fetch at 'https://127.0.0.1:40002/orders' from origin 'https://localhost:40001'",
      "Access to fetch at 'https://api.example/orders' from origin 'https://app.example'",
    ],
    ["127.0.0.1:40002 refused", "api.example refused"],
    ["file:///srv/pages/data.json", "file:///data.json"],
    ["https://127.0.0.1:40003/", "https://127.0.0.1:40003/"],
  ])("what a browser says, %s, is %s again", (said, expected) => {
    expect(map.back(said)).toBe(expected);
  });

  it("each origin has a port of its own, and each site a name", () => {
    const redirect = { status: 302, headers: [["Location", "https://cdn.example/"]] } as const;
    const places = placesOf([
      scenario({
        page: { url: "https://www.shop.example/" },
        request: { api: "fetch", url: "https://api.shop.example/" },
        answers: [{ when: {}, answer: redirect }],
      }),
    ]);
    expect(Object.fromEntries(places)).toEqual({
      "https://www.shop.example": { kind: "server", scheme: "https", host: "localhost" },
      "https://api.shop.example": { kind: "server", scheme: "https", host: "localhost" },
      "https://cdn.example": { kind: "server", scheme: "https", host: "127.0.0.1" },
    });
  });

  it.each([
    ["127.0.0.1 keeps a number", "http://127.0.0.1:3000/", "http://localhost:3000/x", "localhost"],
    ["localhost keeps its name", "http://localhost:3000/", "http://127.0.0.1:3000/x", "127.0.0.1"],
  ])("a page at %s", (_, page, url, host) => {
    const places = placesOf([scenario({ page: { url: page }, request: { api: "fetch", url } })]);
    expect([...places.values()].map((place) => ("host" in place ? place.host : ""))).toEqual([
      new URL(page).hostname,
      host,
    ]);
  });

  const answering = (failure: "connection-refused" | "name-not-resolved"): Scenario =>
    scenario({ answers: [{ when: {}, answer: { failure } }] });
  it.each([
    ["a server that is down", answering("connection-refused"), "closed"],
    ["a name that is not known", answering("name-not-resolved"), "unknown"],
    [
      "an insecure API of a secure page",
      scenario({ request: { api: "fetch", url: "http://api.example/" } }),
      "unknown",
    ],
    [
      "a port that browsers refuse",
      scenario({ request: { api: "fetch", url: "https://api.example:6000/" } }),
      "refused",
    ],
  ])("%s is no server", (_, one, kind) => {
    expect([...placesOf([one]).values()].map((place) => place.kind)).toEqual(["server", kind]);
  });

  it("what frames a body or is remembered of a host is not said again", () => {
    const headers = [
      ["Content-Encoding", "gzip"],
      ["content-length", "9000"],
      ["Strict-Transport-Security", "max-age=1"],
      ["Vary", "Origin"],
    ] as const;
    const one = scenario({ answers: [{ when: {}, answer: { status: 200, headers } }] });
    expect(stage(one, map).rules[0]!.reply.headers).toEqual(["Vary: Origin"]);
  });

  it("a location without a scheme stays at home", () => {
    const headers = [["Location", "//api.example/login"]] as const;
    const one = scenario({ answers: [{ when: {}, answer: { status: 302, headers } }] });
    expect(stage(one, map).rules[0]!.reply.headers).toEqual([
      "Location: https://127.0.0.1:40002/login",
    ]);
  });

  it.each<[string, Partial<Scenario>, RegExp]>([
    [
      "a server that takes too long",
      { answers: [{ when: {}, answer: { failure: "timed-out" } }] },
      /browsers give up after minutes/,
    ],
    [
      "a device of the local network over http, for an https page",
      {
        request: { api: "fetch", url: "http://192.168.0.7/status" },
        answers: [{ when: {}, answer: { failure: "local-network-access-denied" } }],
      },
      /more than local ones are/,
    ],
    [
      "a service worker of a page without an origin",
      { page: { url: "https://app.example/", sandboxed: true, serviceWorker: "opaque" } },
      /no service worker/,
    ],
    [
      "a frame",
      { page: { url: "https://app.example/", parent: { url: "https://a.example/" } } },
      /in no frame/,
    ],
    [
      "an upload that streams",
      { request: { api: "fetch", url: "https://api.example/", method: "POST", upload: "stream" } },
      /HTTP\/2/,
    ],
  ])("%s has no place there, and it says why", (_, change, reason) => {
    expect(stageability([scenario(change)])).toMatch(reason);
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
