import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Browser, type EngineName, handlerTransport, type Page } from "@crosswalk/browser";
import { expect, it } from "vitest";

function opened(engine: EngineName): Page {
  const transport = handlerTransport(() => new Response("orders"));
  return new Browser({ engine, transport }).open("https://app.example/");
}

it.each<EngineName>(["standard", "chromium", "firefox"])(
  "to a script in %s, the stream of a response is the platform's, and nothing else",
  async (engine) => {
    const { body } = await opened(engine).fetch("/orders");
    const names = (one: object): string[] => Object.getOwnPropertyNames(one);

    expect(Object.getPrototypeOf(body)).toBe(ReadableStream.prototype);
    expect(body!.constructor.name).toBe("ReadableStream");
    expect(names(body!)).toEqual(names(new ReadableStream()));
    expect(names(body!.getReader())).toEqual(names(new ReadableStream().getReader()));
  },
);

it("to a script in WebKit, it is the platform's without what WebKit's streams lack", async () => {
  const page = opened("webkit");
  const response = await page.fetch("/orders");
  const copy = response.clone();
  const request = new page.Request("/orders", { method: "POST", body: "two apples" });
  const streams = [copy.body!, request.body!, ...response.body!.tee()];
  for (const stream of streams) {
    expect(stream).toBeInstanceOf(ReadableStream);
    expect(stream.constructor).toBe(ReadableStream);
    expect(stream.values).toBeUndefined();
    expect(() => stream.getReader({ mode: "byob" })).toThrow(
      "ReadableStreamBYOBReader needs a ReadableByteStreamController",
    );
    await expect(iterated(stream)).rejects.toThrow(TypeError);
    expect(await new Response(stream).text()).toMatch(/^(?:orders|two apples)$/);
  }
  expect(() => copy.body!.getReader({ mode: "byob" })).toThrow("needs a");
});

it("what a script in WebKit cannot iterate over, Node.js can send and read", async () => {
  const bodyOf = async (): Promise<ReadableStream> =>
    (await opened("webkit").fetch("/orders")).body!;
  const server = createServer((request, response) => void request.pipe(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const init = { method: "POST", body: await bodyOf(), duplex: "half" } as const;
    const sent = await fetch(`http://127.0.0.1:${port}/`, init);
    expect(await sent.text()).toBe("orders");
  } finally {
    server.close();
  }
  expect(await text(await bodyOf())).toBe("orders");
  await expect(iterated(await bodyOf())).rejects.toThrow("not async iterable");
});

async function iterated(stream: ReadableStream): Promise<void> {
  for await (const _ of stream);
}

// Firefox sends no streams, and WebKit takes none.
it.each<EngineName>(["standard", "chromium"])(
  "a request in %s is used once its stream has been read, though somebody holds that locked",
  async (engine) => {
    const stream = new Blob(["two apples"]).stream();
    const init = { method: "POST", body: stream, duplex: "half" };
    const request = new (opened(engine).Request)("/orders", init);
    const reader = stream.getReader();
    expect(request.bodyUsed).toBe(false);
    await reader.read();
    expect(request.bodyUsed).toBe(true);
  },
);
