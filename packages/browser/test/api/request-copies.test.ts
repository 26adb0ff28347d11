import { Browser, type Page } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const APP = "https://app.example/";

type Engine = "standard" | "chromium" | "firefox" | "webkit";
const open = (engine: Engine): Page =>
  new Browser({ engine, transport: { send: () => new Promise(() => undefined) } }).open(APP);

// As recorded: request-copies-0 to -37. Firefox shows no stream of a Request.
describe.each(["standard", "chromium", "webkit"] as const)("%s", (engine) => {
  const { Request: PageRequest, fetch: pageFetch } = open(engine);
  const init = { method: "POST", body: "chicken" };
  const signal = AbortSignal.abort();

  it("what another Request takes is used and locked, though that one is aborted already", async () => {
    const request = new PageRequest(APP, init);
    const copy = new PageRequest(request, { signal });
    expect([request.bodyUsed, request.body!.locked]).toEqual([true, true]);
    expect([copy.bodyUsed, copy.signal.aborted]).toEqual([false, true]);
    await expect(copy.text()).resolves.toBe("chicken");
  });

  it("what is sent in vain is used and locked", async () => {
    const request = new PageRequest(APP, init);
    await expect(pageFetch(request, { signal })).rejects.toMatchObject({ name: "AbortError" });
    expect([request.bodyUsed, request.body!.locked]).toEqual([true, true]);
  });

  it("what was read shows a stream that is locked", async () => {
    const request = new PageRequest(APP, init);
    await request.text();
    expect(request.body!.locked).toBe(true);
  });
});

it.each(["chromium", "webkit"] as const)(
  "%s: a stream goes along with what takes it, and is left unlocked if that is never sent",
  async (engine) => {
    const { Request: PageRequest, fetch: pageFetch } = open(engine);
    const stream = new ReadableStream<Uint8Array>();
    const streamed = { method: "POST", body: stream, duplex: "half" } as RequestInit;
    const request = new PageRequest(APP, streamed);
    const copy = new PageRequest(request, { signal: AbortSignal.abort() });
    await expect(pageFetch(copy)).rejects.toMatchObject({ name: "AbortError" });
    expect([request.bodyUsed, request.body!.locked, stream.locked]).toEqual([true, true, false]);
  },
);

it("standard: a proxy of a stream goes along with what takes it, and locks the stream at once", async () => {
  const { Request: PageRequest } = open("standard");
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode("chicken"));
      controller.close();
    },
  });
  const init = { method: "POST", body: stream, duplex: "half" } as RequestInit;
  const request = new PageRequest(APP, init);
  const copy = new PageRequest(request);
  expect([request.bodyUsed, request.body, stream.locked]).toEqual([true, stream, true]);
  expect([copy.bodyUsed, copy.body!.locked]).toEqual([false, false]);
  await expect(copy.text()).resolves.toBe("chicken");
});

it("standard: what breaks off or is cancelled does so through the proxy", async () => {
  const { Request: PageRequest, fetch: pageFetch } = open("standard");
  const broken = new ReadableStream<Uint8Array>({
    pull: () => Promise.reject(new Error("no more chicken")),
  });
  let reason: unknown = null;
  const whole = new ReadableStream<Uint8Array>({ cancel: (given) => void (reason = given) });
  const requests = [broken, whole].map(
    (body) => new PageRequest(APP, { method: "POST", body, duplex: "half" }),
  );
  await expect(new PageRequest(requests[0]!).text()).rejects.toThrow("no more chicken");
  const aborted = { signal: AbortSignal.abort("enough") };
  await expect(pageFetch(requests[1]!, aborted)).rejects.toBe("enough");
  expect(reason).toBe("enough");
});

// request-copies-46 and -48.
it.each([
  ["standard", true],
  ["chromium", true],
  ["webkit", false],
] as const)("%s: what was looked at before it is read is locked: %s", async (engine, isLocked) => {
  const { Request: PageRequest } = open(engine);
  const request = new PageRequest(APP, { method: "POST", body: "chicken" });
  expect(request.body!.locked).toBe(false);
  const copy = request.clone();
  await request.text();
  await copy.text();
  expect([request.bodyUsed, request.body!.locked, copy.body!.locked]).toEqual([
    true,
    isLocked,
    true,
  ]);
});
