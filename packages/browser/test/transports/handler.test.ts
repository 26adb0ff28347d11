import { describe, expect, it, vi } from "vitest";
import { Browser, handlerTransport } from "@crosswalk/browser";

/** A page, and whether the handler has heard that nobody wants the rest of its stream. */
function pageOf() {
  const onCancel = vi.fn<() => void>();
  const transport = handlerTransport(
    () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(8)),
          cancel: onCancel,
        }),
        { headers: { "Access-Control-Allow-Origin": "*" } },
      ),
  );
  const page = new Browser({ engine: "standard", transport }).open("https://app.example/");
  return { page, onCancel };
}

it("tells a handler's stream of a page that cancels the body before it has read of it", async () => {
  const { page, onCancel } = pageOf();
  const response = await page.fetch("https://api.example/");
  await response.body!.cancel();
  await vi.waitFor(() => expect(onCancel).toHaveBeenCalledOnce());
});

it("tells a handler's stream of a page that stops reading", async () => {
  const { page, onCancel } = pageOf();
  const response = await page.fetch("https://api.example/");
  const reader = response.body!.getReader();
  await reader.read();
  await reader.cancel();
  await vi.waitFor(() => expect(onCancel).toHaveBeenCalledOnce());
});

describe("headers of requests one after the other", () => {
  const seen: [string | null, string | null][] = [];
  const transport = handlerTransport((request) => {
    seen.push([request.headers.get("x-a"), request.headers.get("origin")]);
    // What a framework does with its request is nobody else's.
    request.headers.set("x-a", "changed");
    request.headers.delete("origin");
    return new Response("", {
      headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "x-a" },
    });
  });
  const page = new Browser({ engine: "standard", transport }).open("https://app.example/");

  it.each(["1", "1", "2", "1", undefined, undefined])(
    "are each request's own (x-a: %s)",
    async (value) => {
      seen.length = 0;
      await page.fetch(
        "https://api.example/",
        value === undefined ? {} : { headers: { "x-a": value } },
      );
      expect(seen.at(-1)).toEqual([value ?? null, "https://app.example"]);
    },
  );
});

it("hands over the URL without its credentials, of which there is no Request", async () => {
  const asked: string[] = [];
  const transport = handlerTransport(({ url }) => {
    asked.push(url);
    return new Response("an order");
  });
  const page = new Browser({ engine: "standard", transport }).open("https://app.example/");
  const xhr = new page.XMLHttpRequest();
  await new Promise((resolve) => {
    xhr.onloadend = resolve;
    xhr.open("GET", "/orders", true, "ann", "secret");
    xhr.send();
  });
  expect(xhr.responseText).toBe("an order");
  expect(asked).toEqual(["https://app.example/orders"]);
});
