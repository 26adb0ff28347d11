import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

const answered = (engine: EngineName, init: RequestInit = {}): Promise<Response> => {
  const transport = handlerTransport(() => new Response("orders"));
  return new Browser({ engine, transport }).open("https://app.example/").fetch("/orders", init);
};

async function aborted(engine: EngineName): Promise<Response> {
  const controller = new AbortController();
  const response = await answered(engine, { signal: controller.signal });
  controller.abort();
  return response;
}

const nameOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => expect.fail("it was read"),
    (error: unknown) => (error as Error).name,
  );

describe.each(engines)("a body in %s", (engine) => {
  it("that a member reads is locked from then on", async () => {
    const response = await answered(engine);
    const reading = response.text();
    expect([response.bodyUsed, response.body!.locked]).toEqual([true, true]);
    await reading;
    expect(response.body!.locked).toBe(true);
    expect(() => response.body!.getReader()).toThrow(TypeError);
  });

  it("counts as used as soon as a reader is asked for something", async () => {
    const response = await answered(engine);
    const reader = response.body!.getReader();
    expect(response.bodyUsed).toBe(false);
    const reading = reader.read();
    expect(response.bodyUsed).toBe(true);
    await reading;
  });

  it("counts as used as soon as it goes through something", async () => {
    const response = await answered(engine);
    const piped = response.body!.pipeThrough(new TextDecoderStream() as TransformStream);
    expect(response.bodyUsed).toBe(true);
    expect((await piped.getReader().read()).value).toBe("orders");
  });

  it.each([
    ["cancelled", (response: Response) => response.body!.cancel()],
    ["read", (response: Response) => response.body!.getReader().read()],
    ["sent elsewhere", (response: Response) => response.body!.pipeTo(new WritableStream())],
  ] as const)("is used once it is %s, though it had broken off", async (_, doing) => {
    const response = await aborted(engine);
    expect(await nameOf(doing(response))).toBe("AbortError");
    expect(response.bodyUsed).toBe(true);
    expect(() => response.clone()).toThrow(TypeError);
  });
});

it("Chromium reads a body that had broken off by nobody once it was iterated over", async () => {
  const response = await aborted("chromium");
  const iterating = (async () => {
    for await (const _ of response.body as unknown as AsyncIterable<Uint8Array>);
  })();
  expect(await nameOf(iterating)).toBe("AbortError");
  expect(await nameOf(response.text())).toBe("TypeError");
});
