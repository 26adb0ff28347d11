import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

/** Answers with the status that the query names. */
const transport = handlerTransport((request) => {
  const status = Number(new URL(request.url).searchParams.get("status") ?? 200);
  const hasBody = request.method !== "HEAD" && ![204, 304].includes(status);
  return new Response(hasBody ? "orders" : null, { status, headers: { Location: "/other" } });
});

const pageOf = (engine: EngineName) =>
  new Browser({ engine, transport }).open("https://app.example/");

describe("a copy of a response", () => {
  it.each(engines)("is read beside it after its body was looked at (%s)", async (engine) => {
    const response = await pageOf(engine).fetch("/orders");
    expect(response.body).not.toBeNull();
    const copy = response.clone();
    expect([await copy.text(), response.bodyUsed, copy.bodyUsed]).toEqual(["orders", false, true]);
    expect([await response.text(), response.bodyUsed]).toEqual(["orders", true]);
  });

  it.each(engines)("can be copied again, and read as a stream (%s)", async (engine) => {
    const response = await pageOf(engine).fetch("/orders");
    void response.body;
    const second = response.clone().clone();
    const texts = [await new Response(second.body).text(), await response.clone().text()];
    expect([...texts, await response.text()]).toEqual(["orders", "orders", "orders"]);
  });

  it("cannot be made of what is being read", async () => {
    const response = await pageOf("chromium").fetch("/orders");
    response.body!.getReader();
    expect(() => response.clone()).toThrow(TypeError);
  });
});

describe("a response without a body", () => {
  it.each([
    ["HEAD", "/orders", { method: "HEAD" }, ["null", "stream", "null", "stream"]],
    ["204", "/orders?status=204", {}, ["null", "stream", "stream", "stream"]],
    ["304", "/orders?status=304", {}, ["null", "stream", "stream", "stream"]],
    [
      "a redirect that is not followed",
      "/orders?status=302",
      { redirect: "manual" },
      ["null", "null", "null", "stream"],
    ],
    ["none at all", "https://api.example/", { mode: "no-cors" }, Array(4).fill("null")],
  ] as const)("shows a script one of nothing, or null: %s", async (_, url, init, expected) => {
    for (const [index, engine] of engines.entries()) {
      const response = await pageOf(engine).fetch(url, init);
      const body = response.body === null ? "null" : "stream";
      expect([engine, body]).toEqual([engine, expected[index]]);
      expect([await response.text(), response.bodyUsed]).toEqual(["", body === "stream"]);
    }
  });
});

it.each(engines)("a body goes on after a chunk of nothing (%s)", async (engine) => {
  const chunks = handlerTransport(() => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(0));
        controller.enqueue(new Uint8Array([1, 2, 3]));
        controller.enqueue(new Uint8Array(0));
        controller.close();
      },
    });
    return new Response(body);
  });
  const page = new Browser({ engine, transport: chunks }).open("https://app.example/");
  const reader = (await page.fetch("/orders")).body!.getReader();
  expect([...(await reader.read()).value!]).toEqual([1, 2, 3]);
  expect((await reader.read()).done).toBe(true);
});
