import { Browser, type EngineName, handlerTransport, type Page } from "@crosswalk/browser";
import { expect, it } from "vitest";

function opened(engine: EngineName): Page {
  const transport = handlerTransport(() => new Response("orders"));
  return new Browser({ engine, transport }).open("https://app.example/");
}

it.each<EngineName>(["standard", "chromium", "firefox", "webkit"])(
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
