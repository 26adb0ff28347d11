import { PageXmlHttpRequest } from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";
import { API, get, record, turn } from "./xml-http-request-kit.ts";
import { answering, nameOf } from "./xml-http-request-kit.ts";

// https://xhr.spec.whatwg.org/#the-timeout-attribute
describe("timeout", () => {
  it("ends the request by the given clock", async () => {
    const { page, clock } = answering({ delay: 1000 });
    const xhr = new page.XMLHttpRequest();
    const events = record(xhr);
    xhr.open("GET", "/");
    xhr.timeout = 100;
    xhr.send();
    await turn();
    clock.advance(99);
    await turn();
    expect(events).toEqual(["1", "loadstart 0/0"]);
    clock.advance(1);
    expect(events.slice(2)).toEqual(["4", "timeout 0/0", "loadend 0/0"]);
    clock.advance(1000);
    await turn();
    expect(events).toHaveLength(5);
  });

  it("counts from the start when it is set on the way", async () => {
    const { page, clock } = answering({ delay: 1000 });
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/");
    xhr.send();
    await turn();
    clock.advance(90);
    xhr.timeout = 100;
    const events = record(xhr);
    clock.advance(10);
    expect(events).toEqual(["4", "timeout 0/0", "loadend 0/0"]);
  });

  it("is called off by 0", async () => {
    const { page, clock } = answering({ delay: 1000 });
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/");
    xhr.timeout = 100;
    xhr.send();
    await turn();
    xhr.timeout = 0;
    const events = record(xhr);
    clock.advance(500);
    await turn();
    expect(events).toEqual([]);
  });

  it("holds for the body too", async () => {
    const { page, clock } = answering({ chunks: ["a", 1000, "b"] });
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/");
    xhr.timeout = 100;
    xhr.send();
    await turn();
    expect(xhr.responseText).toBe("a");
    const events = record(xhr);
    clock.advance(100);
    expect(events).toEqual(["4", "timeout 0/0", "loadend 0/0"]);
    expect(xhr.responseText).toBe("");
  });
});

// https://xhr.spec.whatwg.org/#the-abort()-method
describe("abort", () => {
  it("fires abort and loadend, then is unsent without an event", async () => {
    const { page } = answering({ delay: 1000 });
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/");
    xhr.send();
    await turn();
    const events = record(xhr);
    xhr.abort();
    expect(events).toEqual(["4", "abort 0/0", "loadend 0/0"]);
    expect(xhr.readyState).toBe(0);
  });

  it("says nothing of a request that was never sent", () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    xhr.open("GET", "/");
    const events = record(xhr);
    xhr.abort();
    expect(events).toEqual([]);
    expect(xhr.readyState).toBe(1);
  });

  it("takes the response away once it is there", async () => {
    const xhr = await get(answering().page);
    xhr.abort();
    expect([xhr.readyState, xhr.status, xhr.responseText]).toEqual([0, 0, ""]);
  });

  test.each([
    [2, ["2", "4", "abort 0/0", "loadend 0/0"]],
    [3, ["2", "3", "4", "abort 0/0", "loadend 0/0"]],
  ])("stops everything at readyState %i", async (state, expected) => {
    const xhr = new (answering().page.XMLHttpRequest)();
    xhr.open("GET", `${API}/`);
    const events = record(xhr);
    xhr.onreadystatechange = () => {
      if (xhr.readyState === state) xhr.abort();
    };
    xhr.send();
    await turn();
    expect(events.slice(1)).toEqual(expected);
  });

  it("keeps what loadstart aborts from being sent", async () => {
    const { page, requests } = answering();
    const xhr = new page.XMLHttpRequest();
    xhr.onloadstart = () => xhr.abort();
    xhr.open("GET", "/");
    xhr.send();
    await turn();
    expect(requests).toEqual([]);
  });
});

describe("a synchronous request", () => {
  it("cannot wait for its answer, and says so", () => {
    const { page, requests } = answering();
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/", false);
    expect(() => xhr.send()).toThrow(/synchronous/);
    expect(xhr.readyState).toBe(4);
    expect(requests).toEqual([]);
    xhr.open("GET", "/", false);
    expect(nameOf(() => xhr.send())).toBe("NetworkError");
  });

  it("has neither timeout nor responseType", () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    xhr.open("GET", "/", false);
    expect(nameOf(() => void (xhr.timeout = 1))).toBe("InvalidAccessError");
    expect(nameOf(() => void (xhr.responseType = "json"))).toBe("InvalidAccessError");
    const other = new (answering().page.XMLHttpRequest)();
    other.responseType = "json";
    expect(nameOf(() => other.open("GET", "/", false))).toBe("InvalidAccessError");
  });

  it("does its work where that is awaited, firing no progress", async () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    const events = record(xhr);
    xhr.open("GET", `${API}/`, false);
    await PageXmlHttpRequest.sendSynchronously(xhr);
    expect(events).toEqual(["1", "4", "load 7/0", "loadend 7/0"]);
    expect(xhr.responseText).toBe("CHICKEN");
  });

  it("rejects with a NetworkError and fires nothing where that fails", async () => {
    const xhr = new (answering({ headers: [] }).page.XMLHttpRequest)();
    xhr.open("GET", `${API}/`, false);
    const events = record(xhr);
    await expect(PageXmlHttpRequest.sendSynchronously(xhr)).rejects.toMatchObject({
      name: "NetworkError",
    });
    expect(events).toEqual([]);
  });
});
