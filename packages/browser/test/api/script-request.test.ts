import { Browser, handlerTransport, type Page } from "@crosswalk/browser";
import { describe, expect, it, vi } from "vitest";
import { API, APP } from "../recording-server.ts";
import { engines, open } from "./script-request-kit.ts";

describe.each(engines)("a Request of a page in %s", (engine) => {
  it("is a Request, and holds what it was given", () => {
    const { page } = open(engine);
    const request = new page.Request("/orders?a#b", {
      method: "put",
      headers: { "X-A": "1" },
      credentials: "include",
      mode: "same-origin",
      cache: "no-store",
      redirect: "error",
      referrer: "/here",
      referrerPolicy: "origin",
      integrity: "sha256-x",
      keepalive: true,
    });
    expect(request).toBeInstanceOf(Request);
    expect(request).toBeInstanceOf(page.Request);
    expect(request.clone()).toBeInstanceOf(page.Request);
    expect(request).toMatchObject({
      url: `${APP}/orders?a#b`,
      method: "PUT",
      credentials: "include",
      mode: "same-origin",
      cache: "no-store",
      redirect: "error",
      referrer: `${APP}/here`,
      referrerPolicy: "origin",
      integrity: "sha256-x",
      keepalive: true,
      destination: "",
      bodyUsed: false,
    });
    // Firefox has no such member.
    expect(request.body).toBe(engine === "firefox" ? undefined : null);
    expect([...request.headers]).toEqual([["x-a", "1"]]);
  });

  it("is a GET with CORS that refers by its page where it was given a URL alone", () => {
    const { page } = open(engine);
    expect(new page.Request(API)).toMatchObject({
      method: "GET",
      mode: "cors",
      credentials: "same-origin",
      referrer: "about:client",
      referrerPolicy: "",
    });
    expect(new page.Request(API, { referrer: "" }).referrer).toBe("");
    expect(new page.Request(API, { referrer: "https://other.example/" }).referrer).toBe(
      "about:client",
    );
  });

  it("throws for what fetch would reject for", () => {
    const { page } = open(engine);
    const misuses: [string, NonNullable<ConstructorParameters<Page["Request"]>[1]>][] = [
      ["https://user:pass@api.test/", {}],
      ["https://", {}],
      [API, { mode: "navigate" }],
      [API, { method: "TRACE" }],
      [API, { method: "PUT", mode: "no-cors" }],
      [API, { body: "x" }],
      [API, { cache: "only-if-cached" }],
    ];
    for (const [url, init] of misuses)
      expect(() => new page.Request(url, init), JSON.stringify(init)).toThrow(TypeError);
  });

  it("takes a window for nothing in Chromium and Firefox, which look at none", () => {
    const { page } = open(engine);
    const made = (): Request => new page.Request(API, { window: 1 });
    if (engine === "chromium" || engine === "firefox") expect(made().method).toBe("GET");
    else expect(made).toThrow(TypeError);
  });

  // https://webidl.spec.whatwg.org/#js-dictionary: undefined alone is absent.
  it("takes null for no init, and within one for a value", async () => {
    const { page, server } = open(engine);
    const from = (init: unknown): Request => new page.Request(API, init as RequestInit);
    expect(from(null).method).toBe("GET");
    expect((await page.fetch(API, null as unknown as RequestInit)).status).toBe(200);
    expect(from({ method: null }).method).toBe("null");
    expect(from({ integrity: null, referrer: null })).toMatchObject({
      integrity: "null",
      referrer: `${APP}/null`,
    });
    expect(from({ body: null, signal: null, window: null, keepalive: null }).keepalive).toBe(false);
    for (const name of ["mode", "credentials", "cache", "redirect", "referrerPolicy", "headers"])
      expect(() => from({ [name]: null }), name).toThrow(TypeError);
    expect(server.lines).toEqual([`GET ${API}`]);
  });

  it("throws in its own name", () => {
    const words = {
      standard: "Request with GET/HEAD method cannot have body.",
      chromium: "Failed to construct 'Request': Request with GET/HEAD method cannot have body.",
      firefox: "Request constructor: HEAD or GET Request cannot have a body.",
      webkit: "Request has method 'GET' and cannot have a body",
    };
    const { page } = open(engine);
    const construct = (): Request => new page.Request(API, { body: "x" });
    expect(construct).toThrow(new TypeError(words[engine]));
  });

  it("lets no script set what pages may not", () => {
    const { page } = open(engine);
    const { headers } = new page.Request(API, { headers: { Cookie: "a=1", "X-A": "1" } });
    headers.append("Host", "evil.example");
    headers.set("Sec-Fetch-Site", "same-origin");
    headers.append("X-A", "2");
    expect([...headers]).toEqual([["x-a", "1, 2"]]);
  });

  it("has no headers without CORS but the safelisted ones, and no range", () => {
    const { page } = open(engine);
    const headers = { Range: "bytes=0-", "X-A": "1", Accept: "text/plain" };
    const request = new page.Request(API, { mode: "no-cors", headers });
    request.headers.set("Content-Type", "application/json");
    request.headers.append("Range", "bytes=0-");
    expect([...request.headers]).toEqual([["accept", "text/plain"]]);
    // Those of another request are looked at again.
    const other = new page.Request(new page.Request(API, { headers }), { mode: "no-cors" });
    expect([...other.headers]).toEqual([["accept", "text/plain"]]);
  });

  it("is sent as it is, with the headers that it has by then", async () => {
    const { page, server, bodies } = open(engine);
    const request = new page.Request(API, { method: "PUT", body: "CHICKEN", referrer: "" });
    request.headers.set("X-A", "1");
    const response = await page.fetch(request);
    expect(await response.text()).toBe("ok");
    expect(server.lines).toEqual([`OPTIONS ${API}`, `PUT ${API}`]);
    expect(server.sent[1]![1]).toMatchObject({ "x-a": "1", origin: APP });
    expect(server.sent[1]![1]).not.toHaveProperty("referer");
    expect(await bodies[1]).toBe("CHICKEN");
  });

  it("needs no preflight for a body that is no stream", async () => {
    const { page, server, bodies } = open(engine);
    await page.fetch(new page.Request(API, { method: "POST", body: "CHICKEN" }));
    expect(server.lines).toEqual([`POST ${API}`]);
    expect(server.sent[0]![1]["content-type"]?.toLowerCase()).toBe("text/plain;charset=utf-8");
    expect(await bodies[0]).toBe("CHICKEN");
  });

  it("is the base of another, but for what it refers by where an init changes anything", async () => {
    const { page, server } = open(engine);
    const headers = { "X-A": "1" };
    const base = new page.Request(API, { headers, referrer: "", referrerPolicy: "origin" });
    expect(new page.Request(base)).toMatchObject({ referrer: "", referrerPolicy: "origin" });
    const changed = new page.Request(base, { credentials: "omit" });
    expect(changed).toMatchObject({
      referrer: "about:client",
      referrerPolicy: "",
      credentials: "omit",
    });
    expect(changed.headers.get("x-a")).toBe("1");
    await page.fetch(base, { headers: {} });
    expect(server.lines).toEqual([`GET ${API}`]);
  });

  it("is changed by the space of its target, where that is known, as by any other member", () => {
    const { page } = open(engine);
    const base = new page.Request(API, { referrer: "", referrerPolicy: "origin" });
    const init = { targetAddressSpace: "loopback" } as RequestInit;
    // Only Chromium knows the member; what knows none of it has an init that says nothing.
    const expected =
      engine === "chromium"
        ? { referrer: "about:client", referrerPolicy: "" }
        : { referrer: "", referrerPolicy: "origin" };
    expect(new page.Request(base, init)).toMatchObject(expected);
  });

  it("holds on to the Blob of its URL, and so do its clones", async () => {
    const { page } = open(engine);
    const url = page.URL.createObjectURL(new Blob(["CHICKEN"]));
    const request = new page.Request(url);
    const clone = request.clone();
    page.URL.revokeObjectURL(url);
    expect(await (await page.fetch(request)).text()).toBe("CHICKEN");
    expect(await (await page.fetch(clone)).text()).toBe("CHICKEN");
    await expect(page.fetch(url)).rejects.toThrow(TypeError);
  });
});

describe("the class of a page's Request", () => {
  it("can be derived from, whatever the derived one takes, and its clones are plain", async () => {
    const { page } = open();
    class Order extends page.Request {
      constructor(number: { readonly digits: string }) {
        super(`${API}/${number.digits}`, { method: "POST", body: "CHICKEN" });
      }
    }
    const clone = new Order({ digits: "7" }).clone();
    expect(clone).toBeInstanceOf(page.Request);
    expect(clone).not.toBeInstanceOf(Order);
    expect([clone.url, await clone.text()]).toEqual([`${API}/7`, "CHICKEN"]);
  });

  it("shows scripts nothing that the platform's has not", () => {
    const names = (one: object): string[] => [
      ...Object.getOwnPropertyNames(one),
      ...Object.getOwnPropertyNames(Object.getPrototypeOf(one) as object),
    ];
    const { page } = open();
    const known = new Set([...names(Request), ...names(Function.prototype)]);
    expect(names(page.Request).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("the signal of a page's Request", () => {
  it("follows the one that was given, on clones and copies too", () => {
    const { page } = open();
    const controller = new AbortController();
    const request = new page.Request(API, { signal: controller.signal });
    const all = [request, request.clone(), new page.Request(request)];
    expect(request.signal).not.toBe(controller.signal);
    expect(request.signal).toBe(request.signal);
    controller.abort("enough");
    expect(all.map(({ signal }) => signal.reason as string)).toEqual([
      "enough",
      "enough",
      "enough",
    ]);
  });

  it("ends its fetch, unless an init puts nothing in its place", async () => {
    const { page } = open();
    const request = new page.Request(API, { signal: AbortSignal.abort("enough") });
    await expect(page.fetch(request)).rejects.toBe("enough");
    expect((await page.fetch(request, { signal: null })).status).toBe(200);
    expect(new page.Request(API).signal.aborted).toBe(false);
    expect(() => new page.Request(API, { signal: {} as AbortSignal })).toThrow(TypeError);
  });
});

it("a page's Request and fetch can stand in place of the global ones", async () => {
  const platforms = new Request(API, { headers: { "X-A": "1" } });
  const handler = (request: Request): Response =>
    new Response(request.headers.get("Origin"), {
      headers: { "Access-Control-Allow-Origin": "*" },
    });
  const page = new Browser({ transport: handlerTransport(handler) }).open(`${APP}/`);
  vi.stubGlobal("Request", page.Request);
  vi.stubGlobal("fetch", page.fetch);
  try {
    expect(await (await fetch(new Request(API))).text()).toBe(APP);
    expect(new Request(platforms).headers.get("X-A")).toBe("1");
    expect(new Request(API)).toBeInstanceOf(Request);
  } finally {
    vi.unstubAllGlobals();
  }
});
