import type { Page } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { API } from "../recording-server.ts";
import { open } from "./script-request-kit.ts";

describe("the body of a page's Request", () => {
  const post = (page: Page, body: BodyInit = "CHICKEN", init: RequestInit = {}): Request =>
    new page.Request(API, { method: "POST", body, ...init });

  it("can be read once, by whatever name", async () => {
    const { page } = open();
    expect(await post(page).text()).toBe("CHICKEN");
    expect(new Uint8Array(await post(page).arrayBuffer())).toHaveLength(7);
    expect(await post(page, "[1]").json()).toEqual([1]);
    expect((await post(page).blob()).type).toBe("text/plain;charset=utf-8");
    const form = await post(page, new URLSearchParams({ a: "1" })).formData();
    expect([...form]).toEqual([["a", "1"]]);
    const request = post(page);
    await request.text();
    expect(request.bodyUsed).toBe(true);
    await expect(request.text()).rejects.toThrow(TypeError);
    await expect(page.fetch(request)).rejects.toThrow(TypeError);
    expect(() => request.clone()).toThrow(TypeError);
  });

  it("is used by whoever sends it or takes it over", async () => {
    const { page, server } = open();
    const sent = post(page);
    await page.fetch(sent);
    expect(sent.bodyUsed).toBe(true);
    const taken = post(page);
    const heir = new page.Request(taken);
    expect([taken.bodyUsed, heir.bodyUsed]).toEqual([true, false]);
    expect(await heir.text()).toBe("CHICKEN");
    // A mistake elsewhere leaves it as it was.
    const kept = post(page);
    expect(() => new page.Request(kept, { mode: "navigate" })).toThrow(TypeError);
    expect(() => new page.Request(kept, { method: "GET" })).toThrow(TypeError);
    expect(kept.bodyUsed).toBe(false);
    expect(server.lines).toEqual([`POST ${API}`]);
  });

  it("is used as soon as its stream is read, and locked as long as anyone holds that", async () => {
    const { page } = open();
    const request = post(page);
    const stream = request.body!;
    expect(request.body).toBe(stream);
    const reader = stream.getReader();
    expect(request.bodyUsed).toBe(false);
    await expect(page.fetch(request)).rejects.toThrow(TypeError);
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("CHICKEN");
    expect(request.bodyUsed).toBe(true);
  });

  it("is there twice after clone, once for each", async () => {
    const { page, bodies } = open();
    const request = post(page);
    const clone = request.clone();
    await page.fetch(request);
    expect(clone.bodyUsed).toBe(false);
    await page.fetch(clone);
    expect(await Promise.all(bodies)).toEqual(["CHICKEN", "CHICKEN"]);
  });

  const streamOf = (...chunks: string[]): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    });

  it("needs a duplex where it is a stream, is preflighted, and is cloned as it comes", async () => {
    const { page, server, bodies } = open();
    expect(() => post(page, streamOf("CHICKEN"))).toThrow(TypeError);
    const request = post(page, streamOf("CHIC", "KEN"), { duplex: "half" } as RequestInit);
    const clone = request.clone();
    await page.fetch(request);
    expect(server.lines).toEqual([`OPTIONS ${API}`, `POST ${API}`]);
    expect(await bodies[1]).toBe("CHICKEN");
    expect(await clone.text()).toBe("CHICKEN");
  });

  it("is refused where its stream's chunks are no bytes", async () => {
    const { page } = open();
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue("CHIC");
        controller.enqueue("KEN");
        controller.close();
      },
    });
    const request = post(page, stream, { duplex: "half" } as RequestInit);
    await expect(request.text()).rejects.toThrow(TypeError);
  });

  it("is refused where it is a stream that was read before", async () => {
    const { page } = open();
    const stream = streamOf("CHICKEN", "CHICKEN");
    const reader = stream.getReader();
    await reader.read();
    reader.releaseLock();
    const init = { duplex: "half" } as RequestInit;
    expect(() => post(page, stream, init)).toThrow(TypeError);
  });
});
