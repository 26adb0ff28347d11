import { Browser, type EngineName, handlerTransport, type Transport } from "@crosswalk/browser";
import { expect, it } from "vitest";

/** Grants everything, its preflights with a body that ends, or breaks off, when it is told to. */
function server() {
  const sent: string[] = [];
  let resolve: () => void = () => undefined;
  let reject: (reason: Error) => void = resolve;
  const over = new Promise<void>((onEnd, onBreak) => {
    [resolve, reject] = [onEnd, onBreak];
  });
  // Nobody may read it.
  over.catch(() => undefined);
  const transport: Transport = {
    send: ({ method }) => {
      sent.push(method);
      return Promise.resolve({
        status: 200,
        statusText: "OK",
        headers: [
          ["Access-Control-Allow-Origin", "*"],
          ["Access-Control-Allow-Methods", "*"],
        ],
        body:
          method === "OPTIONS"
            ? {
                async *[Symbol.asyncIterator]() {
                  yield new Uint8Array(1);
                  await over;
                },
              }
            : null,
      });
    },
  };
  return { sent, transport, preflight: { resolve, reject } };
}

// Seen in the browsers: Firefox and WebKit send nothing before a preflight's body is over.
it.each<[EngineName, "at once" | "later"]>([
  ["standard", "at once"],
  ["chromium", "at once"],
  ["firefox", "later"],
  ["webkit", "later"],
])(
  "in %s a request goes out %s where its preflight's body takes its time",
  async (engine, when) => {
    const { sent, preflight, transport } = server();
    const page = new Browser({ engine, transport }).open("https://app.example/");
    const fetching = page.fetch("https://api.example/", { method: "PUT" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sent).toEqual(when === "later" ? ["OPTIONS"] : ["OPTIONS", "PUT"]);
    preflight.resolve();
    expect((await fetching).status).toBe(200);
    expect(sent).toEqual(["OPTIONS", "PUT"]);
  },
);

// Recorded as garbage-39.
it("in WebKit none goes out where that body breaks off; in Firefox one does", async () => {
  const ask = async (engine: EngineName): Promise<string[]> => {
    const { sent, preflight, transport } = server();
    const page = new Browser({ engine, transport }).open("https://app.example/");
    preflight.reject(new Error("hung up"));
    await page.fetch("https://api.example/", { method: "PUT" }).catch(() => undefined);
    return sent;
  };
  expect(await ask("webkit")).toEqual(["OPTIONS"]);
  expect(await ask("firefox")).toEqual(["OPTIONS", "PUT"]);
});

it.each<EngineName>(["standard", "chromium", "firefox"])(
  "in %s what comes after a preflight that grants nothing is read by nobody",
  async (engine) => {
    let pulled = 0;
    let isCancelled = false;
    const transport = handlerTransport(
      () =>
        new Response(
          new ReadableStream({
            async pull(controller) {
              await new Promise((resolve) => setTimeout(resolve, 1));
              pulled++;
              controller.enqueue(new Uint8Array(1024));
            },
            cancel() {
              isCancelled = true;
            },
          }),
        ),
    );
    const page = new Browser({ engine, transport }).open("https://app.example/");
    await expect(page.fetch("https://api.example/", { method: "PUT" })).rejects.toThrow(TypeError);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isCancelled).toBe(true);
    const before = pulled;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pulled).toBe(before);
  },
);
