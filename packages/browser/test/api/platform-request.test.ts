import type { Page } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { API } from "../recording-server.ts";
import { engines, open } from "./script-request-kit.ts";

describe("a platform's Request", () => {
  it("is fetched, too, with what a page may set of it", async () => {
    const { page, server, bodies } = open();
    const headers = { "X-A": "1" };
    const request = new Request(API, { method: "PUT", headers, body: "CHICKEN", referrer: "" });
    await page.fetch(request);
    expect(server.lines).toEqual([`OPTIONS ${API}`, `PUT ${API}`]);
    expect(server.sent[1]![1]).toMatchObject({ "x-a": "1" });
    expect(server.sent[1]![1]).not.toHaveProperty("referer");
    expect(await bodies[1]).toBe("CHICKEN");
    await expect(page.fetch(request)).rejects.toThrow(TypeError);
  });

  it.each(engines)(
    "is sent with the bytes of its body in %s, as a page's own would be",
    async (engine) => {
      const { page, server, bodies } = open(engine);
      await page.fetch(new Request(API, { method: "POST", body: "CHICKEN" }));
      await page.fetch(new page.Request(API, { method: "POST", body: "CHICKEN" }));
      expect(server.lines).toEqual([`POST ${API}`, `POST ${API}`]);
      expect(await Promise.all(bodies)).toEqual(["CHICKEN", "CHICKEN"]);
      const types = server.sent.map(([, headers]) => headers["content-type"]?.toLowerCase());
      expect(types).toEqual(["text/plain;charset=utf-8", "text/plain;charset=utf-8"]);
    },
  );

  it("keeps its body where an init has another", async () => {
    const { page, bodies } = open("webkit");
    const request = new Request(API, { method: "POST", body: "CHICKEN" });
    await page.fetch(request, { body: "DUCK" });
    expect(await bodies[0]).toBe("DUCK");
    expect(await request.text()).toBe("CHICKEN");
  });

  it("isn't waited for once its signal is aborted", async () => {
    const { page, server } = open();
    const controller = new AbortController();
    const request = new Request(API, {
      method: "POST",
      body: new ReadableStream(),
      duplex: "half",
      signal: controller.signal,
    } as RequestInit);
    const fetching = page.fetch(request);
    controller.abort();
    await expect(fetching).rejects.toMatchObject({ name: "AbortError" });
    expect(server.lines).toEqual([]);
  });

  it.each(engines)("whose body breaks off fails as any other request (%s)", async (engine) => {
    const { page, server } = open(engine);
    const lost = new Error("the disk is gone");
    const body = new ReadableStream({ pull: () => Promise.reject(lost) });
    const request = new Request(API, { method: "POST", body, duplex: "half" } as RequestInit);
    const error: unknown = await page.fetch(request).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as TypeError).cause).toMatchObject({ code: "TransportFailed", cause: lost });
    expect(server.lines).toEqual([]);
  });

  describe.each(engines)("of which %s makes a page's own", (engine) => {
    const made = (page: Page, init: RequestInit = {}) =>
      new page.Request(new Request(API, { method: "POST", body: "CHICKEN", ...init }));

    it("is sent with its bytes, as if the body had been given", async () => {
      const { page, server, bodies } = open(engine);
      await page.fetch(made(page));
      await page.fetch(made(page).clone());
      await page.fetch(new page.Request(made(page)));
      // What is kept alive, or goes without CORS, may not be a stream.
      await page.fetch(made(page, { keepalive: true }));
      await page.fetch(made(page, { mode: "no-cors" }));
      expect(server.lines).toEqual(Array(5).fill(`POST ${API}`));
      expect(await Promise.all(bodies)).toEqual(Array(5).fill("CHICKEN"));
    });

    it("can be read instead, and once", async () => {
      const { page } = open(engine);
      const platforms = new Request(API, { method: "POST", body: "CHICKEN" });
      const request = new page.Request(platforms);
      expect(platforms.bodyUsed).toBe(true);
      expect(() => new page.Request(platforms)).toThrow(TypeError);
      const [text, chunks] = [request.clone(), request];
      expect(await text.text()).toBe("CHICKEN");
      // Firefox has no `body` of a Request.
      const rest = engine === "firefox" ? chunks : new Response(chunks.body);
      expect(await rest.text()).toBe("CHICKEN");
      await expect(page.fetch(request)).rejects.toThrow(TypeError);
    });

    it("keeps its body where an init has another, or what it asks for is refused", async () => {
      const { page, bodies } = open(engine);
      const platforms = new Request(API, { method: "POST", body: "CHICKEN" });
      // In Chromium it is used all the same.
      const replaced = engine === "chromium" ? platforms.clone() : platforms;
      await page.fetch(new page.Request(replaced, { body: "DUCK" }));
      expect(await bodies[0]).toBe("DUCK");
      expect(replaced.bodyUsed).toBe(engine === "chromium");
      expect(() => new page.Request(platforms, { method: "GET" })).toThrow(TypeError);
      await expect(page.fetch(platforms, { method: "GET" })).rejects.toThrow(TypeError);
      expect(await platforms.text()).toBe("CHICKEN");
    });

    it("fails as any other request if its stream breaks off", async () => {
      const { page, server } = open(engine);
      const body = new ReadableStream({
        start: (controller) => controller.error(new Error("hole")),
      });
      const request = made(page, { body, duplex: "half" } as RequestInit);
      const error: unknown = await page.fetch(request).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TypeError);
      expect((error as TypeError).cause).toMatchObject({
        code: "TransportFailed",
        cause: { message: "hole" },
      });
      expect(server.lines).toEqual([]);
    });
  });

  it("makes a page's, with the guard of its mode", () => {
    const { page } = open();
    const request = new page.Request(new Request(API, { headers: { "X-A": "1" } }), {
      mode: "no-cors",
    });
    expect(request).toBeInstanceOf(page.Request);
    expect([...request.headers]).toEqual([]);
  });
});
